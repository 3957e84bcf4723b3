// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/LayerToGoOn.h"

#include "core/edit/surgery/GraftEdits.h"

#include <algorithm>

namespace lw::ui {

namespace {

/// Layers that were there implicitly are listed when the graph is no chain any more: they are not what is new.
std::string newLayer(const Model& before, const Model& after)
{
    const bool inputs = after.inputRefs.size() > before.inputRefs.size();
    for (const std::string& path : edit::newLayers(before, after))
        if ((findLayer(after, path)->className == "InputLayer") == inputs)
            return path;
    return {};
}

bool reads(const Layer& layer, const std::string& name)
{
    return std::any_of(layer.nodes.begin(), layer.nodes.end(), [&](const LayerNode& node) {
        return std::any_of(node.inputs.begin(), node.inputs.end(),
                           [&](const InboundTensor& tensor) { return tensor.layer == name; });
    });
}

/// Of the layers around a gap, the first that is still there: those behind it, then what came before, and before that.
std::string neighbour(const std::vector<Layer>& siblings, std::string name, const auto& isThere)
{
    std::vector<std::string> gone{name}; // grows by what is gone behind
    for (std::size_t i = 0; i < gone.size(); ++i)
        for (const Layer& layer : siblings) {
            if (!reads(layer, gone[i]) || std::find(gone.begin(), gone.end(), layer.name) != gone.end())
                continue;
            if (isThere(layer.name))
                return layer.name;
            gone.push_back(layer.name);
        }
    for (std::size_t step = 0; step < siblings.size(); ++step) {
        const auto here =
            std::find_if(siblings.begin(), siblings.end(), [&](const Layer& layer) { return layer.name == name; });
        if (here == siblings.end() || here->nodes.empty() || here->nodes.front().inputs.empty())
            return {};
        name = here->nodes.front().inputs.front().layer;
        if (isThere(name))
            return name;
    }
    return {};
}

} // namespace

std::string layerToGoOnWith(const Model& before, const Model& after, const std::string& selected)
{
    if (std::string added = newLayer(before, after); !added.empty())
        return added;
    if (selected.empty() || findLayer(after, selected))
        return selected;
    const auto slash = selected.rfind('/');
    const std::string around = slash == std::string::npos ? std::string() : selected.substr(0, slash);
    const Layer* container = around.empty() ? nullptr : findLayer(before, around);
    const std::string prefix = around.empty() ? around : around + "/";
    const std::string next = neighbour(container ? container->layers : before.layers, selected.substr(prefix.size()),
                                       [&](const std::string& name) { return findLayer(after, prefix + name); });
    return next.empty() ? layerToGoOnWith(before, after, around) : prefix + next;
}

} // namespace lw::ui
