// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPersistentModelIndex>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lw::ui {

class TransplantTableModel;

/// Asks which classes of the source a row of the plan takes: as numbers and ranges, in the order of the target. Says at
/// once how many are still missing, and offers the same list to the other variables of the layer. Sets the rules when
/// accepted; deletes itself when it closes. User interface thread only.
class RowsDialog : public QDialog {
    Q_OBJECT
public:
    /// place: any cell of the row in the model.
    static void ask(TransplantTableModel* table, const QModelIndex& place, QWidget* parent);

    void accept() override;

private:
    RowsDialog(TransplantTableModel* table, const QModelIndex& place, QWidget* parent);
    void check();
    TransplantTableModel* m_table;
    QPersistentModelIndex m_place;
    QLineEdit* m_rows;
    QLabel* m_state;
    QCheckBox* m_alike;
    QPushButton* m_use;
};

} // namespace lw::ui
