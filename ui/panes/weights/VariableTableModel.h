// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/panes/weights/StatisticsQueue.h"

#include <QAbstractTableModel>

namespace lw::ui {

/// A row for every variable of a document's model; holds no data of its own. Statistics appear as they are computed.
class VariableTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Path, Type, Shape, Size, Distribution, Minimum, Maximum, Mean, Deviation, Zeros, ColumnCount };
    enum Role { SortRole = Qt::UserRole, PathRole, StatisticsRole };

    explicit VariableTableModel(Document* document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// The variables of the rows, on their way to another model (PartsMime).
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const Variable& variable(int row) const;
    /// Row of a variable by path, -1 when there is none.
    [[nodiscard]] int rowOf(const QString& path) const;
    [[nodiscard]] StatisticsQueue& statistics() { return m_statistics; }
    void retranslate();

private:
    [[nodiscard]] QVariant text(int row, int column) const;
    [[nodiscard]] QVariant sortKey(int row, int column) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    void reset();
    Document* m_document;
    StatisticsQueue m_statistics;
};

} // namespace lw::ui

Q_DECLARE_METATYPE(const lw::TensorStatistics*)
