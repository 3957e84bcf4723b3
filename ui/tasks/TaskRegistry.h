// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

namespace lw::ui {

class TaskHandle;

/// The tasks that run now, for the status bar. startTask announces to it. User interface thread only.
class TaskRegistry : public QObject {
    Q_OBJECT
public:
    static TaskRegistry& instance();

    [[nodiscard]] const QList<TaskHandle*>& running() const { return m_running; }
    void announce(TaskHandle* task);

signals:
    void started(lw::ui::TaskHandle* task);
    /// The task finished or was dropped; running() no longer has it.
    void ended();

private:
    QList<TaskHandle*> m_running;
};

} // namespace lw::ui
