// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/ModelTranslator.h"

#include "core/keras/Dialect.h"

#include <algorithm>
#include <unordered_set>

/// TensorFlow's operations that Keras 3 has in another form: shapes that the graph computes, and products of turned
/// matrices.
namespace lw::keras {
namespace {

/// "tf.compat.v1.shape" -> "shape"
std::string_view functionOf(const Json& entry)
{
    const std::string_view function = entry["config"]["function"].toText();
    return function.substr(function.rfind('.') + 1);
}

bool isFunction(const Json& entry, std::string_view name)
{
    return entry["class_name"].toText() == "TFOpLambda" && functionOf(entry) == name;
}

std::size_t openDims(const Shape& shape)
{
    return static_cast<std::size_t>(std::count_if(shape.begin(), shape.end(), [](auto dim) { return dim < 0; }));
}

/// Dimensions after the batch when they are all known.
std::optional<std::int64_t> elementsPerExample(const std::optional<Shape>& shape)
{
    if (!shape || shape->empty() || openDims(*shape) != (shape->front() < 0 ? 1U : 0U) || shape->front() >= 0)
        return std::nullopt;
    std::int64_t count = 1;
    for (std::size_t i = 1; i < shape->size(); ++i)
        if (__builtin_mul_overflow(count, (*shape)[i], &count))
            return std::nullopt;
    return count;
}

} // namespace

const ModelTranslator::Item* ModelTranslator::callerOf(const CallTensor& tensor, const std::vector<Item>& items)
{
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == tensor.layer; });
    const bool called =
        found != items.end() && tensor.node >= 0 && static_cast<std::size_t>(tensor.node) < found->calls.size();
    return called ? &*found : nullptr;
}

/// The shape that tf.shape gives out as this tensor, as far as it is known.
std::optional<Shape> ModelTranslator::askedShape(CallTensor tensor, const std::vector<Item>& items,
                                                 const Graph& graph) const
{
    const Item* item = callerOf(tensor, items);
    if (item == nullptr || !isFunction(*item->entry, "shape"))
        return std::nullopt;
    const Call& asked = item->calls[static_cast<std::size_t>(tensor.node)];
    if (asked.args.empty() || !tensorIn(asked.args.front(), tensor))
        return std::nullopt;
    return describe(tensor, graph).shape;
}

/// What an element of tf.shape(x) is: the number, or kUnknownDim; and whether it is the size of the batch.
ModelTranslator::ComputedSize ModelTranslator::computedSize(const Json& element, const std::vector<Item>& items,
                                                            const Graph& graph) const
{
    CallTensor tensor;
    if (!tensorIn(element, tensor))
        return {element.toInt(kUnknownDim), false};
    const Item* part = callerOf(tensor, items);
    if (part == nullptr || (*part->entry)["class_name"].toText() != "SlicingOpLambda")
        return {};
    const Call& taken = part->calls[static_cast<std::size_t>(tensor.node)];
    const Json& spec = taken.kwargs["slice_spec"];
    const Json& place = spec.isArray() && spec.size() == 1 ? spec.at(0) : spec;
    if (taken.args.empty() || !tensorIn(taken.args.front(), tensor) || !place.isNumber())
        return {};
    const auto known = askedShape(tensor, items, graph);
    if (!known)
        return {};
    const std::int64_t axis =
        place.toInt() < 0 ? place.toInt() + static_cast<std::int64_t>(known->size()) : place.toInt();
    if (axis < 0 || axis >= static_cast<std::int64_t>(known->size()))
        return {};
    const std::int64_t size = (*known)[static_cast<std::size_t>(axis)];
    return {size, size < 0 && axis == 0};
}

/// keras.ops.reshape takes numbers, one of which may be open.
void ModelTranslator::settleReshape(const Item& item, std::size_t index, const std::vector<Item>& items,
                                    const Graph& graph, Call& call) const
{
    bool computed = false;
    const Json& wanted = call.kwargs["shape"];
    visitTensors(wanted, [&](const CallTensor&) { computed = true; });
    if (!computed)
        return;
    std::vector<std::int64_t> sizes;
    std::optional<std::size_t> batch;
    if (wanted.isArray())
        for (const Json& element : wanted.items()) {
            const ComputedSize size = computedSize(element, items, graph);
            if (size.isBatch)
                batch = sizes.size();
            sizes.push_back(size.value < 0 ? kUnknownDim : size.value);
        }
    CallTensor source;
    if (tensorIn(wanted, source))
        if (const auto whole = askedShape(source, items, graph)) {
            sizes.assign(whole->begin(), whole->end());
            if (!sizes.empty() && sizes.front() < 0)
                batch = 0;
        }
    if (batch && openDims(sizes) == 2 && !call.args.empty() && tensorIn(call.args.front(), source))
        if (const auto whole = elementsPerExample(describe(source, graph).shape)) {
            std::int64_t known = 1;
            for (const std::int64_t size : sizes)
                known = size > 0 && known < (std::int64_t(1) << 40) ? known * size : known;
            for (std::size_t i = 0; i < sizes.size(); ++i)
                if (sizes[i] < 0 && i != *batch && *whole % known == 0)
                    sizes[i] = *whole / known;
        }
    const bool perExample = batch == std::size_t(0) && openDims(sizes) == 2; // as the layer Reshape does it
    if (!perExample && (sizes.empty() || openDims(sizes) > 1)) {
        const auto layer = graph.byName.find(item.name);
        if (layer == graph.byName.end() || index >= layer->second->nodes.size())
            return;
        const auto& outputs = layer->second->nodes[index].outputShapes;
        if (outputs.empty() || !outputs.front() || openDims(*outputs.front()) > 1)
            return;
        sizes = *outputs.front();
    }
    Json list = Json::array();
    for (const std::int64_t size : sizes)
        list.push(perExample && list.size() == 0 ? Json() : Json(size));
    call.kwargs.set("shape", std::move(list));
}

void ModelTranslator::settleShapes(std::vector<Item>& items, const Graph& graph, const Json& outputs) const
{
    bool settled = false;
    for (Item& item : items)
        if (item.operation && isFunction(*item.entry, "reshape"))
            for (std::size_t i = 0; i < item.calls.size(); ++i) {
                Call call = item.calls[i];
                settleReshape(item, i, items, graph, call);
                settled = settled || !(call.kwargs == item.calls[i].kwargs);
                item.calls[i] = std::move(call);
            }
    if (!settled)
        return;
    m_notes.translated("Shapes that the graph computes are numbers, one of them open, in Keras 3");
    dropUnread(items, outputs);
}

void ModelTranslator::dropUnread(std::vector<Item>& items, const Json& outputs)
{
    while (true) {
        std::unordered_set<std::string> used;
        visitTensorReferences(outputs, [&](const TensorReference& one) { used.emplace(one.layer); });
        for (const Item& item : items)
            for (const Call& call : item.calls) {
                const auto note = [&](const CallTensor& tensor) { used.insert(tensor.layer); };
                for (const Json& argument : call.args)
                    visitTensors(argument, note);
                visitTensors(call.kwargs, note);
            }
        if (std::erase_if(items, [&](const Item& item) { return item.operation && !used.contains(item.name); }) == 0)
            return;
    }
}

/// A reshape of every example by itself, which settleShapes marked by a first size of null.
std::optional<OperationEntry> ModelTranslator::exampleReshape(const Item& item, const std::vector<Call>& calls,
                                                              const std::string& name)
{
    if (!isFunction(*item.entry, "reshape") || calls.empty())
        return std::nullopt;
    OperationEntry result;
    const Json sizes = calls.front().kwargs["shape"];
    for (const Call& call : calls) {
        if (call.args.empty() || !sizes.isArray() || !sizes.at(0).isNull() || !(call.kwargs["shape"] == sizes))
            return std::nullopt;
        result.calls.push_back({{call.args.front()}, Json::object()});
    }
    Json target = Json::array();
    for (std::size_t i = 1; i < sizes.size(); ++i)
        target.push(sizes.at(i));
    result.entry = Json::object(
        {{"module", "keras.layers"},
         {"class_name", "Reshape"},
         {"config",
          Json::object({{"name", name}, {"trainable", true}, {"dtype", "float32"}, {"target_shape", target}})},
         {"registered_name", nullptr}});
    return result;
}

/// keras.ops.matmul turns nothing; einsum does. none: not such a product.
std::optional<OperationEntry> ModelTranslator::turnedProduct(const Item& item, const Graph& graph,
                                                             const std::vector<Call>& calls,
                                                             const std::string& name) const
{
    if (!isFunction(*item.entry, "matmul"))
        return std::nullopt;
    OperationEntry result;
    std::string subscripts;
    for (const Call& call : calls) {
        const auto turned = [&](const char* transpose, const char* adjoint) {
            return call.kwargs[transpose].toBool() || call.kwargs[adjoint].toBool();
        };
        const bool first = turned("transpose_a", "adjoint_a"), second = turned("transpose_b", "adjoint_b");
        for (const char* sparse : {"a_is_sparse", "b_is_sparse"})
            if (call.kwargs[sparse].toBool())
                return std::nullopt;
        CallTensor a, b;
        if ((!first && !second) || call.args.empty() || !tensorIn(call.args.front(), a) ||
            !tensorIn(call.kwargs["b"], b))
            return std::nullopt;
        // Leading axes by letters where both have the same; dots broadcast.
        const auto left = describe(a, graph).shape, right = describe(b, graph).shape;
        std::string lead = "...";
        if (left && right && left->size() == right->size() && left->size() >= 2 && left->size() <= 8 &&
            std::equal(left->begin(), left->end() - 2, right->begin()))
            lead = std::string("abcdef").substr(0, left->size() - 2);
        const std::string equation =
            lead + (first ? "yx" : "xy") + "," + lead + (second ? "zy" : "yz") + "->" + lead + "xz";
        if (!subscripts.empty() && subscripts != equation)
            return std::nullopt;
        subscripts = equation;
        result.calls.push_back({{call.args.front(), call.kwargs["b"]}, Json::object()});
    }
    if (subscripts.empty())
        return std::nullopt;
    result.entry = Json::object({{"module", "keras.src.ops.numpy"},
                                 {"class_name", "Einsum"},
                                 {"config", Json::object({{"name", name}, {"subscripts", subscripts}})},
                                 {"registered_name", "Einsum"}});
    return result;
}

} // namespace lw::keras
