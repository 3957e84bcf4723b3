// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "ui/tasks/TaskRegistry.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace lw::ui {

/// Long work off the user interface thread (design decision 10). Made by startTask; delivers exactly one Result on the
/// thread of the guard object, unless that has gone. Destroying the handle asks the work to stop; its result is then
/// dropped.
class TaskHandle : public QObject {
    Q_OBJECT
public:
    explicit TaskHandle(QString title, QObject* parent = nullptr) : QObject(parent), m_title(std::move(title)) {}
    ~TaskHandle() override { m_stop.request_stop(); }

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }
    void cancel() { m_stop.request_stop(); }

signals:
    /// 0 to 1, or negative when the total is unknown; at most about 30 times a second.
    void progressed(double fraction);
    /// The outcome has been delivered.
    void finished();

private:
    QString m_title;
    std::stop_source m_stop;
};

/// Runs work(progress) -> Result<T> in the global pool, then deliver(Result<T>) on guard's thread. The handle is a
/// child of guard and deletes itself after delivery. A titled task is shown in the status bar with progress and Cancel;
/// small work that should not flicker there has an empty title.
template <typename T>
TaskHandle* startTask(QObject* guard, const QString& title, std::function<Result<T>(const Progress&)> work,
                      std::function<void(Result<T>)> deliver)
{
    auto* handle = new TaskHandle(title, guard);
    if (!title.isEmpty())
        TaskRegistry::instance().announce(handle);
    QPointer<TaskHandle> weak(handle);
    const std::stop_token stop = handle->stopToken();
    QThreadPool::globalInstance()->start([weak, stop, work = std::move(work), deliver = std::move(deliver)]() mutable {
        auto last = std::make_shared<std::atomic<std::int64_t>>(0);
        Progress progress;
        progress.stop = stop;
        progress.report = [weak, last](std::uint64_t done, std::uint64_t total) {
            const auto now = std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds(1);
            if (now - last->load() < 33)
                return;
            last->store(now);
            const double fraction = total == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(total);
            QMetaObject::invokeMethod(qApp, [weak, fraction] {
                if (weak)
                    emit weak->progressed(fraction);
            });
        };
        auto result = std::make_shared<Result<T>>(work(progress));
        QMetaObject::invokeMethod(qApp, [weak, result, deliver = std::move(deliver)] {
            if (!weak)
                return;
            deliver(std::move(*result));
            if (weak) {
                emit weak->finished();
                weak->deleteLater();
            }
        });
    });
    return handle;
}

} // namespace lw::ui
