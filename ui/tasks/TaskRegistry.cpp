// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/TaskRegistry.h"

#include "ui/tasks/Task.h"

namespace lw::ui {

TaskRegistry& TaskRegistry::instance()
{
    static TaskRegistry registry;
    return registry;
}

void TaskRegistry::announce(TaskHandle* task)
{
    m_running.append(task);
    connect(task, &QObject::destroyed, this, [this, task] {
        m_running.removeOne(task);
        emit ended();
    });
    emit started(task);
}

} // namespace lw::ui
