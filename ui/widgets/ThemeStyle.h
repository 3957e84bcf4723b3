// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace lw::ui {

/// The application's palette in the light or dark theme.
QPalette themePalette(bool dark);
/// What Fusion and the palette leave to be said: flat tool bars, tabs, headers and docks.
QString themeStyleSheet(bool dark);

} // namespace lw::ui
