// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/OperationCall.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::keras {
namespace {

using Rule = TensorInfos (*)(const OperationCall&);

TensorInfos unknown(const OperationCall& call)
{
    return unknownTensor(call.dtype());
}
TensorInfos same(const OperationCall& call)
{
    return oneTensor(call.shape(), call.dtype());
}

TensorInfos broadcast(const OperationCall& call, DType dtype)
{
    std::optional<Shape> output = Shape{};
    const auto merge = [&](const std::optional<Shape>& shape) {
        output = output && shape ? broadcastShapes(*output, *shape) : std::nullopt;
    };
    for (const TensorInfo& input : call.inputs())
        merge(input.shape);
    for (const Shape& constant : call.constants())
        merge(constant);
    return oneTensor(std::move(output), dtype);
}

TensorInfos binary(const OperationCall& call)
{
    DType dtype = call.dtype();
    for (const TensorInfo& input : call.inputs())
        if (isFloating(input.dtype) && !isFloating(dtype))
            dtype = input.dtype;
    return broadcast(call, dtype);
}

TensorInfos comparison(const OperationCall& call)
{
    return broadcast(call, DType::Bool);
}

/// where(condition, x, y)
TensorInfos choose(const OperationCall& call)
{
    return call.inputs().size() > 1 ? broadcast(call, call.inputs().back().dtype) : unknown(call);
}

std::optional<Shape> reduced(const Shape& shape, const std::optional<std::vector<std::int64_t>>& axes, bool keep)
{
    std::vector<bool> gone(shape.size(), !axes);
    for (const std::int64_t axis : axes.value_or(std::vector<std::int64_t>{})) {
        const auto index = axisIndex(axis, shape.size());
        if (!index)
            return std::nullopt;
        gone[*index] = true;
    }
    Shape output;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (!gone[axis])
            output.push_back(shape[axis]);
        else if (keep)
            output.push_back(1);
    }
    return output;
}

TensorInfos reduction(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    const auto axes = call.integers({"axis", "dim"}, 1);
    return oneTensor(reduced(*call.shape(), axes, call.flag({"keepdims", "keep_dims"})), call.dtype());
}

TensorInfos argument(const OperationCall& call)
{
    const DType dtype = call.generation() == 3 ? DType::Int32 : DType::Int64;
    if (!call.shape())
        return unknownTensor(dtype);
    // TensorFlow's default is axis 0, Keras 3's is all.
    auto axes = call.integers({"axis", "dimension"}, 1);
    if (!axes && call.generation() == 2)
        axes = std::vector<std::int64_t>{0};
    return oneTensor(reduced(*call.shape(), axes, call.flag({"keepdims"})), dtype);
}

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
        return unknown(call);
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

TensorInfos transpose(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    Shape output(call.shape()->rbegin(), call.shape()->rend());
    if (const auto axes = call.integers({"perm", "axes"}, 1)) {
        output.clear();
        for (const std::int64_t axis : *axes) {
            const auto index = axisIndex(axis, call.shape()->size());
            if (!index)
                return unknown(call);
            output.push_back((*call.shape())[*index]);
        }
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos swapAxes(const OperationCall& call)
{
    const auto one = call.integer({"axis1"}, 1), two = call.integer({"axis2"}, 2);
    if (!call.shape() || !one || !two)
        return unknown(call);
    const auto a = axisIndex(*one, call.shape()->size()), b = axisIndex(*two, call.shape()->size());
    if (!a || !b)
        return unknown(call);
    Shape output = *call.shape();
    std::swap(output[*a], output[*b]);
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos expandDims(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    Shape output = *call.shape();
    const auto axes = call.integers({"axis"}, 1).value_or(std::vector<std::int64_t>{});
    if (axes.size() > 64)
        return unknown(call);
    for (const std::int64_t axis : axes) {
        const auto index = axisIndex(axis, output.size() + 1);
        if (!index)
            return unknown(call);
        output.insert(output.begin() + static_cast<std::ptrdiff_t>(*index), 1);
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos squeeze(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    const auto axes = call.integers({"axis", "squeeze_dims"}, 1);
    if (axes)
        return oneTensor(reduced(*call.shape(), axes, false), call.dtype());
    Shape output;
    std::copy_if(call.shape()->begin(), call.shape()->end(), std::back_inserter(output),
                 [](std::int64_t dim) { return dim != 1; });
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos concat(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis", "concat_dim"}, 1).value_or(0), output.size());
    if (!index)
        return unknown(call);
    for (std::size_t i = 1; i < call.inputs().size(); ++i) {
        const auto& other = call.inputs()[i].shape;
        if (!other || other->size() != output.size())
            return unknown(call);
        for (std::size_t axis = 0; axis < output.size(); ++axis)
            output[axis] =
                axis == *index ? dimSum(output[axis], (*other)[axis]) : std::max(output[axis], (*other)[axis]);
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos stack(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis"}, 1).value_or(0), output.size() + 1);
    if (!index)
        return unknown(call);
    output.insert(output.begin() + static_cast<std::ptrdiff_t>(*index),
                  static_cast<std::int64_t>(call.inputs().size()));
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos unstack(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(0), call.shape()->size());
    if (!index)
        return unknown(call);
    const std::int64_t count = call.integer({"num"}, 1).value_or((*call.shape())[*index]);
    if (count < 1 || count > 4096)
        return unknown(call);
    Shape one = *call.shape();
    one.erase(one.begin() + static_cast<std::ptrdiff_t>(*index));
    return TensorInfos(static_cast<std::size_t>(count), TensorInfo{one, call.dtype()});
}

TensorInfos split(const OperationCall& call)
{
    const auto parts = call.integers({"num_or_size_splits", "indices_or_sections"}, 1);
    if (!call.shape() || !parts || parts->empty() || parts->size() > 4096)
        return unknown(call);
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(0), call.shape()->size());
    if (!index)
        return unknown(call);
    const std::int64_t length = (*call.shape())[*index];
    std::vector<std::int64_t> sizes = *parts;
    if (!call.argument({"num_or_size_splits", "indices_or_sections"}, 1).isArray()) {
        const std::int64_t count = parts->front();
        if (count < 1 || count > 4096)
            return unknown(call);
        sizes.assign(static_cast<std::size_t>(count), length >= 0 ? length / count : kUnknownDim);
    } else if (call.generation() == 3) {
        // Keras 3 lists the places to cut at.
        sizes.clear();
        std::int64_t from = 0;
        for (const std::int64_t at : *parts) {
            sizes.push_back(at >= from ? at - from : kUnknownDim);
            from = at;
        }
        sizes.push_back(length >= from ? length - from : kUnknownDim);
    }
    TensorInfos outputs;
    for (const std::int64_t size : sizes) {
        Shape one = *call.shape();
        one[*index] = size;
        outputs.push_back({std::move(one), call.dtype()});
    }
    return outputs;
}

/// Length of a Python slice of a dimension.
std::int64_t sliceLength(const Json& slice, std::int64_t length)
{
    const Json& parts = slice.contains("config") ? slice["config"] : slice;
    for (const char* key : {"start", "stop", "step"})
        if (!parts[key].isNull() && !boundedInteger(parts[key]))
            return kUnknownDim;
    const std::int64_t step = boundedInteger(parts["step"]).value_or(1);
    if (length < 0 || step == 0)
        return kUnknownDim;
    const std::int64_t lowest = step > 0 ? 0 : -1, highest = step > 0 ? length : length - 1;
    const auto clamped = [&](const Json& json, std::int64_t fallback) {
        const auto value = boundedInteger(json);
        return value ? std::clamp(*value < 0 ? *value + length : *value, lowest, highest) : fallback;
    };
    const std::int64_t start = clamped(parts["start"], step > 0 ? 0 : length - 1),
                       stop = clamped(parts["stop"], step > 0 ? length : -1);
    const std::int64_t distance = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    return distance <= 0 ? 0 : (distance + stride - 1) / stride;
}

bool isSlice(const Json& json)
{
    return json.isObject() && (json.contains("start") || json["class_name"].toText() == "__slice__");
}
bool isEllipsis(const Json& json)
{
    return json["class_name"].toText() == "__ellipsis__";
}

TensorInfos getItem(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    const Json& spec = call.argument({"slice_spec"}, 1);
    const std::vector<Json> single{spec};
    const std::vector<Json>& entries = spec.isArray() ? spec.items() : single;
    const auto taken = static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [](const Json& entry) { return !entry.isNull() && !isEllipsis(entry); }));
    const Shape& input = *call.shape();
    if (taken > input.size())
        return unknown(call);
    Shape output;
    std::size_t axis = 0;
    for (const Json& entry : entries) {
        if (entry.isNull())
            output.push_back(1);
        else if (isEllipsis(entry)) {
            for (std::size_t skip = input.size() - taken; skip > 0; --skip)
                output.push_back(input[axis++]);
        } else if (isSlice(entry)) {
            output.push_back(sliceLength(entry, input[axis]));
            ++axis;
        } else if (entry.isNumber())
            ++axis;
        else
            return unknown(call); // indexed by a tensor
    }
    output.insert(output.end(), input.begin() + static_cast<std::ptrdiff_t>(axis), input.end());
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos matmul(const OperationCall& call)
{
    if (call.inputs().size() != 2 || !call.inputs()[0].shape || !call.inputs()[1].shape)
        return unknown(call);
    Shape a = *call.inputs()[0].shape, b = *call.inputs()[1].shape;
    if (a.size() < 2 || b.size() < 2)
        return unknown(call);
    if (call.flag({"transpose_a"}))
        std::swap(a[a.size() - 1], a[a.size() - 2]);
    if (call.flag({"transpose_b"}))
        std::swap(b[b.size() - 1], b[b.size() - 2]);
    auto output = broadcastShapes(Shape(a.begin(), a.end() - 2), Shape(b.begin(), b.end() - 2));
    if (output) {
        output->push_back(a[a.size() - 2]);
        output->push_back(b.back());
    }
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos einsum(const OperationCall& call)
{
    const std::string equation = call.argument({"subscripts", "equation"}, 99).toText();
    const auto arrow = equation.find("->");
    if (arrow == std::string::npos || equation.find('.') != std::string::npos)
        return unknown(call);
    std::unordered_map<char, std::int64_t> sizes;
    std::size_t operand = 0, axis = 0;
    for (const char letter : equation.substr(0, arrow)) {
        if (letter == ' ')
            continue;
        if (letter == ',') {
            ++operand;
            axis = 0;
            continue;
        }
        if (operand >= call.inputs().size() || !call.inputs()[operand].shape ||
            axis >= call.inputs()[operand].shape->size())
            return unknown(call);
        std::int64_t& size = sizes.try_emplace(letter, kUnknownDim).first->second;
        size = std::max(size, (*call.inputs()[operand].shape)[axis++]);
    }
    Shape output;
    for (const char letter : equation.substr(arrow + 2))
        if (letter != ' ')
            output.push_back(sizes.contains(letter) ? sizes[letter] : kUnknownDim);
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos cast(const OperationCall& call)
{
    // Keras 3 keeps the dtype as the operation's own.
    const Json& wanted = call.argument({"dtype"}, 1);
    return oneTensor(call.shape(), dtypeFromName(dtypePolicyName(wanted)).value_or(call.dtype()));
}

TensorInfos shapeOf(const OperationCall& call)
{
    if (!call.shape())
        return oneTensor(Shape{kUnknownDim}, DType::Int32);
    return oneTensor(Shape{static_cast<std::int64_t>(call.shape()->size())},
                     dtypeFromName(call.argument({"out_type"}, 99).toText()).value_or(DType::Int32));
}

TensorInfos tile(const OperationCall& call)
{
    const auto times = call.integers({"multiples", "repeats"}, 1);
    if (!call.shape() || !times || times->size() > 64)
        return unknown(call);
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
        return unknown(call);
    const auto index = axisIndex(*axis, call.shape()->size());
    if (!index)
        return unknown(call);
    Shape output = *call.shape();
    output[*index] = times ? dimProduct(output[*index], *times) : kUnknownDim;
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos pad(const OperationCall& call)
{
    const Json& widths = call.argument({"paddings", "pad_width"}, 1);
    if (!call.shape() || widths.size() != call.shape()->size())
        return unknown(call);
    Shape output = *call.shape();
    for (std::size_t axis = 0; axis < output.size(); ++axis)
        output[axis] = dimSum(output[axis], dimSum(boundedInteger(widths.at(axis).at(0)).value_or(kUnknownDim),
                                                   boundedInteger(widths.at(axis).at(1)).value_or(kUnknownDim)));
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos oneHot(const OperationCall& call)
{
    if (!call.shape())
        return unknownTensor(DType::Float32);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(-1), output.size() + 1);
    output.insert(index ? output.begin() + static_cast<std::ptrdiff_t>(*index) : output.end(),
                  call.integer({"depth", "num_classes"}, 1).value_or(kUnknownDim));
    return oneTensor(std::move(output),
                     dtypeFromName(dtypePolicyName(call.argument({"dtype"}, 99))).value_or(DType::Float32));
}

TensorInfos gather(const OperationCall& call)
{
    if (!call.shape())
        return unknown(call);
    const auto axis = call.integer({"axis"}, 2);
    Shape output = *call.shape();
    const auto index = axisIndex(axis.value_or(0), output.size());
    if (!index || (!axis && call.generation() == 3))
        return unknown(call);
    std::optional<Shape> indices = call.inputs().size() > 1 ? call.inputs()[1].shape : std::nullopt;
    if (call.inputs().size() == 1) {
        const Json& constant = call.argument({"indices"}, 1);
        indices = constant.isNumber() ? Shape{} : Shape{static_cast<std::int64_t>(constant.size())};
    }
    if (!indices)
        return unknown(call);
    const auto at = output.erase(output.begin() + static_cast<std::ptrdiff_t>(*index));
    output.insert(at, indices->begin(), indices->end());
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos resize(const OperationCall& call)
{
    const auto size = call.integers({"size"}, 1);
    if (!call.shape() || !size || size->size() != 2 || call.shape()->size() < 3)
        return unknown(call);
    Shape output = *call.shape();
    const bool first = call.argument({"data_format"}, 99).toText() == "channels_first";
    output[output.size() - (first ? 2 : 3)] = (*size)[0];
    output[output.size() - (first ? 1 : 2)] = (*size)[1];
    return oneTensor(std::move(output), call.generation() == 2 ? DType::Float32 : call.dtype());
}

TensorInfos flatten(const OperationCall& call)
{
    return call.shape() ? oneTensor(Shape{elementsOf(*call.shape())}, call.dtype()) : unknown(call);
}

TensorInfos broadcastTo(const OperationCall& call)
{
    auto target = call.integers({"shape"}, 1);
    return target ? oneTensor(std::move(*target), call.dtype()) : unknown(call);
}

TensorInfos blocks(const OperationCall& call)
{
    const std::int64_t size = call.integer({"block_size"}, 1).value_or(0);
    if (!call.shape() || call.shape()->size() != 4 || size < 1)
        return unknown(call);
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

TensorInfos largest(const OperationCall& call)
{
    if (!call.shape() || call.shape()->empty())
        return unknown(call);
    Shape output = *call.shape();
    output.back() = call.integer({"k"}, 1).value_or(kUnknownDim);
    return {TensorInfo{output, call.dtype()}, TensorInfo{output, DType::Int32}};
}

const std::unordered_map<std::string_view, Rule>& table()
{
    static const auto rules = [] {
        std::unordered_map<std::string_view, Rule> all;
        for (const char* name : {"abs",
                                 "absolute",
                                 "negative",
                                 "neg",
                                 "exp",
                                 "expm1",
                                 "log",
                                 "log1p",
                                 "log2",
                                 "log10",
                                 "sqrt",
                                 "rsqrt",
                                 "square",
                                 "sign",
                                 "sin",
                                 "cos",
                                 "tan",
                                 "sinh",
                                 "cosh",
                                 "tanh",
                                 "asin",
                                 "acos",
                                 "atan",
                                 "arcsin",
                                 "arccos",
                                 "arctan",
                                 "sigmoid",
                                 "relu",
                                 "relu6",
                                 "leaky_relu",
                                 "elu",
                                 "selu",
                                 "celu",
                                 "gelu",
                                 "silu",
                                 "swish",
                                 "softplus",
                                 "softsign",
                                 "softmax",
                                 "log_softmax",
                                 "log_sigmoid",
                                 "hard_sigmoid",
                                 "hard_silu",
                                 "hard_tanh",
                                 "soft_shrink",
                                 "hard_shrink",
                                 "mish",
                                 "erf",
                                 "ceil",
                                 "floor",
                                 "round",
                                 "rint",
                                 "reciprocal",
                                 "clip",
                                 "clip_by_value",
                                 "l2_normalize",
                                 "normalize",
                                 "reverse",
                                 "roll",
                                 "identity",
                                 "stop_gradient",
                                 "dropout",
                                 "zeros_like",
                                 "ones_like",
                                 "cumsum",
                                 "cumprod",
                                 "nan_to_num",
                                 "copy",
                                 "sort",
                                 "threshold",
                                 "glu_gate",
                                 "real",
                                 "tanh_shrink",
                                 "sparse_plus",
                                 "squareplus",
                                 "hard_swish",
                                 "bias_add",
                                 "ensure_shape",
                                 "triu",
                                 "tril",
                                 "conj",
                                 "conjugate",
                                 "rms_normalization",
                                 "layer_normalization",
                                 "adjust_brightness",
                                 "adjust_contrast",
                                 "per_image_standardization",
                                 "flip_left_right",
                                 "flip_up_down"})
            all.emplace(name, same);
        for (const char* name : {"add",
                                 "sub",
                                 "subtract",
                                 "mul",
                                 "multiply",
                                 "div",
                                 "divide",
                                 "truediv",
                                 "divide_no_nan",
                                 "floordiv",
                                 "floor_divide",
                                 "mod",
                                 "floormod",
                                 "pow",
                                 "maximum",
                                 "minimum",
                                 "squared_difference",
                                 "add_n",
                                 "scalar_mul",
                                 "radd",
                                 "rsub",
                                 "rmul",
                                 "arctan2",
                                 "atan2",
                                 "bitwise_and",
                                 "bitwise_or"})
            all.emplace(name, binary);
        for (const char* name :
             {"greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "logical_and", "logical_or",
              "logical_not", "logical_xor", "isfinite", "is_finite", "isnan", "is_nan", "isinf", "isclose"})
            all.emplace(name, comparison);
        for (const char* name :
             {"reduce_mean", "reduce_sum", "reduce_max", "reduce_min", "reduce_prod", "reduce_any", "reduce_all",
              "reduce_std", "reduce_variance", "reduce_logsumexp", "amax", "amin", "count_nonzero", "norm", "median"})
            all.emplace(name, reduction);
        const std::pair<const char*, Rule> others[] = {{"argmax", argument},
                                                       {"argmin", argument},
                                                       {"reshape", reshape},
                                                       {"transpose", transpose},
                                                       {"swapaxes", swapAxes},
                                                       {"expand_dims", expandDims},
                                                       {"squeeze", squeeze},
                                                       {"concat", concat},
                                                       {"stack", stack},
                                                       {"unstack", unstack},
                                                       {"split", split},
                                                       {"getitem", getItem},
                                                       {"matmul", matmul},
                                                       {"batch_matmul", matmul},
                                                       {"einsum", einsum},
                                                       {"cast", cast},
                                                       {"shape", shapeOf},
                                                       {"where", choose},
                                                       {"where_v2", choose},
                                                       {"tile", tile},
                                                       {"repeat", repeat},
                                                       {"pad", pad},
                                                       {"one_hot", oneHot},
                                                       {"gather", gather},
                                                       {"resize", resize},
                                                       {"ravel", flatten},
                                                       {"broadcast_to", broadcastTo},
                                                       {"depth_to_space", blocks},
                                                       {"space_to_depth", blocks},
                                                       {"top_k", largest}};
        all.insert(std::begin(others), std::end(others));
        return all;
    }();
    return rules;
}

} // namespace

Result<TensorInfos> inferOperation(const LayerCall& call)
{
    const OperationCall operation(call);
    const auto rule = table().find(operation.name);
    return rule == table().end() ? unknown(operation) : rule->second(operation);
}

} // namespace lw::keras
