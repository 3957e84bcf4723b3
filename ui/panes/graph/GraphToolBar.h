// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/TracedProgram.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace lw::ui {

/// The row above the graph: what is drawn, which way, folding, zoom, search. Only buttons and fields; the pane acts.
class GraphToolBar : public QWidget {
    Q_OBJECT
public:
    explicit GraphToolBar(QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Functions to choose from; when there are no operators at all, neither is the switch to them.
    void setFunctions(bool available, const std::vector<graph::FunctionSummary>& functions, const QString& preferred);
    void setOperators(bool operators);
    void setSideways(bool sideways);
    void setFoldable(bool foldable);
    void setZoom(double scale);
    void setFound(int current, int count, bool searching);
    [[nodiscard]] QString function() const;
    /// The function that "function/node" begins with; empty for the main graph.
    [[nodiscard]] QString functionOf(const QString& path) const;
    [[nodiscard]] QString searchText() const;
    void focusSearch();
    /// Choices whose buttons a narrow pane has no room for: the menu offers them.
    [[nodiscard]] QList<QToolButton*> hiddenChoices() const;
    void retranslate();

signals:
    void operatorsChosen(bool operators);
    void functionChosen(const QString& name);
    void sidewaysChosen(bool sideways);
    void shapesChosen(bool shapes);
    void overviewChosen(bool shown);
    void foldAllRequested();
    void unfoldAllRequested();
    void fitRequested();
    void actualSizeRequested();
    void exportRequested();
    void searchChanged(const QString& text);
    void nextRequested(bool backwards);
    void searchLeft(); ///< Escape: back to the graph

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeRoom();
    QToolButton* button(const QString& icon);

    QToolButton *m_layers, *m_operators, *m_direction, *m_shapes, *m_overview, *m_fold, *m_unfold, *m_fit, *m_zoom,
        *m_export;
    QToolButton *m_previous, *m_next;
    QComboBox* m_functions;
    QLineEdit* m_search;
    QLabel* m_count;
    bool m_sideways = false;
};

} // namespace lw::ui
