// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/model/DType.h"
#include "core/model/Shape.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lw::graph {

enum class ObjectKind : std::uint8_t {
    None,
    User,
    Asset,
    Function,
    Variable,
    BareFunction,
    Constant,
    Resource,
    Captured
};

/// An edge of the object graph: an attribute ("kernel", "layer-1") or a place in a list ("0").
struct ObjectChild {
    std::string_view name;
    std::uint32_t node = 0;
};

/// An optimizer's variable beside one of the model's ("m" of "kernel"), as OptimizerV2 saves it.
struct ObjectSlot {
    std::string_view name;
    std::uint32_t variable = 0, slot = 0;
};

/// What SavedVariable says.
struct SavedVariableInfo {
    std::string name;
    DType dtype = DType::Invalid;
    std::optional<Shape> shape;
    bool trainable = true;
};

/// A SavedObjectGraph as nodes and edges over the mapped file (tensorflow/core/protobuf/saved_object_graph.proto):
/// wrappers and functions outnumber layers ten to one, so nothing is copied and the payload of a node is decoded when
/// it is asked for. Views live as long as the file. Node 0 is the root. Edges to nodes that do not exist are left out.
class SavedObjects {
public:
    SavedObjects() = default;
    static Result<SavedObjects> read(ByteSpan message);

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] ObjectKind kind(std::uint32_t node) const { return m_nodes[node].kind; }
    [[nodiscard]] std::span<const ObjectChild> children(std::uint32_t node) const;
    [[nodiscard]] std::span<const ObjectSlot> slotEdges(std::uint32_t node) const;
    [[nodiscard]] std::optional<std::uint32_t> child(std::uint32_t node, std::string_view name) const;
    /// Follows names divided by "/" from a node ("keras_api/layers").
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t node, std::string_view path) const;
    /// Items "0", "1", ... of a list wrapper, in order.
    [[nodiscard]] std::vector<std::uint32_t> listItems(std::uint32_t node) const;

    /// Of a User node; empty for others.
    [[nodiscard]] std::string_view identifier(std::uint32_t node) const;
    [[nodiscard]] std::string_view metadata(std::uint32_t node) const;
    /// Of a Variable node.
    [[nodiscard]] Result<SavedVariableInfo> variable(std::uint32_t node) const;
    /// The encoded message of the node's kind.
    [[nodiscard]] ByteSpan payload(std::uint32_t node) const { return m_nodes[node].payload; }
    /// The encoded SavedConcreteFunction; none when there is no such function.
    [[nodiscard]] std::optional<ByteSpan> concreteFunction(std::string_view name) const;

private:
    struct Node {
        ObjectKind kind = ObjectKind::None;
        ByteSpan payload;
        std::uint32_t firstChild = 0, childCount = 0, firstSlot = 0, slotCount = 0;
    };
    Result<void> readNode(ByteSpan message);
    void dropBadEdges();

    std::vector<Node> m_nodes;
    std::vector<ObjectChild> m_children;
    std::vector<ObjectSlot> m_slots;
    std::unordered_map<std::string_view, ByteSpan> m_functions;
};

} // namespace lw::graph
