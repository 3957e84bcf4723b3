// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/WeightTree.h"

namespace lw::keras {
namespace {

/// An EinsumDense inside of an attention layer: "query" in names, "query_dense" as an attribute.
WeightNode projection(const WeightCall& call, const WeightNode& parent, const std::string& name,
                      const std::string& attribute, Shape kernel, Shape bias)
{
    WeightNode node;
    node.name = name;
    node.role = name + "/";
    // Attributes are private, but MultiHeadAttention of Keras 3 also has public ones, which saving_lib visits first.
    node.keras3 = (call.layer.className == "MultiHeadAttention" ? "" : "_") + attribute;
    node.tfKeras = node.object = "_" + attribute;
    node.layerPath = parent.layerPath;
    const DType type = dtypePolicy(call.layer.config).variable;
    node.own.push_back({"kernel", std::move(kernel), type});
    if (call.config().flag("use_bias", true))
        node.own.push_back({"bias", std::move(bias), type});
    return node;
}

/// Width of an input by position, else by what Keras 2 (query_shape) or Keras 3 (build_config) wrote down.
std::int64_t widthOf(const WeightCall& call, std::size_t index, const std::string& key)
{
    std::optional<Shape> shape = index < call.inputs.size() ? call.inputs[index].shape : std::nullopt;
    for (const Json* place :
         {&call.layer.config[key], &call.layer.buildConfig["shapes_dict"][key], &call.layer.buildConfig[key]})
        if (!shape || shape->empty())
            shape = shapeFromJson(*place);
    return shape && !shape->empty() ? shape->back() : kUnknownDim;
}

/// Whether the call has a key apart from value: its third tensor, unless that is a mask.
bool hasKey(const WeightCall& call)
{
    if (call.inputs.size() < 3)
        return false;
    const LayerCall view{call.layer, call.inputs, call.arguments, call.generation};
    for (const char* mask : {"attention_mask", "query_mask", "value_mask", "key_mask"})
        if (!view.argument(mask).isNull() && view.argument("key").isNull() && call.inputs.size() == 3)
            return !view.positional(2).isNull();
    return true;
}

void multiHeadAttention(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const bool grouped = !config.has("num_heads");
    const std::int64_t heads = config.size(grouped ? "num_query_heads" : "num_heads");
    const std::int64_t keyHeads = grouped ? config.size("num_key_value_heads") : heads;
    const std::int64_t keyDim = config.size(grouped ? "head_dim" : "key_dim");
    const std::int64_t valueDim = config.has("value_dim") && !grouped ? config.size("value_dim") : keyDim;
    const std::int64_t query = widthOf(call, 0, "query_shape"), value = widthOf(call, 1, "value_shape");
    const std::int64_t key = hasKey(call)          ? widthOf(call, 2, "key_shape")
                             : call.inputs.empty() ? widthOf(call, 9, "key_shape")
                                                   : value;
    Shape output = config.integers("output_shape").value_or(Shape{query});
    node.children.push_back(projection(call, node, "query", "query_dense", {query, heads, keyDim}, {heads, keyDim}));
    node.children.push_back(
        projection(call, node, "key", "key_dense", {key >= 0 ? key : value, keyHeads, keyDim}, {keyHeads, keyDim}));
    if (grouped && config.flag("use_gate", false))
        node.children.push_back(projection(call, node, "gate", "gate_dense", {query, heads, keyDim}, {heads, keyDim}));
    node.children.push_back(
        projection(call, node, "value", "value_dense", {value, keyHeads, valueDim}, {keyHeads, valueDim}));
    Shape kernel{heads, valueDim};
    kernel.insert(kernel.end(), output.begin(), output.end());
    node.children.push_back(projection(call, node, "attention_output", "output_dense", std::move(kernel), output));
}

constexpr WeightRuleEntry kRules[] = {
    {"MultiHeadAttention", multiHeadAttention},
    {"GroupQueryAttention", multiHeadAttention},
    {"GroupedQueryAttention", multiHeadAttention},
};

} // namespace

std::span<const WeightRuleEntry> attentionWeightRules()
{
    return kRules;
}

} // namespace lw::keras
