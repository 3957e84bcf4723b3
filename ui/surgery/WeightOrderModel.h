// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/WeightOrder.h"

#include <QAbstractTableModel>

namespace lw::ui {

/// Weights in the order of HDF5 files, with the place that each had before. User interface thread only.
class WeightOrderModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Before, Weight, Group, Trains, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setOrder(std::vector<edit::OrderedWeight> order);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<edit::OrderedWeight> m_order;
};

} // namespace lw::ui
