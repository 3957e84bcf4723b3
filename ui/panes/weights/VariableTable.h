// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace lw::ui {

/// The table of variables as something that variables are dragged out of, one or several: onto another model's layers,
/// graph or tree.
class VariableTable : public QTableView {
    Q_OBJECT
public:
    explicit VariableTable(QWidget* parent);

protected:
    /// Variables go as one label, so that it does not cover what is said about the target.
    void startDrag(Qt::DropActions actions) override;
};

} // namespace lw::ui
