// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/FastKernels.h"
#include "core/engine/fast/Parallel.h"
#include "core/engine/plan/BuildFunctions.h"
#include "core/engine/plan/Passes.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace lw::engine::plan {

using fast::fastKernels;
using fast::parallelFor;

/// The integers of a constant input, or none.
static std::optional<std::vector<std::int64_t>> constantInts(const Builder& builder, const PlanOp& op,
                                                             std::size_t input)
{
    if (input >= op.inputs.size() || !builder.isConstant(op.inputs[input]))
        return {};
    const auto& constant = *builder.value(op.inputs[input]).constant;
    std::vector<std::int64_t> result;
    if (constant.dtype == DType::Int32)
        result.assign(constant.as<std::int32_t>().begin(), constant.as<std::int32_t>().end());
    else if (constant.dtype == DType::Int64)
        result.assign(constant.as<std::int64_t>().begin(), constant.as<std::int64_t>().end());
    else
        return {};
    return result;
}

static std::int64_t product(const Shape& shape, std::size_t begin, std::size_t end)
{
    return std::accumulate(shape.begin() + static_cast<std::ptrdiff_t>(begin),
                           shape.begin() + static_cast<std::ptrdiff_t>(end), std::int64_t(1), std::multiplies<>());
}

static const float* in(void* const* pointers, int index)
{
    return static_cast<const float*>(pointers[index]);
}

static float* out(void* const* pointers)
{
    return static_cast<float*>(pointers[0]);
}

Result<bool> buildReshape(Builder& builder, const PlanOp& op)
{
    if (op.outputs[0] < 0 || builder.value(op.inputs[0]).elements() != builder.value(op.outputs[0]).elements())
        return false;
    LW_ASSIGN(const int buffer, builder.read(op.inputs[0]));
    if (builder.buffers[static_cast<std::size_t>(buffer)].fixed)
        return false;
    builder.alias(op.outputs[0], buffer);
    return true;
}

Result<bool> buildReduction(Builder& builder, const PlanOp& op)
{
    const auto& input = builder.value(op.inputs[0]);
    auto axes = constantInts(builder, op, 1);
    if (!axes || input.dtype != DType::Float32 || op.outputs[0] < 0)
        return false;
    const auto rank = static_cast<std::int64_t>(input.shape.size());
    std::vector<bool> reduced(input.shape.size(), false);
    for (const auto axis : *axes) {
        const auto index = axis < 0 ? axis + rank : axis;
        if (index < 0 || index >= rank)
            return false;
        reduced[static_cast<std::size_t>(index)] = true;
    }
    const auto first = std::find(reduced.begin(), reduced.end(), true);
    const auto last = std::find(first, reduced.end(), false);
    if (first == reduced.end() || std::find(last, reduced.end(), true) != reduced.end())
        return false; // none, or not side by side
    const auto begin = static_cast<std::size_t>(first - reduced.begin()),
               end = static_cast<std::size_t>(last - reduced.begin());
    const auto outer = product(input.shape, 0, begin), middle = product(input.shape, begin, end),
               inner = product(input.shape, end, input.shape.size());
    const bool maximum = op.op == "Max";
    const float factor = op.op == "Mean" ? 1.0F / static_cast<float>(middle) : 1.0F;
    LW_ASSIGN(const int source, builder.read(op.inputs[0]));
    const int target = builder.define(op.outputs[0]);
    const auto some = [=](const float* x, float* y, std::int64_t outers, std::int64_t columns) {
        const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
        if (maximum)
            fastKernels().reduceMax(x, y, size(outers), size(middle), size(columns), size(inner));
        else
            fastKernels().reduceSum(x, y, size(outers), size(middle), size(columns), size(inner), factor);
    };
    constexpr std::int64_t kStrip = 64; // columns; a few cache lines of each row
    builder.add(makeLoop([=](void* const* r, void* const* w) {
                    if (outer > 1 || inner < 2 * kStrip) {
                        parallelFor(outer, middle * inner, [&](std::int64_t from, std::int64_t to) {
                            some(in(r, 0) + from * middle * inner, out(w) + from * inner, to - from, inner);
                        });
                        return;
                    }
                    const auto strips = (inner + kStrip - 1) / kStrip;
                    parallelFor(strips, middle * kStrip, [&](std::int64_t from, std::int64_t to) {
                        some(in(r, 0) + from * kStrip, out(w) + from * kStrip, 1,
                             std::min(to * kStrip, inner) - from * kStrip);
                    });
                }),
                {source}, {target});
    return true;
}

namespace {
/// A transposition with neighbours that stay together joined.
struct Permutation {
    Shape outputDims;                       ///< of the result
    std::vector<std::int64_t> inputStrides; ///< where each of them moves in the input
};
} // namespace

/// None when the axes are no permutation of the input's.
static std::optional<Permutation> permutationOf(const Shape& input, const std::vector<std::int64_t>& axes)
{
    if (axes.size() != input.size())
        return {};
    std::vector<bool> taken(input.size());
    std::vector<std::int64_t> strides(input.size(), 1);
    for (std::size_t i = input.size(); i-- > 1;)
        strides[i - 1] = strides[i] * input[i];
    Permutation result;
    for (const auto raw : axes) {
        const auto axis = raw < 0 ? raw + static_cast<std::int64_t>(input.size()) : raw;
        if (axis < 0 || axis >= static_cast<std::int64_t>(input.size()) || taken[static_cast<std::size_t>(axis)])
            return {};
        taken[static_cast<std::size_t>(axis)] = true;
        const auto dim = input[static_cast<std::size_t>(axis)], stride = strides[static_cast<std::size_t>(axis)];
        if (dim == 1)
            continue;
        if (!result.outputDims.empty() && result.inputStrides.back() == stride * dim) {
            result.outputDims.back() *= dim;
            result.inputStrides.back() = stride;
        } else {
            result.outputDims.push_back(dim);
            result.inputStrides.push_back(stride);
        }
    }
    return result;
}

/// Offset in the input of the index-th of the first count dimensions.
static std::int64_t inputOffset(const Permutation& p, std::size_t count, std::int64_t index)
{
    std::int64_t offset = 0;
    for (std::size_t d = count; d-- > 0;) {
        offset += index % p.outputDims[d] * p.inputStrides[d];
        index /= p.outputDims[d];
    }
    return offset;
}

/// The innermost dimension stays: rows are copied.
static void copyRows(const Permutation& p, const float* x, float* y)
{
    const auto rank = p.outputDims.size();
    const auto row = p.outputDims[rank - 1], rows = product(p.outputDims, 0, rank - 1);
    parallelFor(rows, row, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i)
            std::memcpy(y + i * row, x + inputOffset(p, rank - 1, i), static_cast<std::size_t>(row) * sizeof(float));
    });
}

namespace {
/// How to transpose when the input's innermost dimension moves outward: tiles between it and the output's innermost
/// one.
struct Tiles {
    Permutation others;              ///< the dimensions besides those two
    std::vector<std::int64_t> steps; ///< where each of the others moves in the output
    std::int64_t rows = 1, columns = 1, columnStride = 1, rowStep = 1, count = 1;
};
} // namespace

static Tiles tilesOf(const Permutation& p)
{
    const auto rank = p.outputDims.size();
    std::size_t moved = 0; // of the output, contiguous in the input
    while (p.inputStrides[moved] != 1)
        ++moved;
    std::vector<std::int64_t> outputStrides(rank, 1);
    for (std::size_t i = rank; i-- > 1;)
        outputStrides[i - 1] = outputStrides[i] * p.outputDims[i];
    Tiles tiles;
    for (std::size_t d = 0; d + 1 < rank; ++d)
        if (d != moved) {
            tiles.others.outputDims.push_back(p.outputDims[d]);
            tiles.others.inputStrides.push_back(p.inputStrides[d]);
            tiles.steps.push_back(outputStrides[d]);
        }
    tiles.rows = p.outputDims[moved];
    tiles.rowStep = outputStrides[moved];
    tiles.columns = p.outputDims.back();
    tiles.columnStride = p.inputStrides.back();
    tiles.count = product(tiles.others.outputDims, 0, tiles.others.outputDims.size());
    return tiles;
}

static void copyTiles(const Tiles& tiles, const float* x, float* y)
{
    constexpr std::int64_t kBand = 32;
    const auto bands = (tiles.rows + kBand - 1) / kBand;
    const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    parallelFor(tiles.count * bands, kBand * tiles.columns, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            auto index = i / bands;
            const auto from = inputOffset(tiles.others, tiles.steps.size(), index);
            std::int64_t to = 0;
            for (std::size_t d = tiles.steps.size(); d-- > 0;) {
                to += index % tiles.others.outputDims[d] * tiles.steps[d];
                index /= tiles.others.outputDims[d];
            }
            const auto row = i % bands * kBand, some = std::min(kBand, tiles.rows - row);
            fastKernels().transpose(x + from + row, y + to + row * tiles.rowStep, size(some), size(tiles.columns),
                                    size(tiles.columnStride), size(tiles.rowStep));
        }
    });
}

Result<bool> buildTranspose(Builder& builder, const PlanOp& op)
{
    const auto& input = builder.value(op.inputs[0]);
    const auto axes = constantInts(builder, op, 1);
    if (!axes || dtypeSize(input.dtype) != sizeof(float) || op.outputs[0] < 0)
        return false;
    const auto permutation = permutationOf(input.shape, *axes);
    if (!permutation)
        return false;
    LW_ASSIGN(const int source, builder.read(op.inputs[0]));
    if (permutation->outputDims.size() < 2 && !builder.buffers[static_cast<std::size_t>(source)].fixed) {
        builder.alias(op.outputs[0], source); // only dimensions of one move
        return true;
    }
    if (permutation->outputDims.size() < 2)
        return false;
    const int target = builder.define(op.outputs[0]);
    if (permutation->inputStrides.back() == 1)
        builder.add(makeLoop([p = *permutation](void* const* r, void* const* w) { copyRows(p, in(r, 0), out(w)); }),
                    {source}, {target});
    else
        builder.add(makeLoop([tiles = tilesOf(*permutation)](void* const* r, void* const* w) {
                        copyTiles(tiles, in(r, 0), out(w));
                    }),
                    {source}, {target});
    return true;
}

Result<bool> buildConcat(Builder& builder, const PlanOp& op)
{
    if (op.inputs.size() < 3 || op.outputs[0] < 0)
        return false;
    const auto axes = constantInts(builder, op, op.inputs.size() - 1);
    const auto& result = builder.value(op.outputs[0]);
    const auto rank = static_cast<std::int64_t>(result.shape.size());
    if (!axes || axes->size() != 1 || (*axes)[0] < -rank || (*axes)[0] >= rank)
        return false;
    const auto axis = static_cast<std::size_t>((*axes)[0] < 0 ? (*axes)[0] + rank : (*axes)[0]);
    const auto outer = product(result.shape, 0, axis);
    const auto rowBytes = static_cast<std::int64_t>(result.elements() * dtypeSize(result.dtype)) / outer;
    std::vector<int> reads;
    std::vector<std::int64_t> parts;
    for (std::size_t i = 0; i + 1 < op.inputs.size(); ++i) {
        LW_ASSIGN(const int buffer, builder.read(op.inputs[i]));
        reads.push_back(buffer);
        const auto& part = builder.value(op.inputs[i]);
        parts.push_back(static_cast<std::int64_t>(part.elements() * dtypeSize(part.dtype)) / outer);
    }
    const int target = builder.define(op.outputs[0]);
    builder.add(makeLoop([=](void* const* r, void* const* w) {
                    parallelFor(outer, rowBytes / 4, [&](std::int64_t begin, std::int64_t end) {
                        for (auto row = begin; row < end; ++row) {
                            auto* to = static_cast<std::byte*>(w[0]) + row * rowBytes;
                            for (std::size_t i = 0; i < parts.size(); ++i) {
                                std::memcpy(to, static_cast<const std::byte*>(r[i]) + row * parts[i],
                                            static_cast<std::size_t>(parts[i]));
                                to += parts[i];
                            }
                        }
                    });
                }),
                std::move(reads), {target});
    return true;
}

template <typename Index>
static Result<void> gather(const std::byte* table, const Index* indices, std::byte* to, std::int64_t count,
                           std::int64_t entries, std::int64_t rowBytes)
{
    for (std::int64_t i = 0; i < count; ++i)
        if (indices[i] < 0 || indices[i] >= entries)
            return invalid("index " + std::to_string(indices[i]) + " is not in [0, " + std::to_string(entries) + ")");
    parallelFor(count, rowBytes / 4, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i)
            std::memcpy(to + i * rowBytes, table + indices[i] * rowBytes, static_cast<std::size_t>(rowBytes));
    });
    return {};
}

Result<bool> buildGather(Builder& builder, const PlanOp& op)
{
    const auto& table = builder.value(op.inputs[0]);
    const auto& indices = builder.value(op.inputs[1]);
    const auto axis = op.op == "GatherV2" ? constantInts(builder, op, 2) : std::vector<std::int64_t>{0};
    if (op.outputs[0] < 0 || !axis || axis->size() != 1 || (*axis)[0] != 0 || op.node->intAttr("batch_dims") != 0 ||
        table.shape.empty() || (indices.dtype != DType::Int32 && indices.dtype != DType::Int64))
        return false;
    LW_ASSIGN(const int tableBuffer, builder.read(op.inputs[0]));
    LW_ASSIGN(const int indexBuffer, builder.read(op.inputs[1]));
    const int target = builder.define(op.outputs[0]);
    const auto count = static_cast<std::int64_t>(indices.elements());
    const auto entries = table.shape[0];
    const auto rowBytes = static_cast<std::int64_t>(table.elements() * dtypeSize(table.dtype)) / entries;
    const bool wide = indices.dtype == DType::Int64;
    builder.add(makeLoop([=, name = op.node->name](void* const* r, void* const* w) -> Result<void> {
                    const auto* from = static_cast<const std::byte*>(r[0]);
                    auto* to = static_cast<std::byte*>(w[0]);
                    auto done =
                        wide ? gather(from, static_cast<const std::int64_t*>(r[1]), to, count, entries, rowBytes)
                             : gather(from, static_cast<const std::int32_t*>(r[1]), to, count, entries, rowBytes);
                    return done ? Result<void>() : Result<void>(done.error().in(name));
                }),
                {tableBuffer, indexBuffer}, {target});
    return true;
}

} // namespace lw::engine::plan
