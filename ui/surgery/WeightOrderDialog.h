// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QDialog>

namespace lw::ui {

/// Shows the order in which HDF5 files list the weights of a model, and what moved since it was as before. Use it with
/// open(). User interface thread only.
class WeightOrderDialog : public QDialog {
    Q_OBJECT
public:
    WeightOrderDialog(const Model& before, const Model& after, QWidget* parent);
};

} // namespace lw::ui
