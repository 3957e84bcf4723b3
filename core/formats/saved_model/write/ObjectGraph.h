// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Variable.h"

#include <bundle.pb.h>
#include <optional>
#include <saved_model.pb.h>
#include <string>
#include <string_view>
#include <vector>

namespace lw::formats {

using ObjectId = std::int32_t;

/// A variable of the object graph, and where its value goes.
struct StoredVariable {
    ObjectId object = 0;
    std::string key;        ///< in the checkpoint, with the suffix
    std::string sharedName; ///< of its handle; unique in the graph
    DType dtype = DType::Float32;
    Shape shape;
    Tensor tensor;
};

/// The object graph of a SavedModel that is being written, and that of its checkpoint: the same nodes and edges
/// (tensorflow/core/protobuf/saved_object_graph.proto, trackable_object_graph.proto). Node 0 is the root. Not thread
/// safe.
class ObjectGraph {
public:
    ObjectId addUser(std::string_view identifier, int version = 1);
    ObjectId addList(const std::vector<ObjectId>& items);
    ObjectId addDictionary() { return addUser("trackable_dict_wrapper"); }
    /// path: the object's place from the root, which gives the checkpoint key.
    ObjectId addVariable(const std::string& path, const std::string& name, bool trainable, const Tensor& tensor);
    ObjectId addObject(pb::SavedObject object);

    /// The same edge again is not added.
    void addChild(ObjectId parent, std::string_view name, ObjectId child);
    [[nodiscard]] std::optional<ObjectId> child(ObjectId parent, std::string_view name) const;
    /// The object at this path of names from a node, made where it is missing.
    ObjectId makePath(ObjectId from, std::string_view path);

    [[nodiscard]] pb::SavedObjectGraph& saved() { return m_saved; }
    [[nodiscard]] const pb::SavedObjectGraph& saved() const { return m_saved; }
    [[nodiscard]] const std::vector<StoredVariable>& variables() const { return m_variables; }
    /// The object graph as the checkpoint holds it.
    [[nodiscard]] std::string checkpointGraph() const;

private:
    pb::SavedObjectGraph m_saved;
    std::vector<StoredVariable> m_variables;
};

} // namespace lw::formats
