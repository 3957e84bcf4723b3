// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ModelRunner.h"

#include <QAbstractTableModel>

namespace lw::ui {

/// Time of a run by layer, the slowest first, with its share of the whole.
class ProfileModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Layer, Operations, Time, Share, ColumnCount };
    enum Role { LayerRole = Qt::UserRole, ShareRole }; ///< share of the slowest, 0 to 1
    using QAbstractTableModel::QAbstractTableModel;
    void setProfile(const std::vector<engine::ProfileEntry>& profile);
    void retranslate();
    /// The first row of a layer; -1 when it took no time of its own.
    [[nodiscard]] int rowOf(const QString& layer) const;
    [[nodiscard]] double total() const { return m_total; } ///< milliseconds

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString layer, operations;
        double milliseconds = 0;
    };
    std::vector<Row> m_rows;
    double m_total = 0;
};

} // namespace lw::ui
