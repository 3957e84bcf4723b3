// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"

#include <QAbstractTableModel>
#include <optional>

namespace lw::ui {

/// The moves of a plan as a table that can be changed: ticks, targets and rules. Holds the plan. User interface thread
/// only.
class TransplantTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { From, FromShape, To, ToShape, DType, Size, Rule, Status, Count };
    enum Role {
        SortRole = Qt::UserRole,
        RuleRole,    ///< of Rule: index of FitKind; with rows, a list "0, 2, 5" is set instead
        TargetRole,  ///< of To: path of the target variable, empty for none
        ProblemRole, ///< true for rows that do not move and want a look
        SearchRole   ///< all that a filter looks at
    };

    explicit TransplantTableModel(edit::TransplantPlan plan, QObject* parent = nullptr);

    [[nodiscard]] const edit::TransplantPlan& plan() const { return m_plan; }
    void setPlan(edit::TransplantPlan plan);
    /// Ticks all rows that can move, or none.
    void tickAll(bool ticked);
    /// Rows with the largest error of each, all at once.
    void setConversionErrors(const std::vector<std::pair<int, double>>& errors);
    /// The rules that rows which do not fit could take without being asked anything, and how many could take each.
    [[nodiscard]] std::vector<std::pair<edit::FitKind, int>> rulesForMisfits() const;
    /// The rule for each row that does not fit and could take it; returns how many.
    int setRuleForMisfits(edit::FitKind kind);
    /// Rows of the same two layers that could take these entries as well, and do not move yet or move by the list that
    /// the row has: the bias of a kernel.
    [[nodiscard]] std::vector<int> rowsLike(int row, const std::vector<std::int64_t>& entries) const;
    /// The list of entries that a row has, or that another of the same two layers has; empty without one.
    [[nodiscard]] std::vector<std::int64_t> entriesFor(int row) const;
    /// The row of a variable of the source, if the plan has one.
    [[nodiscard]] std::optional<int> rowOf(std::size_t from) const;
    /// Gives sources other places, all at once.
    void connectPairs(const edit::IndexPairs& pairs);
    void disconnectSource(std::size_t from);
    /// What became of a row, in the user's language.
    [[nodiscard]] QString statusText(const edit::Move& move) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Something that the summary line tells is another now.
    void planChanged();
    /// Somebody gave a variable another place.
    void connectedByHand();

private:
    [[nodiscard]] QString text(const edit::Move& move, Column column) const;
    [[nodiscard]] bool isBeside(const edit::Move& a, const edit::Move& b) const; ///< both of the same two layers
    [[nodiscard]] QVariant sortKey(const edit::Move& move, Column column) const;
    void rowChanged(int row);
    edit::TransplantPlan m_plan;
};

/// "0, 2, 5" or "0-4, 7" as rows; nothing when it is something else. At most a million, so that a slip costs nothing.
std::optional<std::vector<std::int64_t>> rowList(const QString& text);

/// "Take the first", "Chosen rows…": the rule in the user's language.
QString fitKindText(edit::FitKind kind);

} // namespace lw::ui
