// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPainterPass.h"
#include "ui/widgets/IconFactory.h"

#include <QFontMetricsF>
#include <algorithm>

namespace lw::ui {

void GraphPainter::paintCards(Pass& pass)
{
    m_ids.clear();
    if (pass.frame.rectOf)
        for (std::uint32_t card = 0; card < pass.drawing.cards.size(); ++card)
            m_ids.push_back(card);
    else
        pass.drawing.cardIndex.query(pass.frame.area, m_ids);
    for (const std::uint32_t index : m_ids) {
        const QRectF rect = pass.rectOf(index);
        if (!rect.adjusted(-8, -8, 12, 12).intersects(pass.frame.area))
            continue;
        if (pass.detail == Detail::Full) {
            paintFullCard(pass, index, rect);
        } else if (pass.detail == Detail::Label) {
            paintLabelCard(pass, index, rect);
        } else {
            const bool found = pass.highlights.matches.contains(index);
            const bool broken = !pass.drawing.cards[index].troubles.isEmpty();
            pass.painter.fillRect(rect, broken  ? pass.color(ColorRole::Error)
                                        : found ? pass.color(ColorRole::Match)
                                                : mixed(pass.category(pass.drawing.cards[index].category),
                                                        pass.color(ColorRole::Canvas), 0.7));
        }
        paintRing(pass, index, rect);
    }
}

void GraphPainter::paintFullCard(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    QPainter& painter = pass.painter;
    const DrawnCard& card = pass.drawing.cards[index];
    const bool hovered = pass.highlights.hovered == static_cast<int>(index);
    const bool selected = pass.highlights.selected == static_cast<int>(index) || pass.highlights.extra.contains(index);
    const QColor ink = pass.category(card.category);
    const bool broken = !card.troubles.isEmpty();
    const QColor border = selected                                     ? pass.color(ColorRole::Accent)
                          : broken                                     ? pass.color(ColorRole::Error)
                          : hovered || pass.neighbours.contains(index) ? mixed(ink, pass.color(ColorRole::Raised), 0.8)
                                                                       : pass.color(ColorRole::Border);
    painter.setPen(QPen(border, 1.2));
    for (int sheet = card.repeats > 1 ? 2 : 0; sheet > 0; --sheet) {
        painter.setBrush(mixed(ink, pass.color(ColorRole::Raised), 0.05 * sheet));
        painter.drawRoundedRect(rect.translated(3.5 * sheet, 3.5 * sheet), kCardRadius, kCardRadius);
    }
    painter.setBrush(pass.highlights.matches.contains(index) ? pass.color(ColorRole::Match)
                     : selected                              ? pass.color(ColorRole::AccentSoft)
                     : broken                                ? pass.color(ColorRole::ErrorSoft)
                                                             : pass.color(ColorRole::Raised));
    painter.drawRoundedRect(rect, kCardRadius, kCardRadius);

    const QRectF tile(rect.left() + kCardPadding, rect.top() + 9, kTileSize, kTileSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pass.fill(card.category));
    painter.drawRoundedRect(tile, 6, 6);
    paintIcon(pass, tile.adjusted(6, 6, -6, -6), icons::categoryIconName(card.category), ink);

    double right = rect.right() - kCardPadding;
    if (card.isGroup) {
        paintIcon(pass, QRectF(right - 14, rect.top() + 11, 14, 14), QStringLiteral("chevron-right"),
                  pass.color(ColorRole::TextMuted));
        right -= 18;
    }
    if (broken) {
        paintIcon(pass, QRectF(right - kSignSize, rect.top() + 9, kSignSize, kSignSize), QStringLiteral("error"),
                  pass.color(ColorRole::Error));
        right -= kSignSize + 4;
    }
    if (card.repeats > 1) {
        const QString badge = QStringLiteral("×%1").arg(card.repeats);
        painter.setFont(pass.small);
        const double width = QFontMetricsF(pass.small).horizontalAdvance(badge) + 12;
        const QRectF pill(right - width, rect.top() + 9, width, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawRoundedRect(pill, 9, 9);
        painter.setPen(pass.color(ColorRole::Canvas));
        painter.drawText(pill, Qt::AlignCenter, badge);
        right -= width + 6;
    }
    const double left = tile.right() + 8;
    painter.setFont(pass.name);
    painter.setPen(pass.color(ColorRole::Text));
    painter.drawText(QRectF(left, rect.top() + 7, right - left, 17),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, cut(card.name, pass.name, right - left, 0));
    const double wide = rect.right() - kCardPadding - left;
    painter.setFont(pass.small);
    painter.setPen(ink);
    painter.drawText(QRectF(left, rect.top() + 24, wide, 15), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     cut(card.kind, pass.small, wide, 1));
    const QRectF bottom(rect.left() + kCardPadding, rect.top() + 43, rect.width() - 2 * kCardPadding, 16);
    double used = 0;
    if (!card.parameters.isEmpty()) {
        painter.setPen(pass.color(ColorRole::Text));
        painter.drawText(bottom, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, card.parameters);
        used = QFontMetricsF(pass.small).horizontalAdvance(card.parameters) + 10;
        if (card.frozen) {
            const double middle = bottom.center().y();
            const double end = bottom.right() - used + 6;
            paintIcon(pass, QRectF(end - kFrozenSign, middle - kFrozenSign / 2, kFrozenSign, kFrozenSign),
                      QStringLiteral("variable-frozen"), pass.color(ColorRole::TextMuted));
            used += kFrozenSign + 4;
        }
    }
    if (!card.shape.isEmpty()) {
        painter.setPen(pass.color(ColorRole::TextMuted));
        painter.drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         cut(card.shape, pass.small, bottom.width() - used, 1));
    }
}

void GraphPainter::paintLabelCard(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    QPainter& painter = pass.painter;
    const DrawnCard& card = pass.drawing.cards[index];
    const bool selected = pass.highlights.selected == static_cast<int>(index) || pass.highlights.extra.contains(index);
    const QColor ink = pass.category(card.category);
    const bool broken = !card.troubles.isEmpty();
    painter.setPen(broken ? QPen(pass.color(ColorRole::Error), 2 / pass.frame.scale)
                          : QPen(mixed(ink, pass.color(ColorRole::Canvas), 0.55), 1.2 / pass.frame.scale));
    if (card.repeats > 1) {
        painter.setBrush(pass.fill(card.category));
        painter.drawRoundedRect(rect.translated(7, 7), kCardRadius, kCardRadius);
    }
    painter.setBrush(pass.highlights.matches.contains(index) ? pass.color(ColorRole::Match)
                     : selected                              ? pass.color(ColorRole::AccentSoft)
                     : broken                                ? pass.color(ColorRole::ErrorSoft)
                                                             : pass.fill(card.category));
    painter.drawRoundedRect(rect, kCardRadius, kCardRadius);
    // Ten pixels on the screen, whatever the zoom, as far as the card has room.
    const int pixels = static_cast<int>(std::clamp(9 / pass.frame.scale, 13.0, 28.0));
    QFont font = pass.name;
    font.setPixelSize(pixels);
    painter.setFont(font);
    painter.setPen(pass.color(ColorRole::Text));
    QRectF line = rect.adjusted(6, 0, -6, 0);
    if (broken) {
        paintIcon(pass, QRectF(line.right() - pixels, line.center().y() - pixels / 2.0, pixels, pixels),
                  QStringLiteral("error"), pass.color(ColorRole::Error));
        line.setRight(line.right() - pixels - 4);
        painter.setPen(pass.color(ColorRole::Text));
    }
    QString text = card.name;
    if (card.repeats > 1)
        text.prepend(QStringLiteral("×%1 ").arg(card.repeats));
    painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine, cut(text, font, line.width(), pixels + 10));
}

void GraphPainter::paintRing(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    const bool selected = pass.highlights.selected == static_cast<int>(index);
    if (!selected && !pass.highlights.extra.contains(index))
        return;
    const double scale = std::min(1.0, pass.frame.scale);
    const double grow = (pass.highlights.focus && selected ? 3.0 : 1.0) / scale;
    pass.painter.setPen(QPen(pass.color(ColorRole::Accent), 2 / scale));
    pass.painter.setBrush(pass.detail == Detail::Block ? QBrush(pass.color(ColorRole::Accent)) : QBrush(Qt::NoBrush));
    pass.painter.drawRoundedRect(rect.adjusted(-grow, -grow, grow, grow), kCardRadius + grow, kCardRadius + grow);
}

} // namespace lw::ui
