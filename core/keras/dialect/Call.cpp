// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/Call.h"

#include "core/keras/LayerConfig.h"

namespace lw::keras {
namespace {

constexpr std::string_view kTensor = "__layerwright_tensor__";
constexpr std::string_view kConstant = "_CONSTANT_VALUE"; // tf_keras/src/engine/node.py

bool isLeaf(const Json& json)
{
    return json.isArray() && json.size() >= 3 && json.at(0).isString() && json.at(1).isNumber();
}

/// Applies a function to a JSON's members or items; others are copied.
Json mapInside(const Json& json, const std::function<Json(const Json&)>& function)
{
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json& item : json.items())
            list.push(function(item));
        return list;
    }
    if (json.isObject()) {
        Json object = Json::object();
        for (const auto& [key, value] : json.members())
            object.members().emplace_back(key, function(value));
        return object;
    }
    return json;
}

CallTensor leafTensor(const Json& leaf, const Shift& shift)
{
    CallTensor tensor{leaf.at(0).toText(), leaf.at(1).toInt(), leaf.at(2).toInt()};
    tensor.node -= shift(tensor.layer);
    return tensor;
}

/// Tensors within keyword arguments: lists of a name and two numbers.
Json keywordValue(const Json& json, const Shift& shift)
{
    if (isLeaf(json) && json.size() == 3 && json.at(2).isNumber())
        return tensorValue(leafTensor(json, shift));
    return mapInside(json, [&](const Json& item) { return keywordValue(item, shift); });
}

/// The first argument of a call, and on the way the keywords that every leaf repeats.
Json structure(const Json& json, Json& kwargs, const Shift& shift)
{
    if (!isLeaf(json))
        return mapInside(json, [&](const Json& item) { return structure(item, kwargs, shift); });
    for (const auto& [key, value] : json.at(3).members())
        kwargs.set(key, keywordValue(value, shift));
    return json.at(0).toText() == kConstant ? json.at(2) : tensorValue(leafTensor(json, shift));
}

} // namespace

Json tensorValue(const CallTensor& tensor)
{
    return Json::object({{"class_name", kTensor}, {"config", Json::array({tensor.layer, tensor.node, tensor.tensor})}});
}

bool tensorIn(const Json& json, CallTensor& tensor)
{
    if (!json.isObject() || json["class_name"].toText() != kTensor)
        return false;
    const Json& place = json["config"];
    tensor = {place.at(0).toText(), place.at(1).toInt(), place.at(2).toInt()};
    return true;
}

void visitTensors(const Json& json, const std::function<void(const CallTensor&)>& visit)
{
    CallTensor tensor;
    if (tensorIn(json, tensor)) {
        visit(tensor);
        return;
    }
    for (const Json& item : json.items())
        visitTensors(item, visit);
    for (const auto& [key, value] : json.members())
        visitTensors(value, visit);
}

Json replaceTensors(const Json& json, const std::function<Json(const CallTensor&)>& replace)
{
    CallTensor tensor;
    if (tensorIn(json, tensor))
        return replace(tensor);
    return mapInside(json, [&](const Json& item) { return replaceTensors(item, replace); });
}

Call readCall2(const Json& node, bool keepsStructure, const Shift& shift)
{
    Call call;
    Json first = structure(node, call.kwargs, shift);
    if (!keepsStructure && first.isArray() && first.size() == 1)
        first = Json(first.at(0));
    call.args.push_back(std::move(first));
    return call;
}

Call readCall3(const Json& node, const Shift& shift)
{
    const std::function<Json(const Json&)> revive = [&](const Json& json) -> Json {
        if (json.isObject() && json["class_name"].toText() == "__keras_tensor__")
            return tensorValue(leafTensor(json["config"]["keras_history"], shift));
        return mapInside(json, revive);
    };
    Call call;
    for (const Json& argument : node["args"].items())
        call.args.push_back(revive(argument));
    for (const auto& [key, value] : node["kwargs"].members())
        call.kwargs.set(key, revive(value));
    return call;
}

Json writeCall2(const Call& call, bool keepsStructure, const Shift& shift)
{
    const auto leaf = [&](const CallTensor& tensor) {
        return Json::array({tensor.layer, tensor.node + shift(tensor.layer), tensor.tensor});
    };
    Json kwargs = Json::object();
    for (const auto& [key, value] : call.kwargs.members())
        kwargs.set(key, replaceTensors(value, leaf));
    const Json none;
    const Json& first = call.args.empty() ? none : call.args.front();
    bool hasTensor = false;
    visitTensors(first, [&](const CallTensor&) { hasTensor = true; });
    if (!hasTensor)
        return Json::array({kConstant, -1, first, std::move(kwargs)});
    Json node = replaceTensors(first, [&](const CallTensor& tensor) {
        Json place = leaf(tensor);
        place.push(kwargs);
        return place;
    });
    CallTensor single;
    if (!keepsStructure && (tensorIn(first, single) || !first.isArray())) {
        Json list = Json::array();
        list.push(std::move(node));
        return list;
    }
    return node;
}

Json writeCall3(const Call& call, const Shift& shift, const Describe& describe)
{
    const auto tensorJson = [&](const CallTensor& tensor) {
        const TensorInfo info = describe(tensor);
        Json shape = Json::array();
        for (const std::int64_t dim : info.shape.value_or(Shape{kUnknownDim}))
            shape.push(dim == kUnknownDim ? Json() : Json(dim));
        return Json::object(
            {{"class_name", "__keras_tensor__"},
             {"config", Json::object({{"shape", std::move(shape)},
                                      {"dtype", info.dtype == DType::Invalid ? "float32" : dtypeName(info.dtype)},
                                      {"keras_history", Json::array({tensor.layer, tensor.node + shift(tensor.layer),
                                                                     tensor.tensor})}})}});
    };
    Json args = Json::array(), kwargs = Json::object();
    for (const Json& argument : call.args)
        args.push(replaceTensors(argument, tensorJson));
    for (const auto& [key, value] : call.kwargs.members())
        kwargs.set(key, replaceTensors(value, tensorJson));
    return Json::object({{"args", std::move(args)}, {"kwargs", std::move(kwargs)}});
}

} // namespace lw::keras
