// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"

#include <QDialog>

class QTreeWidget;

namespace lw::ui {

/// What became of every variable once a plan was applied: moved, left in the source, untouched in the target; and why.
/// Stays open beside the window; deletes itself when it closes. User interface thread only.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    ReportDialog(const edit::TransplantPlan& plan, const QString& target, QWidget* parent);

    /// The report as lines of text, tabs between variable and reason.
    [[nodiscard]] QString text() const;

private:
    void fill(const edit::TransplantPlan& plan);
    void addGroup(const QString& title, const QList<QStringList>& rows, bool open);
    QTreeWidget* m_tree;
};

} // namespace lw::ui
