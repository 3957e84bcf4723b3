// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/BindVariables.h"

#include "core/graph/import/Inliner.h"

#include <unordered_map>

namespace lw::graph {

void bindVariables(Graph& graph, const Model& model)
{
    std::unordered_map<std::string_view, const Variable*> byKey;
    for (const Variable& variable : model.variables)
        byKey.emplace(variable.key, &variable);
    // Variables enter loops and branches as arguments, so the functions hold no constants of theirs.
    for (Node& node : graph.nodes) {
        const auto key = node.attrs.find(kVariableKeyAttr);
        if (key == node.attrs.end())
            continue;
        const auto* text = key->second.as<std::string>();
        const auto found = text ? byKey.find(*text) : byKey.end();
        if (found == byKey.end())
            continue;
        const Tensor& tensor = found->second->tensor;
        node.attrs["value"] = tensor;
        node.attrs["dtype"] = tensor.dtype();
        node.outputs = {{tensor.dtype(), tensor.shape()}};
    }
}

} // namespace lw::graph
