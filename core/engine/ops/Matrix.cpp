// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

/// Diagonals of the matrices in the last two dimensions (tensorflow/core/kernels/linalg/matrix_diag_op.cc).
namespace lw::engine {

namespace {

/// The range [lowest, highest] of diagonals and how they are aligned in a packed matrix.
struct Diagonals {
    std::int64_t lowest = 0, highest = 0;
    bool superLeft = false, subLeft = true; ///< default RIGHT_LEFT: super right, sub left

    [[nodiscard]] std::int64_t count() const { return highest - lowest + 1; }
    static std::int64_t length(std::int64_t d, std::int64_t rows, std::int64_t columns)
    {
        return std::max<std::int64_t>(
            0, std::min(rows + std::min<std::int64_t>(d, 0), columns - std::max<std::int64_t>(d, 0)));
    }
    [[nodiscard]] std::int64_t longest(std::int64_t rows, std::int64_t columns) const
    {
        return std::min(rows + std::min<std::int64_t>(highest, 0), columns - std::max<std::int64_t>(lowest, 0));
    }
    [[nodiscard]] std::int64_t shift(std::int64_t d, std::int64_t most, std::int64_t length) const
    {
        return (d >= 0 ? superLeft : subLeft) ? 0 : most - length;
    }
};

Result<Diagonals> readDiagonals(const KernelContext& context, std::size_t input)
{
    Diagonals diagonals;
    LW_ASSIGN(const auto k, intList(context, input));
    if (k.empty() || k.size() > 2)
        return opError(context, "k must be one or two numbers");
    diagonals.lowest = k.front();
    diagonals.highest = k.back();
    constexpr std::int64_t kMost = std::int64_t(1) << 40;
    if (diagonals.lowest > diagonals.highest || diagonals.lowest < -kMost || diagonals.highest > kMost)
        return opError(context, "the diagonals are not possible");
    const std::string align =
        context.node.textAttr("align", context.node.op.ends_with("V2") ? "LEFT_LEFT" : "RIGHT_LEFT");
    diagonals.superLeft = align.starts_with("LEFT");
    diagonals.subLeft = align.ends_with("LEFT");
    return diagonals;
}

Result<void> matrixDiagPart(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const bool simple = context.node.op == "MatrixDiagPart";
    Diagonals diagonals;
    if (!simple) {
        LW_TRY(requireInputs(context, 3));
        LW_ASSIGN(diagonals, readDiagonals(context, 1));
        LW_TRY(requireSameType(context, 0, 2));
        if (context.inputs[2].elements() != 1)
            return opError(context, "the filler must be a single element");
    }
    if (x.shape.size() < 2)
        return opError(context, "the input must be a matrix");
    const std::int64_t rows = x.shape[x.shape.size() - 2], columns = x.shape.back();
    if (diagonals.lowest <= -rows - (rows == 0) || diagonals.highest >= columns + (columns == 0))
        return opError(context, "the diagonals are out of range");
    const std::int64_t most = std::max<std::int64_t>(0, diagonals.longest(rows, columns));
    Shape shape(x.shape.begin(), x.shape.end() - 2);
    if (diagonals.count() > 1)
        shape.push_back(diagonals.count());
    shape.push_back(most);
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    const std::int64_t matrices = product(x.shape, 0, x.shape.size() - 2);
    return dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        Cell* out = writableCells<Cell>(*y);
        std::fill_n(out, y->elements(), simple ? Cell() : *cells<Cell>(context.inputs[2]));
        for (std::int64_t m = 0; m < matrices; ++m) {
            const Cell* in = cells<Cell>(x) + m * rows * columns;
            for (std::int64_t d = diagonals.highest; d >= diagonals.lowest; --d, out += most) {
                const std::int64_t length = Diagonals::length(d, rows, columns);
                const std::int64_t shift = diagonals.shift(d, most, length);
                for (std::int64_t i = 0; i < length; ++i)
                    out[shift + i] =
                        in[(i - std::min<std::int64_t>(d, 0)) * columns + i + std::max<std::int64_t>(d, 0)];
            }
        }
        return {};
    });
}

/// Writes packed diagonals into the matrices of y.
Result<void> writeDiagonals(const KernelContext& context, const Diagonals& diagonals, const Value& packed, Value& y)
{
    const std::int64_t rows = y.shape[y.shape.size() - 2], columns = y.shape.back();
    const std::int64_t matrices = product(y.shape, 0, y.shape.size() - 2);
    const std::int64_t most = packed.shape.back();
    if (static_cast<std::int64_t>(packed.elements()) != matrices * diagonals.count() * most ||
        diagonals.longest(rows, columns) != most)
        return opError(context, "the diagonal does not fit the matrix");
    return dispatchCells(context, y.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const Cell* in = cells<Cell>(packed);
        for (std::int64_t m = 0; m < matrices; ++m) {
            Cell* out = writableCells<Cell>(y) + m * rows * columns;
            for (std::int64_t d = diagonals.highest; d >= diagonals.lowest; --d, in += most) {
                const std::int64_t length = Diagonals::length(d, rows, columns);
                const std::int64_t shift = diagonals.shift(d, most, length);
                for (std::int64_t i = 0; i < length; ++i)
                    out[(i - std::min<std::int64_t>(d, 0)) * columns + i + std::max<std::int64_t>(d, 0)] =
                        in[shift + i];
            }
        }
        return {};
    });
}

Result<void> matrixSetDiag(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    Diagonals diagonals;
    if (context.node.op != "MatrixSetDiag") {
        LW_ASSIGN(diagonals, readDiagonals(context, 2));
    }
    const Value& x = context.inputs[0];
    if (x.shape.size() < 2 || context.inputs[1].shape.empty())
        return opError(context, "the input must be a matrix");
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    LW_TRY(copyView(context, x, wholeView(x), *y, wholeView(*y), x.shape));
    return writeDiagonals(context, diagonals, context.inputs[1], *y);
}

Result<void> matrixDiag(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    if (x.shape.empty())
        return opError(context, "the diagonal must have a dimension");
    Diagonals diagonals;
    std::int64_t rows = -1, columns = -1;
    if (context.node.op != "MatrixDiag") {
        LW_TRY(requireInputs(context, 5));
        LW_TRY(requireSameType(context, 0, 4));
        LW_ASSIGN(diagonals, readDiagonals(context, 1));
        LW_ASSIGN(rows, scalarInt(context, 2));
        LW_ASSIGN(columns, scalarInt(context, 3));
        if (context.inputs[4].elements() != 1)
            return opError(context, "the filler must be a single element");
    }
    const std::size_t packedDims = diagonals.count() > 1 ? 2 : 1;
    if (x.shape.size() < packedDims)
        return opError(context, "the diagonals must have two dimensions");
    const std::int64_t leastRows = x.shape.back() - std::min<std::int64_t>(diagonals.highest, 0);
    const std::int64_t leastColumns = x.shape.back() + std::max<std::int64_t>(diagonals.lowest, 0);
    if (rows < 0 && columns < 0)
        rows = columns = std::max(leastRows, leastColumns);
    rows = rows < 0 ? leastRows : rows;
    columns = columns < 0 ? leastColumns : columns;
    Shape shape(x.shape.begin(), x.shape.end() - static_cast<std::ptrdiff_t>(packedDims));
    shape.insert(shape.end(), {rows, columns});
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    clearElements(*y);
    if (context.node.op != "MatrixDiag")
        LW_TRY(dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
            using Cell = typename decltype(tag)::Type;
            std::fill_n(writableCells<Cell>(*y), y->elements(), *cells<Cell>(context.inputs[4]));
            return {};
        }));
    return writeDiagonals(context, diagonals, x, *y);
}

constexpr OpEntry kTable[] = {
    {"MatrixDiag", matrixDiag},           {"MatrixDiagPart", matrixDiagPart}, {"MatrixDiagPartV2", matrixDiagPart},
    {"MatrixDiagPartV3", matrixDiagPart}, {"MatrixDiagV2", matrixDiag},       {"MatrixDiagV3", matrixDiag},
    {"MatrixSetDiag", matrixSetDiag},     {"MatrixSetDiagV2", matrixSetDiag}, {"MatrixSetDiagV3", matrixSetDiag},
};

} // namespace

std::span<const OpEntry> matrixOps()
{
    return kTable;
}

} // namespace lw::engine
