// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/PlanTable.h"

#include "ui/panes/transplant/TransplantDelegate.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace lw::ui {

namespace {

constexpr int kRow = 26; // px

} // namespace

PlanTable::PlanTable(QWidget* parent) : QTableView(parent)
{
    setItemDelegate(new TransplantDelegate(this));
    setEditTriggers(DoubleClicked | EditKeyPressed);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setShowGrid(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRow);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    setAccessibleName(tr("Moves"));
    connect(this, &QTableView::clicked, this, &PlanTable::open);
}

bool PlanTable::open(const QModelIndex& index)
{
    if (!(index.flags() & Qt::ItemIsEditable) || state() == EditingState)
        return false;
    edit(index);
    return true;
}

/// Return would otherwise press the dialog's default button.
void PlanTable::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers() == Qt::NoModifier && open(currentIndex()))
        return event->accept();
    QTableView::keyPressEvent(event);
}

} // namespace lw::ui
