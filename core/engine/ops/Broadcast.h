// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/OpSupport.h"

#include <array>

namespace lw::engine {

/// NumPy's rule: shapes aligned at the right, dimensions equal or one of them 1. Invalid when they do not fit.
Result<Shape> broadcastShape(const KernelContext& context, const Shape& a, const Shape& b);

/// How N inputs walk through an output: neighbouring dimensions that all walk alike are joined, the last one is a row
/// in which each input either moves by one element or stays.
template <std::size_t N>
struct BroadcastWalk {
    Shape outer;
    std::array<std::vector<std::int64_t>, N> outerStrides;
    std::int64_t row = 1;
    std::array<std::int64_t, N> rowStrides{};

    BroadcastWalk(const Shape& out, const std::array<const Shape*, N>& inputs)
    {
        Shape dims;
        std::array<std::vector<std::int64_t>, N> strides;
        std::array<std::vector<std::int64_t>, N> own;
        for (std::size_t n = 0; n < N; ++n)
            own[n] = rowMajorStrides(*inputs[n]);
        for (std::size_t d = 0; d < out.size(); ++d) {
            if (out[d] == 1)
                continue;
            std::array<std::int64_t, N> step{};
            for (std::size_t n = 0; n < N; ++n) {
                const std::size_t missing = out.size() - inputs[n]->size();
                if (d >= missing && (*inputs[n])[d - missing] != 1)
                    step[n] = own[n][d - missing];
            }
            bool joins = !dims.empty();
            for (std::size_t n = 0; n < N && joins; ++n)
                joins = strides[n].back() == step[n] * out[d];
            if (joins)
                dims.back() *= out[d];
            else
                dims.push_back(out[d]);
            for (std::size_t n = 0; n < N; ++n) {
                if (joins)
                    strides[n].back() = step[n];
                else
                    strides[n].push_back(step[n]);
            }
        }
        if (!dims.empty()) {
            row = dims.back();
            dims.pop_back();
            for (std::size_t n = 0; n < N; ++n) {
                rowStrides[n] = strides[n].back();
                strides[n].pop_back();
            }
        }
        outer = std::move(dims);
        outerStrides = std::move(strides);
    }

    /// Calls function(offsets of the inputs, offset of the output) for every row.
    template <typename Function>
    void rows(Function&& function) const
    {
        Odometer<N> odometer(outer, outerStrides);
        std::int64_t at = 0;
        do {
            function(odometer.offsets, at);
            at += row;
        } while (odometer.next());
    }
};

} // namespace lw::engine
