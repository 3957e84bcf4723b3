// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DockButtons.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

namespace lw::ui {

namespace {

constexpr int kMessageTime = 4000; // ms

} // namespace

DockButtons::DockButtons(WindowLayout* layout, QStatusBar* bar)
    : QWidget(bar), m_bar(bar), m_message(new ElidedLabel(this, Qt::ElideRight)), m_silence(new QTimer(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::space(1), 0, 0, 0);
    row->setSpacing(Theme::space(1));
    for (const WindowLayout::Dock id : WindowLayout::drawer())
        addButton(layout, id);
    row->addSpacing(Theme::space(3));
    row->addWidget(m_message, 1);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_silence->setSingleShot(true);
    m_silence->setInterval(kMessageTime);
    connect(m_silence, &QTimer::timeout, m_message, [this] { m_message->setFullText({}); });
    connect(bar, &QStatusBar::messageChanged, this, &DockButtons::say);
}

void DockButtons::addButton(WindowLayout* layout, WindowLayout::Dock id)
{
    QDockWidget* dock = layout->dock(id);
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(14, 14));
    const auto follow = [button, dock] {
        button->setText(dock->windowTitle());
        button->setIcon(dock->windowIcon());
        button->setToolTip(dock->toolTip());
        button->setEnabled(dock->toggleViewAction()->isEnabled());
    };
    connect(dock, &QWidget::windowTitleChanged, button, follow);
    connect(dock, &QWidget::windowIconChanged, button, follow);
    connect(dock->toggleViewAction(), &QAction::changed, button, follow);
    connect(dock, &QDockWidget::visibilityChanged, button, &QToolButton::setChecked);
    connect(button, &QToolButton::clicked, layout, [layout, id, button, dock] {
        layout->toggle(id);
        button->setChecked(dock->isVisible());
    });
    follow();
    this->layout()->addWidget(button);
}

/// The status bar hides its widgets while it has a message of its own; it is shown here instead.
void DockButtons::say(const QString& message)
{
    if (message.isEmpty())
        return;
    m_message->setFullText(message);
    m_silence->start();
    m_bar->clearMessage();
}

} // namespace lw::ui
