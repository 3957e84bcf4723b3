// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/VariableKeys.h"

#include "core/containers/protobuf/Message.h"

#include <bundle.pb.h>
#include <unordered_map>

namespace lw::formats {

namespace {

constexpr std::int32_t kUnmatched = -1;

class KeyWalk {
public:
    KeyWalk(const graph::SavedObjects& objects, const pb::TrackableObjectGraph& stored)
        : m_objects(objects), m_stored(stored), m_match(objects.size(), kUnmatched)
    {
    }

    std::vector<std::string> keys()
    {
        if (m_objects.size() > 0 && m_stored.nodes_size() > 0)
            match(0, 0);
        while (!m_open.empty()) {
            const std::uint32_t object = m_open.back();
            m_open.pop_back();
            matchChildren(object, m_stored.nodes(m_match[object]));
        }
        for (std::uint32_t object = 0; object < m_objects.size(); ++object)
            if (m_match[object] != kUnmatched)
                matchSlots(object, m_stored.nodes(m_match[object]));
        std::vector<std::string> keys(m_objects.size());
        for (std::size_t object = 0; object < keys.size(); ++object)
            if (m_match[object] != kUnmatched && m_stored.nodes(m_match[object]).attributes_size() > 0)
                keys[object] = m_stored.nodes(m_match[object]).attributes(0).checkpoint_key();
        return keys;
    }

private:
    void match(std::uint32_t object, std::int32_t stored)
    {
        if (stored < 0 || stored >= m_stored.nodes_size() || m_match[object] != kUnmatched)
            return;
        m_match[object] = stored;
        m_open.push_back(object);
    }

    void matchChildren(std::uint32_t object, const pb::TrackableObjectGraph::TrackableObject& stored)
    {
        if (stored.children_size() == 0)
            return;
        std::unordered_map<std::string_view, std::int32_t> byName;
        for (const auto& child : stored.children())
            byName.emplace(child.local_name(), child.node_id());
        for (const graph::ObjectChild& child : m_objects.children(object))
            if (const auto found = byName.find(child.name); found != byName.end())
                match(child.node, found->second);
    }

    void matchSlots(std::uint32_t object, const pb::TrackableObjectGraph::TrackableObject& stored)
    {
        for (const graph::ObjectSlot& slot : m_objects.slotEdges(object))
            for (const auto& candidate : stored.slot_variables())
                if (candidate.slot_name() == slot.name &&
                    candidate.original_variable_node_id() == m_match[slot.variable]) {
                    const std::int32_t node = candidate.slot_variable_node_id();
                    if (node >= 0 && node < m_stored.nodes_size() && m_match[slot.slot] == kUnmatched)
                        m_match[slot.slot] = node;
                }
    }

    const graph::SavedObjects& m_objects;
    const pb::TrackableObjectGraph& m_stored;
    std::vector<std::int32_t> m_match; ///< by object: its node in the checkpoint
    std::vector<std::uint32_t> m_open;
};

} // namespace

Result<std::vector<std::string>> variableKeys(const graph::SavedObjects& objects, ByteSpan objectGraph)
{
    pb::TrackableObjectGraph stored;
    LW_TRY(protobuf::parse(objectGraph, stored));
    return KeyWalk(objects, stored).keys();
}

} // namespace lw::formats
