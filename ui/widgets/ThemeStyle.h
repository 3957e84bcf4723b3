// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

class QStyle;

namespace lw::ui {

/// The application's palette in the light or dark theme.
QPalette themePalette(bool dark);
/// What Fusion and the palette leave to be said: flat tool bars, tabs, headers and docks.
QString themeStyleSheet(bool dark);

/// Fusion, with outlines of fields and boxes that can be seen in both themes. The application takes it over.
QStyle* makeThemeStyle();

} // namespace lw::ui
