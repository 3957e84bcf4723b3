// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/SavedObjects.h"

#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/graph/import/ProtoValues.h"

#include <algorithm>
#include <charconv>
#include <saved_model.pb.h>

namespace lw::graph {

namespace {

using protobuf::WireReader;
using protobuf::WireType;

// Field numbers of saved_object_graph.proto and trackable_object_graph.proto.
constexpr std::uint32_t kNodes = 1, kConcreteFunctions = 2;
constexpr std::uint32_t kChildren = 1, kSlots = 3;
constexpr std::uint32_t kNodeId = 1, kLocalName = 2;
constexpr std::uint32_t kOriginal = 1, kSlotName = 2, kSlotNode = 3;
constexpr std::uint32_t kIdentifier = 1, kMetadata = 3;
constexpr std::uint32_t kMissing = 0xffffffffU;

ObjectKind kindOfField(std::uint32_t number)
{
    switch (number) {
    case 4:
        return ObjectKind::User;
    case 5:
        return ObjectKind::Asset;
    case 6:
        return ObjectKind::Function;
    case 7:
        return ObjectKind::Variable;
    case 8:
        return ObjectKind::BareFunction;
    case 9:
        return ObjectKind::Constant;
    case 10:
        return ObjectKind::Resource;
    case 12:
        return ObjectKind::Captured;
    default:
        return ObjectKind::None;
    }
}

std::uint32_t nodeNumber(std::uint64_t value)
{
    return value < kMissing ? static_cast<std::uint32_t>(value) : kMissing;
}

Result<ObjectChild> readChild(ByteSpan message)
{
    ObjectChild child;
    WireReader reader(message);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            return child;
        if (field->is(kNodeId, WireType::Varint))
            child.node = nodeNumber(field->value);
        else if (field->is(kLocalName, WireType::Bytes))
            child.name = field->text();
    }
}

Result<ObjectSlot> readSlot(ByteSpan message)
{
    ObjectSlot slot;
    WireReader reader(message);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            return slot;
        if (field->is(kOriginal, WireType::Varint))
            slot.variable = nodeNumber(field->value);
        else if (field->is(kSlotName, WireType::Bytes))
            slot.name = field->text();
        else if (field->is(kSlotNode, WireType::Varint))
            slot.slot = nodeNumber(field->value);
    }
}

std::string_view textField(ByteSpan message, std::uint32_t number)
{
    WireReader reader(message);
    std::string_view text;
    for (auto field = reader.next(); field && *field; field = reader.next())
        if ((*field)->is(number, WireType::Bytes))
            text = (*field)->text();
    return text;
}

} // namespace

Result<void> SavedObjects::readNode(ByteSpan message)
{
    Node node;
    node.firstChild = static_cast<std::uint32_t>(m_children.size());
    node.firstSlot = static_cast<std::uint32_t>(m_slots.size());
    WireReader reader(message);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            break;
        if (field->type != WireType::Bytes)
            continue;
        if (field->number == kChildren) {
            LW_ASSIGN(const ObjectChild child, readChild(field->bytes));
            m_children.push_back(child);
        } else if (field->number == kSlots) {
            LW_ASSIGN(const ObjectSlot slot, readSlot(field->bytes));
            m_slots.push_back(slot);
        } else if (const ObjectKind kind = kindOfField(field->number); kind != ObjectKind::None) {
            node.kind = kind;
            node.payload = field->bytes;
        }
    }
    node.childCount = static_cast<std::uint32_t>(m_children.size()) - node.firstChild;
    node.slotCount = static_cast<std::uint32_t>(m_slots.size()) - node.firstSlot;
    m_nodes.push_back(node);
    return {};
}

void SavedObjects::dropBadEdges()
{
    const auto total = static_cast<std::uint32_t>(m_nodes.size());
    for (Node& node : m_nodes) {
        const auto children = m_children.begin() + node.firstChild;
        const auto goodChildren =
            std::remove_if(children, children + node.childCount, [&](const ObjectChild& c) { return c.node >= total; });
        node.childCount = static_cast<std::uint32_t>(goodChildren - children);
        const auto slots = m_slots.begin() + node.firstSlot;
        const auto goodSlots = std::remove_if(
            slots, slots + node.slotCount, [&](const ObjectSlot& s) { return s.variable >= total || s.slot >= total; });
        node.slotCount = static_cast<std::uint32_t>(goodSlots - slots);
    }
}

Result<SavedObjects> SavedObjects::read(ByteSpan message)
{
    SavedObjects objects;
    WireReader reader(message);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            break;
        if (field->is(kNodes, WireType::Bytes)) {
            LW_TRY(objects.readNode(field->bytes));
        } else if (field->is(kConcreteFunctions, WireType::Bytes)) {
            WireReader entry(field->bytes);
            std::string_view name;
            ByteSpan value;
            while (true) {
                LW_ASSIGN(const auto part, entry.next());
                if (!part)
                    break;
                if (part->is(1, WireType::Bytes))
                    name = part->text();
                else if (part->is(2, WireType::Bytes))
                    value = part->bytes;
            }
            objects.m_functions[name] = value;
        }
    }
    objects.dropBadEdges();
    return objects;
}

std::span<const ObjectChild> SavedObjects::children(std::uint32_t node) const
{
    return std::span(m_children).subspan(m_nodes[node].firstChild, m_nodes[node].childCount);
}

std::span<const ObjectSlot> SavedObjects::slotEdges(std::uint32_t node) const
{
    return std::span(m_slots).subspan(m_nodes[node].firstSlot, m_nodes[node].slotCount);
}

std::optional<std::uint32_t> SavedObjects::child(std::uint32_t node, std::string_view name) const
{
    for (const ObjectChild& child : children(node))
        if (child.name == name)
            return child.node;
    return std::nullopt;
}

std::optional<std::uint32_t> SavedObjects::find(std::uint32_t node, std::string_view path) const
{
    std::optional<std::uint32_t> at = node < size() ? std::optional(node) : std::nullopt;
    while (at && !path.empty()) {
        const std::size_t slash = path.find('/');
        at = child(*at, path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return at;
}

std::vector<std::uint32_t> SavedObjects::listItems(std::uint32_t node) const
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> numbered;
    for (const ObjectChild& child : children(node)) {
        std::uint32_t index = 0;
        const char* end = child.name.data() + child.name.size();
        if (const auto parsed = std::from_chars(child.name.data(), end, index);
            parsed.ec == std::errc() && parsed.ptr == end)
            numbered.emplace_back(index, child.node);
    }
    std::stable_sort(numbered.begin(), numbered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint32_t> items;
    items.reserve(numbered.size());
    for (const auto& [index, item] : numbered)
        items.push_back(item);
    return items;
}

std::string_view SavedObjects::identifier(std::uint32_t node) const
{
    return kind(node) == ObjectKind::User ? textField(payload(node), kIdentifier) : std::string_view();
}

std::string_view SavedObjects::metadata(std::uint32_t node) const
{
    return kind(node) == ObjectKind::User ? textField(payload(node), kMetadata) : std::string_view();
}

Result<SavedVariableInfo> SavedObjects::variable(std::uint32_t node) const
{
    if (kind(node) != ObjectKind::Variable)
        return invalid("object " + std::to_string(node) + " is no variable");
    pb::SavedVariable saved;
    LW_TRY(protobuf::parse(payload(node), saved));
    SavedVariableInfo info;
    info.name = saved.name();
    info.dtype = dtypeFromProto(saved.dtype());
    info.shape = shapeFromProto(saved.shape());
    info.trainable = saved.trainable();
    return info;
}

std::optional<ByteSpan> SavedObjects::concreteFunction(std::string_view name) const
{
    const auto found = m_functions.find(name);
    return found == m_functions.end() ? std::nullopt : std::optional(found->second);
}

} // namespace lw::graph
