// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/ModelParts.h"

class QAbstractItemView;
class QWidget;

namespace lw::ui {

/// "dense_1", "dense_1 and 2 more": what is being moved.
QString partsLabel(const ModelParts& parts);
/// Drags parts of a model, with their names under the pointer; returns when they have been dropped or let go.
void dragParts(QWidget* source, const ModelParts& parts);
/// The same for the parts that a view's selected rows stand for (PartsMime); false, at once, when they stand for none.
bool dragRows(QAbstractItemView* view);

} // namespace lw::ui
