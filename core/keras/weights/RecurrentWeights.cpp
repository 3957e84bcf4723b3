// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/WeightTree.h"

#include <algorithm>

namespace lw::keras {
namespace {

DType variableType(const Layer& layer)
{
    return dtypePolicy(layer.config).variable;
}

/// Gates of a class: LSTM 4, GRU 3, SimpleRNN 1.
std::int64_t gatesOf(std::string_view className)
{
    return className.find("LSTM") != std::string_view::npos  ? 4
           : className.find("GRU") != std::string_view::npos ? 3
                                                             : 1;
}

/// kernel, recurrent_kernel and bias of a cell, whose config is the layer's own or that of the layer around it.
std::vector<OwnWeight> cellWeights(const Layer& layer, std::int64_t width)
{
    const LayerConfig config(layer.config);
    const std::int64_t units = config.size("units"), gates = gatesOf(layer.className), wide = dimProduct(gates, units);
    const DType type = variableType(layer);
    std::vector<OwnWeight> weights{{"kernel", {width, wide}, type}, {"recurrent_kernel", {units, wide}, type}};
    if (layer.className.starts_with("CuDNN")) {
        weights.push_back({"bias", {dimProduct(2, wide)}, type});
        return weights;
    }
    if (!config.flag("use_bias", true))
        return weights;
    // GRUs of tf.keras 2 default to reset_after, those of Keras 2.x and tf.keras 1 did not write the key.
    const bool twoBiases = gates == 3 && config.flag("reset_after", layer.className.ends_with("V2"));
    weights.push_back({"bias", twoBiases ? Shape{2, wide} : Shape{wide}, type});
    return weights;
}

std::string_view cellName(std::string_view className)
{
    return className.find("LSTM") != std::string_view::npos  ? "lstm_cell"
           : className.find("GRU") != std::string_view::npos ? "gru_cell"
                                                             : "simple_rnn_cell";
}

/// The cell that Keras makes inside of a recurrent layer.
WeightNode hiddenCell(const std::string& layerPath, std::string_view name)
{
    WeightNode cell;
    cell.name = name;
    cell.keras3 = cell.tfKeras = cell.object = "cell";
    cell.layerPath = layerPath;
    return cell;
}

void recurrent(const WeightCall& call, WeightNode& node)
{
    if (call.layer.className.starts_with("CuDNN")) {
        node.own = cellWeights(call.layer, call.dim(-1));
        return;
    }
    WeightNode cell = hiddenCell(node.layerPath, cellName(call.layer.className));
    cell.own = cellWeights(call.layer, call.dim(-1));
    node.children.push_back(std::move(cell));
}

void lonelyCell(const WeightCall& call, WeightNode& node)
{
    node.own = cellWeights(call.layer, call.dim(-1));
}

void convolutionalLstm(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const auto digit = call.layer.className.find_first_of("123");
    const std::size_t axes =
        digit == std::string::npos ? 2 : static_cast<std::size_t>(call.layer.className[digit] - '0');
    const std::int64_t filters = config.size("filters"), wide = dimProduct(4, filters);
    const DType type = variableType(call.layer);
    WeightNode cell = hiddenCell(node.layerPath, call.generation == 3 ? "conv_lstm_cell" : "");
    const Shape window = config.tuple("kernel_size", axes, kUnknownDim);
    const auto with = [&](std::int64_t width) {
        Shape shape = window;
        shape.push_back(width);
        shape.push_back(wide);
        return shape;
    };
    cell.own = {{"kernel", with(call.dim(config.channelsFirst() ? 2 : -1)), type},
                {"recurrent_kernel", with(filters), type}};
    if (config.flag("use_bias", true))
        cell.own.push_back({"bias", {wide}, type});
    node.children.push_back(std::move(cell));
}

/// Output width of a cell, which is the input width of the next in a stack.
std::int64_t outputWidth(const Layer& cell)
{
    if (cell.className == "StackedRNNCells")
        return cell.layers.empty() ? kUnknownDim : outputWidth(cell.layers.back());
    return cell.known ? LayerConfig(cell.config).size("units") : kUnknownDim;
}

WeightNode cellNode(const Layer& cell, std::int64_t width, const std::string& path, int generation)
{
    static const Json none;
    const TensorInfos inputs{{Shape{kUnknownDim, width}, DType::Float32}};
    return weightsOf(cell, inputs, generation, path + "/", none);
}

void stackedCells(const WeightCall& call, WeightNode& node)
{
    std::int64_t width = call.dim(-1);
    std::size_t index = 0;
    std::vector<std::string> used;
    for (const Layer& cell : call.layer.layers) {
        WeightNode child = cellNode(cell, width, node.layerPath, call.generation);
        const std::string name(cellName(cell.className));
        const auto same = std::count(used.begin(), used.end(), cell.className);
        used.push_back(cell.className);
        child.keras3 = child.tfKeras = "cells/" + name + (same == 0 ? std::string() : "_" + std::to_string(same));
        child.object = "cells/" + std::to_string(index++);
        node.children.push_back(std::move(child));
        width = outputWidth(cell);
    }
}

void customRecurrent(const WeightCall& call, WeightNode& node)
{
    for (const Layer& cell : call.layer.layers) {
        WeightNode child = cellNode(cell, call.dim(-1), node.layerPath, call.generation);
        child.keras3 = child.tfKeras = child.object = "cell";
        node.children.push_back(std::move(child));
    }
}

void bidirectional(const WeightCall& call, WeightNode& node)
{
    static const Json none;
    const char* const names[] = {"forward_layer", "backward_layer"};
    for (std::size_t i = 0; i < call.layer.layers.size() && i < 2; ++i) {
        WeightNode child = weightsOf(call.layer.layers[i], call.inputs, call.generation, node.layerPath + "/", none);
        child.keras3 = child.tfKeras = child.object = names[i];
        node.children.push_back(std::move(child));
    }
}

WeightNode wrappedNode(const WeightCall& call, const WeightNode& node, const TensorInfos& inputs)
{
    static const Json none;
    WeightNode child = weightsOf(call.layer.layers.front(), inputs, call.generation, node.layerPath + "/", none);
    child.keras3 = child.tfKeras = child.object = "layer";
    child.nameless2 = true;
    return child;
}

void timeDistributed(const WeightCall& call, WeightNode& node)
{
    if (call.layer.layers.empty())
        return;
    TensorInfos slices;
    if (auto shape = call.shape(); shape && shape->size() >= 2) {
        shape->erase(shape->begin() + 1);
        slices.push_back({std::move(shape), DType::Float32});
    }
    node.children.push_back(wrappedNode(call, node, slices));
}

void wrapper(const WeightCall& call, WeightNode& node)
{
    if (!call.layer.layers.empty())
        node.children.push_back(wrappedNode(call, node, call.inputs));
}

/// The wrapper holds the kernel too, before its vector and the inner layer's other weights.
void spectralNormalization(const WeightCall& call, WeightNode& node)
{
    if (call.layer.layers.empty())
        return;
    WeightNode child = wrappedNode(call, node, call.inputs);
    std::int64_t width = kUnknownDim;
    if (!child.own.empty() && !child.own.front().shape.empty())
        width = child.own.front().shape.back();
    node.own.push_back({"vector_u", {1, width}, variableType(call.layer), false});
    node.children.push_back(std::move(child));
}

constexpr WeightRuleEntry kRules[] = {
    {"LSTM", recurrent},
    {"LSTMV1", recurrent},
    {"LSTMV2", recurrent},
    {"CuDNNLSTM", recurrent},
    {"GRU", recurrent},
    {"GRUV1", recurrent},
    {"GRUV2", recurrent},
    {"CuDNNGRU", recurrent},
    {"SimpleRNN", recurrent},
    {"LSTMCell", lonelyCell},
    {"GRUCell", lonelyCell},
    {"SimpleRNNCell", lonelyCell},
    {"ConvLSTM1D", convolutionalLstm},
    {"ConvLSTM2D", convolutionalLstm},
    {"ConvLSTM3D", convolutionalLstm},
    {"StackedRNNCells", stackedCells},
    {"RNN", customRecurrent},
    {"RNNV1", customRecurrent},
    {"Bidirectional", bidirectional},
    {"TimeDistributed", timeDistributed},
    {"Wrapper", wrapper},
    {"SpectralNormalization", spectralNormalization},
};

} // namespace

std::span<const WeightRuleEntry> recurrentWeightRules()
{
    return kRules;
}

} // namespace lw::keras
