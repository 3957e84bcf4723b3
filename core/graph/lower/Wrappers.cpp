// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"
#include "core/graph/lower/ModelLowering.h"

#include <algorithm>

/// Bidirectional and TimeDistributed (keras/src/layers/rnn; tf_keras/src/layers/rnn).
namespace lw::graph {

namespace {

/// The arguments of one direction: the sequence, its mask, and its half of the initial states.
CallArguments directionArguments(const LayerCall& call, const std::vector<Value>& states, bool backward)
{
    CallArguments arguments;
    Value first = call.inputs.empty() ? Value() : call.inputs.front();
    first.mask = call.maskArgument();
    arguments.positional.push_back(Argument::of(first));
    const std::size_t half = states.size() / 2;
    if (half > 0) {
        const auto begin = states.begin() + static_cast<std::ptrdiff_t>(backward ? half : 0);
        arguments.keywords.emplace_back("initial_state",
                                        Argument::list({begin, begin + static_cast<std::ptrdiff_t>(half)}));
    }
    return arguments;
}

std::vector<Value> lowerDirection(LayerCall& call, std::size_t index, const std::vector<Value>& states)
{
    Layer layer = call.layer.layers[index];
    // Steps that are masked give zeros when sequences are returned, so that both directions agree (bidirectional.py).
    if (layer.config["return_sequences"].toBool())
        layer.config.set("zero_output_for_mask", true);
    return call.lowering.lowerLayer(layer, call.path + "/" + layer.name, directionArguments(call, states, index == 1));
}

Edge mergeDirections(LayerCall& call, Edge forward, Edge backward, const std::string& mode)
{
    GraphBuilder& g = call.g;
    if (mode == "concat")
        return g.concat({forward, backward}, -1);
    if (mode == "sum")
        return g.add(forward, backward);
    if (mode == "ave")
        return g.binary("RealDiv", g.add(forward, backward), 2.0);
    if (mode == "mul")
        return g.mul(forward, backward);
    return call.refuse("the merge_mode " + printable(mode, 40));
}

void bidirectional(LayerCall& call)
{
    GraphBuilder& g = call.g;
    if (call.layer.layers.size() != 2)
        return void(call.refuse("no wrapped layer"));
    std::vector<Value> states = call.arguments.get("initial_state", call.keras3 ? 1 : std::string::npos).tensors();
    if (states.empty() && call.inputs.size() > 1)
        states.assign(call.inputs.begin() + 1, call.inputs.end());
    const auto forward = lowerDirection(call, 0, states), backward = lowerDirection(call, 1, states);
    if (forward.empty() || backward.empty())
        return;
    const Json& config = call.layer.layers.front().config;
    const bool whole = config["return_sequences"].toBool();
    Edge reversed = backward.front().edge;
    if (whole)
        reversed = g.reverse(reversed, config["time_major"].toBool() ? 0 : 1);
    const std::optional<Edge> mask = whole ? call.maskArgument() : std::nullopt;
    const Json& mode = call.setting("merge_mode");
    if (mode.isNull() && call.layer.config.contains("merge_mode")) {
        call.out(forward.front().edge, mask);
        call.out(reversed, mask);
    } else {
        call.out(mergeDirections(call, forward.front().edge, reversed, mode.toText("concat")), mask);
    }
    if (config["return_state"].toBool())
        for (const auto* side : {&forward, &backward})
            call.outputs.insert(call.outputs.end(), side->begin() + 1, side->end());
}

std::vector<Size> sizesFrom(LayerCall& call, Edge x, std::size_t first)
{
    std::vector<Size> sizes;
    for (std::size_t i = first; i < call.g.rank(x); ++i)
        sizes.push_back(call.g.size(x, static_cast<std::int64_t>(i)));
    return sizes;
}

/// (batch, time, ...) as (batch * time, ...): every step is an example of its own.
Edge joinTime(LayerCall& call, Edge x)
{
    std::vector<Size> sizes = sizesFrom(call, x, 2);
    const bool open = std::any_of(sizes.begin(), sizes.end(), [](const Size& size) { return size.value < 0; });
    const Size steps = open ? call.g.times(call.g.size(x, 0), call.g.size(x, 1)) : Size{};
    sizes.insert(sizes.begin(), steps);
    return call.g.reshape(x, sizes);
}

Edge splitTime(LayerCall& call, Edge y, Edge x)
{
    std::vector<Size> sizes = sizesFrom(call, y, 1);
    sizes.insert(sizes.begin(), {call.g.size(x, 0), call.g.size(x, 1)});
    return call.g.reshape(y, sizes);
}

void timeDistributed(LayerCall& call)
{
    GraphBuilder& g = call.g;
    if (call.layer.layers.empty() || g.rank(call.x()) < 2)
        return void(call.refuse("no wrapped layer or no time"));
    const Layer& inner = call.layer.layers.front();
    const auto mask = call.maskArgument();
    std::vector<Value> joined;
    for (const Value& input : call.inputs)
        joined.push_back({joinTime(call, input.edge), std::nullopt});
    if (mask && g.rank(*mask) > 2)
        joined.front().mask = joinTime(call, *mask);
    CallArguments arguments;
    arguments.positional.push_back(joined.size() == 1 ? Argument::of(joined.front()) : Argument::list(joined));
    const auto outputs = call.lowering.lowerLayer(inner, call.path + "/" + inner.name, std::move(arguments));
    for (const Value& output : outputs) {
        std::optional<Edge> outer = mask;
        if (!call.keras3 && output.mask)
            outer = splitTime(call, *output.mask, call.x());
        else if (!call.keras3)
            while (outer && g.rank(*outer) > 2)
                outer = g.reduce("Any", *outer, {-1}, false);
        call.out(splitTime(call, output.edge, call.x()), outer);
    }
}

/// keras/src/layers/preprocessing/pipeline.py: one layer after the other.
void pipeline(LayerCall& call)
{
    std::vector<Value> values = call.inputs;
    for (const Layer& inner : call.layer.layers) {
        CallArguments arguments;
        arguments.positional.push_back(values.size() == 1 ? Argument::of(values.front()) : Argument::list(values));
        values = call.lowering.lowerLayer(inner, call.path + "/" + inner.name, std::move(arguments));
    }
    call.outputs = std::move(values);
}

constexpr LayerRow kRows[] = {
    {"Bidirectional", bidirectional, MaskRule::Own},
    {"TimeDistributed", timeDistributed, MaskRule::Own},
    {"Pipeline", pipeline, MaskRule::Own},
};

} // namespace

std::span<const LayerRow> wrapperLayers()
{
    return kRows;
}

} // namespace lw::graph
