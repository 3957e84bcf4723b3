// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/ObjectGraph.h"

#include "core/containers/protobuf/Message.h"
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/graph/export/FunctionWriter.h"
#include "core/graph/export/ProtoWriting.h"

#include <algorithm>

namespace lw::formats {

ObjectId ObjectGraph::addObject(pb::SavedObject object)
{
    *m_saved.add_nodes() = std::move(object);
    return m_saved.nodes_size() - 1;
}

ObjectId ObjectGraph::addUser(std::string_view identifier, int version)
{
    pb::SavedObject object;
    object.mutable_user_object()->set_identifier(std::string(identifier));
    object.mutable_user_object()->mutable_version()->set_producer(version);
    object.mutable_user_object()->mutable_version()->set_min_consumer(1);
    return addObject(std::move(object));
}

ObjectId ObjectGraph::addList(const std::vector<ObjectId>& items)
{
    const ObjectId list = addUser("trackable_list_wrapper");
    for (std::size_t i = 0; i < items.size(); ++i)
        addChild(list, std::to_string(i), items[i]);
    return list;
}

ObjectId ObjectGraph::addVariable(const std::string& path, const std::string& name, bool trainable,
                                  const Tensor& tensor)
{
    pb::SavedObject object;
    pb::SavedVariable& variable = *object.mutable_variable();
    variable.set_dtype(static_cast<int>(tensor.dtype()));
    graph::shapeToProto(tensor.shape(), *variable.mutable_shape());
    if (trainable)
        variable.set_trainable(true);
    variable.set_name(name);
    StoredVariable stored;
    stored.object = addObject(std::move(object));
    stored.key = path + std::string(kVariableSuffix);
    stored.sharedName = graph::nodeName(name);
    const auto taken = [&](const std::string& wanted) {
        return std::any_of(m_variables.begin(), m_variables.end(),
                           [&](const StoredVariable& other) { return other.sharedName == wanted; });
    };
    for (std::size_t number = 1; taken(stored.sharedName); ++number)
        stored.sharedName = graph::nodeName(name) + "_" + std::to_string(number);
    stored.dtype = tensor.dtype();
    stored.shape = tensor.shape();
    stored.tensor = tensor;
    m_variables.push_back(std::move(stored));
    return m_variables.back().object;
}

std::optional<ObjectId> ObjectGraph::child(ObjectId parent, std::string_view name) const
{
    for (const auto& edge : m_saved.nodes(parent).children())
        if (edge.local_name() == name)
            return edge.node_id();
    return std::nullopt;
}

void ObjectGraph::addChild(ObjectId parent, std::string_view name, ObjectId child)
{
    if (this->child(parent, name))
        return;
    auto* edge = m_saved.mutable_nodes(parent)->add_children();
    edge->set_node_id(child);
    edge->set_local_name(std::string(name));
}

ObjectId ObjectGraph::makePath(ObjectId from, std::string_view path)
{
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        const std::string_view rest = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
        if (const auto known = child(from, name)) {
            from = *known;
        } else {
            const bool list = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
            const ObjectId made = addUser(list ? "trackable_list_wrapper" : "_generic_user_object");
            addChild(from, name, made);
            from = made;
        }
        path = rest;
    }
    return from;
}

std::string ObjectGraph::checkpointGraph() const
{
    pb::TrackableObjectGraph graph;
    for (const pb::SavedObject& object : m_saved.nodes()) {
        auto* node = graph.add_nodes();
        *node->mutable_children() = object.children();
        node->mutable_has_checkpoint_values();
    }
    for (const StoredVariable& variable : m_variables) {
        auto* node = graph.mutable_nodes(variable.object);
        auto* attribute = node->add_attributes();
        attribute->set_name("VARIABLE_VALUE");
        attribute->set_full_name(m_saved.nodes(variable.object).variable().name());
        attribute->set_checkpoint_key(variable.key);
        node->mutable_has_checkpoint_values()->set_value(true);
    }
    return protobuf::serialize(graph);
}

} // namespace lw::formats
