// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"

#include <QAbstractTableModel>
#include <optional>

namespace lw::ui {

/// The numbers of a slice as a grid, coloured lightly by value; reads each only when it is shown.
class SliceTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Grids end here: views cannot scroll further, and nobody would.
    static constexpr int kMaximumSide = 1'000'000;
    using QAbstractTableModel::QAbstractTableModel;
    void setSlice(std::optional<TensorSlice> slice);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<TensorSlice> m_slice;
};

} // namespace lw::ui
