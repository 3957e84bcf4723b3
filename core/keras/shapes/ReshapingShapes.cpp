// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

#include <algorithm>

namespace lw::keras {
namespace {

std::size_t spatialAxes(std::string_view className)
{
    const auto digit = className.find_first_of("123");
    return digit == std::string_view::npos ? 2 : static_cast<std::size_t>(className[digit] - '0');
}

std::int64_t productOf(const Shape& shape, std::size_t from)
{
    std::int64_t product = 1;
    for (std::size_t axis = from; axis < shape.size(); ++axis)
        product = dimProduct(product, shape[axis]);
    return product;
}

Result<TensorInfos> flatten(const LayerCall& call)
{
    const auto& input = call.shape();
    if (!input)
        return oneTensor(Shape{kUnknownDim, kUnknownDim}, call.passedDtype());
    if (input->empty())
        return invalid("cannot flatten a scalar");
    return oneTensor(Shape{input->front(), productOf(*input, 1)}, call.passedDtype());
}

/// keras/src/ops/operation_utils.py compute_reshape_output_shape: at most one -1, which takes what is left.
Result<TensorInfos> reshape(const LayerCall& call)
{
    const auto target = call.config().integers("target_shape");
    if (!target)
        return unknownTensor(call.passedDtype());
    const auto& input = call.shape();
    const std::int64_t elements = input && !input->empty() ? productOf(*input, 1) : kUnknownDim;
    std::int64_t known = 1;
    for (const std::int64_t dim : *target)
        known = dim == -1 ? known : dimProduct(known, dim);
    const auto wild = std::count(target->begin(), target->end(), -1);
    if (wild > 1)
        return invalid("has more than one unknown dimension in its target shape " + shapeText(*target));
    if (elements >= 0 && known >= 0 && (wild == 0 ? known != elements : known == 0 || elements % known != 0))
        return invalid("cannot reshape its input " + shapeText(*input) + " to " + shapeText(*target));
    Shape output{input && !input->empty() ? input->front() : kUnknownDim};
    for (const std::int64_t dim : *target)
        output.push_back(dim == -1 ? (elements >= 0 && known > 0 ? elements / known : kUnknownDim)
                                   : std::max(dim, kUnknownDim));
    return oneTensor(std::move(output), call.passedDtype());
}

Result<TensorInfos> permute(const LayerCall& call)
{
    const auto dims = call.config().integers("dims");
    const auto& input = call.shape();
    if (!dims || !input)
        return unknownTensor(call.passedDtype());
    if (dims->size() + 1 != input->size())
        return invalid("permutes " + std::to_string(dims->size()) + " axes, but its input is " + shapeText(*input));
    Shape output{input->front()};
    std::vector<bool> taken(input->size());
    for (const std::int64_t dim : *dims) {
        if (dim < 1 || dim >= static_cast<std::int64_t>(input->size()))
            return invalid("permutes an axis " + std::to_string(dim) + ", but its input is " + shapeText(*input));
        if (taken[static_cast<std::size_t>(dim)])
            return invalid("permutes the axis " + std::to_string(dim) + " twice");
        taken[static_cast<std::size_t>(dim)] = true;
        output.push_back((*input)[static_cast<std::size_t>(dim)]);
    }
    return oneTensor(std::move(output), call.passedDtype());
}

Result<TensorInfos> repeatVector(const LayerCall& call)
{
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    if (input->size() != 2)
        return invalid("expects an input of rank 2, but its input is " + shapeText(*input));
    return oneTensor(Shape{(*input)[0], call.config().size("n"), (*input)[1]}, call.passedDtype());
}

/// ((top, bottom), (left, right)) in any of the short forms; none when it is nothing of the kind.
std::optional<std::vector<std::pair<std::int64_t, std::int64_t>>> pairsOf(const Json& json, std::size_t axes)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    if (const auto one = boundedInteger(json))
        return std::vector(axes, std::pair(*one, *one));
    const Json& list = json.isObject() ? json["items"] : json;
    if (axes == 1 && list.size() == 2 && boundedInteger(list.at(0)))
        return std::vector{std::pair(boundedInteger(list.at(0)).value_or(0), boundedInteger(list.at(1)).value_or(0))};
    if (list.size() != axes)
        return std::nullopt;
    for (const Json& item : list.items()) {
        const Json& pair = item.isObject() ? item["items"] : item;
        const auto both = boundedInteger(pair), before = boundedInteger(pair.at(0)), after = boundedInteger(pair.at(1));
        if (!both && !(before && after))
            return std::nullopt;
        pairs.emplace_back(both ? *both : *before, both ? *both : *after);
    }
    return pairs;
}

Result<TensorInfos> resized(const LayerCall& call, const char* key, std::int64_t fallback, std::int64_t sign)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    if (input->size() != axes + 2)
        return invalid("expects an input of rank " + std::to_string(axes + 2) + ", but its input is " +
                       shapeText(*input));
    const LayerConfig config = call.config();
    const auto pairs = config.has(key) ? pairsOf(config.json(key), axes)
                                       : std::optional(std::vector(axes, std::pair(fallback, fallback)));
    const std::size_t first = config.channelsFirst() ? 2 : 1;
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        std::int64_t& dim = output[first + axis];
        if (!pairs || (*pairs)[axis].first < 0 || (*pairs)[axis].second < 0) {
            dim = kUnknownDim;
            continue;
        }
        if (dim < 0)
            continue;
        dim += sign * ((*pairs)[axis].first + (*pairs)[axis].second);
        if (dim < 0)
            return invalid("crops more than its input " + shapeText(*input) + " has");
    }
    return oneTensor(std::move(output), call.passedDtype());
}

Result<TensorInfos> cropping(const LayerCall& call)
{
    return resized(call, "cropping", call.layer.className == "Cropping2D" ? 0 : 1, -1);
}

Result<TensorInfos> zeroPadding(const LayerCall& call)
{
    return resized(call, "padding", 1, 1);
}

Result<TensorInfos> upSampling(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    if (input->size() != axes + 2)
        return invalid("expects an input of rank " + std::to_string(axes + 2) + ", but its input is " +
                       shapeText(*input));
    const auto factors = call.config().tuple("size", axes, 2);
    const std::size_t first = call.config().channelsFirst() ? 2 : 1;
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis)
        output[first + axis] = dimProduct(output[first + axis], factors[axis]);
    return oneTensor(std::move(output), call.passedDtype());
}

constexpr ShapeRuleEntry kRules[] = {
    {"Flatten", flatten},           {"Reshape", reshape},           {"Permute", permute},
    {"RepeatVector", repeatVector}, {"Cropping1D", cropping},       {"Cropping2D", cropping},
    {"Cropping3D", cropping},       {"ZeroPadding1D", zeroPadding}, {"ZeroPadding2D", zeroPadding},
    {"ZeroPadding3D", zeroPadding}, {"UpSampling1D", upSampling},   {"UpSampling2D", upSampling},
    {"UpSampling3D", upSampling},
};

} // namespace

std::span<const ShapeRuleEntry> reshapingShapeRules()
{
    return kRules;
}

} // namespace lw::keras
