// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <functional>

class QLabel;
class QPushButton;

namespace lw::ui {

class FocusReturn;

/// "Moved 2 variables · Undo" at the lower edge of a widget for some seconds: says what has happened and takes it back
/// on request. One at a time; it stays while the pointer is on it. User interface thread only.
class Toast : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget* over);

    void show(const QString& text, const QString& action, std::function<void()> run);
    /// A second action beside the first, until something else is shown.
    void offer(const QString& action, std::function<void()> run);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    QLabel* m_text;
    QPushButton *m_button, *m_more;
    FocusReturn* m_focus;
    std::function<void()> m_run, m_runMore;
    QTimer m_timer;
};

} // namespace lw::ui
