// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lw::ui {

/// A veil over a view that marks the target of a drag: a ring around it, a tick or a cross, and one line that says what
/// fits or why not. Colour is never the only sign. Takes no events. User interface thread only.
class DropSign : public QWidget {
    Q_OBJECT
public:
    /// view: the widget that is covered, whose size it follows.
    explicit DropSign(QWidget* view);

    /// target in the view's pixels; line may be empty.
    void mark(const QRect& target, bool fits, const QString& line);
    void clear();
    [[nodiscard]] bool fits() const { return m_fits; }
    /// What is said now; empty while nothing is marked.
    [[nodiscard]] QString line() const { return isHidden() ? QString() : m_line; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRect labelRect() const;
    QRect m_target;
    QString m_line;
    bool m_fits = false;
};

} // namespace lw::ui
