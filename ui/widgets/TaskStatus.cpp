// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskStatus.h"

#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <unistd.h>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kQuiet = 200; // ms before a task shows
constexpr int kSure = 1500; // ms before the time left is guessed
constexpr int kMemoryEvery = 3000;

std::uint64_t residentBytes()
{
    QFile file(u"/proc/self/statm"_s); // proc(5): size resident shared ..., in pages
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() < 2 ? 0 : fields.at(1).toULongLong() * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

TaskStatus::TaskStatus(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_left(new QLabel(this)), m_bar(new QProgressBar(this)),
      m_cancel(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, Theme::space(2), 0);
    layout->setSpacing(Theme::space(2));
    m_title->setTextFormat(Qt::PlainText);
    m_left->setTextFormat(Qt::PlainText);
    m_left->setForegroundRole(QPalette::PlaceholderText);
    layout->addStretch();
    layout->addWidget(m_title);
    layout->addWidget(m_left);
    m_bar->setFixedWidth(120);
    m_bar->setTextVisible(false);
    layout->addWidget(m_bar);
    m_cancel->setObjectName(u"cancelTask"_s);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_task)
            return;
        m_task->cancel();
        m_cancel->setEnabled(false);
        m_left->setText(tr("Stopping…"));
    });
    connect(&TaskRegistry::instance(), &TaskRegistry::started, this,
            [this] { QTimer::singleShot(kQuiet, this, &TaskStatus::refresh); });
    connect(&TaskRegistry::instance(), &TaskRegistry::ended, this, &TaskStatus::refresh);
    hide();
}

void TaskStatus::refresh()
{
    const QList<TaskHandle*>& running = TaskRegistry::instance().running();
    setVisible(!running.isEmpty());
    if (running.isEmpty())
        return;
    if (m_task != running.first()) {
        m_task = running.first();
        m_since.start();
        m_bar->setRange(0, 0);
        m_left->clear();
        m_cancel->setEnabled(true);
        connect(m_task, &TaskHandle::progressed, this, &TaskStatus::showFraction);
    }
    m_cancel->setText(tr("Cancel"));
    const auto others = running.size() - 1;
    m_title->setText(others > 0 ? tr("%1 (and %n more)", nullptr, static_cast<int>(others)).arg(m_task->title())
                                : m_task->title());
}

void TaskStatus::showFraction(double fraction)
{
    if (sender() != m_task)
        return;
    if (fraction < 0) {
        m_bar->setRange(0, 0);
        return;
    }
    m_bar->setRange(0, 1000);
    m_bar->setValue(static_cast<int>(fraction * 1000));
    const qint64 elapsed = m_since.elapsed();
    if (elapsed > kSure && fraction > 0.02 && m_cancel->isEnabled())
        m_left->setText(tr("About %n second(s) left", nullptr,
                           static_cast<int>(static_cast<double>(elapsed) * (1 - fraction) / fraction / 1000) + 1));
}

MemoryStatus::MemoryStatus(QWidget* parent) : QWidget(parent), m_label(new QLabel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::space(2), 0, Theme::space(2), 0);
    layout->addWidget(m_label);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MemoryStatus::refresh);
    timer->start(kMemoryEvery);
    refresh();
}

void MemoryStatus::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void MemoryStatus::refresh()
{
    m_label->setText(tr("Memory %1").arg(bytesText(residentBytes())));
    m_label->setToolTip(tr("Memory that Layerwright holds now, mapped weights included"));
}

} // namespace lw::ui
