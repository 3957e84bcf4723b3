// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/CallFitting.h"

#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/ModelTranslator.h"
#include "core/keras/dialect/OperationTable.h"
#include "core/keras/dialect/OperationTranslation.h"
#include "core/keras/operations/OperationCall.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lw::keras {
namespace {

constexpr std::string_view kRecurrent[] = {"sequences", "initial_state", "mask", "training"};
constexpr std::string_view kAttention[] = {"query",
                                           "value",
                                           "key",
                                           "query_mask",
                                           "value_mask",
                                           "key_mask",
                                           "attention_mask",
                                           "return_attention_scores",
                                           "training",
                                           "use_causal_mask"};
constexpr std::string_view kNormalization[] = {"inputs", "training", "mask"};
constexpr std::string_view kOthers[] = {"inputs", "mask", "training"};

bool isOperationEntry(const Json& entry)
{
    const ClassIdentity identity = classIdentity(entry);
    Layer layer;
    layer.className = identity.className;
    layer.module = identity.module;
    layer.known = identity.builtIn;
    return isOperation(layer);
}

/// Whether the model's first layer says its shape: then Keras 2 counts its definition as a call of it.
bool definesItself(const Json& entry)
{
    const Json& config = entry["config"];
    const Json& first = (config.isArray() ? config : config["layers"]).at(0);
    return classIdentity(first).className == "InputLayer" || first["config"].contains("batch_input_shape");
}

} // namespace

std::span<const std::string_view> positionalNames(std::string_view className)
{
    if (takesInitialState(className))
        return kRecurrent;
    if (className == "MultiHeadAttention" || className == "GroupedQueryAttention" || className == "GroupQueryAttention")
        return kAttention;
    if (className == "BatchNormalization")
        return kNormalization;
    return kOthers;
}

bool takesInitialState(std::string_view className)
{
    static constexpr std::array<std::string_view, 8> kClasses = {
        "LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"};
    return std::find(kClasses.begin(), kClasses.end(), className) != kClasses.end();
}

std::vector<ModelTranslator::Item> ModelTranslator::readItems(const Json& list, Graph& graph,
                                                              const std::string& path) const
{
    std::vector<Item> items;
    std::unordered_map<std::string, std::vector<std::int64_t>> references; // to nested models
    std::unordered_set<std::string> taken;
    for (const Json& entry : list.items()) {
        Item item;
        item.entry = &entry;
        item.name = entry["name"].toText(entry["config"]["name"].toText());
        item.operation = isOperationEntry(entry);
        if (ArchitectureReader::containerKind(entry)) {
            references[item.name];
            graph.targetShift[item.name] = definesItself(entry) ? 1 : 0;
        }
        taken.insert(item.name);
        items.push_back(std::move(item));
    }
    if (m_source == 2) {
        for (const Json& entry : list.items())
            visitTensorReferences(entry["inbound_nodes"], [&](const TensorReference& reference) {
                if (const auto found = references.find(std::string(reference.layer)); found != references.end())
                    found->second.push_back(reference.node);
            });
        // An index past the list of calls shows that the definition counts as call 0 (Architecture reader).
        for (const Item& item : items) {
            const auto found = references.find(item.name);
            if (found == references.end() || found->second.empty())
                continue;
            const auto [low, high] = std::minmax_element(found->second.begin(), found->second.end());
            const auto calls = static_cast<std::int64_t>((*item.entry)["inbound_nodes"].size());
            graph.sourceShift[item.name] = *low >= 1 && *high <= calls && definesItself(*item.entry) ? 1 : 0;
        }
        for (const Item& item : items)
            if (references.contains(item.name) && !graph.sourceShift.contains(item.name))
                graph.sourceShift[item.name] = graph.targetShift[item.name]; // only the border refers to it
    }
    const auto shift = [&](const std::string& layer) {
        const auto found = graph.sourceShift.find(layer);
        return found != graph.sourceShift.end() ? found->second : std::int64_t{0};
    };
    for (Item& item : items) {
        for (const Json& node : (*item.entry)["inbound_nodes"].items())
            item.calls.push_back(node.isObject() && node.contains("args") ? readCall3(node, shift)
                                                                          : readCall2(node, item.operation, shift));
        // keras/src/ops/operation.py: names hold no slash.
        if (m_target == 3 && item.name.find('/') != std::string::npos) {
            std::string name = item.name;
            std::replace(name.begin(), name.end(), '/', '_');
            while (taken.contains(name))
                name += "_";
            taken.insert(name);
            graph.names.emplace(item.name, name);
            m_notes.translated("Names of layers hold no slashes in Keras 3");
        }
    }
    (void)path;
    return items;
}

TensorInfo ModelTranslator::describe(const CallTensor& tensor, const Graph& graph) const
{
    TensorInfo info;
    const Layer* layer = nullptr;
    if (const auto found = graph.byName.find(tensor.layer); found != graph.byName.end())
        layer = found->second;
    for (const auto& [old, name] : graph.names)
        if (name == tensor.layer)
            if (const auto found = graph.byName.find(old); found != graph.byName.end())
                layer = found->second;
    if (layer == nullptr || tensor.node < 0 || static_cast<std::size_t>(tensor.node) >= layer->nodes.size())
        return info;
    const LayerNode& node = layer->nodes[static_cast<std::size_t>(tensor.node)];
    const auto index = static_cast<std::size_t>(tensor.tensor);
    if (index < node.outputShapes.size())
        info.shape = node.outputShapes[index];
    if (index < node.outputDtypes.size())
        info.dtype = node.outputDtypes[index];
    return info;
}

/// Between [sequence, state, ...] of Keras 2 and initial_state of Keras 3, positional and keyword arguments.
void ModelTranslator::fitCall(const Item& item, const Graph&, Call& call) const
{
    const std::string className = classIdentity(*item.entry).className;
    for (const char* key : {"mask", "training"})
        if (call.kwargs.contains(key) && call.kwargs[key].isNull())
            call.kwargs.remove(key);
    if (m_target == 3) {
        if (takesInitialState(className) && call.args.size() == 1 && call.args.front().isArray() &&
            call.args.front().size() > 1) {
            Json states = Json::array();
            for (std::size_t i = 1; i < call.args.front().size(); ++i)
                states.push(call.args.front().at(i));
            call.kwargs.set("initial_state", std::move(states));
            call.args.front() = Json(call.args.front().at(0));
        }
        return;
    }
    const auto names = positionalNames(className);
    for (std::size_t i = 1; i < call.args.size(); ++i)
        if (i < names.size() && !call.args[i].isNull())
            call.kwargs.set(names[i], call.args[i]);
    if (call.args.empty() && !names.empty() && call.kwargs.contains(names.front())) {
        call.args.push_back(call.kwargs[names.front()]);
        call.kwargs.remove(names.front());
    }
    if (call.args.size() > 1)
        call.args.resize(1);
    if (takesInitialState(className) && call.kwargs["initial_state"].isArray()) {
        Json all = Json::array();
        all.push(call.args.empty() ? Json() : call.args.front());
        for (const Json& state : call.kwargs["initial_state"].items())
            all.push(state);
        call.args.assign(1, std::move(all));
        call.kwargs.remove("initial_state");
    }
}

/// Keras 3 computes masks by operations of the graph and hands them over; in Keras 2 they travel with the tensors.
void ModelTranslator::dropMasks(std::vector<Item>& items, const Json& outputs) const
{
    std::unordered_map<std::string, const Item*> byName;
    bool masks = false;
    for (const Item& item : items) {
        byName.emplace(item.name, &item);
        const Json& config = (*item.entry)["config"];
        masks = masks || classIdentity(*item.entry).className == "Masking" || config["mask_zero"].toBool() ||
                ArchitectureReader::containerKind(*item.entry).has_value();
    }
    if (!masks)
        return;
    bool dropped = false;
    for (Item& item : items)
        for (Call& call : item.calls)
            for (const char* key : {"mask", "query_mask", "value_mask", "key_mask"}) {
                CallTensor tensor;
                const Json* mask = call.kwargs.find(key);
                if (item.operation || mask == nullptr)
                    continue;
                bool computed = false;
                visitTensors(*mask, [&](const CallTensor& one) {
                    const auto found = byName.find(one.layer);
                    computed = computed || (found != byName.end() && found->second->operation);
                });
                if (computed) {
                    call.kwargs.remove(key);
                    dropped = true;
                }
            }
    if (!dropped)
        return;
    m_notes.translated("Masks travel with the tensors in Keras 2; the operations that compute them are left out");
    dropUnread(items, outputs);
}

/// keras/src/layers/preprocessing/hashed_crossing.py build; tf_keras takes any number.
void ModelTranslator::checkCrossing(const Item& item, const std::string& path) const
{
    for (const Call& call : item.calls) {
        std::size_t count = 0;
        const auto one = [&](const CallTensor&) { ++count; };
        for (const Json& argument : call.args)
            visitTensors(argument, one);
        visitTensors(call.kwargs, one);
        if (count != 2)
            return m_notes.impossible(
                "HashedCrossing of Keras 3 takes two inputs, and here it gets " + std::to_string(count), path);
    }
}

/// tf_keras/src/layers/attention/multi_head_attention.py from_config asks for the shapes.
void ModelTranslator::attentionShapes(const Item& item, const Graph& graph, Json& config) const
{
    const Json& built = (*item.entry)["build_config"]["shapes_dict"];
    std::optional<CallTensor> query, value, key;
    if (!item.calls.empty()) {
        const Call& call = item.calls.front();
        const auto find = [&](std::size_t index, const char* name) -> std::optional<CallTensor> {
            CallTensor tensor;
            if ((index < call.args.size() && tensorIn(call.args[index], tensor)) || tensorIn(call.kwargs[name], tensor))
                return tensor;
            return std::nullopt;
        };
        query = find(0, "query");
        value = find(1, "value");
        key = find(2, "key");
    }
    const auto shape = [&](const std::optional<CallTensor>& tensor, const char* name) -> Json {
        const auto known = tensor ? describe(*tensor, graph).shape : std::nullopt;
        if (!known)
            return built[name];
        Json list = Json::array();
        for (const std::int64_t dim : *known)
            list.push(dim == kUnknownDim ? Json() : Json(dim));
        return list;
    };
    config.set("query_shape", shape(query, "query_shape"));
    config.set("key_shape", key ? shape(key, "key_shape") : shape(value, "value_shape"));
    config.set("value_shape", shape(value, "value_shape"));
}

Json ModelTranslator::operation(const Item& item, const Graph& graph, std::vector<Call>& calls, const std::string& path)
{
    const auto renamed = graph.names.find(item.name);
    const std::string& name = renamed != graph.names.end() ? renamed->second : item.name;
    std::string reason;
    if (m_source == m_target) {
        Json entry = *item.entry;
        entry.remove("inbound_nodes");
        entry.remove("name");
        const OperationRow* row = findByClass(entry["class_name"].toText());
        const std::string module = row != nullptr ? std::string(row->module) : "numpy";
        if (m_target == 2 || entry["module"].isString())
            return entry;
        return Json::object({{"module", "keras.src.ops." + module},
                             {"class_name", entry["class_name"]},
                             {"config", entry["config"]},
                             {"registered_name", entry["class_name"]}});
    }
    auto translated = m_target == 3 ? turnedProduct(item, graph, calls, name) : std::nullopt;
    if (!translated && m_target == 3)
        translated = exampleReshape(item, calls, name);
    if (!translated)
        translated = m_target == 3 ? operationToKeras3(*item.entry, calls, name, reason)
                                   : operationToKeras2(*item.entry, calls, name, reason);
    if (!translated) {
        m_notes.impossible(reason + (m_target == 3
                                         ? "; Keras 3 will not open the file: save the model for Keras 2, or put "
                                           "a layer in the place of the operation"
                                         : "; tf_keras will not open the file: save the model for Keras 3, or put "
                                           "a layer in the place of the operation"),
                           path);
        Json entry = *item.entry;
        entry.remove("inbound_nodes");
        entry.remove("name");
        return entry;
    }
    m_notes.translated(m_target == 3 ? "TFOpLambda layers are operations of Keras 3"
                                     : "Operations of Keras 3 are TFOpLambda layers");
    calls = std::move(translated->calls);
    return std::move(translated->entry);
}

/// input_layers and output_layers: nested lists of [name, node, tensor], or one such list alone.
Json ModelTranslator::border(const Json& references, const Graph& graph) const
{
    const std::function<Json(const Json&)> map = [&](const Json& json) -> Json {
        if (json.isArray() && json.size() >= 3 && json.at(0).isString() && json.at(1).isNumber()) {
            const std::string& layer = json.at(0).toText();
            std::int64_t node = json.at(1).toInt();
            const auto known = graph.targetShift.find(layer);
            if (known != graph.targetShift.end()) {
                const auto byName = graph.byName.find(layer);
                const bool functional = byName != graph.byName.end() && byName->second->nested == ModelKind::Functional;
                const auto source = graph.sourceShift.find(layer);
                if (m_source == 2)
                    node -= source != graph.sourceShift.end() ? source->second : 0;
                else if (functional && node > 0)
                    --node;
                // Keras 3 counts the definition of a functional model here, and only here (functional.py get_config).
                node += m_target == 2 ? known->second : functional ? 1 : 0;
            }
            const auto renamed = graph.names.find(layer);
            return Json::array({renamed != graph.names.end() ? renamed->second : layer, node, json.at(2)});
        }
        if (json.isArray()) {
            Json list = Json::array();
            for (const Json& item : json.items())
                list.push(map(item));
            return list;
        }
        if (json.isObject()) {
            Json object = Json::object();
            for (const auto& [key, value] : json.members())
                object.set(key, map(value));
            return object;
        }
        return json;
    };
    Json mapped = map(references);
    const bool single = mapped.isArray() && mapped.at(0).isString();
    if (m_target == 2 && single)
        return Json::array({mapped});
    // A list of one is no list in Keras 2, but one in Keras 3.
    if (m_target == 3 && m_source == 2 && mapped.isArray() && mapped.size() == 1 && mapped.at(0).isArray())
        return Json(mapped.at(0));
    return mapped;
}

} // namespace lw::keras
