// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"
#include "ui/document/Workspace.h"
#include "ui/tasks/Task.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace lw::ui {

class MatchingPage;
class PlanViews;
class TransplantFilter;
class TransplantMatching;
class TransplantTableModel;

/// The plan of a transplant: which variable goes where, what fits, and by which rule what does not. Changes nothing
/// until it is applied. Deletes itself when it closes. User interface thread only.
class TransplantDialog : public QDialog {
    Q_OBJECT
public:
    /// For any two open models; the user chooses which, and how their variables find each other.
    TransplantDialog(Workspace* workspace, Document* source, Document* target, QWidget* parent);
    /// For what was dropped or pasted: the plan of these places, which the user may match another way. source: the
    /// title of the model that they come from.
    TransplantDialog(Document* target, const QString& source, const edit::TransplantPlan& plan,
                     const edit::Places& places, QWidget* parent);

    [[nodiscard]] TransplantTableModel* table() const { return m_model; }
    [[nodiscard]] MatchingPage* lines() const { return m_lines; }
    [[nodiscard]] PlanViews* views() const { return m_views; }

signals:
    /// The user accepted; the dialog is about to close.
    void applied(lw::ui::Document* target, const lw::edit::TransplantPlan& plan);

public slots:
    void accept() override;

private:
    TransplantDialog(Document* target, edit::TransplantPlan plan, QWidget* parent);
    void makeChoosers(Workspace* workspace, Document* source);
    QComboBox* addChooser(QHBoxLayout* row, const QString& text);
    void makeMatchChoices();
    void makeTable();
    void makeTools();
    void widenTypes();
    void carrySelection();
    void makeFooter();
    void chooseModels();
    void match();
    [[nodiscard]] edit::TransplantPlan matched() const;
    void showConnecting();
    void summarize();
    void offerRules();
    void measure();
    [[nodiscard]] Document* chosen(const QComboBox* box) const;

    QPointer<Document> m_target;
    TransplantTableModel* m_model;
    TransplantFilter* m_filter;
    TransplantMatching* m_matching;
    QWidget* m_top;
    QComboBox *m_source = nullptr, *m_targets = nullptr, *m_match = nullptr; ///< no m_source, m_targets: m_places
    edit::Places m_places;
    QTableView* m_table;
    MatchingPage* m_lines;
    PlanViews* m_views;
    QLineEdit* m_search;
    QCheckBox* m_problems;
    QComboBox* m_rule;
    QLabel* m_summary;
    QPushButton* m_apply = nullptr;
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
