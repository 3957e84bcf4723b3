// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DropSign.h"

#include "ui/widgets/IconFactory.h"

#include <QPainter>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBadge = 20, kLabelIcon = 16, kLabelHeight = 28, kLongestLine = 520;
constexpr int kRow = 40; // lower targets are rows, or bars
constexpr int kWrapped = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap;

} // namespace

DropSign::DropSign(QWidget* view) : QWidget(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void DropSign::mark(const QRect& target, bool fits, const QString& line)
{
    m_isBar = false;
    place(target, fits ? State::Fits : State::Misfit, line);
}

void DropSign::markGap(const QLine& bar, State state, const QString& line)
{
    m_isBar = true;
    place(QRect(bar.p1(), bar.p2()).normalized(), state, line);
}

void DropSign::place(const QRect& target, State state, const QString& line)
{
    setGeometry(parentWidget()->rect());
    m_target = target;
    m_state = state;
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

QString DropSign::icon() const
{
    return m_state == State::Fits ? u"check"_s : m_state == State::Misfit ? u"close"_s : u"help"_s;
}

/// Below the target, or above where there is no room; a row or bar has it above, since the pointer carries what is
/// dragged below itself. Always within the view. Long lines wrap.
QRect DropSign::labelRect() const
{
    const QFontMetrics metrics(Theme::current().font(Theme::TextStyle::Strong));
    const int around = kLabelIcon + 3 * Theme::space(2) + 2;
    const int room = std::min(this->width() - 2 * Theme::space(2), kLongestLine) - around;
    const QSize text = metrics.boundingRect(QRect(0, 0, std::max(40, room), 1000), kWrapped, m_line).size();
    const int width = std::min(text.width() + around, this->width() - 2 * Theme::space(2));
    const int tall = std::max(kLabelHeight, text.height() + 2 * Theme::space(1) + 2);
    int top = m_target.bottom() + Theme::space(m_isBar ? 10 : 2);
    const int above = m_target.top() - Theme::space(m_isBar ? 4 : 2) - tall;
    const bool isRow = m_target.height() < kRow && above >= Theme::space(1);
    if (isRow || top + tall > height() - Theme::space(1))
        top = std::max(Theme::space(1), above);
    const int left = std::clamp(m_target.center().x() - width / 2, Theme::space(2),
                                std::max(Theme::space(2), this->width() - width - Theme::space(2)));
    return {left, top, width, tall};
}

void DropSign::paintTarget(QPainter& painter, const QColor& strong) const
{
    const Qt::PenStyle style = m_state == State::Fits ? Qt::SolidLine : Qt::DashLine;
    if (!m_isBar) {
        const QRectF ring(m_target.adjusted(-3, -3, 3, 3).intersected(rect().adjusted(2, 2, -2, -2)));
        QColor veil = strong;
        veil.setAlphaF(0.10F);
        painter.setBrush(veil);
        painter.setPen(QPen(strong, 2.5, style));
        painter.drawRoundedRect(ring, Theme::kRadius + 3, Theme::kRadius + 3);
        return;
    }
    const QLineF bar(m_target.topLeft(), m_target.bottomRight());
    // A seam around it, so that it stands out from edges and rows in any colour.
    painter.setPen(QPen(Theme::current().color(ColorRole::Surface), 8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(bar);
    painter.setPen(QPen(strong, 4, style, m_state == State::Fits ? Qt::RoundCap : Qt::FlatCap));
    painter.drawLine(bar);
}

void DropSign::paintBadge(QPainter& painter, const QColor& strong) const
{
    QRectF badge(m_target.right() + 3 - kBadge * 0.6, m_target.top() - 3 - kBadge * 0.4, kBadge, kBadge);
    if (m_isBar)
        badge.moveCenter(QPointF(m_target.bottomRight()));
    badge.translate(std::min(0.0, width() - 2 - badge.right()), std::max(0.0, 2 - badge.top()));
    painter.setPen(QPen(Theme::current().color(ColorRole::Surface), m_isBar ? 2 : 0));
    if (!m_isBar)
        painter.setPen(Qt::NoPen);
    painter.setBrush(strong);
    painter.drawEllipse(badge);
    icons::paint(&painter, badge.adjusted(4, 4, -4, -4), icon(), Theme::current().color(ColorRole::Surface));
}

void DropSign::paintLine(QPainter& painter, const QColor& strong) const
{
    const Theme& theme = Theme::current();
    const QRect label = labelRect();
    painter.setPen(QPen(strong, 1));
    painter.setBrush(theme.color(m_state == State::Fits     ? ColorRole::SuccessSoft
                                 : m_state == State::Misfit ? ColorRole::ErrorSoft
                                                            : ColorRole::Raised));
    painter.drawRoundedRect(QRectF(label).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kRadius, Theme::kRadius);
    const QRectF sign(label.left() + Theme::space(2), label.center().y() - kLabelIcon / 2.0 + 0.5, kLabelIcon,
                      kLabelIcon);
    icons::paint(&painter, sign, icon(), strong);
    painter.setFont(theme.font(Theme::TextStyle::Strong));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(label.adjusted(kLabelIcon + 2 * Theme::space(2), 0, -Theme::space(2) + 1, 0), kWrapped, m_line);
}

void DropSign::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor strong = Theme::current().color(m_state == State::Fits     ? ColorRole::Success
                                                 : m_state == State::Misfit ? ColorRole::Error
                                                                            : ColorRole::TextMuted);
    paintTarget(painter, strong);
    paintBadge(painter, strong);
    if (!m_line.isEmpty())
        paintLine(painter, strong);
}

} // namespace lw::ui
