// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableTable.h"

#include "ui/widgets/DragLabel.h"

namespace lw::ui {

VariableTable::VariableTable(QWidget* parent) : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
}

void VariableTable::startDrag(Qt::DropActions)
{
    dragRows(this);
}

} // namespace lw::ui
