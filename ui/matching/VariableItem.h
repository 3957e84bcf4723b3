// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Variable.h"
#include "ui/matching/MatchingSource.h"

namespace lw::ui {

/// A variable as a row of a MatchingView, below its layer or, when it has none, what stands before its last slash.
MatchingSource::Item variableItem(const Variable& variable, MatchingSource::Id id);
/// Whether a filter's text stands in its name; all match an empty one.
bool matches(const MatchingSource::Item& item, const QString& text);

} // namespace lw::ui
