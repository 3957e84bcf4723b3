// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

#include <algorithm>

namespace lw::keras {
namespace {

/// State shapes of a cell without the batch axis: LSTM has two, a stack has those of its cells in order.
std::optional<std::vector<Shape>> cellStates(const Layer& cell)
{
    const LayerConfig config(cell.config);
    const Shape units{config.size("units")};
    if (cell.className == "StackedRNNCells") {
        std::vector<Shape> states;
        for (const Layer& inner : cell.layers) {
            const auto more = cellStates(inner);
            if (!more)
                return std::nullopt;
            states.insert(states.end(), more->begin(), more->end());
        }
        return states;
    }
    if (!cell.known)
        return std::nullopt;
    if (cell.className.starts_with("LSTMCell"))
        return std::vector{units, units};
    if (cell.className.starts_with("GRUCell") || cell.className == "SimpleRNNCell")
        return std::vector<Shape>{units};
    return std::nullopt;
}

/// Output width of a cell: units of the last one of a stack.
std::int64_t cellOutput(const Layer& cell)
{
    if (cell.className == "StackedRNNCells")
        return cell.layers.empty() ? kUnknownDim : cellOutput(cell.layers.back());
    return cell.known ? LayerConfig(cell.config).size("units") : kUnknownDim;
}

struct RecurrentOptions {
    bool sequences, state, timeMajor;
};

RecurrentOptions optionsOf(const Layer& layer)
{
    const LayerConfig config(layer.config);
    return {config.flag("return_sequences", false), config.flag("return_state", false),
            config.flag("time_major", false)};
}

TensorInfos recurrentOutputs(const Shape& input, const RecurrentOptions& options, std::int64_t width,
                             const std::optional<std::vector<Shape>>& states, DType dtype)
{
    const std::int64_t batch = options.timeMajor ? input[1] : input[0];
    Shape output = options.sequences ? Shape{input[0], input[1], width} : Shape{batch, width};
    TensorInfos outputs = oneTensor(std::move(output), dtype);
    if (options.state && states) {
        for (Shape state : *states) {
            state.insert(state.begin(), batch);
            outputs.push_back({std::move(state), dtype});
        }
    }
    return outputs;
}

Result<TensorInfos> recurrentOf(const LayerCall& call, const Layer& layer)
{
    const auto& input = call.shape();
    const bool cudnn = layer.className.starts_with("CuDNN");
    const std::string_view kind =
        cudnn ? std::string_view(layer.className).substr(5) : std::string_view(layer.className);
    const bool custom = kind == "RNN";
    if (custom && layer.layers.empty())
        return unknownTensor(call.computeDtype());
    const Shape units{LayerConfig(layer.config).size("units")};
    const std::size_t count = kind.starts_with("LSTM") ? 2 : 1;
    const auto states = custom ? cellStates(layer.layers.front()) : std::optional(std::vector<Shape>(count, units));
    const std::int64_t width = custom ? cellOutput(layer.layers.front()) : units.front();
    if (input && input->size() != 3 && !(custom && input->size() > 3))
        return invalid("expects an input of rank 3, but its input is " + shapeText(*input));
    const Shape shape = input && input->size() == 3 ? *input : Shape(3, kUnknownDim);
    return recurrentOutputs(shape, optionsOf(layer), width, states, call.computeDtype());
}

Result<TensorInfos> recurrent(const LayerCall& call)
{
    return recurrentOf(call, call.layer);
}

/// (batch, time, spatial..., channels): keras/src/layers/rnn/conv_lstm.py.
Result<TensorInfos> convolutionalLstmOf(const LayerCall& call, const Layer& layer)
{
    const auto digit = layer.className.find_first_of("123");
    const std::size_t axes = digit == std::string::npos ? 2 : static_cast<std::size_t>(layer.className[digit] - '0');
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.computeDtype());
    if (input->size() != axes + 3)
        return invalid("expects an input of rank " + std::to_string(axes + 3) + ", but its input is " +
                       shapeText(*input));
    const LayerConfig config(layer.config);
    const bool channelsFirst = config.channelsFirst();
    const auto kernel = config.tuple("kernel_size", axes, kUnknownDim), strides = config.tuple("strides", axes, 1),
               dilation = config.tuple("dilation_rate", axes, 1);
    Shape state{input->front()};
    for (std::size_t axis = 0; axis < axes; ++axis)
        state.push_back(windowLength((*input)[axis + (channelsFirst ? 3 : 2)], kernel[axis], strides[axis],
                                     dilation[axis], config.text("padding", "valid")));
    state.insert(channelsFirst ? state.begin() + 1 : state.end(), config.size("filters"));
    Shape output = state;
    if (config.flag("return_sequences", false))
        output.insert(output.begin() + 1, (*input)[1]);
    TensorInfos outputs = oneTensor(std::move(output), call.computeDtype());
    if (config.flag("return_state", false))
        outputs.insert(outputs.end(), 2, TensorInfo{state, call.computeDtype()});
    return outputs;
}

Result<TensorInfos> convolutionalLstm(const LayerCall& call)
{
    return convolutionalLstmOf(call, call.layer);
}

/// Both directions; states of both follow the merged output, or the two outputs when merge_mode is null.
Result<TensorInfos> bidirectional(const LayerCall& call)
{
    if (call.layer.layers.empty())
        return unknownTensor(call.computeDtype());
    const Layer& forward = call.layer.layers.front();
    const LayerCall inner{forward, call.inputs, call.arguments, call.generation, call.budget};
    if (!forward.known)
        return unknownTensor(call.computeDtype());
    LW_ASSIGN(TensorInfos one, forward.className.starts_with("ConvLSTM") ? convolutionalLstmOf(inner, forward)
                                                                         : recurrentOf(inner, forward));
    TensorInfos outputs;
    const Json& mode = call.layer.config["merge_mode"];
    TensorInfo main = one.front();
    if (mode.isNull() && call.layer.config.contains("merge_mode"))
        outputs = {main, main};
    else {
        if (mode.toText("concat") == "concat" && main.shape && !main.shape->empty())
            main.shape->back() = dimProduct(main.shape->back(), 2);
        outputs = {main};
    }
    for (int direction = 0; direction < 2; ++direction)
        outputs.insert(outputs.end(), one.begin() + 1, one.end());
    return outputs;
}

/// One step of a cell called as a layer: output, then states (a list in Keras 2, which flattens to the same tensors).
Result<TensorInfos> cell(const LayerCall& call)
{
    const auto& input = call.shape();
    const auto states = cellStates(call.layer);
    const std::int64_t batch = input && !input->empty() ? input->front() : kUnknownDim;
    TensorInfos outputs = oneTensor(Shape{batch, cellOutput(call.layer)}, call.computeDtype());
    for (const Shape& state : states.value_or(std::vector<Shape>{}))
        outputs.push_back({Shape{batch, state.front()}, call.computeDtype()});
    return outputs;
}

/// The inner layer on every slice along axis 1.
Result<TensorInfos> timeDistributed(const LayerCall& call)
{
    const auto& input = call.shape();
    if (call.layer.layers.empty() || !input)
        return unknownTensor(call.computeDtype());
    if (input->size() < 2)
        return invalid("expects an input of rank 3 or more, but its input is " + shapeText(*input));
    TensorInfos slices = call.inputs;
    for (TensorInfo& slice : slices)
        if (slice.shape && slice.shape->size() >= 2)
            slice.shape->erase(slice.shape->begin() + 1);
    const Layer& inner = call.layer.layers.front();
    LW_ASSIGN(TensorInfos outputs, inferLayer({inner, slices, Json(), call.generation, call.budget}));
    for (TensorInfo& output : outputs)
        if (output.shape && !output.shape->empty())
            output.shape->insert(output.shape->begin() + 1, (*input)[1]);
    return outputs;
}

/// SpectralNormalization and Wrapper change weights, not shapes.
Result<TensorInfos> wrapped(const LayerCall& call)
{
    if (call.layer.layers.empty())
        return unknownTensor(call.computeDtype());
    return inferLayer({call.layer.layers.front(), call.inputs, call.arguments, call.generation, call.budget});
}

/// One layer after the other.
Result<TensorInfos> pipeline(const LayerCall& call)
{
    TensorInfos infos = call.inputs;
    for (const Layer& inner : call.layer.layers) {
        LW_ASSIGN(infos, inferLayer({inner, infos, Json(), call.generation, call.budget}));
    }
    return infos;
}

constexpr ShapeRuleEntry kRules[] = {
    {"LSTM", recurrent},
    {"LSTMV1", recurrent},
    {"LSTMV2", recurrent},
    {"CuDNNLSTM", recurrent},
    {"GRU", recurrent},
    {"GRUV1", recurrent},
    {"GRUV2", recurrent},
    {"CuDNNGRU", recurrent},
    {"SimpleRNN", recurrent},
    {"RNN", recurrent},
    {"RNNV1", recurrent},
    {"ConvLSTM1D", convolutionalLstm},
    {"ConvLSTM2D", convolutionalLstm},
    {"ConvLSTM3D", convolutionalLstm},
    {"LSTMCell", cell},
    {"GRUCell", cell},
    {"SimpleRNNCell", cell},
    {"StackedRNNCells", cell},
    {"Bidirectional", bidirectional},
    {"TimeDistributed", timeDistributed},
    {"Pipeline", pipeline},
    {"SpectralNormalization", wrapped},
    {"Wrapper", wrapped},
};

} // namespace

std::span<const ShapeRuleEntry> recurrentShapeRules()
{
    return kRules;
}

} // namespace lw::keras
