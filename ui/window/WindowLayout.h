// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QObject>

#include <map>

namespace lw::ui {

/// The docks of the window and the perspectives, which only arrange them. Each perspective remembers its own
/// arrangement in QSettings. User interface thread only.
class WindowLayout : public QObject {
    Q_OBJECT
public:
    enum class Dock { Models, Inspector, Problems, Run };
    enum class Perspective { Inspect, Run };
    explicit WindowLayout(QMainWindow* window);

    void add(Dock id, QWidget* content);
    [[nodiscard]] QDockWidget* dock(Dock id) const { return m_docks.at(id); }
    void setTitle(Dock id, const QString& title);
    /// Shows the dock and brings it to the front of its tabs.
    void raise(Dock id);

    void setPerspective(Perspective perspective);
    [[nodiscard]] Perspective perspective() const { return m_perspective; }
    /// Size, place and arrangement as they were; the designed ones the first time.
    void restore();
    void store();

signals:
    void perspectiveChanged(lw::ui::WindowLayout::Perspective perspective);

private:
    void arrange(Perspective perspective);
    [[nodiscard]] static QString key(Perspective perspective);
    QMainWindow* m_window;
    std::map<Dock, QDockWidget*> m_docks;
    Perspective m_perspective = Perspective::Inspect;
};

} // namespace lw::ui
