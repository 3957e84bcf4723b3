// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/history/HistoryDelegate.h"

#include "ui/items/HistoryModel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QPainter>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRow = 26;
constexpr int kLine = 18; // x of the line of states
constexpr qreal kDot = 4; // radius

void drawState(QPainter* painter, const QRect& row, const QModelIndex& index)
{
    const Theme& theme = Theme::current();
    const bool current = index.data(HistoryModel::IsCurrent).toBool();
    const bool undone = index.data(HistoryModel::IsUndone).toBool();
    const QPointF centre(row.left() + kLine, row.center().y() + 0.5);
    const QColor colour = theme.color(current ? ColorRole::Accent : ColorRole::BorderStrong);
    painter->setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
    if (index.row() > 0)
        painter->drawLine(QPointF(centre.x(), row.top()), centre - QPointF(0, kDot));
    if (index.row() + 1 < index.model()->rowCount())
        painter->drawLine(centre + QPointF(0, kDot), QPointF(centre.x(), row.bottom() + 1));
    painter->setPen(QPen(colour, 1.5));
    painter->setBrush(undone ? QBrush(Qt::NoBrush) : QBrush(colour));
    const qreal radius = current ? kDot + 1 : kDot - 0.5;
    painter->drawEllipse(centre, radius, radius);
}

} // namespace

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawState(painter, option.rect, index);
    const Theme& theme = Theme::current();
    QRect words = option.rect.adjusted(2 * kLine, 0, -Theme::space(3), 0);
    if (index.data(HistoryModel::IsSaved).toBool()) {
        const QString saved = tr("saved");
        const int width = option.fontMetrics.horizontalAdvance(saved);
        painter->setPen(theme.color(ColorRole::TextMuted));
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, saved);
        QRect place(0, 0, Theme::kIcon, Theme::kIcon);
        place.moveCenter(QPoint(words.right() - width - Theme::space(3), words.center().y()));
        icons::icon(u"save"_s, ColorRole::TextMuted).paint(painter, place);
        words.setRight(place.left() - Theme::space(2));
    }
    const bool current = index.data(HistoryModel::IsCurrent).toBool();
    painter->setFont(current ? theme.font(Theme::TextStyle::Strong) : option.font);
    painter->setPen(theme.color(index.data(HistoryModel::IsUndone).toBool() ? ColorRole::TextMuted : ColorRole::Text));
    const QFontMetrics metrics(painter->font());
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index).expandedTo(QSize(0, kRow));
}

} // namespace lw::ui
