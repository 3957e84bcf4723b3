// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Broadcast.h"

#include <algorithm>

namespace lw::engine::plan {

namespace {
struct Dim {
    std::int64_t size, left, right;
};
} // namespace

std::optional<Broadcast> makeBroadcast(const Shape& left, const Shape& right)
{
    const auto rank = std::max(left.size(), right.size());
    std::vector<Dim> dims; // innermost first
    std::int64_t leftStride = 1, rightStride = 1;
    for (std::size_t i = 0; i < rank; ++i) {
        const auto l = i < left.size() ? left[left.size() - 1 - i] : 1;
        const auto r = i < right.size() ? right[right.size() - 1 - i] : 1;
        if (l != r && l != 1 && r != 1)
            return {};
        const Dim dim{std::max(l, r), l == 1 ? 0 : leftStride, r == 1 ? 0 : rightStride};
        leftStride *= l;
        rightStride *= r;
        if (dim.size == 1)
            continue;
        if (!dims.empty() && dim.left == dims.back().left * dims.back().size &&
            dim.right == dims.back().right * dims.back().size && (dim.left == 0) == (dims.back().left == 0) &&
            (dim.right == 0) == (dims.back().right == 0))
            dims.back().size *= dim.size;
        else
            dims.push_back(dim);
    }
    if (dims.empty())
        dims.push_back({1, 1, 1});
    if (dims.size() > Broadcast::kMostDims + 1)
        return {};
    Broadcast result;
    result.innerCount = dims[0].size;
    result.innerLeft = dims[0].left;
    result.innerRight = dims[0].right;
    result.outerDims = dims.size() - 1;
    for (std::size_t i = 0; i < result.outerDims; ++i) {
        const auto& dim = dims[dims.size() - 1 - i];
        result.dims[i] = dim.size;
        result.leftStrides[i] = dim.left;
        result.rightStrides[i] = dim.right;
        result.outerCount *= dim.size;
    }
    return result;
}

BroadcastCursor::BroadcastCursor(const Broadcast& broadcast, std::int64_t start) : m_broadcast(broadcast)
{
    for (std::size_t d = broadcast.outerDims; d-- > 0;) {
        m_index[d] = start % broadcast.dims[d];
        start /= broadcast.dims[d];
        m_left += m_index[d] * broadcast.leftStrides[d];
        m_right += m_index[d] * broadcast.rightStrides[d];
    }
}

} // namespace lw::engine::plan
