// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DropSign.h"

#include "ui/widgets/IconFactory.h"

#include <QPainter>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBadge = 20, kLabelHeight = 28, kLabelIcon = 16;
constexpr int kRow = 40; // lower targets are rows

} // namespace

DropSign::DropSign(QWidget* view) : QWidget(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void DropSign::mark(const QRect& target, bool fits, const QString& line)
{
    setGeometry(parentWidget()->rect());
    m_target = target;
    m_fits = fits;
    m_line = line;
    setAccessibleName(line);
    raise();
    show();
    update();
}

void DropSign::clear()
{
    hide();
    m_line.clear();
}

/// Below the target, or above where there is no room; a row has it above, since the pointer carries what is dragged
/// below itself. Always within the view.
QRect DropSign::labelRect() const
{
    const QFontMetrics metrics(Theme::current().font(Theme::TextStyle::Strong));
    const int width = std::min(this->width() - 2 * Theme::space(2),
                               metrics.horizontalAdvance(m_line) + kLabelIcon + 3 * Theme::space(2) + 2);
    int top = m_target.bottom() + Theme::space(2);
    const int above = m_target.top() - Theme::space(2) - kLabelHeight;
    const bool isRow = m_target.height() < kRow && above >= Theme::space(1);
    if (isRow || top + kLabelHeight > height() - Theme::space(1))
        top = std::max(Theme::space(1), above);
    const int left = std::clamp(m_target.center().x() - width / 2, Theme::space(2),
                                std::max(Theme::space(2), this->width() - width - Theme::space(2)));
    return {left, top, width, kLabelHeight};
}

void DropSign::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    const QColor strong = theme.color(m_fits ? ColorRole::Success : ColorRole::Error);
    const QColor soft = theme.color(m_fits ? ColorRole::SuccessSoft : ColorRole::ErrorSoft);
    const QString icon = m_fits ? u"check"_s : u"close"_s;
    const QRectF ring = QRectF(m_target.adjusted(-3, -3, 3, 3).intersected(rect().adjusted(2, 2, -2, -2)));
    QColor veil = strong;
    veil.setAlphaF(0.10F);
    painter.setBrush(veil);
    painter.setPen(QPen(strong, 2.5, m_fits ? Qt::SolidLine : Qt::DashLine));
    painter.drawRoundedRect(ring, Theme::kRadius + 3, Theme::kRadius + 3);

    const QRectF badge(ring.right() - kBadge * 0.6, ring.top() - kBadge * 0.4, kBadge, kBadge);
    const QRectF inside = badge.translated(std::min(0.0, width() - 2 - badge.right()), std::max(0.0, 2 - badge.top()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(strong);
    painter.drawEllipse(inside);
    icons::paint(&painter, inside.adjusted(4, 4, -4, -4), icon, theme.color(ColorRole::Surface));

    if (m_line.isEmpty())
        return;
    const QRect label = labelRect();
    painter.setPen(QPen(strong, 1));
    painter.setBrush(soft);
    painter.drawRoundedRect(QRectF(label).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kRadius, Theme::kRadius);
    const QRectF sign(label.left() + Theme::space(2), label.center().y() - kLabelIcon / 2.0 + 0.5, kLabelIcon,
                      kLabelIcon);
    icons::paint(&painter, sign, icon, strong);
    painter.setFont(theme.font(Theme::TextStyle::Strong));
    painter.setPen(theme.color(ColorRole::Text));
    const QRect text = label.adjusted(kLabelIcon + 2 * Theme::space(2), 0, -Theme::space(2), 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_line, Qt::ElideMiddle, text.width()));
}

} // namespace lw::ui
