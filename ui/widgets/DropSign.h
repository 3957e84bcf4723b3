// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLine>
#include <QWidget>

class QPainter;

namespace lw::ui {

/// A veil over a view that marks the target of a drag: a ring around a thing or a bar in a gap, a tick or a cross, and
/// one line that says what fits or why not. Colour is never the only sign. Takes no events. User interface thread only.
class DropSign : public QWidget {
    Q_OBJECT
public:
    /// view: the widget that is covered, whose size it follows.
    explicit DropSign(QWidget* view);

    enum class State { Fits, Misfit, Unknown };

    /// target in the view's pixels; line may be empty.
    void mark(const QRect& target, bool fits, const QString& line);
    /// bar: where something would be put in, upright or level. Unknown: it is being found out.
    void markGap(const QLine& bar, State state, const QString& line);
    void clear();
    [[nodiscard]] bool fits() const { return m_state == State::Fits; }
    [[nodiscard]] bool marksGap() const { return !isHidden() && m_isBar; }
    /// What is said now; empty while nothing is marked.
    [[nodiscard]] QString line() const { return isHidden() ? QString() : m_line; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QRect& target, State state, const QString& line);
    void paintTarget(QPainter& painter, const QColor& strong) const;
    void paintBadge(QPainter& painter, const QColor& strong) const;
    void paintLine(QPainter& painter, const QColor& strong) const;
    [[nodiscard]] QRect labelRect() const;
    [[nodiscard]] QString icon() const;
    QRect m_target;
    QString m_line;
    State m_state = State::Misfit;
    bool m_isBar = false;
};

} // namespace lw::ui
