// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointFormat.h"

#include "core/base/FileOperations.h"
#include "core/containers/sstable/TableReader.h"
#include "core/formats/checkpoint/CheckpointFiles.h"
#include "core/formats/checkpoint/CheckpointObjects.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace lw::formats {

namespace {

constexpr int kCertain = 100;
constexpr int kLikely = 80;
constexpr int kByNameOnly = 5;

bool hasIndex(const std::string& prefix)
{
    return stampOf(prefix + std::string(kIndexSuffix)).ok();
}

/// Counters that the saver itself keeps; no parameters of a model.
bool isCounter(std::string_view path)
{
    return path == "save_counter" || path == "global_step";
}

Variable variableOf(const BundleItem& item, std::string path, std::string name)
{
    Variable variable;
    variable.path = std::move(path);
    variable.name = std::move(name);
    variable.key = item.key;
    variable.tensor = item.tensor;
    const std::size_t slash = variable.path.rfind('/');
    if (slash != std::string::npos) {
        variable.layer = variable.path.substr(0, slash);
        variable.role = variable.path.substr(slash + 1);
    } else {
        variable.role = variable.path;
    }
    return variable;
}

/// Builds a model from the entries of a bundle.
class CheckpointModel {
public:
    CheckpointModel(const Bundle& bundle, Model& model) : m_bundle(bundle), m_model(model) {}

    void addObjects(const std::vector<CheckpointVariable>& objects)
    {
        for (const CheckpointVariable& object : objects) {
            const BundleItem* item = m_bundle.find(object.key);
            if (!item && isTable(object.key))
                continue; // what it holds comes with the entries that no object has
            if (!item) {
                m_model.diagnostics.warning("the object graph names a value that the checkpoint does not hold",
                                            object.path);
                continue;
            }
            if (!m_taken.insert(object.key).second)
                continue;
            add(*item, object.path, object.fullName.empty() ? object.path : object.fullName, object.optimizer);
            if (object.iterations)
                readIterations(item->tensor);
        }
    }

    void addRest()
    {
        for (const BundleItem& item : m_bundle.items()) {
            if (item.key == kObjectGraphKey || m_taken.count(item.key) != 0)
                continue;
            const bool slot = item.key.find(kSlotMark) != std::string::npos || isNamedSlot(m_bundle, item.key);
            add(item, pathOfKey(item.key), item.key, slot);
            if (item.key == "global_step")
                m_globalStep = item.tensor;
        }
        if (m_model.training && !m_model.training->iterations && !m_globalStep.isNull())
            readIterations(m_globalStep);
    }

    void count()
    {
        for (const Variable& variable : m_model.variables)
            if (!isCounter(variable.path))
                m_model.totalParameters += variable.tensor.elements();
        m_model.trainableParameters = m_model.totalParameters;
    }

private:
    /// A lookup table is one value of its object, and two entries (lookup_ops.py of TensorFlow, _Saveable).
    [[nodiscard]] bool isTable(const std::string& key) const { return m_bundle.find(key + "-keys") != nullptr; }

    TrainingState& training()
    {
        if (!m_model.training)
            m_model.training.emplace();
        return *m_model.training;
    }

    void add(const BundleItem& item, std::string path, std::string name, bool optimizer)
    {
        if (!m_paths.insert(path).second) // two keys whose unescaped paths are equal
            path = item.key;
        Variable variable = variableOf(item, std::move(path), std::move(name));
        if (optimizer || isCounter(variable.path))
            variable.trainable = false;
        (optimizer ? training().slotVariables : m_model.variables).push_back(std::move(variable));
    }

    void readIterations(const Tensor& tensor)
    {
        if (tensor.elements() != 1 || !isInteger(tensor.dtype()))
            return;
        if (const auto values = tensor.toInts(); values && values->size() == 1)
            training().iterations = values->front();
    }

    const Bundle& m_bundle;
    Model& m_model;
    std::set<std::string, std::less<>> m_taken, m_paths;
    Tensor m_globalStep;
};

} // namespace

Result<keras::ObjectTree> CheckpointPayload::objects(const Model& model) const
{
    LW_ASSIGN(const auto graph, m_bundle->objectGraph());
    if (!graph)
        return keras::objectTree(model); // name-based
    std::unordered_map<std::string_view, const std::string*> paths;
    for (const Variable& variable : model.variables)
        paths.emplace(variable.key, &variable.path);
    if (model.training)
        for (const Variable& variable : model.training->slotVariables)
            paths.emplace(variable.key, &variable.path);
    return readObjectTree(asBytes(*graph), [&](const std::string& key) {
        const auto found = paths.find(key);
        return found == paths.end() ? std::string() : *found->second;
    });
}

int sniffCheckpoint(const Probe& probe)
{
    if (!probe.exists)
        return hasIndex(probe.path) ? kCertain : 0;
    if (probe.isFolder)
        return checkpointPrefix(probe).ok() ? kLikely : 0;
    if (!prefixOfShard(probe.path).empty())
        return hasIndex(prefixOfShard(probe.path)) ? kCertain : 0;
    if (probe.path.ends_with(kIndexSuffix))
        return probe.file && sstable::looksLikeTable(probe.file->bytes()) ? kCertain : kByNameOnly;
    if (fileNameOf(probe.path) == "checkpoint")
        return checkpointPrefix(probe).ok() ? kLikely : 0;
    return 0;
}

Result<Model> readCheckpoint(const Probe& probe, const Progress& progress)
{
    LW_ASSIGN(const std::string prefix, checkpointPrefix(probe));
    LW_TRY(progress.check());
    Model model;
    model.format = "tf_checkpoint";
    model.kind = ModelKind::Weights;
    model.path = prefix;
    model.name = fileNameOf(prefix);
    LW_ASSIGN(const auto bundle, Bundle::open(prefix, model.diagnostics));
    model.stamp = bundle->stamp();
    model.payload = std::make_shared<CheckpointPayload>(bundle);
    LW_TRY(progress.check());

    CheckpointModel builder(*bundle, model);
    const auto graph = bundle->objectGraph();
    if (!graph) {
        model.diagnostics.error("the object graph cannot be read: " + graph.error().message);
    } else if (graph->has_value()) {
        model.formatDetail = "object-based";
        const auto objects = readCheckpointObjects(asBytes(**graph));
        if (objects)
            builder.addObjects(*objects);
        else
            model.diagnostics.error("the object graph cannot be read: " + objects.error().message);
    } else {
        model.formatDetail = "name-based";
    }
    builder.addRest();
    builder.count();
    return model;
}

} // namespace lw::formats
