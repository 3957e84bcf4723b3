// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <algorithm>

/// LSTM, GRU, SimpleRNN and RNN over built-in cells, as composites of CompositeOps.h (keras/src/layers/rnn).
namespace lw::graph {

namespace {

enum class Kind { LSTM, GRU, SimpleRNN };

std::optional<Kind> kindOf(std::string_view className)
{
    if (className.starts_with("CuDNN"))
        className.remove_prefix(5);
    if (className == "LSTM" || className == "LSTMV1" || className == "LSTMV2" || className.starts_with("LSTMCell"))
        return Kind::LSTM;
    if (className == "GRU" || className == "GRUV1" || className == "GRUV2" || className.starts_with("GRUCell"))
        return Kind::GRU;
    if (className == "SimpleRNN" || className == "SimpleRNNCell")
        return Kind::SimpleRNN;
    return std::nullopt;
}

/// One cell and where its weights are.
struct Cell {
    Kind kind = Kind::LSTM;
    const Json* config = nullptr;
    std::string part; ///< path of the cell below the layer; empty for LSTM, GRU and SimpleRNN themselves
    std::int64_t units = 0;
    [[nodiscard]] std::size_t states() const { return kind == Kind::LSTM ? 2 : 1; }
};

bool addCell(LayerCall& call, const Layer& layer, const std::string& part, std::vector<Cell>& cells)
{
    if (layer.className == "StackedRNNCells") {
        for (const Layer& inner : layer.layers)
            if (!addCell(call, inner, part + "/" + inner.name, cells))
                return false;
        return true;
    }
    const auto kind = layer.known ? kindOf(layer.className) : std::nullopt;
    if (!kind) {
        call.fail(unsupported("the cell class " + printable(layer.className, 80) + " is not built in"));
        return false;
    }
    cells.push_back({*kind, &layer.config, part, keras::LayerConfig(layer.config).size("units")});
    return true;
}

std::vector<Cell> cellsOf(LayerCall& call)
{
    std::vector<Cell> cells;
    if (const auto kind = kindOf(call.layer.className)) {
        cells.push_back({*kind, &call.layer.config, {}, keras::LayerConfig(call.layer.config).size("units")});
        return cells;
    }
    for (const Layer& inner : call.layer.layers)
        if (!addCell(call, inner, inner.name, cells))
            return {};
    return cells;
}

struct Sequence {
    Edge x;
    std::optional<Edge> mask;
    bool backwards = false, timeMajor = false, zeroOutput = false;
};

struct Stepped {
    Edge output;
    std::vector<Edge> states;
};

bool hasDropout(const Json& config)
{
    for (const char* key : {"dropout", "recurrent_dropout", "dropout_W", "dropout_U"})
        if (config[key].toDouble() > 0)
            return true;
    return false;
}

bool isCudnn(const LayerCall& call)
{
    return call.layer.className.starts_with("CuDNN");
}

/// CuDNN reads the numbers of each gate's kernel as a matrix of (units, inputs)
/// (tf_keras/src/saving/legacy/hdf5_format.py, _convert_rnn_weights).
Edge cellKernel(LayerCall& call, const Cell& cell, const std::string& role)
{
    if (!isCudnn(call))
        return call.weight(role, cell.part);
    GraphBuilder& g = call.g;
    const Edge kernel = call.weight(role, cell.part);
    const std::int64_t gates = cell.kind == Kind::LSTM ? 4 : 3, inputs = g.dim(kernel, 0);
    const auto shaped = [&](Edge x, std::initializer_list<std::int64_t> shape) {
        std::vector<Size> sizes;
        for (const std::int64_t length : shape)
            sizes.emplace_back().value = length;
        return g.reshape(x, sizes);
    };
    const Edge byGate = g.transpose(shaped(kernel, {inputs, gates, cell.units}), {1, 0, 2});
    const Edge turned = g.transpose(shaped(byGate, {gates, cell.units, inputs}), {2, 0, 1});
    return shaped(turned, {inputs, gates * cell.units});
}

/// CuDNN keeps a bias for the input and one for the state (tf_keras/src/layers/rnn/cudnn_lstm.py, cudnn_gru.py): an
/// LSTM only ever adds them, a GRU applies the second before its reset gate.
Edge cellBias(LayerCall& call, const Cell& cell)
{
    if (!isCudnn(call))
        return call.weight("bias", cell.part);
    const std::int64_t gates = cell.kind == Kind::LSTM ? 4 : 3;
    const Edge both = call.weightAs("bias", {2, gates * cell.units}, cell.part);
    return cell.kind == Kind::LSTM ? call.g.reduce("Sum", both, {0}, false) : both;
}

Stepped lowerCell(LayerCall& call, const Cell& cell, const Sequence& sequence, const std::vector<Edge>& initial,
                  bool wholeSequence)
{
    const keras::LayerConfig config(*cell.config);
    const Json& function = (*cell.config)["activation"];
    const Json& gates = (*cell.config)["recurrent_activation"];
    const bool cudnn = isCudnn(call); // its functions are fixed and not in the config
    const std::string activation = cudnn ? "tanh" : plainActivation(function.isNull() ? Json("linear") : function);
    const std::string gate = gates.isNull() ? "sigmoid" : plainActivation(gates);
    if (activation.empty() || gate.empty())
        call.refuse("an activation that is not a plain function");
    if (call.isTraining() && hasDropout(*cell.config))
        call.refuse("dropout and the training argument");
    const bool bias = config.flag("use_bias", true);
    Attrs attrs{{"units", cell.units},
                {"activation", activation},
                {"return_sequences", wholeSequence},
                {"go_backwards", sequence.backwards},
                {"time_major", sequence.timeMajor},
                {"use_bias", bias},
                {"zero_output_for_mask", sequence.zeroOutput},
                {"has_initial_state", !initial.empty()},
                {"has_mask", sequence.mask.has_value()},
                {"hard_sigmoid_slope", call.keras3 ? 1.0 / 6.0 : 0.2}};
    std::vector<Edge> inputs{sequence.x, cellKernel(call, cell, "kernel"), cellKernel(call, cell, "recurrent_kernel")};
    if (bias)
        inputs.push_back(cellBias(call, cell));
    if (cell.kind != Kind::SimpleRNN)
        attrs.emplace("recurrent_activation", gate);
    if (cell.kind == Kind::GRU) {
        // Files of Keras before 2.1.3 do not say it; a bias of two rows does.
        const bool twoRows = bias && call.g.rank(inputs.back()) == 2;
        attrs.emplace("reset_after", config.flag("reset_after", twoRows));
    }
    inputs.insert(inputs.end(), initial.begin(), initial.end());
    if (sequence.mask)
        inputs.push_back(*sequence.mask);
    static constexpr const char* kOps[] = {"LSTM", "GRU", "SimpleRNN"};
    const Edge output = call.g.op(kOps[static_cast<int>(cell.kind)], std::move(inputs), std::move(attrs));
    Stepped stepped{output, {}};
    for (std::uint32_t i = 1; i <= cell.states(); ++i)
        stepped.states.push_back(GraphBuilder::output(output, i));
    return stepped;
}

/// States given as further inputs (Keras 2) or as an argument.
std::vector<Edge> initialStates(LayerCall& call)
{
    std::vector<Value> values = call.arguments.get("initial_state", call.keras3 ? 1 : std::string::npos).tensors();
    if (values.empty() && call.inputs.size() > 1)
        values.assign(call.inputs.begin() + 1, call.inputs.end());
    std::vector<Edge> states;
    for (const Value& value : values)
        states.push_back(call.g.cast(value.edge, call.compute));
    return states;
}

void recurrent(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const auto cells = cellsOf(call);
    if (cells.empty())
        return void(call.refuse("no cell"));
    if (call.arguments.has("constants") || config.integer("num_constants", 0) > 0)
        return void(call.refuse("constants"));
    std::size_t stateCount = 0;
    for (const Cell& cell : cells)
        stateCount += cell.states();
    const auto initial = initialStates(call);
    if (!initial.empty() && initial.size() != stateCount)
        return void(call.refuse("another number of initial states than it has"));
    Sequence sequence{g.cast(call.x(), call.compute), call.maskArgument(), config.flag("go_backwards", false),
                      config.flag("time_major", false), config.flag("zero_output_for_mask", false)};
    if (sequence.mask && sequence.timeMajor)
        sequence.mask = g.transpose(*sequence.mask, {1, 0});
    const bool whole = config.flag("return_sequences", false);
    std::vector<Edge> states;
    std::size_t used = 0;
    const bool zeroOutput = sequence.zeroOutput;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool last = i + 1 == cells.size();
        std::vector<Edge> own;
        if (!initial.empty())
            own.assign(initial.begin() + static_cast<std::ptrdiff_t>(used),
                       initial.begin() + static_cast<std::ptrdiff_t>(used + cells[i].states()));
        used += cells[i].states();
        sequence.zeroOutput = last && zeroOutput;
        const Stepped stepped = lowerCell(call, cells[i], sequence, own, whole || !last);
        states.insert(states.end(), stepped.states.begin(), stepped.states.end());
        sequence.x = stepped.output;
        // The first cell already turned the order around.
        if (sequence.backwards && !last && sequence.mask)
            sequence.mask = g.reverse(*sequence.mask, 1);
        sequence.backwards = false;
    }
    call.out(sequence.x, whole ? call.maskArgument() : std::nullopt);
    if (config.flag("return_state", false))
        for (const Edge state : states)
            call.out(state);
}

/// A cell called as a layer: one step from the states given to it, which are its further outputs.
void lonelyCell(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto cells = cellsOf(call);
    std::vector<Value> values = call.arguments.get("states", 1).tensors();
    if (values.empty() && call.inputs.size() > 1)
        values.assign(call.inputs.begin() + 1, call.inputs.end());
    if (cells.size() != 1 || values.size() != cells.front().states())
        return void(call.refuse("another number of states than it has"));
    std::vector<Edge> states;
    for (const Value& value : values)
        states.push_back(g.cast(value.edge, call.compute));
    const Edge step = g.expandDims(g.cast(call.x(), call.compute), 1);
    const Stepped stepped = lowerCell(call, cells.front(), {step, std::nullopt}, states, false);
    call.out(stepped.output);
    for (const Edge state : stepped.states)
        call.out(state);
}

constexpr LayerRow kRows[] = {
    {"LSTM", recurrent, MaskRule::Own},
    {"GRU", recurrent, MaskRule::Own},
    {"SimpleRNN", recurrent, MaskRule::Own},
    {"LSTMV1", recurrent, MaskRule::Own},
    {"GRUV1", recurrent, MaskRule::Own},
    {"LSTMV2", recurrent, MaskRule::Own},
    {"GRUV2", recurrent, MaskRule::Own},
    {"RNN", recurrent, MaskRule::Own},
    {"CuDNNLSTM", recurrent},
    {"CuDNNGRU", recurrent},
    {"LSTMCell", lonelyCell},
    {"GRUCell", lonelyCell},
    {"SimpleRNNCell", lonelyCell},
};

} // namespace

std::span<const LayerRow> recurrentLayers()
{
    return kRows;
}

} // namespace lw::graph
