// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMainWindow>
#include <QObject>

#include <map>

namespace lw::ui {

/// The docks of the window and the perspectives, which only arrange them. Each perspective remembers its own
/// arrangement in QSettings. User interface thread only.
class WindowLayout : public QObject {
    Q_OBJECT
public:
    enum class Dock { Models, Inspector, Problems, Run, History };
    enum class Perspective { Inspect, Run };
    explicit WindowLayout(QMainWindow* window);

    void add(Dock id, QWidget* content);
    [[nodiscard]] QDockWidget* dock(Dock id) const { return m_docks.at(id); }
    /// Shown, and not behind another dock's tab: Qt moves those out of the window.
    [[nodiscard]] static bool isInSight(const QWidget* widget);
    void setTitle(Dock id, const QString& title);
    /// Shows the dock. Of those at the bottom one is shown at a time; each keeps its height.
    void raise(Dock id);
    /// Shows the dock, or hides it when it is in sight.
    void toggle(Dock id);
    /// The docks at the bottom, in the order of their buttons in the status bar.
    [[nodiscard]] static QList<Dock> drawer();

    /// Hides all docks while there is nothing that they could show, and brings them back as they were.
    void setBare(bool bare);

    void setPerspective(Perspective perspective);
    [[nodiscard]] Perspective perspective() const { return m_perspective; }
    /// Size, place and arrangement as they were; the designed ones the first time.
    void restore();
    void store();

signals:
    void perspectiveChanged(lw::ui::WindowLayout::Perspective perspective);

private:
    void arrange(Perspective perspective);
    void hide(Dock id);
    [[nodiscard]] QByteArray state() const;
    /// The arrangement of a stored state, or the designed one where it does not fit.
    void apply(const QByteArray& state);
    [[nodiscard]] static QString key(Perspective perspective);
    QMainWindow* m_window;
    std::map<Dock, QDockWidget*> m_docks;
    std::map<Dock, int> m_heights;
    Perspective m_perspective = Perspective::Inspect;
    bool m_bare = false;
    QByteArray m_kept; ///< the arrangement while the docks are hidden
};

} // namespace lw::ui
