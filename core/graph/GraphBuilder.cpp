// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/GraphBuilder.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace lw::graph {

Edge GraphBuilder::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
    return {};
}

const StaticValue& GraphBuilder::known(Edge edge) const
{
    static const StaticValue nothing;
    return edge.node < m_values.size() && edge.output < m_values[edge.node].size() ? m_values[edge.node][edge.output]
                                                                                   : nothing;
}

const PartialShape& GraphBuilder::shape(Edge edge) const
{
    return known(edge).shape;
}
std::size_t GraphBuilder::rank(Edge edge) const
{
    return shape(edge) ? shape(edge)->size() : 0;
}
DType GraphBuilder::dtype(Edge edge) const
{
    return known(edge).dtype;
}

std::int64_t GraphBuilder::dim(Edge edge, std::int64_t axis) const
{
    const auto count = static_cast<std::int64_t>(rank(edge));
    const std::int64_t at = axis < 0 ? axis + count : axis;
    return at < 0 || at >= count ? kUnknownDim : (*shape(edge))[static_cast<std::size_t>(at)];
}

Size GraphBuilder::size(Edge edge, std::int64_t axis) const
{
    const auto count = static_cast<std::int64_t>(rank(edge));
    const std::int64_t at = axis < 0 ? axis + count : axis;
    return {dim(edge, axis), edge, static_cast<std::size_t>(std::max<std::int64_t>(at, 0)), false};
}

std::string GraphBuilder::uniqueName(std::string_view name)
{
    const std::string wanted = m_layer.empty() ? std::string(name) : m_layer + "/" + std::string(name);
    const std::size_t used = m_names[wanted]++;
    if (used == 0)
        return wanted;
    std::string numbered = wanted + "_" + std::to_string(used);
    return m_names[numbered]++ == 0 ? numbered : uniqueName(name);
}

Edge GraphBuilder::op(std::string_view op, std::vector<Edge> inputs, Attrs attrs, std::string_view name)
{
    if (m_error)
        return {};
    Node node;
    node.op = op;
    node.name = uniqueName(name.empty() ? op : name);
    node.layer = m_layer;
    node.attrs = std::move(attrs);
    std::vector<StaticValue> values;
    for (const Edge& edge : inputs)
        values.push_back(known(edge));
    node.inputs = std::move(inputs);
    auto outputs = inferNode(node, values, m_graph);
    if (!outputs)
        return fail(outputs.error());
    for (const StaticValue& value : *outputs)
        node.outputs.push_back({value.dtype, value.shape});
    m_values.push_back(std::move(*outputs));
    return m_graph.add(std::move(node));
}

Edge GraphBuilder::append(Node node)
{
    if (m_error)
        return {};
    node.name = uniqueName(node.name);
    node.layer = m_layer;
    std::vector<StaticValue> values;
    for (const Edge& edge : node.inputs)
        values.push_back(known(edge));
    auto outputs = inferNode(node, values, m_graph);
    if (!outputs)
        return fail(outputs.error());
    for (std::size_t i = 0; i < outputs->size(); ++i) {
        StaticValue& value = (*outputs)[i];
        if (i >= node.outputs.size())
            node.outputs.push_back({value.dtype, value.shape});
        else if (value.dtype == DType::Invalid)
            value.dtype = node.outputs[i].dtype;
        node.outputs[i] = {value.dtype, value.shape};
    }
    m_values.push_back(std::move(*outputs));
    return m_graph.add(std::move(node));
}

Edge GraphBuilder::placeholder(const std::string& name, DType dtype, PartialShape shape)
{
    if (m_error)
        return {};
    Node node;
    node.op = "Placeholder";
    node.name = uniqueName(name);
    node.layer = name;
    node.attrs = {{"dtype", dtype}, {"shape", shape}};
    node.outputs = {{dtype, shape}};
    StaticValue value;
    value.dtype = dtype;
    value.shape = std::move(shape);
    m_values.push_back({std::move(value)});
    return m_graph.add(std::move(node));
}

Edge GraphBuilder::constant(Tensor value, std::string_view name)
{
    Attrs attrs{{"dtype", value.dtype()}};
    attrs.emplace("value", std::move(value));
    return op("Const", {}, std::move(attrs), name);
}

namespace {

template <typename T>
Tensor tensorOf(Shape shape, DType dtype, const std::vector<T>& values)
{
    auto owner = std::make_shared<std::vector<T>>(values);
    const ByteSpan span = std::as_bytes(std::span<const T>(*owner));
    return Tensor::fromBytes(dtype, std::move(shape), {span, owner});
}

template <typename T>
std::vector<T> converted(const std::vector<double>& values)
{
    constexpr double low = static_cast<double>(std::numeric_limits<T>::lowest());
    constexpr double high = static_cast<double>(std::numeric_limits<T>::max());
    std::vector<T> result;
    for (const double value : values) {
        if constexpr (std::is_integral_v<T>)
            result.push_back(value <= low    ? std::numeric_limits<T>::lowest()
                             : value >= high ? std::numeric_limits<T>::max()
                                             : static_cast<T>(value));
        else
            result.push_back(static_cast<T>(value));
    }
    return result;
}

Tensor numbers(const std::vector<double>& values, Shape shape, DType dtype)
{
    switch (dtype) {
    case DType::Float64:
        return tensorOf(std::move(shape), dtype, values);
    case DType::Int32:
        return tensorOf(std::move(shape), dtype, converted<std::int32_t>(values));
    case DType::Int64:
        return tensorOf(std::move(shape), dtype, converted<std::int64_t>(values));
    case DType::Int16:
        return tensorOf(std::move(shape), dtype, converted<std::int16_t>(values));
    case DType::Int8:
        return tensorOf(std::move(shape), dtype, converted<std::int8_t>(values));
    case DType::UInt8:
    case DType::Bool:
        return tensorOf(std::move(shape), dtype, converted<std::uint8_t>(values));
    case DType::Float16:
    case DType::BFloat16: {
        std::vector<std::uint16_t> halves;
        for (const double value : values) {
            const auto single = static_cast<float>(value);
            halves.push_back(dtype == DType::Float16 ? floatToHalf(single) : floatToBfloat16(single));
        }
        return tensorOf(std::move(shape), dtype, halves);
    }
    default:
        return tensorOf(std::move(shape), DType::Float32, converted<float>(values));
    }
}

} // namespace

Tensor scalarTensor(double value, DType dtype)
{
    return numbers({value}, {}, dtype);
}

Tensor vectorTensor(const std::vector<double>& values, DType dtype)
{
    return numbers(values, {static_cast<std::int64_t>(values.size())}, dtype);
}

Edge GraphBuilder::scalar(double value, DType dtype)
{
    return constant(scalarTensor(value, dtype));
}
Edge GraphBuilder::intScalar(std::int64_t value)
{
    return scalar(static_cast<double>(value), DType::Int32);
}

Edge GraphBuilder::ints(std::vector<std::int64_t> values)
{
    return constant(vectorTensor(std::vector<double>(values.begin(), values.end()), DType::Int32));
}

Edge GraphBuilder::sizeScalar(const Size& size)
{
    if (size.value >= 0)
        return intScalar(size.value);
    if (size.computed)
        return size.source;
    const auto axis = static_cast<std::int64_t>(size.axis);
    const Edge whole = op("Shape", {size.source}, {{"out_type", DType::Int32}});
    return op("StridedSlice", {whole, ints({axis}), ints({axis + 1}), ints({1})}, {{"shrink_axis_mask", 1}});
}

Edge GraphBuilder::sizes(const std::vector<Size>& sizes)
{
    if (std::all_of(sizes.begin(), sizes.end(), [](const Size& size) { return size.value >= 0; })) {
        std::vector<std::int64_t> values;
        for (const Size& size : sizes)
            values.push_back(size.value);
        return ints(std::move(values));
    }
    std::vector<Edge> parts;
    for (const Size& size : sizes)
        parts.push_back(sizeScalar(size));
    return op("Pack", std::move(parts), {{"axis", 0}, {"N", static_cast<std::int64_t>(sizes.size())}});
}

Size GraphBuilder::times(const Size& a, const Size& b)
{
    if (a.value == 1)
        return b;
    if (b.value == 1)
        return a;
    std::int64_t product = 0;
    if (a.value >= 0 && b.value >= 0 && !__builtin_mul_overflow(a.value, b.value, &product))
        return {product, {}, 0, false};
    return {kUnknownDim, mul(sizeScalar(a), sizeScalar(b)), 0, true};
}

Edge GraphBuilder::cast(Edge x, DType to)
{
    return dtype(x) == to ? x : op("Cast", {x}, {{"DstT", to}});
}

Edge GraphBuilder::reshape(Edge x, const std::vector<Size>& wanted)
{
    const auto open = std::count_if(wanted.begin(), wanted.end(), [](const Size& size) { return size.value < 0; });
    if (open > 1)
        return op("Reshape", {x, sizes(wanted)});
    std::vector<std::int64_t> values;
    for (const Size& size : wanted)
        values.push_back(size.value);
    return op("Reshape", {x, ints(std::move(values))});
}

Edge GraphBuilder::transpose(Edge x, const std::vector<std::int64_t>& order)
{
    return op("Transpose", {x, ints(order)});
}

Edge GraphBuilder::expandDims(Edge x, std::int64_t axis)
{
    return op("ExpandDims", {x, intScalar(axis)});
}

Edge GraphBuilder::squeeze(Edge x, std::vector<std::int64_t> axes)
{
    return op("Squeeze", {x}, {{"squeeze_dims", std::move(axes)}});
}

Edge GraphBuilder::concat(std::vector<Edge> parts, std::int64_t axis)
{
    if (parts.size() == 1)
        return parts.front();
    const auto count = static_cast<std::int64_t>(parts.size());
    parts.push_back(intScalar(axis));
    return op("ConcatV2", std::move(parts), {{"N", count}});
}

Edge GraphBuilder::reduce(std::string_view name, Edge x, std::vector<std::int64_t> axes, bool keepDims)
{
    return op(name, {x, ints(std::move(axes))}, {{"keep_dims", keepDims}});
}

/// TensorFlow's Softmax works on the last axis only.
Edge GraphBuilder::softmax(Edge x, std::int64_t axis, bool logarithm)
{
    const auto count = static_cast<std::int64_t>(rank(x));
    const std::int64_t at = axis < 0 ? axis + count : axis;
    const std::string_view name = logarithm ? "LogSoftmax" : "Softmax";
    if (at == count - 1 || at < 0 || at >= count)
        return unary(name, x);
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[static_cast<std::size_t>(at)], order.back());
    return transpose(unary(name, transpose(x, order)), order);
}

Edge GraphBuilder::slice(Edge x, std::int64_t axis, std::optional<std::int64_t> begin, std::optional<std::int64_t> end,
                         std::int64_t step)
{
    const auto count = static_cast<std::int64_t>(rank(x));
    const std::int64_t at = axis < 0 ? axis + count : axis;
    if (at < 0 || at >= 31)
        return fail(invalid("there is no dimension " + std::to_string(axis) + " to slice").in(m_layer));
    const auto length = static_cast<std::size_t>(at + 1);
    std::vector<std::int64_t> begins(length, 0), ends(length, 0), steps(length, 1);
    begins.back() = begin.value_or(0);
    ends.back() = end.value_or(0);
    steps.back() = step;
    const std::int64_t others = (std::int64_t(1) << at) - 1, own = std::int64_t(1) << at;
    return op("StridedSlice", {x, ints(begins), ints(ends), ints(steps)},
              {{"begin_mask", others | (begin ? 0 : own)}, {"end_mask", others | (end ? 0 : own)}});
}

Edge GraphBuilder::reverse(Edge x, std::int64_t axis)
{
    return op("ReverseV2", {x, ints({axis})});
}

Edge GraphBuilder::dense(Edge x, Edge kernel)
{
    return rank(x) == 2 || rank(x) == 0 ? op("MatMul", {x, kernel}) : op("BatchMatMulV2", {x, kernel}, {}, "MatMul");
}

Edge GraphBuilder::biasAdd(Edge x, Edge bias)
{
    return op("BiasAdd", {x, bias}, {{"data_format", "NHWC"}});
}

} // namespace lw::graph
