// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

/// Lists of tensors as values (tensorflow/core/kernels/list_kernels.cc). A list that nobody else holds is changed in
/// place; otherwise a loop that fills one would copy it in every trip.
namespace lw::engine {

namespace {

constexpr std::int64_t kMostItems = std::int64_t(1) << 24;

Value listValue(std::shared_ptr<TensorList> list)
{
    Value value;
    value.dtype = DType::Variant;
    value.list = std::move(list);
    return value;
}

Result<const TensorList*> listInput(const KernelContext& context, std::size_t input)
{
    LW_TRY(requireInputs(context, input + 1));
    const Value& value = context.inputs[input];
    if (value.dtype != DType::Variant || !value.list)
        return opError(context, "input " + std::to_string(input) + " must be a list");
    return value.list.get();
}

/// The list of an input to change: its own when this kernel is the last to hold it, else a copy.
Result<std::shared_ptr<TensorList>> changeableList(const KernelContext& context, std::size_t input)
{
    LW_TRY(listInput(context, input));
    const auto& list = context.inputs[input].list;
    const bool last = input < 64 && ((context.lastUse >> input) & 1) != 0;
    if (last && list.use_count() == 1)
        return list;
    return std::make_shared<TensorList>(*list);
}

Result<graph::PartialShape> shapeInput(const KernelContext& context, std::size_t input)
{
    LW_TRY(requireInputs(context, input + 1));
    LW_ASSIGN(auto dims, intList(context, input));
    if (context.inputs[input].shape.empty()) // a scalar -1: rank not known
        return graph::PartialShape();
    for (auto& dim : dims)
        dim = std::max(dim, kUnknownDim);
    return graph::PartialShape(std::move(dims));
}

Result<std::shared_ptr<TensorList>> newList(const KernelContext& context, std::size_t shapeAt, std::int64_t count)
{
    if (count < 0 || count > kMostItems)
        return opError(context, "a list of " + std::to_string(count) + " tensors is not possible");
    auto list = std::make_shared<TensorList>();
    list->dtype = context.node.typeAttr("element_dtype", DType::Float32);
    LW_ASSIGN(list->elementShape, shapeInput(context, shapeAt));
    list->items.resize(static_cast<std::size_t>(count));
    return list;
}

Result<std::size_t> itemIndex(const KernelContext& context, std::size_t input, std::size_t count)
{
    LW_ASSIGN(const auto index, scalarInt(context, input));
    if (index < 0 || index >= static_cast<std::int64_t>(count))
        return opError(context, "item " + std::to_string(index) + " of a list of " + std::to_string(count));
    return static_cast<std::size_t>(index);
}

/// The shape of items: what the list, its items and the op say, together. Invalid when they contradict or leave gaps.
Result<Shape> itemShape(const KernelContext& context, const TensorList& list, const graph::PartialShape& wanted)
{
    graph::PartialShape known;
    const auto merge = [&](const graph::PartialShape& other) {
        if (!other)
            return true;
        if (!known) {
            known = other;
            return true;
        }
        if (known->size() != other->size())
            return false;
        for (std::size_t i = 0; i < known->size(); ++i) {
            if ((*known)[i] < 0)
                (*known)[i] = (*other)[i];
            else if ((*other)[i] >= 0 && (*other)[i] != (*known)[i])
                return false;
        }
        return true;
    };
    bool agrees = merge(list.elementShape) && merge(wanted);
    for (const Value& item : list.items)
        if (item.dtype != DType::Invalid)
            agrees = agrees && merge(item.shape);
    if (!agrees)
        return opError(context, "the tensors of the list have different shapes");
    if (!known || !isFullyKnown(*known))
        return opError(context, "the shape of the list's tensors is not known");
    return *known;
}

Result<void> reserve(KernelContext& context)
{
    LW_ASSIGN(const auto count, scalarInt(context, 1));
    LW_ASSIGN(auto list, newList(context, 0, count));
    context.forward(0, listValue(std::move(list)));
    return {};
}

Result<void> emptyList(KernelContext& context)
{
    LW_ASSIGN(auto list, newList(context, 0, 0));
    context.forward(0, listValue(std::move(list)));
    return {};
}

Result<void> fromTensor(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    if (x.shape.empty())
        return opError(context, "the tensor must have a dimension");
    LW_ASSIGN(auto list, newList(context, 1, x.shape[0]));
    list->dtype = x.dtype;
    const Shape shape(x.shape.begin() + 1, x.shape.end());
    const std::int64_t step = product(shape);
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        Value& item = list->items[i];
        const std::size_t bytes = static_cast<std::size_t>(step) * dtypeSize(x.dtype);
        if (x.owner && bytes % 64 == 0 && x.dtype != DType::String) { // a part of the tensor itself
            item = x;
            item.shape = shape;
            item.reusable = false;
            item.data = x.data + i * bytes;
            continue;
        }
        LW_ASSIGN(item, context.allocator.allocate(Allocator::kNoOutput, x.dtype, shape));
        LW_TRY(copyView(context, x, {static_cast<std::int64_t>(i) * step, {1}}, item, {0, {1}}, {step}));
    }
    context.forward(0, listValue(std::move(list)));
    return {};
}

Result<void> setItem(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto index, scalarInt(context, 1));
    LW_ASSIGN(auto list, changeableList(context, 0));
    const bool grows = context.node.boolAttr("resize_if_index_out_of_bounds");
    if (grows && index >= static_cast<std::int64_t>(list->items.size()) && index < kMostItems)
        list->items.resize(static_cast<std::size_t>(index) + 1);
    LW_ASSIGN(const auto at, itemIndex(context, 1, list->items.size()));
    if (context.inputs[2].dtype != list->dtype)
        return opError(context, "the item is of another type than the list");
    list->items[at] = context.inputs[2];
    context.forward(0, listValue(std::move(list)));
    return {};
}

/// An item, or zeros when it was never set.
Result<void> putItem(KernelContext& context, std::size_t output, const TensorList& list, std::size_t at,
                     const graph::PartialShape& wanted)
{
    const Value& item = list.items[at];
    if (item.dtype != DType::Invalid) {
        context.forward(output, item);
        return {};
    }
    LW_ASSIGN(const auto shape, itemShape(context, list, wanted));
    LW_ASSIGN(Value* const y, context.output(output, list.dtype, shape));
    clearElements(*y);
    return {};
}

Result<void> getItem(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    LW_ASSIGN(const auto at, itemIndex(context, 1, list->items.size()));
    graph::PartialShape wanted;
    if (context.inputs.size() > 2) {
        LW_ASSIGN(wanted, shapeInput(context, 2));
    }
    return putItem(context, 0, *list, at, wanted);
}

Result<void> pushBack(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(auto list, changeableList(context, 0));
    if (static_cast<std::int64_t>(list->items.size()) >= kMostItems)
        return opError(context, "the list is too long");
    if (context.inputs[1].dtype != list->dtype)
        return opError(context, "the item is of another type than the list");
    list->items.push_back(context.inputs[1]);
    context.forward(0, listValue(std::move(list)));
    return {};
}

Result<void> popBack(KernelContext& context)
{
    LW_ASSIGN(auto list, changeableList(context, 0));
    if (list->items.empty())
        return opError(context, "the list is empty");
    graph::PartialShape wanted;
    if (context.inputs.size() > 1) {
        LW_ASSIGN(wanted, shapeInput(context, 1));
    }
    LW_TRY(putItem(context, 1, *list, list->items.size() - 1, wanted));
    list->items.pop_back();
    context.forward(0, listValue(std::move(list)));
    return {};
}

Result<void> stackItems(KernelContext& context, const TensorList& list, const std::vector<std::size_t>& chosen,
                        const graph::PartialShape& wanted)
{
    LW_ASSIGN(const Shape item, itemShape(context, list, wanted));
    Shape shape = item;
    shape.insert(shape.begin(), static_cast<std::int64_t>(chosen.size()));
    LW_ASSIGN(Value* const y, context.output(0, list.dtype, shape));
    clearElements(*y);
    const std::int64_t step = product(item);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Value& from = list.items[chosen[i]];
        if (from.dtype == DType::Invalid)
            continue;
        if (from.dtype != list.dtype)
            return opError(context, "the tensors of the list have different types");
        LW_TRY(copyView(context, from, {0, {1}}, *y, {static_cast<std::int64_t>(i) * step, {1}}, {step}));
    }
    return {};
}

Result<void> stack(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    graph::PartialShape wanted;
    if (context.inputs.size() > 1) {
        LW_ASSIGN(wanted, shapeInput(context, 1));
    }
    std::vector<std::size_t> all(list->items.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    const std::int64_t count = context.node.intAttr("num_elements", -1);
    if (count >= 0 && count != static_cast<std::int64_t>(all.size()))
        return opError(context, "the list does not have " + std::to_string(count) + " tensors");
    return stackItems(context, *list, all, wanted);
}

Result<void> gatherItems(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    LW_ASSIGN(const auto indices, intList(context, 1));
    graph::PartialShape wanted;
    if (context.inputs.size() > 2) {
        LW_ASSIGN(wanted, shapeInput(context, 2));
    }
    std::vector<std::size_t> chosen;
    for (const auto index : indices) {
        if (index < 0 || index >= static_cast<std::int64_t>(list->items.size()))
            return opError(context, "an index is out of range");
        chosen.push_back(static_cast<std::size_t>(index));
    }
    return stackItems(context, *list, chosen, wanted);
}

/// Items joined along their first dimension, and the length of each.
Result<void> concatItems(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    graph::PartialShape rest;
    std::int64_t total = 0;
    std::vector<std::int64_t> lengths;
    for (const Value& item : list->items) {
        if (item.dtype != list->dtype || item.shape.empty())
            return unsupportedForm(context, "a list with gaps");
        const Shape tail(item.shape.begin() + 1, item.shape.end());
        if (rest && *rest != tail)
            return opError(context, "the tensors of the list have different shapes");
        rest = tail;
        lengths.push_back(item.shape[0]);
        total += item.shape[0];
    }
    if (!rest && list->elementShape && !list->elementShape->empty())
        rest = Shape(list->elementShape->begin() + 1, list->elementShape->end());
    if (!rest || !isFullyKnown(*rest))
        return opError(context, "the shape of the list's tensors is not known");
    Shape shape = *rest;
    shape.insert(shape.begin(), total);
    LW_ASSIGN(Value* const y, context.output(0, list->dtype, shape));
    std::int64_t offset = 0;
    for (const Value& item : list->items) {
        const auto count = static_cast<std::int64_t>(item.elements());
        LW_TRY(copyView(context, item, {0, {1}}, *y, {offset, {1}}, {count}));
        offset += count;
    }
    LW_ASSIGN(Value* const sizes, context.output(1, DType::Int64, {static_cast<std::int64_t>(lengths.size())}));
    std::copy(lengths.begin(), lengths.end(), reinterpret_cast<std::int64_t*>(sizes->data));
    return {};
}

Result<void> length(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    LW_ASSIGN(Value* const y, context.output(0, DType::Int32, {}));
    *reinterpret_cast<std::int32_t*>(y->data) = static_cast<std::int32_t>(list->items.size());
    return {};
}

Result<void> elementShape(KernelContext& context)
{
    LW_ASSIGN(const auto* list, listInput(context, 0));
    const bool known = list->elementShape.has_value();
    const Shape dims = known ? *list->elementShape : Shape{-1};
    return dispatch(
        IndexTypes{}, context, context.node.typeAttr("shape_type", DType::Int32), [&](auto tag) -> Result<void> {
            using T = typename decltype(tag)::Type;
            LW_ASSIGN(Value* const y,
                      context.output(0, kDTypeOf<T>, known ? Shape{static_cast<std::int64_t>(dims.size())} : Shape{}));
            std::transform(dims.begin(), dims.end(), reinterpret_cast<T*>(y->data),
                           [](std::int64_t dim) { return static_cast<T>(dim); });
            return {};
        });
}

Result<void> resizeList(KernelContext& context)
{
    LW_ASSIGN(const auto count, scalarInt(context, 1));
    LW_ASSIGN(auto list, changeableList(context, 0));
    if (count < 0 || count > kMostItems)
        return opError(context, "a list of " + std::to_string(count) + " tensors is not possible");
    list->items.resize(static_cast<std::size_t>(count));
    context.forward(0, listValue(std::move(list)));
    return {};
}

constexpr OpEntry kTable[] = {
    {"EmptyTensorList", emptyList},       {"TensorListConcatV2", concatItems}, {"TensorListElementShape", elementShape},
    {"TensorListFromTensor", fromTensor}, {"TensorListGather", gatherItems},   {"TensorListGetItem", getItem},
    {"TensorListLength", length},         {"TensorListPopBack", popBack},      {"TensorListPushBack", pushBack},
    {"TensorListReserve", reserve},       {"TensorListResize", resizeList},    {"TensorListSetItem", setItem},
    {"TensorListStack", stack},
};

} // namespace

std::span<const OpEntry> tensorListOps()
{
    return kTable;
}

} // namespace lw::engine
