// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace lw::ui {

/// Lets the wheel scroll the area around fields instead of changing them: every drop-down list and number field below
/// parent takes the wheel only once it has the focus.
void guardWheel(QWidget* parent);

} // namespace lw::ui
