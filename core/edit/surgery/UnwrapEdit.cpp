// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedModels.h"
#include "core/edit/surgery/StructureEdit.h"

#include <map>
#include <set>
#include <unordered_map>

namespace lw::edit {

namespace {

bool hasNames(const Json& json)
{
    return json.isObject() && !json.contains("class_name");
}

/// Tensors by name, as in body({"image": x, "text": y}): what comes first in the file says nothing then.
bool takesNames(const BlueprintCall& call)
{
    if (call.arguments.isObject()) {
        const Json& arguments = call.arguments["args"];
        for (const Json& argument : arguments.items())
            if (hasNames(argument))
                return true;
        return false;
    }
    return hasNames(call.arguments.at(0));
}

/// training=False of a call, which holds for all layers inside.
Json trainingOf(const BlueprintCall& call, int generation)
{
    if (generation == 3)
        return call.arguments["kwargs"]["training"];
    return call.arguments.at(0).at(3)["training"];
}

bool takesTraining(const BlueprintPart& part)
{
    static const std::set<std::string_view> classes = {"BatchNormalization",
                                                       "Dropout",
                                                       "SpatialDropout1D",
                                                       "SpatialDropout2D",
                                                       "SpatialDropout3D",
                                                       "AlphaDropout",
                                                       "GaussianNoise",
                                                       "GaussianDropout",
                                                       "MultiHeadAttention",
                                                       "LSTM",
                                                       "GRU",
                                                       "SimpleRNN",
                                                       "ConvLSTM1D",
                                                       "ConvLSTM2D",
                                                       "ConvLSTM3D",
                                                       "Bidirectional",
                                                       "RNN",
                                                       "TimeDistributed",
                                                       "SpectralNormalization"};
    return !part.inner.empty() || classes.contains(part.className());
}

void setTraining(BlueprintCall& call, const Json& training, int generation)
{
    if (call.arguments.isNull()) {
        call.keywords.set("training", training);
    } else if (generation == 3) {
        Json keywords = call.arguments["kwargs"];
        if (keywords["training"].isNull())
            keywords.set("training", training);
        call.arguments.set("kwargs", std::move(keywords));
    } else if (call.arguments.isArray()) {
        // The last tensor's keywords are the call's (tf_keras/src/engine/functional.py process_node), so all have them.
        for (Json& tensor : call.arguments.items()) {
            if (!tensor.isArray() || tensor.size() < 3)
                continue;
            Json keywords = tensor.at(3).isObject() ? tensor.at(3) : Json::object();
            if (!keywords.contains("training"))
                keywords.set("training", training);
            tensor.items().resize(3);
            tensor.push(std::move(keywords));
        }
    }
}

/// Puts the layers of a nested model into its parent.
class Unwrapping {
public:
    Unwrapping(Blueprint& parent, std::size_t index) : m_parent(parent), m_index(index), m_old(parent.parts[index]) {}

    Result<void> run()
    {
        Blueprint& inner = m_old.inner.front();
        for (const BlueprintCall& call : m_old.calls) {
            if (call.inputs.size() != inner.inputs.size())
                return invalid("it has " + std::to_string(inner.inputs.size()) + " inputs and is called with " +
                               std::to_string(call.inputs.size()) +
                               " tensors, so it is not clear which of its layers reads which");
            if (call.inputs.size() > 1 && takesNames(call))
                return invalid("it is called with tensors by name, which its layers do not have; call it with a list");
        }
        erasePart(m_parent, m_index);
        freeNames(inner);
        freeze(inner);
        std::vector<BlueprintPart> parts;
        for (BlueprintPart& part : inner.parts)
            if (!part.isInput())
                parts.push_back(moved(std::move(part)));
        for (BlueprintPart& part : m_parent.parts)
            for (BlueprintCall& call : part.calls)
                resolveAll(call.inputs);
        resolveAll(m_parent.outputs);
        m_parent.parts.insert(m_parent.parts.begin() + static_cast<std::ptrdiff_t>(m_index),
                              std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
        if (m_parent.parts.size() < 2)
            return invalid("nothing but the input would be left");
        return {};
    }

private:
    void freeNames(const Blueprint& inner)
    {
        std::set<std::string> taken;
        for (const BlueprintPart& part : m_parent.parts)
            taken.insert(part.name);
        for (const BlueprintPart& part : inner.parts) {
            m_calls[part.name] = part.calls.size();
            if (part.isInput())
                continue;
            std::string name = part.name;
            if (taken.contains(name))
                name = m_old.name + "_" + part.name;
            const std::string wanted = name;
            for (int number = 1; taken.contains(name); ++number)
                name = wanted + "_" + std::to_string(number);
            taken.insert(name);
            m_names[part.name] = name;
        }
        for (std::size_t i = 0; i < inner.inputs.size(); ++i)
            m_inputs[inner.inputs[i].layer] = i;
    }

    /// A nested model that says of itself that it does not train keeps its layers from it.
    void freeze(Blueprint& inner) const
    {
        const Json& trainable = inner.serialized["config"]["trainable"];
        if (trainable.isBool() && !trainable.toBool())
            for (BlueprintPart& part : inner.parts)
                setTrainable(part, false);
    }

    /// A part of the nested model as the parent has it: one set of calls for every call of the nested model.
    BlueprintPart moved(BlueprintPart part) const
    {
        const std::vector<BlueprintCall> calls = std::exchange(part.calls, {});
        part.name = m_names.at(part.name);
        for (std::size_t outer = 0; outer < m_old.calls.size(); ++outer) {
            const Json training = trainingOf(m_old.calls[outer], m_parent.generation);
            for (BlueprintCall call : calls) {
                for (InboundTensor& input : call.inputs)
                    input = parentTensor(input, outer);
                if (!training.isNull() && takesTraining(part))
                    setTraining(call, training, m_parent.generation);
                part.calls.push_back(std::move(call));
            }
        }
        // What the first layer of a Sequential says of its input means nothing elsewhere.
        if (Json config = part.entry["config"]; part.inner.empty() && config.contains("batch_input_shape")) {
            config.remove("batch_input_shape");
            part.entry.set("config", std::move(config));
        }
        return part;
    }

    /// What a tensor inside is, in the parent, while the nested model is called for the outer-th time.
    [[nodiscard]] InboundTensor parentTensor(const InboundTensor& inside, std::size_t outer) const
    {
        if (const auto input = m_inputs.find(inside.layer); input != m_inputs.end())
            return resolved(m_old.calls[outer].inputs[input->second]);
        return {m_names.at(inside.layer), outer * m_calls.at(inside.layer) + inside.node, inside.tensor};
    }

    /// A tensor of the parent, which may be an output of the nested model.
    [[nodiscard]] InboundTensor resolved(const InboundTensor& tensor) const
    {
        const auto& outputs = m_old.inner.front().outputs;
        if (tensor.layer != m_old.name || tensor.tensor >= outputs.size() || tensor.node >= m_old.calls.size())
            return tensor;
        return parentTensor(outputs[tensor.tensor], tensor.node);
    }

    void resolveAll(std::vector<InboundTensor>& tensors) const
    {
        for (InboundTensor& tensor : tensors)
            tensor = resolved(tensor);
    }

    Blueprint& m_parent;
    std::size_t m_index;
    BlueprintPart m_old;
    std::map<std::string, std::string> m_names;  ///< inside -> in the parent
    std::map<std::string, std::size_t> m_calls;  ///< how often a part is called inside
    std::map<std::string, std::size_t> m_inputs; ///< input layer inside -> which input it is
};

} // namespace

EditPointer unwrapModel(const std::string& model, const SurgeryOptions& options)
{
    return structureEdit(
        "Unwrap " + model,
        [model](Blueprint& blueprint, const Model&) -> Result<void> {
            LW_ASSIGN(const BlueprintPlace place, locate(blueprint, model));
            if (place.part().inner.empty())
                return invalid("it is a " + printable(place.part().className(), 60) +
                               " and no nested model, so there is nothing to unwrap")
                    .in(model);
            if (const auto done = Unwrapping(*place.container, place.index).run(); !done)
                return done.error().in(model);
            return {};
        },
        options);
}

} // namespace lw::edit
