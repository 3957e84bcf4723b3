// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/SummaryTable.h"

#include "core/keras/Architecture.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_set>

namespace lw::keras {
namespace {

struct Row {
    std::string name, shape, parameters;
    std::vector<std::string> connections;
};

/// Length in characters, not bytes.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t columns)
{
    const std::size_t used = width(text);
    return text + std::string(columns > used ? columns - used : 1, ' ');
}

/// A chain has one call per layer with one input, and nothing reads a tensor twice.
bool isChain(const std::vector<Layer>& layers)
{
    std::unordered_set<std::string_view> sources;
    for (const Layer& layer : layers) {
        if (layer.nodes.size() > 1 || (!layer.nodes.empty() && layer.nodes.front().inputs.size() > 1))
            return false;
        for (const LayerNode& node : layer.nodes)
            for (const InboundTensor& input : node.inputs)
                if (!sources.insert(input.layer).second)
                    return false;
    }
    return true;
}

void addRows(const std::vector<Layer>& layers, ModelKind kind, int depth, bool nested, std::vector<Row>& rows)
{
    for (const Layer& layer : layers) {
        if (!isListedLayer(layer, kind))
            continue;
        Row row;
        row.name = std::string(static_cast<std::size_t>(2 * depth), ' ') + printable(layer.name, 1000) + " (" +
                   printable(layer.className) + ")";
        row.shape = outputShapeText(layer);
        row.parameters = groupedNumber(layer.parameters);
        for (const LayerNode& node : layer.nodes)
            for (const InboundTensor& input : node.inputs)
                row.connections.push_back(printable(input.layer, 1000) + "[" + std::to_string(input.node) + "][" +
                                          std::to_string(input.tensor) + "]");
        rows.push_back(std::move(row));
        if (nested && (layer.nested || depth < 8) && !layer.layers.empty())
            addRows(layer.layers, layer.nested.value_or(ModelKind::Functional), depth + 1, nested, rows);
    }
}

/// tf_keras/src/utils/layer_utils.py readable_memory_size.
std::string sizeText(std::uint64_t bytes)
{
    constexpr std::array kUnits = {"B", "KB", "MB", "GB", "TB", "PB"};
    double size = double(bytes);
    std::size_t unit = 0;
    for (; size >= 1024 && unit + 1 < kUnits.size(); ++unit)
        size /= 1024;
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.2f %s", size, kUnits[unit]);
    return text.data();
}

struct Sizes {
    std::uint64_t trainable = 0, rest = 0;
};

Sizes byteSizes(const Model& model)
{
    Sizes sizes;
    const auto add = [&](DType dtype, std::uint64_t elements, bool trainable) {
        std::uint64_t bytes = 0;
        if (!__builtin_mul_overflow(elements, dtypeSize(dtype), &bytes))
            (trainable ? sizes.trainable : sizes.rest) += bytes;
    };
    if (!model.variables.empty()) {
        for (const Variable& variable : model.variables)
            if (variable.role.find("seed") == std::string::npos)
                add(variable.tensor.dtype(), variable.tensor.elements(), variable.trainable);
        return sizes;
    }
    for (const ExpectedVariable& weight : expectedVariables(model))
        if (const auto elements = isFullyKnown(weight.shape) ? elementCount(weight.shape) : Result<std::uint64_t>(0))
            add(weight.dtype, *elements, weight.trainable);
    return sizes;
}

std::string table(const std::vector<Row>& rows, std::array<std::string, 4> titles, bool connected)
{
    // As wide as Keras' table at least, wider when a name asks for it.
    std::array<std::size_t, 3> columns = {29U, 25U, 9U};
    std::size_t last = width(titles[3]);
    for (const Row& row : rows) {
        columns[0] = std::max(columns[0], width(row.name) + 2);
        columns[1] = std::max(columns[1], width(row.shape) + 2);
        columns[2] = std::max(columns[2], width(row.parameters) + 2);
        for (const std::string& connection : row.connections)
            last = std::max(last, width(connection));
    }
    const std::size_t line = columns[0] + columns[1] + columns[2] + (connected ? last : 0);
    const auto print = [&](const std::string& a, const std::string& b, const std::string& c, const std::string& d) {
        std::string text = padded(a, columns[0]) + padded(b, columns[1]) + (connected ? padded(c, columns[2]) + d : c);
        text.erase(text.find_last_not_of(' ') + 1);
        return text + "\n";
    };
    std::string text = std::string(line, '_') + "\n" + print(titles[0], titles[1], titles[2], titles[3]) +
                       std::string(line, '=') + "\n";
    for (const Row& row : rows) {
        text += print(row.name, row.shape, row.parameters,
                      connected && !row.connections.empty() ? row.connections.front() : "");
        for (std::size_t i = 1; connected && i < row.connections.size(); ++i)
            text += print("", "", "", row.connections[i]);
    }
    return text + std::string(line, '=') + "\n";
}

} // namespace

std::string groupedNumber(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

bool isListedLayer(const Layer& layer, ModelKind parent)
{
    return parent != ModelKind::Sequential || layer.className != "InputLayer";
}

std::string outputShapeText(const Layer& layer)
{
    if (layer.nodes.empty())
        return "?";
    const auto& shapes = layer.nodes.front().outputShapes;
    for (const LayerNode& node : layer.nodes)
        if (node.outputShapes != shapes)
            return "multiple";
    const auto one = [](const std::optional<Shape>& shape) { return shape ? shapeText(*shape) : std::string("?"); };
    // Keras 2 shows the list that an InputLayer has.
    if (shapes.size() == 1)
        return layer.className == "InputLayer" ? "[" + one(shapes.front()) + "]" : one(shapes.front());
    std::string text = "[";
    for (std::size_t i = 0; i < shapes.size(); ++i)
        text += (i == 0 ? "" : ", ") + one(shapes[i]);
    return shapes.empty() ? "?" : text + "]";
}

std::string summaryText(const Model& model, bool nested)
{
    std::vector<Row> rows;
    const bool weightsOnly = model.layers.empty();
    if (weightsOnly)
        for (const Variable& variable : model.variables)
            rows.push_back({printable(variable.path, 1000),
                            shapeText(variable.tensor.shape()),
                            groupedNumber(variable.tensor.elements()),
                            {}});
    else
        addRows(model.layers, model.kind, 0, nested, rows);
    const bool connected = !weightsOnly && model.kind == ModelKind::Functional && !isChain(model.layers);
    const Sizes sizes = byteSizes(model);
    std::string text = "Model: \"" + printable(model.name) + "\"\n";
    text += table(
        rows,
        {weightsOnly ? "Variable" : "Layer (type)", weightsOnly ? "Shape" : "Output Shape", "Param #", "Connected to"},
        connected);
    const auto total = [&](const char* title, std::uint64_t count, std::uint64_t bytes) {
        text += std::string(title) + groupedNumber(count) + " (" + sizeText(bytes) + ")\n";
    };
    total("Total params: ", model.totalParameters, sizes.trainable + sizes.rest);
    total("Trainable params: ", model.trainableParameters, sizes.trainable);
    total("Non-trainable params: ", model.nonTrainableParameters(), sizes.rest);
    return text;
}

} // namespace lw::keras
