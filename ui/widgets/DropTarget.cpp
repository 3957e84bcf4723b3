// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DropTarget.h"

#include "ui/widgets/IconFactory.h"

#include <QPainter>

namespace lw::ui {

using namespace Qt::StringLiterals;

DropTarget::DropTarget(bool veil, QWidget* parent) : QWidget(parent), m_veil(veil)
{
    setMinimumHeight(Theme::space(24));
}

void DropTarget::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    update();
}

void DropTarget::setActive(bool active)
{
    m_active = active;
    update();
}

void DropTarget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    if (m_veil) {
        QColor ground = theme.color(ColorRole::Window);
        ground.setAlphaF(0.92F);
        painter.fillRect(rect(), ground);
    }
    const QColor strong = theme.color(m_active ? ColorRole::Accent : ColorRole::TextMuted);
    QPen pen(theme.color(m_active ? ColorRole::Accent : ColorRole::BorderStrong), m_active ? 2 : 1.2,
             Qt::CustomDashLine);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(m_active ? theme.color(ColorRole::AccentSoft) : QColor(Qt::transparent));
    const int inset = m_veil ? Theme::space(4) : 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 8, 8);
    icons::paint(&painter, QRectF(width() / 2.0 - 14, height() / 2.0 - 30, 28, 28), u"open"_s, strong);
    painter.setPen(strong);
    painter.drawText(rect().adjusted(12, height() / 2 + 4, -12, -4), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     m_text);
}

} // namespace lw::ui
