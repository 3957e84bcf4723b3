// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace lw::ui {

/// The view of a transplant's table: what can be chosen in a cell opens with a click, Return or F2, and never by itself
/// when the current cell becomes another one.
class PlanTable : public QTableView {
    Q_OBJECT
public:
    explicit PlanTable(QWidget* parent);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool open(const QModelIndex& index);
};

} // namespace lw::ui
