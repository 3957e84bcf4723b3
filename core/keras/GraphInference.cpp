// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/GraphInference.h"

#include "core/keras/Dialect.h"

#include <algorithm>

namespace lw::keras {

Diagnostic missingTensor(const std::string& layer, std::size_t tensor, std::size_t count)
{
    return {Severity::Warning,
            "Tensor " + std::to_string(tensor) + " of the layer is read, counted from 0, and it gives out " +
                std::to_string(count) + "; Keras refuses the model",
            layer,
            1,
            "missing-tensor",
            {}};
}

namespace {

constexpr std::size_t kHighestRank = 254;

/// Values of all calls of a graph, by call number.
using Values = std::vector<TensorInfos>;

TensorInfo valueOf(const Values& values, const GraphIndex& index, const InboundTensor& input)
{
    const auto call = index.call(input);
    if (!call || input.tensor >= values[*call].size())
        return {std::nullopt, DType::Float32};
    return values[*call][input.tensor];
}

/// One evaluation of a graph; diagnostics may be null (evaluations of nested models under other shapes say nothing).
class Evaluation {
public:
    Evaluation(const std::vector<Layer>& layers, const GraphIndex& index, int generation, std::int64_t& budget,
               const UnknownShapes* unknown = nullptr)
        : m_layers(layers), m_index(index), m_generation(generation), m_budget(budget), m_unknown(unknown),
          m_values(index.callCount())
    {
        for (const Layer& layer : layers)
            for (const LayerNode& node : layer.nodes)
                for (const InboundTensor& input : node.inputs)
                    if (const auto call = index.call(input))
                        reserveOutput(*call, input.tensor);
    }

    void override(const std::vector<InboundTensor>& inputRefs, const TensorInfos& inputs)
    {
        for (std::size_t i = 0; i < inputRefs.size() && i < inputs.size(); ++i)
            if (const auto call = m_index.call(inputRefs[i]))
                m_overridden.insert_or_assign(*call, inputs[i]);
    }

    void run(Diagnostics* diagnostics, const std::string& path)
    {
        for (const std::size_t call : m_index.order()) {
            if (m_budget-- <= 0)
                return;
            evaluate(call, diagnostics, path);
        }
    }

    [[nodiscard]] Values& values() { return m_values; }

private:
    void reserveOutput(std::size_t call, std::size_t tensor)
    {
        if (m_values[call].size() <= tensor)
            m_values[call].resize(tensor + 1);
    }

    void evaluate(std::size_t call, Diagnostics* diagnostics, const std::string& path)
    {
        const auto [layerIndex, nodeIndex] = m_index.place(call);
        const Layer& layer = m_layers[layerIndex];
        if (const auto found = m_overridden.find(call); found != m_overridden.end()) {
            TensorInfo info = found->second;
            if (!info.shape)
                info.shape = inputSpecOf(layer).shape;
            return setOutputs(call, layer, {info});
        }
        const LayerNode& node = layer.nodes[nodeIndex];
        adoptDeclared(layer, node);
        TensorInfos inputs;
        inputs.reserve(node.inputs.size());
        for (const InboundTensor& input : node.inputs)
            inputs.push_back(valueOf(m_values, m_index, input));
        auto outputs = inferLayer({layer, inputs, node.arguments, m_generation, &m_budget});
        if (!outputs) {
            if (diagnostics)
                diagnostics->add({Severity::Warning,
                                  "The layer " + outputs.error().message,
                                  path + layer.name,
                                  1,
                                  "shape-mismatch",
                                  {outputs.error().message}});
            return setOutputs(call, layer, unknownTensor(LayerCall{layer, inputs, node.arguments}.computeDtype()));
        }
        if (auto told = ask(layer, path, inputs, *outputs); !told.empty())
            outputs = std::move(told);
        if (diagnostics)
            checkReferences(call, layer, path, *outputs, *diagnostics);
        setOutputs(call, layer, std::move(*outputs));
    }

    /// Somebody reads a tensor that the layer does not give out: Keras refuses such a model.
    void checkReferences(std::size_t call, const Layer& layer, const std::string& path, const TensorInfos& outputs,
                         Diagnostics& diagnostics) const
    {
        const auto known = [](const TensorInfo& info) { return info.shape.has_value(); };
        if (!layer.known || outputs.empty() || m_values[call].size() <= outputs.size() ||
            !std::all_of(outputs.begin(), outputs.end(), known))
            return;
        diagnostics.add(missingTensor(path + layer.name, m_values[call].size() - 1, outputs.size()));
    }

    /// What somebody else knows of a layer whose outputs no rule tells.
    [[nodiscard]] TensorInfos ask(const Layer& layer, const std::string& path, const TensorInfos& inputs,
                                  const TensorInfos& outputs) const
    {
        const auto known = [](const TensorInfo& info) { return info.shape.has_value(); };
        if (m_unknown == nullptr || layer.nested || inputs.empty() ||
            std::all_of(outputs.begin(), outputs.end(), known) || !std::all_of(inputs.begin(), inputs.end(), known))
            return {};
        return (*m_unknown)(layer, path + layer.name, inputs);
    }

    void setOutputs(std::size_t call, const Layer& layer, TensorInfos outputs)
    {
        const std::size_t wanted = m_values[call].size();
        // Ranks that TensorFlow does not have, and outputs by the thousand, come only from hostile files.
        for (TensorInfo& output : outputs) {
            if (output.shape && output.shape->size() > kHighestRank)
                output.shape.reset();
            m_budget -= output.shape ? static_cast<std::int64_t>(output.shape->size()) / 8 : 0;
        }
        m_budget -= static_cast<std::int64_t>(outputs.size()) / 8;
        if (outputs.size() < wanted)
            outputs.resize(wanted,
                           {std::nullopt, LayerConfig(layer.config).has("dtype") ? dtypePolicy(layer.config).compute
                                                                                 : DType::Float32});
        m_values[call] = std::move(outputs);
    }

    /// Inputs whose shape could not be inferred take what the file says of them: Keras 3 tensors carry their shape, and
    /// build_config has the input's.
    void adoptDeclared(const Layer& layer, const LayerNode& node)
    {
        const auto unknown = std::count_if(node.inputs.begin(), node.inputs.end(), [&](const InboundTensor& input) {
            return !valueOf(m_values, m_index, input).shape;
        });
        if (unknown == 0)
            return;
        visitTensorReferences(node.arguments, [&](const TensorReference& reference) {
            if (!reference.declared || reference.node < 0 || reference.tensor < 0)
                return;
            adopt({std::string(reference.layer), static_cast<std::size_t>(reference.node),
                   static_cast<std::size_t>(reference.tensor)},
                  shapeFromJson((*reference.declared)["shape"]),
                  dtypeFromName((*reference.declared)["dtype"].toText()));
        });
        if (node.inputs.size() == 1)
            adopt(node.inputs.front(), shapeFromJson(layer.buildConfig["input_shape"]), std::nullopt);
    }

    void adopt(const InboundTensor& input, std::optional<Shape> shape, std::optional<DType> dtype)
    {
        const auto call = m_index.call(input);
        // (None,) is what surgery writes where nothing is known, since Keras 3 wants a shape.
        if (shape == Shape{kUnknownDim})
            return;
        if (!shape || !call || input.tensor >= m_values[*call].size() || m_values[*call][input.tensor].shape)
            return;
        TensorInfo& info = m_values[*call][input.tensor];
        info.shape = std::move(shape);
        info.dtype = dtype.value_or(info.dtype);
    }

    const std::vector<Layer>& m_layers;
    const GraphIndex& m_index;
    int m_generation;
    std::int64_t& m_budget;
    const UnknownShapes* m_unknown;
    Values m_values;
    std::unordered_map<std::size_t, TensorInfo> m_overridden;
};

/// Whether a model called with these inputs computes what it was defined with.
bool sameInputs(const Layer& model, const GraphIndex& index, const TensorInfos& inputs)
{
    for (std::size_t i = 0; i < model.inputs.size() && i < inputs.size(); ++i)
        if (inputs[i].shape && inputs[i] != storedTensor(model.layers, index, model.inputs[i]))
            return false;
    return true;
}

TensorInfos nestedOutputs(const LayerCall& call)
{
    const Layer& model = call.layer;
    if (call.budget && (*call.budget -= static_cast<std::int64_t>(model.layers.size())) <= 0)
        return {};
    const GraphIndex index(model.layers);
    TensorInfos outputs;
    if (sameInputs(model, index, call.inputs) || !call.budget) {
        for (const InboundTensor& output : model.outputs)
            outputs.push_back(storedTensor(model.layers, index, output));
        return outputs;
    }
    Evaluation evaluation(model.layers, index, call.generation, *call.budget);
    evaluation.override(model.inputs, call.inputs);
    evaluation.run(nullptr, {});
    for (const InboundTensor& output : model.outputs)
        outputs.push_back(valueOf(evaluation.values(), index, output));
    return outputs;
}

void store(std::vector<Layer>& layers, const GraphIndex& index, Values& values)
{
    for (std::size_t i = 0; i < layers.size(); ++i) {
        for (std::size_t n = 0; n < layers[i].nodes.size(); ++n) {
            LayerNode& node = layers[i].nodes[n];
            node.outputShapes.clear();
            node.outputDtypes.clear();
            for (TensorInfo& info : values[index.call(i, n)]) {
                node.outputShapes.push_back(std::move(info.shape));
                node.outputDtypes.push_back(info.dtype);
            }
        }
    }
}

/// Shapes inside of nested models and wrapped ones, by what they declare themselves.
void inferInner(Layer& layer, const std::string& path, InferenceContext& context)
{
    if (layer.nested)
        return inferGraph(layer.layers, layer.inputs, nullptr, path, context);
    for (Layer& inner : layer.layers)
        inferInner(inner, path + inner.name + "/", context);
}

/// A nested model without a shape of its own takes that of its first call; true when anything became known.
bool adoptCallShapes(Layer& layer, const TensorInfos& inputs, const std::string& path, InferenceContext& context)
{
    const GraphIndex index(layer.layers);
    const bool needed = std::any_of(layer.inputs.begin(), layer.inputs.end(), [&](const InboundTensor& input) {
        return !storedTensor(layer.layers, index, input).shape;
    });
    const bool known = !inputs.empty() && std::all_of(inputs.begin(), inputs.end(),
                                                      [](const TensorInfo& info) { return info.shape.has_value(); });
    if (!needed || !known)
        return false;
    inferGraph(layer.layers, layer.inputs, &inputs, path, context);
    return true;
}

} // namespace

GraphIndex::GraphIndex(const std::vector<Layer>& layers) : m_layers(layers)
{
    m_byName.reserve(layers.size());
    m_firstCall.reserve(layers.size() + 1);
    std::size_t calls = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        m_byName.emplace(layers[i].name, i);
        m_firstCall.push_back(calls);
        calls += layers[i].nodes.size();
        m_layerOfCall.insert(m_layerOfCall.end(), layers[i].nodes.size(), i);
    }
    m_firstCall.push_back(calls);
}

std::optional<std::size_t> GraphIndex::layer(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> GraphIndex::call(const InboundTensor& input) const
{
    const auto source = layer(input.layer);
    if (!source || input.node >= m_layers[*source].nodes.size())
        return std::nullopt;
    return call(*source, input.node);
}

std::pair<std::size_t, std::size_t> GraphIndex::place(std::size_t call) const
{
    const std::size_t layer = m_layerOfCall[call];
    return {layer, call - m_firstCall[layer]};
}

std::vector<std::size_t> GraphIndex::order() const
{
    // Kahn's algorithm over calls, breadth first from the calls without inputs.
    const std::size_t count = callCount();
    std::vector<std::size_t> waiting(count, 0), firstReader(count + 1, 0);
    std::vector<std::pair<std::size_t, std::size_t>> edges;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        for (std::size_t n = 0; n < m_layers[i].nodes.size(); ++n)
            for (const InboundTensor& input : m_layers[i].nodes[n].inputs)
                if (const auto source = call(input))
                    edges.emplace_back(*source, call(i, n));
    for (const auto& [source, reader] : edges) {
        ++firstReader[source + 1];
        ++waiting[reader];
    }
    for (std::size_t i = 0; i < count; ++i)
        firstReader[i + 1] += firstReader[i];
    std::vector<std::size_t> readers(edges.size()), next = firstReader;
    for (const auto& [source, reader] : edges)
        readers[next[source]++] = reader;
    std::vector<std::size_t> ordered;
    ordered.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        if (waiting[i] == 0)
            ordered.push_back(i);
    for (std::size_t i = 0; i < ordered.size(); ++i)
        for (std::size_t r = firstReader[ordered[i]]; r < firstReader[ordered[i] + 1]; ++r)
            if (--waiting[readers[r]] == 0)
                ordered.push_back(readers[r]);
    return ordered;
}

Result<TensorInfos> inferLayer(const LayerCall& call)
{
    if (!call.layer.nested)
        return inferCall(call);
    TensorInfos outputs = nestedOutputs(call);
    return outputs.empty() ? unknownTensor() : outputs;
}

TensorInfo storedTensor(const std::vector<Layer>& layers, const GraphIndex& index, const InboundTensor& tensor)
{
    const auto call = index.call(tensor);
    if (!call)
        return {std::nullopt, DType::Float32};
    const auto [layer, nodeIndex] = index.place(*call);
    const LayerNode& node = layers[layer].nodes[nodeIndex];
    if (tensor.tensor >= node.outputShapes.size() || tensor.tensor >= node.outputDtypes.size())
        return {std::nullopt, DType::Float32};
    return {node.outputShapes[tensor.tensor], node.outputDtypes[tensor.tensor]};
}

TensorInfos storedInputs(const std::vector<Layer>& layers, const GraphIndex& index, const LayerNode& node)
{
    TensorInfos inputs;
    inputs.reserve(node.inputs.size());
    for (const InboundTensor& input : node.inputs)
        inputs.push_back(storedTensor(layers, index, input));
    return inputs;
}

void inferGraph(std::vector<Layer>& layers, const std::vector<InboundTensor>& inputRefs, const TensorInfos* inputs,
                const std::string& path, InferenceContext& context)
{
    if (context.budget <= 0)
        return;
    for (Layer& layer : layers)
        if (!layer.layers.empty())
            inferInner(layer, path + layer.name + "/", context);
    const GraphIndex index(layers);
    // Deferred nested models become known by their first call, which may make others known: a few rounds at most.
    for (int round = 0; round < 4; ++round) {
        Evaluation evaluation(layers, index, context.generation, context.budget, context.unknown);
        if (inputs)
            evaluation.override(inputRefs, *inputs);
        evaluation.run(round == 0 ? &context.diagnostics : nullptr, path);
        store(layers, index, evaluation.values());
        bool changed = false;
        for (Layer& layer : layers)
            if (layer.nested && !layer.nodes.empty())
                changed |= adoptCallShapes(layer, storedInputs(layers, index, layer.nodes.front()),
                                           path + layer.name + "/", context);
        if (!changed)
            break;
    }
}

} // namespace lw::keras
