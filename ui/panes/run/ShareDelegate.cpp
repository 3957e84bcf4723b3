// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/ShareDelegate.h"

#include "ui/panes/run/ProfileModel.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace lw::ui {

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString text = row.text;
    row.text.clear();
    const QStyle* style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    const int numbers = option.fontMetrics.horizontalAdvance(QStringLiteral("100.0 %")) + Theme::space(3);
    const QRectF room = QRectF(option.rect).adjusted(Theme::space(2), 0, -numbers, 0);
    const double share = index.data(ProfileModel::ShareRole).toDouble();
    const double width = std::max(1.0, room.width() * share);
    painter->fillRect(QRectF(room.left(), room.center().y() - 4, width, 8), Theme::current().color(ColorRole::Accent));
    painter->setPen(Theme::current().color(ColorRole::Text));
    painter->drawText(QRectF(room.left() + width + Theme::space(2), room.top(), numbers, room.height()),
                      Qt::AlignVCenter | Qt::AlignLeft, text);
}

} // namespace lw::ui
