// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layer.h"

#include <string>
#include <vector>

namespace lw::test {

/// A layer that is called once, on the first outputs of others, and gives out (None, 8).
inline Layer layer(const std::string& name, const std::string& className, const std::vector<std::string>& inputs)
{
    Layer made;
    made.name = name;
    made.className = className;
    LayerNode call;
    for (const auto& input : inputs)
        call.inputs.push_back({input, 0, 0});
    call.outputShapes.push_back(Shape{kUnknownDim, 8});
    made.nodes.push_back(call);
    return made;
}

} // namespace lw::test
