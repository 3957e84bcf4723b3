// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/graph/Graph.h"

namespace lw::graph {

/// Attribute of a node that a user's expression made: what a message about it begins with, "the definition of MyLayer
/// does not work: column 7: ". No op of TensorFlow has it, so that it is never written to a file.
inline constexpr std::string_view kOriginAttr = "_origin";

/// The error as one of this node: with the place in the user's expression when it came from one, and the node's layer
/// and name. Cancelled and what already has both stay as they are.
[[nodiscard]] Error errorAt(const Node& node, const Error& error);

} // namespace lw::graph
