// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Shape.h"

#include <array>
#include <cstdint>
#include <optional>

namespace lw::engine::plan {

/// NumPy's broadcasting of two shapes with as few dimensions as possible: neighbours along which both operands advance
/// alike are one. Strides are in elements, 0 where an operand stays.
struct Broadcast {
    static constexpr std::size_t kMostDims = 8;
    std::size_t outerDims = 0;
    std::array<std::int64_t, kMostDims> dims{}, leftStrides{}, rightStrides{};
    std::int64_t outerCount = 1, innerCount = 1;
    std::int64_t innerLeft = 1, innerRight = 1; ///< 0 or 1, not both 0
};

/// None when the shapes do not fit or have too many dimensions.
std::optional<Broadcast> makeBroadcast(const Shape& left, const Shape& right);

/// Walks over the outer dimensions, from any place on.
class BroadcastCursor {
public:
    BroadcastCursor(const Broadcast& broadcast, std::int64_t start);
    [[nodiscard]] std::int64_t left() const { return m_left; }
    [[nodiscard]] std::int64_t right() const { return m_right; }
    void next()
    {
        for (std::size_t d = m_broadcast.outerDims; d-- > 0;) {
            m_left += m_broadcast.leftStrides[d];
            m_right += m_broadcast.rightStrides[d];
            if (++m_index[d] < m_broadcast.dims[d])
                return;
            m_left -= m_broadcast.leftStrides[d] * m_broadcast.dims[d];
            m_right -= m_broadcast.rightStrides[d] * m_broadcast.dims[d];
            m_index[d] = 0;
        }
    }

private:
    const Broadcast& m_broadcast;
    std::array<std::int64_t, Broadcast::kMostDims> m_index{};
    std::int64_t m_left = 0, m_right = 0;
};

} // namespace lw::engine::plan
