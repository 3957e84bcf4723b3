// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/restore/RestorePlan.h"

#include <QDialog>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace lw::ui {

class MatchingPage;
class PlanViews;
class RestoreFilter;
class RestoreLines;
class RestoreTableModel;

/// The plan of a load, before anything changes: what of a weights file goes where in a model, how they are matched, and
/// at which layer. Offers the place where more fits. Use it with open(); accepted() means that plan() is what the user
/// wants. User interface thread only.
class LoadWeightsDialog : public QDialog {
    Q_OBJECT
public:
    LoadWeightsDialog(std::shared_ptr<const Model> file, std::shared_ptr<const Model> model, const QString& fileTitle,
                      const QString& modelTitle, QWidget* parent);

    /// Null only when nothing can be planned at all.
    [[nodiscard]] const edit::RestorePlan* plan() const;
    [[nodiscard]] MatchingPage* lines() const { return m_lines; }
    [[nodiscard]] PlanViews* views() const { return m_views; }

private:
    void makeChoices();
    void makeTable();
    void carrySelection();
    void makeLayout(const QString& fileTitle, const QString& modelTitle);
    void match();
    void follow(const edit::Attachment& place);
    void useSuggestion();
    void refresh();
    void showOffer(const edit::RestorePlan& plan);
    std::shared_ptr<const Model> m_file, m_model;
    RestoreTableModel* m_rows;
    RestoreFilter* m_filter;
    RestoreLines* m_entries;
    QComboBox *m_way, *m_at, *m_from;
    QLabel *m_fromLabel, *m_offerText, *m_summary, *m_problem;
    QWidget* m_offer;
    QPushButton *m_useOffer, *m_dropMisfits, *m_load;
    QLineEdit* m_search;
    QCheckBox* m_onlyTrouble;
    QTableView* m_table;
    MatchingPage* m_lines;
    PlanViews* m_views;
    bool m_matching = false;
};

} // namespace lw::ui
