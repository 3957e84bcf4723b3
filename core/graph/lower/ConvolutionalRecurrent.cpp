// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Windows.h"

/// ConvLSTM1D to 3D, unrolled over the known number of steps (keras/src/layers/rnn/conv_lstm.py).
namespace lw::graph {

namespace {

constexpr std::int64_t kMostSteps = 1024;

struct State {
    std::optional<Edge> h, c; ///< none: zeros, which then cost nothing
};

/// Gates of all steps from the inputs, in one convolution: (batch * steps, ..., 4 filters).
Edge inputGates(LayerCall& call, Edge x, const Window& window)
{
    GraphBuilder& g = call.g;
    std::vector<Size> sizes{g.times(g.size(x, 0), g.size(x, 1))};
    for (std::size_t i = 2; i < g.rank(x); ++i)
        sizes.push_back(g.size(x, static_cast<std::int64_t>(i)));
    const Edge joined = toChannelsLast(call, g.reshape(x, sizes), window.channelsFirst);
    Edge gates = convolve(call, joined, call.weight("kernel"), window);
    if (call.config().flag("use_bias", true))
        gates = g.biasAdd(gates, call.weight("bias"));
    std::vector<Size> split{g.size(x, 0), g.size(x, 1)};
    for (std::size_t i = 1; i < g.rank(gates); ++i)
        split.push_back(g.size(gates, static_cast<std::int64_t>(i)));
    return g.reshape(gates, split);
}

Edge gateFunction(LayerCall& call, Edge x)
{
    return call.activate(x, "recurrent_activation");
}

/// One step; gates stand in the order input, forget, cell, output.
void step(LayerCall& call, Edge gates, const Window& recurrent, State& state)
{
    GraphBuilder& g = call.g;
    if (state.h)
        gates = g.add(gates, convolve(call, *state.h, call.weight("recurrent_kernel"), recurrent));
    const Edge parts = g.op("Split", {g.intScalar(-1), gates}, {{"num_split", 4}});
    const auto part = [&](std::uint32_t index) { return GraphBuilder::output(parts, index); };
    Edge c = g.mul(gateFunction(call, part(0)), call.activate(part(2)));
    if (state.c)
        c = g.add(g.mul(gateFunction(call, part(1)), *state.c), c);
    state.h = g.mul(gateFunction(call, part(3)), call.activate(c));
    state.c = c;
}

State initialState(LayerCall& call, const Window& window)
{
    auto values = call.arguments.get("initial_state", call.keras3 ? 1 : std::string::npos).tensors();
    if (values.empty() && call.inputs.size() > 1)
        values.assign(call.inputs.begin() + 1, call.inputs.end());
    if (values.size() != 2)
        return {};
    const auto state = [&](const Value& value) {
        return toChannelsLast(call, call.g.cast(value.edge, call.compute), window.channelsFirst);
    };
    return {state(values[0]), state(values[1])};
}

template <std::size_t spatial>
void convLstm(LayerCall& call)
{
    Window window;
    if (!readWindow(call, "kernel_size", spatial, window))
        return;
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const Edge x = g.cast(call.x(), call.compute);
    const std::int64_t steps = g.dim(x, 1);
    if (steps <= 0 || steps > kMostSteps)
        return void(call.refuse("an open or very large number of steps"));
    if (call.maskArgument())
        return void(call.refuse("a mask"));
    if (call.isTraining() && call.setting("dropout").toDouble() + call.setting("recurrent_dropout").toDouble() > 0)
        return void(call.refuse("dropout and the training argument"));
    Window recurrent = window;
    recurrent.strides = recurrent.dilations = std::vector<std::int64_t>(spatial, 1);
    recurrent.padding = "SAME";
    const Edge gates = inputGates(call, x, window);
    const Edge slices = g.op("Unpack", {gates}, {{"axis", 1}, {"num", steps}});
    State state = initialState(call, window);
    std::vector<Edge> outputs;
    const bool backwards = config.flag("go_backwards", false);
    for (std::int64_t i = 0; i < steps; ++i) {
        const auto at = static_cast<std::uint32_t>(backwards ? steps - 1 - i : i);
        step(call, GraphBuilder::output(slices, at), recurrent, state);
        outputs.push_back(fromChannelsLast(call, *state.h, window.channelsFirst));
    }
    if (config.flag("return_sequences", false))
        call.out(g.op("Pack", std::move(outputs), {{"axis", 1}, {"N", steps}}));
    else
        call.out(outputs.back());
    if (config.flag("return_state", false)) {
        call.out(fromChannelsLast(call, *state.h, window.channelsFirst));
        call.out(fromChannelsLast(call, *state.c, window.channelsFirst));
    }
}

constexpr LayerRow kRows[] = {{"ConvLSTM1D", convLstm<1>}, {"ConvLSTM2D", convLstm<2>}, {"ConvLSTM3D", convLstm<3>}};

} // namespace

std::span<const LayerRow> convolutionalRecurrentLayers()
{
    return kRows;
}

} // namespace lw::graph
