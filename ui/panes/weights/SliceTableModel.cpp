// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceTableModel.h"

#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

void SliceTableModel::setSlice(std::optional<TensorSlice> slice)
{
    beginResetModel();
    m_slice = std::move(slice);
    endResetModel();
}

int SliceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_slice ? 0 : static_cast<int>(std::min<std::int64_t>(m_slice->rows(), kMaximumSide));
}

int SliceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_slice ? 0
                                        : static_cast<int>(std::min<std::int64_t>(m_slice->columns(), kMaximumSide));
}

QVariant SliceTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_slice)
        return {};
    if (role == Qt::DisplayRole)
        return numberText(m_slice->at(index.row(), index.column()));
    if (role == Qt::ToolTipRole)
        return QString::number(m_slice->at(index.row(), index.column()), 'g', 17);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant SliceTableModel::headerData(int section, Qt::Orientation, int role) const
{
    return role == Qt::DisplayRole ? QVariant(section) : QVariant();
}

} // namespace lw::ui
