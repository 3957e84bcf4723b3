// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceTableModel.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kTint = 0.3; ///< share of the colour: text on it keeps its contrast

int limited(std::int64_t side)
{
    return static_cast<int>(std::min<std::int64_t>(side, SliceTableModel::kMaximumSide));
}

} // namespace

void SliceTableModel::setSlice(std::optional<TensorSlice> slice)
{
    beginResetModel();
    m_slice = std::move(slice);
    m_strings.clear();
    m_scale.reset();
    m_low = m_high = 0;
    endResetModel();
}

void SliceTableModel::setStrings(std::vector<std::string> strings)
{
    beginResetModel();
    m_slice.reset();
    m_strings = std::move(strings);
    m_scale.reset();
    m_low = m_high = 0;
    endResetModel();
}

void SliceTableModel::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    applyTheme();
}

void SliceTableModel::applyTheme()
{
    m_scale = m_low < m_high ? std::optional(ColourScale::forRange(m_low, m_high)) : std::nullopt;
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::BackgroundRole});
}

int SliceTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return m_slice ? limited(m_slice->rows()) : limited(static_cast<std::int64_t>(m_strings.size()));
}

int SliceTableModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return m_slice ? limited(m_slice->columns()) : m_strings.empty() ? 0 : 1;
}

QVariant SliceTableModel::text(const QModelIndex& index, int role) const
{
    if (!m_slice) {
        const std::string& text = m_strings[static_cast<std::size_t>(index.row())];
        return role == CopyRole ? identityText(text) : displayText(text, role == Qt::DisplayRole ? 500 : 4000);
    }
    const double value = m_slice->at(index.row(), index.column());
    return role == Qt::DisplayRole ? numberText(value) : QString::number(value, 'g', 17);
}

QVariant SliceTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (!m_slice && m_strings.empty()))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case CopyRole:
        return text(index, role);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((m_slice ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::BackgroundRole: {
        const double value = m_slice && m_scale ? m_slice->at(index.row(), index.column()) : std::nan("");
        if (!std::isfinite(value))
            return {};
        return mixed(QColor(m_scale->at(value)), Theme::current().color(ColorRole::Surface), kTint);
    }
    default:
        return {};
    }
}

QVariant SliceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::DisplayRole && (m_slice || orientation == Qt::Vertical))
        return section;
    return {};
}

} // namespace lw::ui
