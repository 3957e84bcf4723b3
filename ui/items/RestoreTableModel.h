// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/restore/RestorePlan.h"

#include <QAbstractTableModel>
#include <optional>

namespace lw::ui {

/// The rows of a RestorePlan: what of a weights file goes where in a model. The place of an entry can be edited, and so
/// can the entry for a variable that has none. User interface thread only.
class RestoreTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Status, File, FileShape, Target, TargetShape, Count };
    /// NeedsLook: true for rows that do not load. SortRole: a number, by how bad it is.
    enum Role { NeedsLookRole = Qt::UserRole, SortRole };
    /// A choice of an editor: text for people, the shape, and an index; none for "nothing".
    struct Choice {
        QString text;
        std::optional<std::size_t> index;
        bool isFree = true; ///< nothing else goes there yet
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(edit::RestorePlan plan);
    [[nodiscard]] const edit::RestorePlan* plan() const { return m_plan ? &*m_plan : nullptr; }
    /// Takes apart the rows whose sides do not fit.
    void dropMisfits();

    /// What an editor of this cell offers: entries or variables of a fitting shape, free ones first.
    [[nodiscard]] QList<Choice> choices(const QModelIndex& index) const;
    /// Which of them is there now.
    [[nodiscard]] std::optional<std::size_t> chosen(const QModelIndex& index) const;
    void choose(const QModelIndex& index, std::optional<std::size_t> choice);

    /// Gives entries other places, all at once.
    void connectPairs(const edit::IndexPairs& pairs);
    void disconnectEntry(std::size_t from);
    /// What is said of a row: why it does not load, or what it needs.
    [[nodiscard]] QString statusText(const edit::RestoreRow& row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The user changed a place.
    void edited();

private:
    [[nodiscard]] const edit::RestoreRow& row(const QModelIndex& index) const;
    [[nodiscard]] QString text(const edit::RestoreRow& row, Column column) const;
    [[nodiscard]] QString toolTip(const edit::RestoreRow& row, Column column) const;
    std::optional<edit::RestorePlan> m_plan;
};

} // namespace lw::ui
