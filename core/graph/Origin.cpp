// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Origin.h"

namespace lw::graph {

Error errorAt(const Node& node, const Error& error)
{
    if (error.kind == ErrorKind::Cancelled)
        return error;
    const std::string origin = node.textAttr(kOriginAttr);
    if (origin.empty())
        return error.in(node.layer.empty() ? node.name : node.layer + " (" + node.name + ")");
    Error result = error;
    result.where.inner = node.layer.empty() ? node.name : node.layer;
    if (!error.message.starts_with(origin))
        result.message = origin + error.message;
    return result;
}

} // namespace lw::graph
