// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/keras/Catalogue.h"
#include "core/model/Model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lw::layout {

/// What a card in the drawing says: a layer, an operator, or a folded group.
struct Card {
    std::string path; ///< for the selection: path of the layer, name of the operator; empty for groups that are neither
    std::string title; ///< the name
    std::string className;
    std::string detail; ///< class inside a wrapper, activation; may be empty
    keras::Category category = keras::Category::Unknown;
    std::optional<Shape> shape; ///< of the first output
    bool hasShape = false;      ///< false: nothing is known to say about outputs (a layer without a graph)
    std::uint64_t parameters = 0, trainableParameters = 0;
    std::uint32_t calls = 1;                ///< more than one: a shared layer
    bool known = true;                      ///< false: a class that is not built in
    bool isInput = false, isOutput = false; ///< border of the whole model
    std::string trouble;                    ///< of a draft's layer: why it does not fit; empty: it does
};

struct OutlineNode {
    Card card;
    std::int32_t group = -1; ///< innermost
};

enum class GroupKind {
    Model,     ///< a nested model
    Container, ///< a layer with layers inside: wrapper, subclassed
    Scope,     ///< operators under one name scope
    Stack,     ///< a run of equal blocks; its children are Blocks
    Block,     ///< one of them
};

struct OutlineGroup {
    Card card; ///< as it looks when folded
    GroupKind kind = GroupKind::Model;
    std::int32_t parent = -1;
    std::uint32_t leaves = 0;  ///< nodes inside, at any depth
    std::uint32_t repeats = 1; ///< of a Stack
    std::uint32_t index = 0;   ///< of a Block: which one of its Stack
    bool startsFolded = false;
};

struct OutlineEdge {
    std::uint32_t from = 0, to = 0; ///< indices into nodes
    std::string label;              ///< "None × 28 × 28 × 32"; may be empty
    bool broken = false;            ///< what comes along it does not fit the layer at its end
};

/// Everything that could be drawn of a model or function, groups unfolded; which groups are folded is decided by the
/// viewer. A plain value, made off or on the user interface thread.
struct Outline {
    std::vector<OutlineNode> nodes;
    std::vector<OutlineGroup> groups; ///< in no special order
    std::vector<OutlineEdge> edges;
    bool hasGraph = false;      ///< false: layers without connections (weights only, subclassed)
    bool foldedRepeats = false; ///< some repeated blocks start folded
};

/// More cards than this and repeated blocks, containers and large nested models start folded.
inline constexpr std::size_t kLargeOutline = 120;

/// The layers of a model. Total: a broken reference in the file is an edge less.
Outline outlineOfModel(const Model& model);
/// The operators of a function, grouped by name scope; constants, variables and their reads are left out, as they bury
/// the rest.
Outline outlineOfGraph(const graph::Graph& graph);

/// "None × 28 × 28 × 32", "scalar", "?".
std::string edgeShapeText(const std::optional<Shape>& shape);
/// Colour of an operator: by what layers of that sort do.
keras::Category categoryOfOperator(std::string_view op);

/// Finds runs of blocks with equal classes and connections among the direct children of a group (-1: the top), and puts
/// each run into a Stack of Blocks; then runs of those. Returns how many stacks were made.
std::size_t groupRepeatedBlocks(Outline& outline, std::int32_t scope);

} // namespace lw::layout
