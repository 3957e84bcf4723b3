// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/ModelLowering.h"

#include "core/graph/Prune.h"
#include "core/graph/lower/CustomObjects.h"
#include "core/graph/lower/Definitions.h"
#include "core/graph/lower/Operations.h"
#include "core/keras/Dialect.h"

#include <algorithm>

namespace lw::graph {

namespace {

constexpr int kDeepestNesting = 64;

/// Operations of Keras 3 have the names of layers ("Add"), so their module is asked first.
const LayerRow* rowFor(const Layer& layer)
{
    static constexpr LayerRow kOperation{"", lowerOperation, MaskRule::Drop};
    if (isKeras3Operation(layer))
        return &kOperation;
    return layer.known ? findLayerRow(layer.className) : nullptr;
}

} // namespace

std::string adviceFor(const Layer& layer, const std::string& path)
{
    const std::string name = printable(layer.className, 80), where = printable(path, 120);
    if (layer.className == "Lambda") {
        const std::string function = lambdaFunctionName(layer);
        return "the Lambda layer \"" + where + "\" holds Python code" +
               (function.empty() ? std::string() : " (" + printable(function, 60) + ")") +
               ", which is never run; define it by an expression in an objects file (--objects), or save the model "
               "as a SavedModel with traces";
    }
    return "the class " + name + " of layer \"" + where +
           "\" is not built in; define it by an expression in an objects file (--objects), or open the model "
           "as a SavedModel that was saved with traces";
}

ModelLowering::ModelLowering(const Model& model, const LoweringOptions& options)
    : m_model(model), m_options(options), m_keras3(keras::kerasGeneration(model) == 3)
{
    for (const Variable& variable : model.variables)
        m_byLayer[variable.layer].push_back(&variable);
}

const Variable* ModelLowering::findVariable(const std::string& layer, std::string_view part,
                                            std::string_view role) const
{
    if (part.empty())
        return findBelow(layer, role);
    const Variable* below = findBelow(layer + "/" + std::string(part), role);
    return below ? below : findBelow(layer, std::string(part) + "/" + std::string(role));
}

const Variable* ModelLowering::findBelow(const std::string& layer, std::string_view role) const
{
    const auto own = m_byLayer.find(layer);
    if (own != m_byLayer.end())
        for (const Variable* variable : own->second)
            if (variable->role == role)
                return variable;
    const std::string prefix = layer + "/";
    for (auto below = m_byLayer.lower_bound(prefix); below != m_byLayer.end() && below->first.starts_with(prefix);
         ++below)
        for (const Variable* variable : below->second)
            if (variable->role == role)
                return variable;
    return nullptr;
}

const Variable* ModelLowering::captured(const LayerFunction& function, const std::string& key) const
{
    const auto place = function.variables.find(key);
    if (place == function.variables.end() && !function.ownKeys)
        return nullptr;
    for (const Variable& variable : m_model.variables)
        if (place == function.variables.end() ? variable.key == key : variable.path == place->second)
            return &variable;
    return nullptr;
}

Edge ModelLowering::weightNode(const Variable& variable)
{
    const auto known = m_weights.find(&variable);
    if (known != m_weights.end())
        return known->second;
    const Edge edge = m_builder.constant(variable.tensor, variable.role);
    if (m_options.trace && !m_builder.error())
        m_graph.nodes[edge.node].attrs.emplace("_variable", variable.path);
    m_weights.emplace(&variable, edge);
    return edge;
}

void ModelLowering::assignSub(const Variable& variable, Edge difference)
{
    m_builder.op("AssignSubVariableOp", {difference}, {{"_variable", variable.path}});
}

/// A model or nested model whose calls are being lowered.
struct ModelLowering::Frame {
    const std::vector<Layer>& layers;
    std::string path;
    std::unordered_map<std::string_view, std::size_t> index;
    std::vector<std::vector<std::vector<Value>>> values; ///< [layer][node][tensor]
    std::vector<std::vector<char>> state;                ///< 0 new, 1 waits for its inputs, 2 done

    Frame(const std::vector<Layer>& list, std::string where) : layers(list), path(std::move(where))
    {
        for (std::size_t i = 0; i < layers.size(); ++i) {
            index.emplace(layers[i].name, i);
            values.emplace_back(layers[i].nodes.size());
            state.emplace_back(layers[i].nodes.size(), 0);
        }
    }
    [[nodiscard]] const Value* find(std::string_view layer, std::int64_t node, std::int64_t tensor) const
    {
        const auto found = index.find(layer);
        if (found == index.end() || node < 0 || tensor < 0)
            return nullptr;
        const auto& nodes = values[found->second];
        const auto at = static_cast<std::size_t>(node), which = static_cast<std::size_t>(tensor);
        return at < nodes.size() && which < nodes[at].size() ? &nodes[at][which] : nullptr;
    }
};

/// How far the calls that a node's arguments count lie beyond those that LayerNode::inputs has: Keras 2 counts the
/// definition of a nested model as its first call.
static std::map<std::string_view, std::int64_t> callShifts(const LayerNode& node)
{
    std::map<std::string_view, std::int64_t> shifts;
    keras::visitTensorReferences(node.arguments, [&](const keras::TensorReference& reference) {
        const auto [entry, fresh] = shifts.emplace(reference.layer, reference.node);
        if (!fresh)
            entry->second = std::max(entry->second, reference.node);
    });
    for (auto& [layer, highest] : shifts) {
        std::int64_t last = highest;
        bool found = false;
        for (const InboundTensor& input : node.inputs)
            if (input.layer == layer) {
                const auto call = static_cast<std::int64_t>(input.node);
                last = found ? std::max(last, call) : call;
                found = true;
            }
        highest = found ? highest - last : 0;
    }
    return shifts;
}

/// The arguments of a call, its tensors being found by lookup.
static Result<CallArguments> callArguments(const LayerNode& node, const ValueLookup& lookup)
{
    CallArguments arguments;
    if (node.arguments.isNull() || node.arguments.size() == 0) {
        std::vector<Value> values;
        for (const InboundTensor& input : node.inputs)
            if (const Value* value =
                    lookup(input.layer, static_cast<std::int64_t>(input.node), static_cast<std::int64_t>(input.tensor)))
                values.push_back(*value);
        arguments.positional.push_back(values.size() == 1 ? Argument::of(values.front()) : Argument::list(values));
        return arguments;
    }
    const auto shifts = callShifts(node);
    return parseArguments(node.arguments, [&](std::string_view name, std::int64_t at, std::int64_t tensor) {
        const auto shift = shifts.find(name);
        return lookup(name, shift == shifts.end() ? at : at - shift->second, tensor);
    });
}

bool ModelLowering::lowerNode(Frame& frame, std::size_t layerIndex, std::size_t nodeIndex)
{
    const Layer& layer = frame.layers[layerIndex];
    const std::string path = frame.path + layer.name;
    auto arguments =
        callArguments(layer.nodes[nodeIndex], [&](std::string_view name, std::int64_t at, std::int64_t tensor) {
            return frame.find(name, at, tensor);
        });
    if (!arguments) {
        m_builder.fail(arguments.error().in(path));
        return false;
    }
    frame.values[layerIndex][nodeIndex] = lowerLayer(layer, path, std::move(*arguments));
    return !m_builder.error();
}

/// Depth first from the outputs, without recursion: models may be thousands of layers deep.
std::vector<Value> ModelLowering::lowerModel(const std::vector<Layer>& layers,
                                             const std::vector<InboundTensor>& inputRefs,
                                             const std::vector<InboundTensor>& outputRefs, const std::string& path,
                                             const std::vector<Value>& inputs)
{
    Frame frame(layers, path);
    for (std::size_t i = 0; i < inputRefs.size() && i < inputs.size(); ++i) {
        const auto found = frame.index.find(inputRefs[i].layer);
        if (found == frame.index.end() || frame.state[found->second].size() <= inputRefs[i].node)
            continue;
        frame.values[found->second][inputRefs[i].node] = {inputs[i]};
        frame.state[found->second][inputRefs[i].node] = 2;
        tap(path + inputRefs[i].layer, {inputs[i]});
    }
    std::vector<std::pair<std::size_t, std::size_t>> stack;
    const auto push = [&](const InboundTensor& wanted) {
        const auto found = frame.index.find(wanted.layer);
        if (found == frame.index.end() || frame.state[found->second].size() <= wanted.node ||
            frame.state[found->second][wanted.node] == 2)
            return;
        stack.emplace_back(found->second, wanted.node);
    };
    for (auto output = outputRefs.rbegin(); output != outputRefs.rend(); ++output)
        push(*output);
    while (!stack.empty() && !m_builder.error()) {
        const auto [layer, node] = stack.back();
        char& state = frame.state[layer][node];
        if (state == 0) {
            state = 1;
            const auto& wanted = layers[layer].nodes[node].inputs;
            for (auto input = wanted.rbegin(); input != wanted.rend(); ++input)
                push(*input);
            continue;
        }
        stack.pop_back();
        if (state == 1) {
            state = 2;
            lowerNode(frame, layer, node);
        }
    }
    std::vector<Value> outputs;
    for (const InboundTensor& output : outputRefs) {
        const Value* value =
            frame.find(output.layer, static_cast<std::int64_t>(output.node), static_cast<std::int64_t>(output.tensor));
        if (!value) {
            m_builder.fail(corrupt("an output refers to a tensor that does not exist").in(path + output.layer));
            return {};
        }
        outputs.push_back(*value);
    }
    return outputs;
}

std::vector<Value> ModelLowering::lowerNested(const Layer& layer, const std::string& path,
                                              const CallArguments& arguments)
{
    const Argument& first = arguments.get("inputs", 0);
    std::vector<Value> inputs = first.tensors();
    const Json& names = layer.config["input_layers"];
    if (!first.keys.empty() && names.isObject()) {
        inputs.clear();
        for (const auto& [key, reference] : names.members())
            for (std::size_t i = 0; i < first.keys.size(); ++i)
                if (first.keys[i] == key)
                    first.items[i].collect(inputs);
    }
    if (inputs.size() != layer.inputs.size()) {
        m_builder.fail(invalid("the model is called with " + std::to_string(inputs.size()) + " tensors and has " +
                               std::to_string(layer.inputs.size()) + " inputs")
                           .in(path));
        return {};
    }
    return lowerModel(layer.layers, layer.inputs, layer.outputs, path + "/", inputs);
}

void ModelLowering::applyMaskRule(LayerCall& call, MaskRule rule)
{
    if (rule == MaskRule::Own)
        return;
    const bool pass = rule == MaskRule::Pass || (rule == MaskRule::Pass3 && call.keras3);
    for (std::size_t i = 0; i < call.outputs.size(); ++i)
        call.outputs[i].mask = !pass ? std::nullopt : i == 0 ? call.maskArgument() : call.mask(i);
}

/// A class that is not built in: by the user's definition, else by the traced function that the file has.
void ModelLowering::lowerUnknown(LayerCall& call)
{
    if (const CustomObject* object = m_options.objects ? m_options.objects->find(call.layer) : nullptr)
        return lowerCustomLayer(call, definitionName(call.layer), *object);
    if (!lowerByTrace(call))
        m_builder.fail(unsupported(adviceFor(call.layer, call.path)));
}

/// Whether a built-in layer has something in it that is neither built in nor defined: its activation, what it wraps.
bool ModelLowering::lacksDefinition(const Layer& layer) const
{
    const std::string name = undefinedName(layer);
    if (!name.empty() && !(m_options.objects && m_options.objects->find(name)))
        return true;
    return std::any_of(layer.layers.begin(), layer.layers.end(),
                       [&](const Layer& inner) { return lacksDefinition(inner); });
}

void ModelLowering::tap(const std::string& path, const std::vector<Value>& outputs)
{
    if (outputs.empty())
        return;
    const auto [place, fresh] = m_taps.emplace(path, m_graph.taps.size());
    if (fresh)
        m_graph.taps.push_back({path, outputs.front().edge});
    else
        m_graph.taps[place->second].edge = outputs.front().edge;
}

std::vector<Value> ModelLowering::lowerLayer(const Layer& layer, const std::string& path, CallArguments arguments)
{
    if (m_builder.error())
        return {};
    if (m_depth >= kDeepestNesting) {
        m_builder.fail(unsupported("models are nested too deeply").in(path));
        return {};
    }
    const std::string outer = m_builder.layer();
    m_builder.setLayer(path);
    ++m_depth;
    std::vector<Value> outputs;
    if (layer.nested) {
        outputs = lowerNested(layer, path, arguments);
    } else {
        LayerCall call{*this, m_builder,          layer,    path,           std::move(arguments),
                       {},    m_options.training, m_keras3, DType::Float32, {}};
        const DType compute = keras::dtypePolicy(layer.config).compute;
        call.compute = compute == DType::Float64 ? compute : DType::Float32;
        if (!call.arguments.positional.empty())
            call.inputs = call.arguments.positional.front().tensors();
        for (Value& input : call.inputs)
            if (isFloating(m_builder.dtype(input.edge)) && isFloating(compute))
                input.edge = m_builder.cast(input.edge, call.compute);
        const LayerRow* row = rowFor(layer);
        if (row && m_model.payload && lacksDefinition(layer) && lowerByTrace(call)) {
            // Keras' own function of it has all that is missing here.
        } else if (row) {
            row->lower(call);
            applyMaskRule(call, row->masks);
        } else {
            lowerUnknown(call);
        }
        outputs = std::move(call.outputs);
        if (!m_builder.error())
            addLosses(layer, path, outputs);
    }
    if (m_builder.error())
        m_builder.setLayer(path);
    else
        tap(path, outputs);
    --m_depth;
    m_builder.setLayer(outer);
    return outputs;
}

Result<Graph> ModelLowering::run()
{
    std::vector<Value> inputs;
    for (const TensorSpec& spec : m_model.inputs) {
        const Edge edge = m_builder.placeholder(spec.name, spec.dtype, spec.shape);
        m_graph.inputs.push_back({spec.name, edge});
        inputs.push_back({edge, std::nullopt});
    }
    const auto outputs = lowerModel(m_model.layers, m_model.inputRefs, m_model.outputRefs, {}, inputs);
    if (m_builder.error())
        return *m_builder.error();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const std::string name = i < m_model.outputs.size() && !m_model.outputs[i].name.empty()
                                     ? m_model.outputs[i].name
                                     : "output_" + std::to_string(i);
        m_graph.outputs.push_back({name, outputs[i].edge});
    }
    returnLosses();
    prune(m_graph);
    return std::move(m_graph);
}

Result<Graph> ModelLowering::runLayer(const Layer& layer, const std::string& path, std::size_t node,
                                      const std::vector<TensorSpec>& inputs)
{
    if (node >= layer.nodes.size())
        return invalid("the layer is not called").in(path);
    const LayerNode& called = layer.nodes[node];
    m_single = path;
    std::vector<Value> values;
    for (const TensorSpec& spec : inputs) {
        const Edge edge = m_builder.placeholder(spec.name, spec.dtype, spec.shape);
        m_graph.inputs.push_back({spec.name, edge});
        values.push_back({edge, std::nullopt});
    }
    auto arguments =
        callArguments(called, [&](std::string_view name, std::int64_t at, std::int64_t tensor) -> const Value* {
            for (std::size_t i = 0; i < called.inputs.size() && i < values.size(); ++i)
                if (called.inputs[i].layer == name && static_cast<std::int64_t>(called.inputs[i].node) == at &&
                    static_cast<std::int64_t>(called.inputs[i].tensor) == tensor)
                    return &values[i];
            return nullptr;
        });
    if (!arguments)
        return arguments.error().in(path);
    const auto outputs = lowerLayer(layer, path, std::move(*arguments));
    if (m_builder.error())
        return *m_builder.error();
    for (std::size_t i = 0; i < outputs.size(); ++i)
        m_graph.outputs.push_back({"output_" + std::to_string(i), outputs[i].edge});
    returnLosses();
    if (m_ownLoss)
        m_graph.outputs.push_back({"activity_loss", *m_ownLoss});
    m_graph.taps.clear();
    prune(m_graph);
    return std::move(m_graph);
}

} // namespace lw::graph
