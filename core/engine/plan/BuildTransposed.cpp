// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/Parallel.h"
#include "core/engine/onednn/Convolution.h"
#include "core/engine/onednn/Product.h"
#include "core/engine/plan/BuildFunctions.h"

#include <algorithm>
#include <cstring>

namespace lw::engine::plan {

using onednn::ConvolutionSpec;
using onednn::PostOp;

/// Every output pixel comes from exactly one input pixel.
static bool tilesExactly(const ConvolutionSpec& spec)
{
    const auto is = [](const std::vector<std::int64_t>& values, std::int64_t wanted) {
        return std::all_of(values.begin(), values.end(), [&](std::int64_t value) { return value == wanted; });
    };
    if (!spec.transposed || spec.kernel.size() != 2 || spec.kernel != spec.strides || !is(spec.dilations, 1) ||
        !is(spec.padBefore, 0) || !is(spec.padAfter, 0))
        return false;
    for (std::size_t i = 0; i < 2; ++i)
        if (spec.output[i + 1] != spec.input[i + 1] * spec.strides[i])
            return false;
    return std::none_of(spec.postOps.begin(), spec.postOps.end(),
                        [](const PostOp& op) { return op.kind == PostOp::Kind::Sum; });
}

Result<bool> buildTiledTransposed(Builder& builder, const PlanOp& op, const ConvolutionSpec& spec)
{
    if (!tilesExactly(spec))
        return false;
    const auto tile = spec.kernel[0] * spec.kernel[1], channels = spec.output.back();
    onednn::DenseSpec dense;
    dense.inner = spec.input.back();
    dense.rows = spec.input[0] * spec.input[1] * spec.input[2];
    dense.columns = tile * channels;
    dense.weights = spec.weights; // (rows of tile, columns of tile, outputs, inputs) is (columns, inner)
    dense.transposed = true;
    std::vector<float> bias;
    if (spec.bias) {
        for (std::int64_t i = 0; i < tile; ++i)
            bias.insert(bias.end(), spec.bias, spec.bias + channels);
        dense.bias = bias.data();
    }
    dense.postOps = spec.postOps;
    auto product = onednn::makeDense(dense);
    if (!product)
        return false;
    const int data = op.inputs[2];
    LW_TRY(builder.addPrimitive(std::move(product).value(), {data}, {-1}, {{dense.rows, dense.columns}}));
    const int tiles = builder.steps.back().writes[0];

    // (rows, columns, tile rows, tile columns x channels) to (rows, tile rows, columns, tile columns x channels)
    const auto lines = spec.input[0] * spec.input[1], columns = spec.input[2], tileRows = spec.kernel[0];
    const auto run = spec.kernel[1] * channels;
    builder.add(makeLoop([=](void* const* r, void* const* w) {
                    const auto* from = static_cast<const float*>(r[0]);
                    auto* to = static_cast<float*>(w[0]);
                    fast::parallelFor(lines * tileRows, columns * run, [&](std::int64_t begin, std::int64_t end) {
                        for (auto line = begin; line < end; ++line) {
                            const auto* x = from + (line / tileRows * columns * tileRows + line % tileRows) * run;
                            auto* y = to + line * columns * run;
                            for (std::int64_t c = 0; c < columns; ++c, x += tileRows * run, y += run)
                                std::memcpy(y, x, static_cast<std::size_t>(run) * sizeof(float));
                        }
                    });
                }),
                {tiles}, {builder.define(op.outputs[0])});
    builder.steps.back().flops = 0;
    return true;
}

} // namespace lw::engine::plan
