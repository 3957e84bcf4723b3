// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lw::ui {

class TaskHandle;

/// The running task in the status bar: title, progress, time left, Cancel, and how many more there are. Invisible when
/// nothing runs; tasks that end within a moment never show.
class TaskStatus : public QWidget {
    Q_OBJECT
public:
    explicit TaskStatus(QWidget* parent = nullptr);

private:
    void refresh();
    void showFraction(double fraction);
    QPointer<TaskHandle> m_task;
    QElapsedTimer m_since;
    QLabel *m_title, *m_left;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
};

/// Memory that the program holds now, in the status bar.
class MemoryStatus : public QWidget {
    Q_OBJECT
public:
    explicit MemoryStatus(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    QLabel* m_label;
};

} // namespace lw::ui
