// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace lw::keras {
namespace {

std::int64_t elementsOf(const Shape& shape)
{
    std::int64_t product = 1;
    for (const std::int64_t dim : shape)
        product = dimProduct(product, dim);
    return product;
}

TensorInfos reshape(const OperationCall& call)
{
    auto target = call.integers({"shape", "newshape"}, 1);
    if (!target)
        return unknownResult(call);
    // Tensors among the dimensions came out as unknown; with the input known but for its batch, one -1 can be told.
    const auto wild = std::count(target->begin(), target->end(), kUnknownDim);
    if (wild == 1 && call.shape()) {
        std::int64_t rest = 1;
        for (const std::int64_t dim : *target)
            rest = dim == kUnknownDim ? rest : dimProduct(rest, dim);
        const std::int64_t all = elementsOf(*call.shape());
        if (all >= 0 && rest > 0)
            std::replace(target->begin(), target->end(), kUnknownDim, all / rest);
    }
    return oneTensor(std::move(*target), call.dtype());
}

TensorInfos flatten(const OperationCall& call)
{
    return call.shape() ? oneTensor(Shape{elementsOf(*call.shape())}, call.dtype()) : unknownResult(call);
}

TensorInfos transpose(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    Shape output(call.shape()->rbegin(), call.shape()->rend());
    if (const auto axes = call.integers({"perm", "axes"}, 1)) {
        output.clear();
        for (const std::int64_t axis : *axes) {
            const auto index = axisIndex(axis, call.shape()->size());
            if (!index)
                return unknownResult(call);
            output.push_back((*call.shape())[*index]);
        }
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos swapAxes(const OperationCall& call)
{
    const auto one = call.integer({"axis1"}, 1), two = call.integer({"axis2"}, 2);
    if (!call.shape() || !one || !two)
        return unknownResult(call);
    const auto a = axisIndex(*one, call.shape()->size()), b = axisIndex(*two, call.shape()->size());
    if (!a || !b)
        return unknownResult(call);
    Shape output = *call.shape();
    std::swap(output[*a], output[*b]);
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos expandDims(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    Shape output = *call.shape();
    const auto axes = call.integers({"axis"}, 1).value_or(std::vector<std::int64_t>{});
    if (axes.size() > 64)
        return unknownResult(call);
    for (const std::int64_t axis : axes) {
        const auto index = axisIndex(axis, output.size() + 1);
        if (!index)
            return unknownResult(call);
        output.insert(output.begin() + static_cast<std::ptrdiff_t>(*index), 1);
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos squeeze(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    const auto axes = call.integers({"axis", "squeeze_dims"}, 1);
    if (axes)
        return oneTensor(withoutAxes(*call.shape(), axes, false), call.dtype());
    Shape output;
    std::copy_if(call.shape()->begin(), call.shape()->end(), std::back_inserter(output),
                 [](std::int64_t dim) { return dim != 1; });
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos tile(const OperationCall& call)
{
    const auto times = call.integers({"multiples", "repeats"}, 1);
    if (!call.shape() || !times || times->size() > 64)
        return unknownResult(call);
    Shape output = *call.shape();
    while (output.size() < times->size())
        output.insert(output.begin(), 1);
    for (std::size_t back = 0; back < times->size(); ++back) {
        std::int64_t& dim = output[output.size() - 1 - back];
        dim = dimProduct(dim, (*times)[times->size() - 1 - back]);
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos repeat(const OperationCall& call)
{
    const auto times = call.integer({"repeats"}, 1), axis = call.integer({"axis"}, 2);
    if (!call.shape() || !axis)
        return unknownResult(call);
    const auto index = axisIndex(*axis, call.shape()->size());
    if (!index)
        return unknownResult(call);
    Shape output = *call.shape();
    output[*index] = times ? dimProduct(output[*index], *times) : kUnknownDim;
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos pad(const OperationCall& call)
{
    const Json& widths = call.argument({"paddings", "pad_width"}, 1);
    if (!call.shape() || widths.size() != call.shape()->size())
        return unknownResult(call);
    Shape output = *call.shape();
    for (std::size_t axis = 0; axis < output.size(); ++axis)
        output[axis] = dimSum(output[axis], dimSum(boundedInteger(widths.at(axis).at(0)).value_or(kUnknownDim),
                                                   boundedInteger(widths.at(axis).at(1)).value_or(kUnknownDim)));
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos broadcastTo(const OperationCall& call)
{
    auto target = call.integers({"shape"}, 1);
    return target ? oneTensor(std::move(*target), call.dtype()) : unknownResult(call);
}

TensorInfos resize(const OperationCall& call)
{
    const auto size = call.integers({"size"}, 1);
    if (!call.shape() || !size || size->size() != 2 || call.shape()->size() < 3)
        return unknownResult(call);
    Shape output = *call.shape();
    const bool first = call.argument({"data_format"}, 99).toText() == "channels_first";
    output[output.size() - (first ? 2 : 3)] = (*size)[0];
    output[output.size() - (first ? 1 : 2)] = (*size)[1];
    return oneTensor(std::move(output), call.generation() == 2 ? DType::Float32 : call.dtype());
}

TensorInfos blocks(const OperationCall& call)
{
    const std::int64_t size = call.integer({"block_size"}, 1).value_or(0);
    if (!call.shape() || call.shape()->size() != 4 || size < 1)
        return unknownResult(call);
    Shape output = *call.shape();
    const bool toSpace = call.name == "depth_to_space";
    for (std::size_t axis = 1; axis < 4; ++axis) {
        const bool grows = (axis < 3) == toSpace;
        const std::int64_t factor = axis < 3 ? size : dimProduct(size, size);
        output[axis] = grows              ? dimProduct(output[axis], factor)
                       : output[axis] < 0 ? kUnknownDim
                                          : output[axis] / factor;
    }
    return oneTensor(std::move(output), call.dtype());
}

} // namespace

std::span<const OperationRuleEntry> reshapingOperationRules()
{
    static constexpr auto rules = std::to_array<OperationRuleEntry>({{"reshape", reshape},
                                                                     {"ravel", flatten},
                                                                     {"transpose", transpose},
                                                                     {"swapaxes", swapAxes},
                                                                     {"expand_dims", expandDims},
                                                                     {"squeeze", squeeze},
                                                                     {"tile", tile},
                                                                     {"repeat", repeat},
                                                                     {"pad", pad},
                                                                     {"broadcast_to", broadcastTo},
                                                                     {"resize", resize},
                                                                     {"depth_to_space", blocks},
                                                                     {"space_to_depth", blocks}});
    return rules;
}

} // namespace lw::keras
