// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Broadcast.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Gemm.h"

#include <algorithm>

namespace lw::engine {

namespace {

/// One operand's last two dimensions and whether they are to be exchanged (and conjugated).
struct Side {
    const Value& value;
    bool transposed;
    bool conjugated;
    std::int64_t storedRows, storedColumns;

    Side(const Value& operand, bool transpose, bool conjugate)
        : value(operand), transposed(transpose), conjugated(conjugate),
          storedRows(operand.shape[operand.shape.size() - 2]), storedColumns(operand.shape.back())
    {
    }
    [[nodiscard]] std::int64_t rows() const { return transposed ? storedColumns : storedRows; }
    [[nodiscard]] std::int64_t columns() const { return transposed ? storedRows : storedColumns; }
    [[nodiscard]] Shape batch() const { return {value.shape.begin(), value.shape.end() - 2}; }
};

Result<void> multiplyBatches(KernelContext& context, const Side& left, const Side& right, bool broadcasts)
{
    LW_TRY(requireSameType(context, 0, 1));
    if (left.columns() != right.rows())
        return opError(context, "inner dimensions differ");
    if (!broadcasts && left.batch() != right.batch())
        return opError(context, "batch dimensions differ");
    if ((left.conjugated || right.conjugated) && !isFloating(left.value.dtype) && !isInteger(left.value.dtype))
        return unsupportedForm(context, "the adjoint of complex numbers");
    const Shape leftBatch = left.batch();
    const Shape rightBatch = right.batch();
    LW_ASSIGN(const Shape batch, broadcastShape(context, leftBatch, rightBatch));
    Shape shape = batch;
    shape.insert(shape.end(), {left.rows(), right.columns()});
    return dispatch(ProductTypes{}, context, left.value.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        const std::int64_t m = left.rows(), k = left.columns(), n = right.columns();
        LW_ASSIGN(Value* const result, context.output(0, left.value.dtype, shape));
        if (result->elements() == 0)
            return {};
        const BroadcastWalk<2> walk(batch, {&leftBatch, &rightBatch});
        Operand<T> leftOperand, rightOperand;
        Scratch<Compute> wide;
        if constexpr (!std::is_same_v<T, Compute>) {
            LW_ASSIGN(wide, scratch<Compute>(context, static_cast<std::uint64_t>(m * n)));
        }
        Result<void> status;
        const Compute* preparedRight = nullptr;
        std::int64_t preparedIndex = -1;
        walk.rows([&](const std::array<std::int64_t, 2>& at, std::int64_t to) {
            for (std::int64_t i = 0; i < walk.row && status; ++i) {
                const std::int64_t leftIndex = at[0] + i * walk.rowStrides[0];
                const std::int64_t rightIndex = at[1] + i * walk.rowStrides[1];
                const auto a =
                    leftOperand.prepare(context, reinterpret_cast<const T*>(left.value.data) + leftIndex * m * k,
                                        left.storedRows, left.storedColumns, left.transposed);
                if (a && preparedIndex != rightIndex) {
                    const auto b =
                        rightOperand.prepare(context, reinterpret_cast<const T*>(right.value.data) + rightIndex * k * n,
                                             right.storedRows, right.storedColumns, right.transposed);
                    if (!b)
                        status = b.error();
                    else
                        preparedRight = *b;
                    preparedIndex = rightIndex;
                }
                status = !a ? a.error() : !status ? status : context.progress.check();
                if (!status)
                    return;
                T* out = reinterpret_cast<T*>(result->data) + (to + i) * m * n;
                Compute* target = nullptr;
                if constexpr (std::is_same_v<T, Compute>)
                    target = out;
                else
                    target = wide.get();
                std::fill(target, target + m * n, Compute(0));
                for (std::int64_t row = 0; row < m && status; row += rowsAtOnce(k, n)) {
                    multiplyAdd(*a + row * k, preparedRight, target + row * n, std::min(rowsAtOnce(k, n), m - row), k,
                                n);
                    status = context.progress.check();
                }
                if constexpr (!std::is_same_v<T, Compute>)
                    std::transform(target, target + m * n, out, [](Compute x) { return static_cast<T>(x); });
            }
        });
        return status;
    });
}

Result<void> matMul(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireRank(context, 0, 2));
    LW_TRY(requireRank(context, 1, 2));
    const auto& node = context.node;
    return multiplyBatches(context, Side(context.inputs[0], node.boolAttr("transpose_a"), false),
                           Side(context.inputs[1], node.boolAttr("transpose_b"), false), false);
}

template <bool broadcasts>
Result<void> batchMatMul(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    if (context.inputs[0].shape.size() < 2 || context.inputs[1].shape.size() < 2)
        return opError(context, "inputs must have two dimensions or more");
    const bool left = context.node.boolAttr("adj_x");
    const bool right = context.node.boolAttr("adj_y");
    return multiplyBatches(context, Side(context.inputs[0], left, left), Side(context.inputs[1], right, right),
                           broadcasts);
}

constexpr OpEntry kTable[] = {
    {"BatchMatMul", batchMatMul<false>},
    {"BatchMatMulV2", batchMatMul<true>},
    {"BatchMatMulV3", batchMatMul<true>},
    {"MatMul", matMul},
};

} // namespace

std::span<const OpEntry> matMulOps()
{
    return kTable;
}

} // namespace lw::engine
