// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/start/StartCard.h"

#include "ui/widgets/IconFactory.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace lw::ui {

namespace {

constexpr int kPad = Theme::space(3);
constexpr int kPicture = 80;
constexpr int kIconBox = 40;

} // namespace

StartCard::StartCard(const QString& title, const QString& detail, QWidget* parent)
    : QAbstractButton(parent), m_detail(detail)
{
    setText(title);
    setAccessibleDescription(detail);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int StartCard::textLeft() const
{
    return kPad + (m_picture.isNull() ? kIconBox : kPicture) + kPad;
}

int StartCard::textRight() const
{
    return width() - kPad - (m_remove ? m_remove->width() : 0);
}

void StartCard::setRemovable(const QString& toolTip)
{
    m_remove = new QToolButton(this);
    m_remove->setIcon(icons::icon(QStringLiteral("close")));
    m_remove->setIconSize(QSize(12, 12));
    m_remove->setFixedSize(24, 24);
    m_remove->setStyleSheet(QStringLiteral("QToolButton { padding: 2px; }"));
    m_remove->setToolTip(toolTip);
    m_remove->setAccessibleName(toolTip);
    m_remove->setFocusPolicy(Qt::NoFocus); // the Delete key does the same
    m_remove->setCursor(Qt::ArrowCursor);
    connect(m_remove, &QToolButton::clicked, this, &StartCard::removeRequested);
    showRemove();
}

void StartCard::showRemove()
{
    if (m_remove)
        m_remove->setVisible(m_missing || underMouse() || hasFocus());
}

bool StartCard::event(QEvent* event)
{
    const bool done = QAbstractButton::event(event);
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave || event->type() == QEvent::FocusIn ||
        event->type() == QEvent::FocusOut)
        showRemove();
    return done;
}

void StartCard::keyPressEvent(QKeyEvent* event)
{
    if (m_remove && event->key() == Qt::Key_Delete)
        emit removeRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

QSize StartCard::sizeHint() const
{
    return {320, heightForWidth(320)};
}

int StartCard::heightForWidth(int width) const
{
    const QFontMetrics strong(Theme::current().font(Theme::TextStyle::Strong));
    const QFontMetrics small(Theme::current().font(Theme::TextStyle::Small));
    const int room = width - textLeft() - kPad - (m_remove ? m_remove->width() : 0);
    const int detail =
        m_wraps ? small.boundingRect(0, 0, room, 1000, Qt::TextWordWrap, m_detail).height() : small.height();
    return qMax(kIconBox, strong.height() + 2 + detail) + 2 * Theme::space(2);
}

/// Box layouts inside a scroll area do not keep the height for a width, so the card keeps it itself.
void StartCard::resizeEvent(QResizeEvent* event)
{
    setFixedHeight(heightForWidth(width()));
    if (m_remove)
        m_remove->move(width() - m_remove->width() - Theme::space(2), (height() - m_remove->height()) / 2);
    QAbstractButton::resizeEvent(event);
}

void StartCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Theme& theme = Theme::current();
    const bool hot = underMouse() || isDown();
    painter.setPen(hasFocus() ? QPen(theme.color(ColorRole::Accent), 2) : QPen(theme.color(ColorRole::Border)));
    painter.setBrush(theme.color(isDown() ? ColorRole::AccentSoft : hot ? ColorRole::Hover : ColorRole::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Theme::kRadius, Theme::kRadius);
    if (m_picture.isNull()) {
        const QRectF box(kPad, (height() - kIconBox) / 2.0, kIconBox, kIconBox);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(m_missing ? ColorRole::Sunken : ColorRole::AccentSoft));
        painter.drawRoundedRect(box, Theme::kRadius, Theme::kRadius);
        icons::paint(&painter, box.adjusted(9, 9, -9, -9), m_icon,
                     theme.color(m_missing ? ColorRole::TextMuted : ColorRole::Accent));
    } else {
        const QSizeF size =
            QSizeF(m_picture.size()).scaled(kPicture, height() - 2.0 * Theme::space(3), Qt::KeepAspectRatio);
        const QRectF box(QPointF(kPad + (kPicture - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.drawPixmap(box, m_picture, m_picture.rect());
    }
    const QFontMetrics strong(theme.font(Theme::TextStyle::Strong));
    const int left = textLeft();
    const int room = textRight() - left;
    painter.setFont(theme.font(Theme::TextStyle::Strong));
    painter.setPen(theme.color(m_missing ? ColorRole::TextMuted : ColorRole::Text));
    const int top = (height() - (heightForWidth(width()) - 2 * Theme::space(2))) / 2;
    painter.drawText(QRect(left, top, room, strong.height()), Qt::AlignLeft,
                     strong.elidedText(text(), Qt::ElideMiddle, room));
    painter.setFont(theme.font(Theme::TextStyle::Small));
    painter.setPen(theme.color(ColorRole::TextMuted));
    const QRect lines(left, top + strong.height() + 2, room, height());
    if (m_wraps)
        painter.drawText(lines, Qt::TextWordWrap, m_detail);
    else
        painter.drawText(lines, Qt::AlignLeft, painter.fontMetrics().elidedText(m_detail, Qt::ElideMiddle, room));
}

} // namespace lw::ui
