// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Catalogue.h"
#include "ui/widgets/Theme.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace lw::ui {

/// Icons drawn from resources/icons/NAME.svg, whose strokes are "currentColor": they take the theme's colours when they
/// are painted, so an icon made once is right after the theme changed. An unknown name paints nothing. User interface
/// thread only.
namespace icons {

/// For actions, tabs and rows: Text colour, TextDisabled when disabled.
QIcon icon(const QString& name);
/// In a colour of the theme that stays its own: severity, accent.
QIcon icon(const QString& name, ColorRole role);
/// The category's icon in its colour.
QIcon category(keras::Category category);
/// File name of a category's icon: "category-convolution".
QString categoryIconName(keras::Category category);

/// Straight onto a painter, for scenes and delegates: sharp at any zoom.
void paint(QPainter* painter, const QRectF& target, const QString& name, const QColor& color);

} // namespace icons
} // namespace lw::ui
