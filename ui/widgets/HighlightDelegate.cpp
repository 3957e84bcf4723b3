// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/HighlightDelegate.h"

#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace lw::ui {

namespace {

QList<QTextLayout::FormatRange> marks(const QString& text, const QStringList& words)
{
    QTextCharFormat format;
    format.setBackground(Theme::current().color(ColorRole::Match));
    QList<QTextLayout::FormatRange> ranges;
    for (const QString& word : words) {
        for (auto at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            ranges.append({static_cast<int>(at), static_cast<int>(word.size()), format});
    }
    return ranges;
}

} // namespace

void HighlightDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() > 0)
        option->textElideMode = Qt::ElideRight;
}

void HighlightDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget).adjusted(3, 0, -3, 0);
    const QString text = item.fontMetrics.elidedText(item.text, item.textElideMode, room.width());
    const QList<QTextLayout::FormatRange> ranges = marks(text, m_words);
    if (ranges.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    item.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    QTextLayout layout(text, item.font);
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(room.width() + 1000);
    layout.endLayout();
    painter->save();
    painter->setClipRect(room.adjusted(-3, 0, 3, 0));
    const QVariant foreground = index.data(Qt::ForegroundRole);
    painter->setPen(foreground.isValid() ? foreground.value<QColor>() : Theme::current().color(ColorRole::Text));
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2));
    painter->restore();
}

} // namespace lw::ui
