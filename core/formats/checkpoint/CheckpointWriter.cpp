// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointWriter.h"

#include "core/base/FileOperations.h"
#include "core/base/SaveFile.h"
#include "core/containers/protobuf/Message.h"
#include "core/formats/checkpoint/BundleWriter.h"
#include "core/formats/checkpoint/CheckpointFiles.h"
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/formats/checkpoint/OptimizerObjects.h"
#include "core/keras/Vocabularies.h"

#include <bundle.pb.h>
#include <optional>
#include <unordered_map>

namespace lw::formats {

namespace {

using Graph = pb::TrackableObjectGraph;
using Lookup = std::function<const Variable*(const std::string&)>;

constexpr std::string_view kValue = "VARIABLE_VALUE";
constexpr std::string_view kCounter = "save_counter";

std::string fullName(const Variable& variable)
{
    const std::string& name = variable.name.empty() ? variable.path : variable.name;
    return name.substr(0, name.rfind(':'));
}

/// Turns a tree into TensorFlow's object graph and lists the values to store.
class GraphWriter {
public:
    GraphWriter(const keras::ObjectTree& tree, const Lookup& variable) : m_paths(tree.paths())
    {
        for (std::size_t i = 0; i < tree.nodes().size(); ++i) {
            const keras::TrackedObject& object = tree.nodes()[i];
            auto* node = m_graph.add_nodes();
            for (const auto& [name, target] : object.children)
                addChild(*node, name, static_cast<int>(target));
            const Variable* value = object.variable.empty() ? nullptr : variable(object.variable);
            if (value != nullptr)
                addValue(*node, fullName(*value), m_paths[i] + std::string(kVariableSuffix), value->tensor);
            if (object.tableKeys != DType::Invalid)
                addTable(*node, object.tableKeys, m_paths[i] + std::string(kTableSuffix));
        }
    }

    /// One that counts, as Checkpoint.save writes it. load_weights of tf_keras takes it for something left over.
    void addCounter()
    {
        const int number = addCounterObject();
        addValue(*m_graph.mutable_nodes(number), std::string(kCounter),
                 std::string(kCounter) + std::string(kVariableSuffix),
                 Tensor::fromVector({}, std::vector<std::int64_t>{1}));
    }

    /// Checkpoint.restore asks for the object of a counter, but for no value of it; and load_weights takes an object
    /// without a value for nothing left over (tensorflow/python/checkpoint/checkpoint.py, assert_consumed). So one that
    /// does not count suits both, when it is marked as worth waiting for (restore.py, _queue_children_for_restoration).
    /// Restored from it, the next save is number 1.
    void addEmptyCounter()
    {
        for (const auto& child : m_graph.nodes(0).children())
            if (child.local_name() == kCounter)
                return; // a checkpoint that was opened may have one of its own
        m_graph.mutable_nodes(addCounterObject())->mutable_has_checkpoint_values()->set_value(true);
    }

    void addSlot(std::size_t optimizer, const SlotObject& slot)
    {
        const int number = m_graph.nodes_size();
        auto* node = m_graph.add_nodes();
        addValue(*node, fullName(slot.slot),
                 m_paths[slot.variable] + std::string(kSlotMark) + m_paths[optimizer] + "/" +
                     keras::escapedName(slot.name) + std::string(kVariableSuffix),
                 slot.slot.tensor);
        auto* reference = m_graph.mutable_nodes(static_cast<int>(optimizer))->add_slot_variables();
        reference->set_original_variable_node_id(static_cast<int>(slot.variable));
        reference->set_slot_name(slot.name);
        reference->set_slot_variable_node_id(number);
    }

    [[nodiscard]] std::size_t values() const { return m_values.size(); }

    Result<void> write(const std::string& prefix, const Progress& progress) const
    {
        std::uint64_t total = 0, done = 0;
        for (const auto& [key, tensor] : m_values)
            total += tensor.byteSize();
        LW_ASSIGN(BundleWriter writer, BundleWriter::create(prefix));
        for (const auto& [key, tensor] : m_values) {
            LW_TRY(progress.check());
            if (auto added = writer.add(key, tensor); !added)
                return added.error().in(key);
            progress(done += tensor.byteSize(), total);
        }
        LW_TRY(writer.addText(std::string(kObjectGraphKey), protobuf::serialize(m_graph)));
        return writer.commit();
    }

private:
    int addCounterObject()
    {
        const int number = m_graph.nodes_size();
        m_graph.add_nodes();
        addChild(*m_graph.mutable_nodes(0), std::string(kCounter), number);
        return number;
    }

    static void addChild(Graph::TrackableObject& node, const std::string& name, int target)
    {
        auto* child = node.add_children();
        child->set_node_id(target);
        child->set_local_name(name);
    }

    void addValue(Graph::TrackableObject& node, const std::string& name, std::string key, const Tensor& tensor)
    {
        auto* attribute = node.add_attributes();
        attribute->set_name(std::string(kValue));
        attribute->set_full_name(name);
        attribute->set_checkpoint_key(key);
        node.mutable_has_checkpoint_values()->set_value(true);
        m_values.emplace_back(std::move(key), tensor);
    }

    /// Without entries: once the words are learned, nothing is counted any more (tensorflow/python/ops/lookup_ops.py
    /// MutableHashTable).
    void addTable(Graph::TrackableObject& node, DType keys, const std::string& key)
    {
        auto* attribute = node.add_attributes();
        attribute->set_name("table");
        attribute->set_checkpoint_key(key);
        node.mutable_has_checkpoint_values()->set_value(true);
        const Tensor numbers = Tensor::fromVector({0}, std::vector<std::int64_t>());
        m_values.emplace_back(key + "-keys", keys == DType::String ? Tensor::fromStrings({0}, {}) : numbers);
        m_values.emplace_back(key + "-values", numbers);
    }

    std::vector<std::string> m_paths;
    Graph m_graph;
    std::vector<std::pair<std::string, Tensor>> m_values;
};

/// Protocol Buffers' text form of a string.
std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        out.push_back(c);
    }
    return out + "\"";
}

/// The file that tf.train.latest_checkpoint reads (tensorflow/python/checkpoint/checkpoint_management.py).
Result<void> writeState(const std::string& prefix)
{
    LW_ASSIGN(SaveFile file, SaveFile::create(folderOf(prefix) + "/checkpoint"));
    const std::string name = quoted(fileNameOf(prefix));
    LW_TRY(file.write("model_checkpoint_path: " + name + "\nall_model_checkpoint_paths: " + name + "\n"));
    return file.commit();
}

enum class Counter { Empty, One };

/// owner: the node of the model, which its optimizer is hung on; none: no optimizer is written.
Result<void> writeTree(const Model& model, keras::ObjectTree tree, std::optional<std::size_t> owner, Counter counter,
                       const std::string& prefix, const Progress& progress)
{
    std::unordered_map<std::string, const Variable*> variables;
    for (const Variable& variable : model.variables)
        variables.emplace(variable.path, &variable);
    const std::vector<Variable> words = keras::vocabularyVariables(model);
    for (const Variable& variable : words)
        variables.emplace(variable.path, &variable);
    for (std::size_t node = 0; node < tree.nodes().size(); ++node) // a checkpoint's tree has the optimizer's as well
        if (!tree.nodes()[node].variable.empty() && !variables.contains(tree.nodes()[node].variable))
            tree.setVariable(node, {});
    OptimizerObjects optimizer;
    if (owner)
        optimizer = addOptimizer(model, tree, *owner);
    for (const auto& [label, variable] : optimizer.variables)
        variables.emplace(label, &variable);
    GraphWriter writer(tree, [&](const std::string& name) -> const Variable* {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second;
    });
    for (const SlotObject& slot : optimizer.slots)
        writer.addSlot(optimizer.node, slot);
    if (counter == Counter::One)
        writer.addCounter();
    else
        writer.addEmptyCounter();
    if (writer.values() == 0)
        return invalid("the model has no weights, so there is nothing for a checkpoint to hold");
    if (fileNameOf(prefix).empty())
        return invalid("a checkpoint needs a name, which its files begin with");
    LW_TRY(writer.write(prefix, progress));
    return writeState(prefix);
}

} // namespace

Result<void> writeComposed(const keras::ObjectTree& tree, const Model& model, const std::string& prefix,
                           const SaveOptions& options, const Progress& progress)
{
    std::optional<std::size_t> whole;
    for (const auto& [key, node] : tree.nodes()[0].children)
        if (tree.nodes()[node].layer == keras::kWholeModel)
            whole = node;
    return writeTree(model, tree, options.optimizer ? whole : std::nullopt, Counter::One, prefix, progress);
}

Result<void> writeCheckpoint(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress)
{
    const bool ownNames = model.kind == ModelKind::Subclassed || model.kind == ModelKind::Graph;
    if (ownNames && !keras::hasTrackedObjects(model))
        return unsupported(
            "the Python names of this model's attributes are not known, so no checkpoint of it would load; "
            "save it as a SavedModel");
    std::string prefix = path;
    if (prefix.ends_with(kIndexSuffix))
        prefix.resize(prefix.size() - kIndexSuffix.size());
    const bool hasLayers = model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional;
    // The numbers of layers move when a model of known layers is edited; other models keep the names of their program.
    keras::ObjectTree tree = hasLayers ? keras::objectTree(model, keras::Kept::Listed) : keras::trackedObjects(model);
    if (!model.layers.empty())
        diagnostics.info("Checkpoints hold weights only; the architecture is not saved");
    keras::noteWordsLeftOut(model, diagnostics);
    const auto owner = options.optimizer ? std::optional<std::size_t>(0) : std::nullopt;
    return writeTree(model, std::move(tree), owner, Counter::Empty, prefix, progress);
}

} // namespace lw::formats
