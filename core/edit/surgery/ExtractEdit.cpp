// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedModels.h"
#include "core/edit/surgery/StructureEdit.h"
#include "core/keras/Catalogue.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace lw::edit {

namespace {

using Tensor = std::tuple<std::string, std::size_t, std::size_t>;

Tensor keyOf(const InboundTensor& tensor)
{
    return {tensor.layer, tensor.node, tensor.tensor};
}

/// "" of "dense", "body" of "body/dense"; by the name, which may have slashes itself.
std::string parentOf(const std::string& path, const std::string& name)
{
    return path.size() > name.size() ? path.substr(0, path.size() - name.size() - 1) : std::string();
}

const std::vector<Layer>& layersIn(const Model& model, const std::string& parent)
{
    const Layer* layer = parent.empty() ? nullptr : findLayer(model, parent);
    return layer == nullptr ? model.layers : layer->layers;
}

struct Chosen {
    std::string path;
    BlueprintPlace place;
};

/// Without what is inside of another of them. Names may have slashes, so paths alone do not tell.
Result<std::vector<Chosen>> outermost(Blueprint& blueprint, const std::vector<std::string>& layers)
{
    std::vector<Chosen> all;
    for (const std::string& path : layers) {
        LW_ASSIGN(const BlueprintPlace place, locate(blueprint, path));
        all.push_back({path, place});
    }
    const std::vector<Chosen> given = all;
    std::erase_if(all, [&](const Chosen& one) {
        return std::any_of(given.begin(), given.end(), [&](const Chosen& other) {
            return one.path.starts_with(other.path + "/") && one.place.container != other.place.container;
        });
    });
    return all;
}

/// A call of one tensor and nothing else, as a Sequential makes it.
bool isPlain(const BlueprintPart& part, int generation)
{
    const keras::ClassIdentity identity = keras::classIdentity(part.entry);
    if (identity.module.starts_with("keras.src.ops") || identity.className.ends_with("OpLambda"))
        return false;
    for (const BlueprintCall& call : part.calls) {
        const Json& keywords = generation == 3 ? call.arguments["kwargs"] : call.arguments.at(0).at(3);
        for (const auto& [key, value] : keywords.members())
            if (!value.isNull())
                return false;
        if (generation == 3 && call.arguments["args"].size() > 1)
            return false;
    }
    return true;
}

/// Takes chosen parts of a graph out as a graph of their own.
class Extraction {
public:
    Extraction(const Blueprint& from, std::set<std::string> chosen, const Model& model, std::string parent)
        : m_from(from), m_chosen(std::move(chosen)), m_layers(layersIn(model, parent)), m_index(m_layers),
          m_parent(std::move(parent)), m_model(model)
    {
    }

    Result<Blueprint> run(const Json& frameLike, const std::string& name)
    {
        LW_TRY(takeParts());
        LW_TRY(checkConnected());
        addOutputs();
        m_result.generation = m_from.generation;
        m_result.parts.insert(m_result.parts.begin(), m_inputs.begin(), m_inputs.end());
        for (const BlueprintPart& input : m_inputs)
            m_result.inputs.push_back({input.name, 0, 0});
        const bool chain = isChain(m_result) &&
                           std::all_of(m_result.parts.begin(), m_result.parts.end(),
                                       [&](const BlueprintPart& part) { return isPlain(part, m_from.generation); });
        m_result.kind = chain ? ModelKind::Sequential : ModelKind::Functional;
        m_result.serialized = modelFrame(frameLike, m_from.generation, m_result.kind, name);
        return std::move(m_result);
    }

private:
    Result<void> takeParts()
    {
        for (const BlueprintPart& original : m_from.parts) {
            if (!m_chosen.contains(original.name) || original.isInput())
                continue;
            BlueprintPart part = original;
            if (part.calls.empty())
                return invalid("the layer is never called").in(part.name);
            if (m_chosen.size() == 1)
                part.calls.resize(1); // one layer alone is called once
            for (std::size_t n = 0; n < part.calls.size(); ++n)
                for (std::size_t i = 0; i < part.calls[n].inputs.size(); ++i) {
                    LW_ASSIGN(part.calls[n].inputs[i], source(part, n, i));
                }
            m_result.parts.push_back(std::move(part));
        }
        if (m_result.parts.empty())
            return invalid("nothing but inputs would be in the new model");
        return {};
    }

    /// What an input of a call is in the new model: as it was, or a new input.
    Result<InboundTensor> source(const BlueprintPart& reader, std::size_t call, std::size_t input)
    {
        const InboundTensor tensor = reader.calls[call].inputs[input];
        const BlueprintPart& producer = m_from.parts[*m_from.find(tensor.layer)];
        if (m_chosen.contains(tensor.layer) && !producer.isInput())
            return tensor;
        const auto known = m_opened.find(keyOf(tensor));
        if (known != m_opened.end())
            return InboundTensor{known->second, 0, 0};
        const keras::TensorInfo info = infoOf(reader, call, input);
        if (!info.shape)
            return invalid("the shape of what it reads from " + printable(tensor.layer, 80) +
                           " cannot be told, so the new model has no input of it")
                .in(reader.name);
        BlueprintPart part = inputPart(freeName(reader.name + "_input"), *info.shape, info.dtype, m_from.generation,
                                       entriesHaveModules(m_from));
        // An input of the old model stays what it is, sparse or with a batch size.
        if (producer.isInput() && !producer.implied) {
            part = producer;
            part.origin.clear();
        }
        m_opened.emplace(keyOf(tensor), part.name);
        m_inputs.push_back(part);
        return InboundTensor{part.name, 0, 0};
    }

    [[nodiscard]] keras::TensorInfo infoOf(const BlueprintPart& reader, std::size_t call, std::size_t input) const
    {
        const auto layer = m_index.layer(reader.name);
        if (!layer || call >= m_layers[*layer].nodes.size())
            return {};
        const keras::TensorInfos infos = keras::storedInputs(m_layers, m_index, m_layers[*layer].nodes[call]);
        return input < infos.size() ? infos[input] : keras::TensorInfo{};
    }

    [[nodiscard]] std::string freeName(const std::string& wanted) const
    {
        const auto taken = [&](const std::string& name) {
            return m_chosen.contains(name) || m_from.find(name) ||
                   std::any_of(m_inputs.begin(), m_inputs.end(),
                               [&](const BlueprintPart& part) { return part.name == name; });
        };
        std::string name = wanted;
        for (int number = 1; taken(name); ++number)
            name = wanted + "_" + std::to_string(number);
        return name;
    }

    /// Layers hang together when one reads the other, or both read the same.
    [[nodiscard]] Result<void> checkConnected() const
    {
        std::map<std::string, std::string> above;
        const auto root = [&](std::string name) {
            for (auto up = above.find(name); up != above.end() && up->second != name; up = above.find(name))
                name = up->second;
            return name;
        };
        for (const BlueprintPart& part : m_result.parts)
            for (const BlueprintCall& call : part.calls)
                for (const InboundTensor& input : call.inputs) {
                    const std::string a = root(part.name), b = root(input.layer);
                    if (a != b)
                        above[a] = b;
                }
        const std::string& first = m_result.parts.front().name;
        for (const BlueprintPart& part : m_result.parts)
            if (root(part.name) != root(first))
                return invalid("it is not connected to " + printable(first, 80) +
                               "; take what lies between them too, or extract them one by one")
                    .in(part.name);
        return {};
    }

    /// What somebody else reads, what was an output, and what nobody reads.
    void addOutputs()
    {
        std::set<Tensor> wanted, inside;
        for (const InboundTensor& output : m_from.outputs)
            wanted.insert(keyOf(output));
        for (const BlueprintPart& part : m_from.parts)
            for (const BlueprintCall& call : part.calls)
                for (const InboundTensor& input : call.inputs)
                    (m_chosen.contains(part.name) ? inside : wanted).insert(keyOf(input));
        for (const BlueprintPart& part : m_result.parts)
            for (std::size_t n = 0; n < part.calls.size(); ++n) {
                const std::size_t count =
                    outputCount(m_model, m_parent.empty() ? part.name : m_parent + "/" + part.name);
                bool used = false;
                for (std::size_t tensor = 0; tensor < count; ++tensor) {
                    const InboundTensor output{part.name, n, tensor};
                    if (wanted.contains(keyOf(output)))
                        m_result.outputs.push_back(output);
                    used = used || wanted.contains(keyOf(output)) || inside.contains(keyOf(output));
                }
                for (std::size_t tensor = 0; tensor < count && !used; ++tensor)
                    m_result.outputs.push_back({part.name, n, tensor});
            }
    }

    const Blueprint& m_from;
    std::set<std::string> m_chosen;
    const std::vector<Layer>& m_layers;
    keras::GraphIndex m_index;
    std::string m_parent;
    const Model& m_model;
    Blueprint m_result;
    std::vector<BlueprintPart> m_inputs;
    std::map<Tensor, std::string> m_opened; ///< tensor of the old model -> input layer of the new one
};

/// A nested model as the model. Its input gets the shape that the first call has, when it says none itself.
Blueprint lifted(const Blueprint& root, const BlueprintPart& part, const Model& model, const std::string& path)
{
    Blueprint inner = part.inner.front();
    Json frame = modelFrame(root.serialized, root.generation, inner.kind, part.name);
    Json config = inner.serialized["config"];
    if (config.isObject()) {
        config.set("name", part.name);
        frame.set("config", std::move(config));
    }
    inner.serialized = std::move(frame);
    const std::vector<Layer>& siblings = layersIn(model, parentOf(path, part.name));
    const keras::GraphIndex index(siblings);
    const auto layer = index.layer(part.name);
    if (!layer || siblings[*layer].nodes.empty())
        return inner;
    const keras::TensorInfos infos = keras::storedInputs(siblings, index, siblings[*layer].nodes.front());
    for (std::size_t i = 0; i < inner.inputs.size() && i < infos.size(); ++i) {
        BlueprintPart& input = inner.parts[*inner.find(inner.inputs[i].layer)];
        const Json& own = input.entry["config"];
        if (!own["batch_shape"].isArray() && !own["batch_input_shape"].isArray() && infos[i].shape) {
            const std::string name = input.name;
            input = inputPart(name, *infos[i].shape, infos[i].dtype, root.generation, entriesHaveModules(inner));
        }
    }
    return inner;
}

Result<void> extract(Blueprint& blueprint, const Model& model, const std::vector<std::string>& layers,
                     const std::string& name)
{
    LW_ASSIGN(const std::vector<Chosen> all, outermost(blueprint, layers));
    if (all.empty())
        return invalid("say which layers the new model is to have");
    Blueprint* container = nullptr;
    std::set<std::string> chosen;
    std::string parent;
    for (const auto& [path, place] : all) {
        if (container != nullptr && container != place.container)
            return invalid("it is in another model than " + printable(all.front().path, 80) +
                           "; take layers of one model, or the nested model whole")
                .in(path);
        container = place.container;
        chosen.insert(place.part().name);
        parent = parentOf(path, place.part().name);
    }
    const BlueprintPart& only = all.front().place.part();
    if (chosen.size() == 1 && !only.inner.empty()) {
        Blueprint inner = lifted(blueprint, only, model, all.front().path);
        if (!name.empty()) {
            Json config = inner.serialized["config"];
            config.set("name", name);
            inner.serialized.set("config", std::move(config));
        }
        inner.compiled = false;
        blueprint = std::move(inner);
        return {};
    }
    std::string title = name;
    if (title.empty()) {
        std::string begin, end;
        for (const BlueprintPart& part : container->parts)
            if (chosen.contains(part.name) && !part.isInput()) {
                begin = begin.empty() ? part.name : begin;
                end = part.name;
            }
        title = begin == end ? begin + "_model" : begin + "_to_" + end;
        std::replace(title.begin(), title.end(), '/', '_');
    }
    LW_ASSIGN(Blueprint result,
              Extraction(*container, std::move(chosen), model, parent).run(blueprint.serialized, title));
    result.compiled = false;
    blueprint = std::move(result);
    return {};
}

} // namespace

EditPointer extractLayers(const std::vector<std::string>& layers, const std::string& name,
                          const SurgeryOptions& options)
{
    return structureEdit(
        "Extract " + namesOf(layers),
        [layers, name](Blueprint& blueprint, const Model& model) { return extract(blueprint, model, layers, name); },
        options);
}

Result<std::vector<std::string>> layerRange(const Model& model, const std::string& first, const std::string& last)
{
    const Layer* begin = findLayer(model, first);
    const Layer* end = findLayer(model, last);
    for (const auto& [layer, path] : {std::pair(begin, &first), std::pair(end, &last)})
        if (layer == nullptr)
            return notFound("the model has no layer of this name").in(*path);
    const std::string parent = parentOf(first, begin->name);
    if (parent != parentOf(last, end->name))
        return invalid("it is in another model than " + printable(first, 80)).in(last);
    std::vector<std::string> range;
    const std::vector<Layer>& siblings = layersIn(model, parent);
    const auto place = [&](const Layer* wanted) {
        return std::find_if(siblings.begin(), siblings.end(), [&](const Layer& layer) { return &layer == wanted; });
    };
    if (place(end) < place(begin))
        return invalid("it comes before " + printable(first, 80)).in(last);
    for (auto layer = place(begin); layer != siblings.end() && layer != place(end) + 1; ++layer)
        if (layer->className != "InputLayer")
            range.push_back(parent.empty() ? layer->name : parent + "/" + layer->name);
    if (range.empty())
        return invalid("nothing but inputs would be in the new model").in(first);
    return range;
}

} // namespace lw::edit
