// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/SpatialIndex.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {
constexpr double kMaxCells = 20'000;
}

SpatialIndex::SpatialIndex(const QRectF& bounds, double cell) : m_bounds(bounds)
{
    m_cell = std::max({cell, std::sqrt(bounds.width() * bounds.height() / kMaxCells), bounds.height() / kMaxCells,
                       bounds.width() / kMaxCells});
    m_columns = static_cast<int>(bounds.width() / m_cell) + 1;
    m_rows = static_cast<int>(bounds.height() / m_cell) + 1;
    m_cells.resize(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
}

SpatialIndex::Cells SpatialIndex::cellsOf(const QRectF& box) const
{
    const auto place = [&](double value, double origin, int count) {
        return static_cast<int>(std::clamp(std::floor((value - origin) / m_cell), 0.0, count - 1.0));
    };
    return {place(box.left(), m_bounds.left(), m_columns), place(box.top(), m_bounds.top(), m_rows),
            place(box.right(), m_bounds.left(), m_columns), place(box.bottom(), m_bounds.top(), m_rows)};
}

void SpatialIndex::add(std::uint32_t id, const QRectF& box)
{
    const Cells cells = cellsOf(box);
    for (int row = cells.top; row <= cells.bottom; ++row)
        for (int column = cells.left; column <= cells.right; ++column) {
            auto& list = m_cells[static_cast<std::size_t>(row * m_columns + column)];
            if (list.empty() || list.back() != id)
                list.push_back(id);
        }
}

void SpatialIndex::query(const QRectF& box, std::vector<std::uint32_t>& ids) const
{
    if (m_cells.empty())
        return;
    const std::size_t before = ids.size();
    const Cells cells = cellsOf(box);
    for (int row = cells.top; row <= cells.bottom; ++row)
        for (int column = cells.left; column <= cells.right; ++column) {
            const auto& list = m_cells[static_cast<std::size_t>(row * m_columns + column)];
            ids.insert(ids.end(), list.begin(), list.end());
        }
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(begin, ids.end());
    ids.erase(std::unique(begin, ids.end()), ids.end());
}

} // namespace lw::ui
