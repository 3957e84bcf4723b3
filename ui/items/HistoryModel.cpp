// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/HistoryModel.h"

#include "ui/document/EditCommand.h"

#include <QLocale>

namespace lw::ui {

void HistoryModel::setDocument(Document* document)
{
    if (m_document == document)
        return;
    if (m_document) {
        m_document->disconnect(this);
        m_document->undoStack()->disconnect(this);
    }
    m_document = document;
    if (document) {
        const QUndoStack* stack = document->undoStack();
        connect(stack, &QUndoStack::indexChanged, this, &HistoryModel::follow);
        connect(stack, &QUndoStack::cleanChanged, this, &HistoryModel::follow);
        connect(document, &Document::changed, this, &HistoryModel::follow);
    }
    follow();
}

int HistoryModel::currentRow() const
{
    return m_document ? m_document->undoStack()->index() : -1;
}

/// Rows are few and cheap; the rows that stay keep their place.
void HistoryModel::follow()
{
    const int rows = m_document ? m_document->undoStack()->count() + 1 : 0;
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    if (rows > 0)
        emit dataChanged(index(0), index(rows - 1));
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QString HistoryModel::text(int row) const
{
    if (row == 0)
        return (m_document->path().isEmpty() ? tr("%1 as it was made") : tr("%1 as it was opened"))
            .arg(m_document->title());
    return m_document->undoStack()->text(row - 1);
}

QString HistoryModel::hint(int row) const
{
    const auto* command =
        row == 0 ? nullptr : dynamic_cast<const EditCommand*>(m_document->undoStack()->command(row - 1));
    return command ? QLocale().toString(command->time(), QLocale::LongFormat) : QString();
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_document || index.row() > m_document->undoStack()->count())
        return {};
    const int row = index.row(), current = currentRow();
    // A new stack is clean at 0; one whose model came from nowhere is clean nowhere.
    const bool saved = row == m_document->undoStack()->cleanIndex() && !(row == current && m_document->isModified());
    switch (role) {
    case Qt::DisplayRole:
        return text(row);
    case Qt::ToolTipRole:
        return hint(row);
    case Qt::AccessibleTextRole:
        return row == current  ? tr("%1, the model as it is now").arg(text(row))
               : row > current ? tr("%1, undone").arg(text(row))
                               : text(row);
    case IsCurrent:
        return row == current;
    case IsSaved:
        return saved;
    case IsUndone:
        return row > current;
    default:
        return {};
    }
}

} // namespace lw::ui
