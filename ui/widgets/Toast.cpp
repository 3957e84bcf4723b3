// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Toast.h"

#include "ui/widgets/FocusReturn.h"
#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace lw::ui {

namespace {

constexpr int kStays = 8000; // ms

} // namespace

Toast::Toast(QWidget* over)
    : QWidget(over), m_text(new QLabel(this)), m_button(new QPushButton(this)), m_more(new QPushButton(this)),
      m_focus(new FocusReturn(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::space(4), Theme::space(2), Theme::space(2), Theme::space(2));
    m_text->setTextFormat(Qt::PlainText);
    layout->addWidget(m_text);
    layout->addWidget(m_more);
    layout->addWidget(m_button);
    layout->setSpacing(Theme::space(2));
    m_text->setContentsMargins(0, 0, Theme::space(2), 0);
    m_button->setFocusPolicy(Qt::TabFocus);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_focus->give();
        hide();
    });
    connect(m_button, &QPushButton::clicked, this, [this] {
        m_focus->give();
        hide();
        if (const auto run = std::exchange(m_run, {}))
            run();
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        if (const auto run = m_runMore)
            run();
    });
    over->installEventFilter(this);
    hide();
}

void Toast::show(const QString& text, const QString& action, std::function<void()> run)
{
    m_text->setText(text);
    m_button->setText(action);
    m_run = std::move(run);
    m_runMore = {};
    m_more->hide();
    setAccessibleName(text);
    place();
    raise();
    QWidget::show();
    m_timer.start(kStays);
}

void Toast::offer(const QString& action, std::function<void()> run)
{
    m_more->setText(action);
    m_runMore = std::move(run);
    m_more->show();
    place();
    m_timer.start(2 * kStays); // there is more to choose from
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void Toast::place()
{
    const QWidget* over = parentWidget();
    m_text->setWordWrap(false);
    layout()->activate();
    adjustSize();
    if (const int room = over->width() - 2 * Theme::space(2); width() > room && room > 0) {
        m_text->setWordWrap(true);
        layout()->activate();
        resize(room, layout()->heightForWidth(room));
    }
    // In the corner: graphs run down the middle, and end where one has just worked.
    move(std::min(Theme::space(4), std::max(0, over->width() - width())), over->height() - height() - Theme::space(4));
}

void Toast::enterEvent(QEnterEvent*)
{
    m_timer.stop();
}

void Toast::leaveEvent(QEvent*)
{
    m_timer.start(kStays / 2);
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
    painter.setBrush(theme.color(ColorRole::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kRadius, Theme::kRadius);
}

} // namespace lw::ui
