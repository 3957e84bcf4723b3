// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <cstdint>
#include <vector>

namespace lw::ui {

/// Which things touch a rectangle: a grid over the drawing. Filled once, then read only.
class SpatialIndex {
public:
    SpatialIndex() = default;
    /// cell is a wish: it grows when the drawing would need too many.
    SpatialIndex(const QRectF& bounds, double cell);

    void add(std::uint32_t id, const QRectF& box);
    /// Appends ids, each once, in ascending order. May contain some that are only near.
    void query(const QRectF& box, std::vector<std::uint32_t>& ids) const;

private:
    struct Cells {
        int left, top, right, bottom;
    };
    [[nodiscard]] Cells cellsOf(const QRectF& box) const;

    QRectF m_bounds;
    double m_cell = 1;
    int m_columns = 0, m_rows = 0;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

} // namespace lw::ui
