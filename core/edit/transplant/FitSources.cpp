// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/FitSources.h"

#include "core/model/CastTensor.h"
#include "core/model/EncodeNumbers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace lw::edit {

namespace {

using Offsets = std::vector<std::size_t>;

std::vector<std::size_t> stridesOf(const Shape& shape)
{
    std::vector<std::size_t> strides(shape.size(), 1);
    for (std::size_t d = shape.size(); d-- > 1;)
        strides[d - 1] = strides[d] * static_cast<std::size_t>(shape[d]);
    return strides;
}

/// Calls visit(offset) for each combination of one offset an axis, the last axis quickest.
template <typename Visit>
void visitOffsets(const std::vector<Offsets>& axes, const Visit& visit)
{
    if (std::any_of(axes.begin(), axes.end(), [](const Offsets& offsets) { return offsets.empty(); }))
        return;
    std::vector<std::size_t> at(axes.size(), 0);
    while (true) {
        std::size_t offset = 0;
        for (std::size_t d = 0; d < axes.size(); ++d)
            offset += axes[d][at[d]];
        visit(offset);
        std::size_t d = axes.size();
        while (d > 0 && ++at[d - 1] == axes[d - 1].size())
            at[--d] = 0;
        if (d == 0)
            return;
    }
}

Offsets regular(std::int64_t count, std::size_t stride)
{
    Offsets offsets(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < offsets.size(); ++i)
        offsets[i] = i * stride;
    return offsets;
}

/// Elements picked out of a tensor: a table of offsets an axis of the result, in elements of the original.
class GatherSource final : public TensorSource {
public:
    GatherSource(Tensor original, std::vector<Offsets> axes) : m_original(std::move(original)), m_axes(std::move(axes))
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(const Bytes from, m_original.bytes());
        const std::size_t size = dtypeSize(m_original.dtype());
        std::size_t count = size;
        for (const Offsets& offsets : m_axes)
            count *= offsets.size();
        const auto owner = std::make_shared<std::vector<std::byte>>(count);
        std::byte* out = owner->data();
        visitOffsets(m_axes, [&](std::size_t offset) {
            std::memcpy(out, from.span.data() + offset * size, size);
            out += size;
        });
        return Bytes{std::span<const std::byte>(*owner), owner};
    }

    [[nodiscard]] Result<std::vector<std::string>> strings() const override
    {
        LW_ASSIGN(const std::vector<std::string> from, m_original.strings());
        std::vector<std::string> picked;
        visitOffsets(m_axes, [&](std::size_t offset) { picked.push_back(from[offset]); });
        return picked;
    }

private:
    Tensor m_original;
    std::vector<Offsets> m_axes;
};

Tensor gathered(const Tensor& tensor, std::vector<Offsets> axes)
{
    Shape shape;
    for (const Offsets& offsets : axes)
        shape.push_back(static_cast<std::int64_t>(offsets.size()));
    return {tensor.dtype(), std::move(shape), std::make_shared<GatherSource>(tensor, std::move(axes))};
}

class PaddedSource final : public TensorSource {
public:
    PaddedSource(Tensor original, Tensor fresh, Shape shape)
        : m_original(std::move(original)), m_fresh(std::move(fresh)), m_shape(std::move(shape))
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        if (m_fresh.dtype() != m_original.dtype() || m_fresh.shape() != m_shape)
            return corrupt("there are no fresh values of this shape to pad with");
        LW_ASSIGN(const Bytes from, m_original.bytes());
        LW_ASSIGN(const Bytes ground, m_fresh.bytes());
        const std::size_t size = dtypeSize(m_original.dtype());
        const auto owner = std::make_shared<std::vector<std::byte>>(ground.span.begin(), ground.span.end());
        const std::byte* in = from.span.data();
        visitOffsets(corner(), [&](std::size_t offset) {
            std::memcpy(owner->data() + offset * size, in, size);
            in += size;
        });
        return Bytes{std::span<const std::byte>(*owner), owner};
    }

private:
    [[nodiscard]] std::vector<Offsets> corner() const
    {
        const auto strides = stridesOf(m_shape);
        std::vector<Offsets> axes;
        for (std::size_t d = 0; d < m_shape.size(); ++d)
            axes.push_back(regular(m_original.shape()[d], strides[d]));
        return axes;
    }
    Tensor m_original, m_fresh;
    Shape m_shape;
};

/// Values along one axis resampled: outer x axis x inner.
std::vector<double> resampled(const std::vector<double>& values, std::size_t outer, std::size_t from, std::size_t to,
                              std::size_t inner)
{
    std::vector<double> out(outer * to * inner);
    const double scale = static_cast<double>(from) / static_cast<double>(to);
    for (std::size_t i = 0; i < to; ++i) {
        const double at = (static_cast<double>(i) + 0.5) * scale - 0.5;
        const double lower = std::floor(at);
        const auto last = static_cast<double>(from - 1);
        const auto below = static_cast<std::size_t>(std::clamp(lower, 0.0, last));
        const auto above = static_cast<std::size_t>(std::clamp(lower + 1, 0.0, last));
        const double share = at - lower;
        for (std::size_t o = 0; o < outer; ++o)
            for (std::size_t k = 0; k < inner; ++k) {
                const double a = values[(o * from + below) * inner + k], b = values[(o * from + above) * inner + k];
                out[(o * to + i) * inner + k] = a + (b - a) * share;
            }
    }
    return out;
}

std::size_t product(const Shape& shape, std::size_t begin, std::size_t end)
{
    std::size_t count = 1;
    for (std::size_t d = begin; d < end; ++d)
        count *= static_cast<std::size_t>(shape[d]);
    return count;
}

class ResizedSource final : public TensorSource {
public:
    ResizedSource(Tensor original, Shape shape) : m_original(std::move(original)), m_shape(std::move(shape)) {}

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(std::vector<double> values, m_original.toDoubles());
        Shape shape = m_original.shape();
        for (std::size_t d = 0; d < shape.size(); ++d) {
            if (shape[d] == m_shape[d])
                continue;
            values = resampled(values, product(shape, 0, d), static_cast<std::size_t>(shape[d]),
                               static_cast<std::size_t>(m_shape[d]), product(shape, d + 1, shape.size()));
            shape[d] = m_shape[d];
        }
        return encodeNumbers(values, m_original.dtype());
    }

private:
    Tensor m_original;
    Shape m_shape;
};

} // namespace

Tensor firstEntries(const Tensor& tensor, Shape shape)
{
    const auto strides = stridesOf(tensor.shape());
    std::vector<Offsets> axes;
    for (std::size_t d = 0; d < shape.size(); ++d)
        axes.push_back(regular(shape[d], strides[d]));
    return gathered(tensor, std::move(axes));
}

Tensor chosenRows(const Tensor& tensor, std::size_t axis, std::vector<std::int64_t> rows)
{
    const auto strides = stridesOf(tensor.shape());
    std::vector<Offsets> axes;
    for (std::size_t d = 0; d < strides.size(); ++d)
        axes.push_back(regular(tensor.shape()[d], strides[d]));
    axes[axis].clear();
    for (const std::int64_t row : rows)
        axes[axis].push_back(static_cast<std::size_t>(row) * strides[axis]);
    return gathered(tensor, std::move(axes));
}

Tensor permuted(const Tensor& tensor, std::vector<std::size_t> order)
{
    const auto strides = stridesOf(tensor.shape());
    std::vector<Offsets> axes;
    for (const std::size_t axis : order)
        axes.push_back(regular(tensor.shape()[axis], strides[axis]));
    return gathered(tensor, std::move(axes));
}

Tensor paddedWith(const Tensor& tensor, const Tensor& fresh, Shape shape)
{
    auto source = std::make_shared<PaddedSource>(tensor, fresh, shape);
    return {tensor.dtype(), std::move(shape), std::move(source)};
}

Tensor resized(const Tensor& tensor, Shape shape)
{
    auto source = std::make_shared<ResizedSource>(tensor, shape);
    return {tensor.dtype(), std::move(shape), std::move(source)};
}

} // namespace lw::edit
