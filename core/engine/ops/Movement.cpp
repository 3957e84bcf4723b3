// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Movement.h"

#include "core/engine/ops/Dispatch.h"

#include <algorithm>
#include <cstring>

namespace lw::engine {

namespace {

/// Dimensions of 1 left out, neighbours joined that both views walk through in one stride.
struct Joined {
    Shape shape;
    std::array<std::vector<std::int64_t>, 2> strides;

    Joined(const Shape& dims, const View& from, const View& to)
    {
        for (std::size_t d = 0; d < dims.size(); ++d) {
            if (dims[d] == 1)
                continue;
            const std::int64_t a = from.strides[d], b = to.strides[d];
            if (!shape.empty() && strides[0].back() == a * dims[d] && strides[1].back() == b * dims[d]) {
                shape.back() *= dims[d];
                strides[0].back() = a;
                strides[1].back() = b;
                continue;
            }
            shape.push_back(dims[d]);
            strides[0].push_back(a);
            strides[1].push_back(b);
        }
    }
};

template <typename Cell>
void copyCells(const Cell* from, Cell* to, Joined joined)
{
    std::int64_t row = 1, fromStep = 1, toStep = 1;
    if (!joined.shape.empty()) {
        row = joined.shape.back();
        fromStep = joined.strides[0].back();
        toStep = joined.strides[1].back();
        joined.shape.pop_back();
        joined.strides[0].pop_back();
        joined.strides[1].pop_back();
    }
    Odometer<2> odometer(joined.shape, joined.strides);
    do {
        const Cell* in = from + odometer.offsets[0];
        Cell* out = to + odometer.offsets[1];
        if constexpr (!std::is_same_v<Cell, std::string>) {
            if (fromStep == 1 && toStep == 1) {
                std::memcpy(out, in, static_cast<std::size_t>(row) * sizeof(Cell));
                continue;
            }
        }
        for (std::int64_t i = 0; i < row; ++i)
            out[i * toStep] = in[i * fromStep];
    } while (odometer.next());
}

} // namespace

Result<void> copyView(const KernelContext& context, const Value& from, const View& fromView, Value& to,
                      const View& toView, const Shape& shape)
{
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return {};
    return dispatchCells(context, from.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        copyCells(cells<Cell>(from) + fromView.offset, writableCells<Cell>(to) + toView.offset,
                  Joined(shape, fromView, toView));
        return {};
    });
}

Result<void> transposeInto(const KernelContext& context, const Value& from, const std::vector<std::size_t>& order,
                           Value& to)
{
    const auto strides = rowMajorStrides(from.shape);
    View view;
    for (const auto axis : order)
        view.strides.push_back(strides[axis]);
    return copyView(context, from, view, to, wholeView(to), to.shape);
}

Result<Value> temporaryValue(const KernelContext& context, DType dtype, const Shape& shape)
{
    auto value = context.allocator.allocate(Allocator::kNoOutput, dtype, shape);
    if (!value)
        return opError(context, "needs too much working memory");
    return value;
}

void clearElements(Value& value)
{
    if (value.strings)
        std::fill(value.strings->begin(), value.strings->end(), std::string());
    else if (value.data != nullptr && value.byteSize() > 0)
        std::memset(value.data, 0, value.byteSize());
}

} // namespace lw::engine
