// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matching/MatchingSource.h"

#include <QHash>
#include <optional>

namespace lw::ui {

/// The rows of one side, from top to bottom: headings of groups and items below them, in pixels of the column's
/// content.
class MatchingColumn {
public:
    static constexpr int kRowHeight = 24, kHeadingHeight = 30;

    struct Row {
        int item = -1; ///< into items(); -1 for a heading
        int first = 0; ///< of a heading: its first item
        int top = 0, height = 0;
        [[nodiscard]] bool isHeading() const { return item < 0; }
        [[nodiscard]] int centre() const { return top + height / 2; }
    };

    void setItems(QList<MatchingSource::Item> items);
    [[nodiscard]] const QList<MatchingSource::Item>& items() const { return m_items; }
    [[nodiscard]] const QList<Row>& rows() const { return m_rows; }
    [[nodiscard]] int height() const;

    /// The row at a height, none above and below all.
    [[nodiscard]] std::optional<int> rowAt(int y) const;
    /// The first row that reaches below a height; the number of rows when none does.
    [[nodiscard]] int firstBelow(int y) const;
    [[nodiscard]] std::optional<int> rowOf(MatchingSource::Id id) const;
    [[nodiscard]] MatchingSource::Id idOf(int row) const { return m_items[m_rows[row].item].id; }
    /// The items of a heading; an item alone.
    [[nodiscard]] QList<MatchingSource::Item> itemsOf(int row) const;
    /// The item so many items further; stops at the ends. From any row; none when there are no items.
    [[nodiscard]] std::optional<int> itemRow(int row, int steps) const;

private:
    QList<MatchingSource::Item> m_items;
    QList<Row> m_rows;
    QList<int> m_rowOfItem;
    QHash<MatchingSource::Id, int> m_rowOfId;
};

/// What goes to what when a row is put onto another: one item to one; of groups, equal names, else in order what fits.
MatchingSource::Pairs pairsBetween(const MatchingSource& source, const QList<MatchingSource::Item>& from,
                                   const QList<MatchingSource::Item>& to);

} // namespace lw::ui
