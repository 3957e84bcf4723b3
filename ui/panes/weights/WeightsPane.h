// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/Pane.h"

class QLabel;
class QLineEdit;

namespace lw::ui {

class VariableFilter;
class VariableTable;
class VariableTableModel;
class VariableView;

/// The weight browser: a table of all variables above, the chosen variable's values below. Shares the document's
/// selection; choosing a layer elsewhere chooses its first variable here.
class WeightsPane final : public Pane {
    Q_OBJECT
public:
    explicit WeightsPane(Document* document, QWidget* parent = nullptr);

    [[nodiscard]] bool canFind() const override { return true; }
    void find() override;
    [[nodiscard]] bool canCopy() const override { return true; }
    void copy() override;

protected:
    void retranslate() override;

private:
    void buildTable();
    void showCount();
    void showMenu(const QPoint& position);
    void copyVariables();
    void showVariable(int row);
    void followTable();
    void followSelection();
    VariableTableModel* m_model;
    VariableFilter* m_filter;
    QLineEdit* m_search;
    QLabel* m_count;
    VariableTable* m_table;
    VariableView* m_view;
};

} // namespace lw::ui
