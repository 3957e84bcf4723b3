// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableTable.h"

#include "ui/widgets/DragLabel.h"

#include <memory>

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
    const std::unique_ptr<QMimeData> data(model()->mimeData(selectionModel()->selectedRows()));
    if (const ModelParts* parts = PartsMime::parts(data.get()))
        dragParts(this, *parts);
}

} // namespace lw::ui
