// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace lw::ui {

class MatchingPage;

/// The two faces of one plan, its table and its lines, with tabs to choose and room for tools beside them. Remembers
/// which one was used last. User interface thread only.
class PlanViews : public QWidget {
    Q_OBJECT
public:
    enum class Face { Table, Lines };

    PlanViews(QWidget* table, MatchingPage* lines, QWidget* parent);

    /// To the right of the tabs.
    [[nodiscard]] QHBoxLayout* tools() const { return m_tools; }
    [[nodiscard]] Face face() const;
    /// Not remembered as what the user chose.
    void show(Face face);

signals:
    /// The other face was chosen; what is selected should be carried over.
    void faceChanged(lw::ui::PlanViews::Face face);

private:
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QHBoxLayout* m_tools;
    bool m_isShowing = false;
};

} // namespace lw::ui
