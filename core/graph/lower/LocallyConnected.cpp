// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Windows.h"

#include <algorithm>

/// LocallyConnected1D and 2D: convolutions with a kernel of its own at every place
/// (tf_keras/src/layers/locally_connected). The three implementations of the config keep their weights differently.
namespace lw::graph {

namespace {

constexpr std::int64_t kMostConnections = 1 << 26;

Size known(std::int64_t value)
{
    Size size;
    size.value = value;
    return size;
}

/// All sizes of one layer; a place is an output position.
struct Field {
    Window window;
    std::int64_t channels = 0, filters = 0, area = 1, points = 1, places = 1;
    std::vector<std::int64_t> input, output; ///< spatial lengths

    [[nodiscard]] std::int64_t inputs() const { return points * channels; }
    [[nodiscard]] std::int64_t outputs() const { return places * filters; }
    /// Where a value lies in the flattened image.
    [[nodiscard]] std::int64_t at(std::int64_t point, std::int64_t channel, std::int64_t count,
                                  std::int64_t width) const
    {
        return window.channelsFirst ? channel * count + point : point * width + channel;
    }
};

bool multiply(std::int64_t& product, std::int64_t factor)
{
    return factor > 0 && !__builtin_mul_overflow(product, factor, &product) && product <= kMostConnections;
}

bool readField(LayerCall& call, std::size_t spatial, Field& field)
{
    if (!readWindow(call, "kernel_size", spatial, field.window))
        return false;
    GraphBuilder& g = call.g;
    const bool first = field.window.channelsFirst;
    if (g.rank(call.x()) != spatial + 2)
        return call.refuse("an input of another rank"), false;
    field.channels = g.dim(call.x(), first ? 1 : -1);
    field.filters = call.config().size("filters");
    bool fits = multiply(field.points, field.channels) && multiply(field.places, field.filters);
    field.points = field.places = 1;
    for (std::size_t axis = 0; fits && axis < spatial; ++axis) {
        const std::int64_t length = g.dim(call.x(), static_cast<std::int64_t>(axis) + (first ? 2 : 1));
        const std::int64_t size = field.window.size[axis], stride = field.window.strides[axis];
        const bool valid = field.window.padding == "VALID";
        const std::int64_t out = valid ? (length - size) / stride + 1 : (length - 1) / stride + 1;
        fits = length >= (valid ? size : 1) && multiply(field.points, length) && multiply(field.places, out) &&
               multiply(field.area, size);
        field.input.push_back(length);
        field.output.push_back(out);
    }
    std::int64_t connections = field.places;
    if (!fits || !multiply(connections, field.area) || !multiply(connections, field.channels))
        return call.refuse("an input of open size, or too many connections"), false;
    return true;
}

/// The input points that a place sees, in order (conv_utils.conv_connected_inputs).
std::vector<std::int64_t> seenBy(const Field& field, std::int64_t place)
{
    std::vector<std::int64_t> points{0};
    std::vector<std::int64_t> position(field.output.size());
    for (std::size_t axis = field.output.size(); axis-- > 0; place /= field.output[axis])
        position[axis] = place % field.output[axis];
    for (std::size_t axis = 0; axis < field.output.size(); ++axis) {
        const std::int64_t size = field.window.size[axis], length = field.input[axis];
        const std::int64_t before = field.window.padding == "VALID" ? 0 : size / 2;
        const std::int64_t start = position[axis] * field.window.strides[axis] - before;
        std::vector<std::int64_t> longer;
        for (const std::int64_t point : points)
            for (std::int64_t i = std::max<std::int64_t>(0, start); i < std::min(length, start + size); ++i)
                longer.push_back(point * length + i);
        points = std::move(longer);
    }
    return points;
}

Edge flattened(LayerCall& call, const Field& field)
{
    GraphBuilder& g = call.g;
    const Edge x = g.cast(call.x(), call.compute);
    return g.reshape(x, {g.size(x, 0), known(field.inputs())});
}

/// (batch, places * filters) in the order of the layer's output as an image.
Edge unflattened(LayerCall& call, const Field& field, Edge y)
{
    GraphBuilder& g = call.g;
    std::vector<Size> sizes{g.size(y, 0)};
    if (field.window.channelsFirst)
        sizes.push_back(known(field.filters));
    for (const std::int64_t length : field.output)
        sizes.push_back(known(length));
    if (!field.window.channelsFirst)
        sizes.push_back(known(field.filters));
    return g.reshape(y, sizes);
}

Edge indices(LayerCall& call, Shape shape, const std::vector<std::int32_t>& values)
{
    return call.g.constant(Tensor::fromVector(std::move(shape), values));
}

/// Implementation 1: the kernel is (places, window and channels, filters), a product for each place.
Edge byPlace(LayerCall& call, const Field& field)
{
    GraphBuilder& g = call.g;
    if (field.window.padding != "VALID")
        return call.refuse("this implementation and padding");
    std::vector<std::int32_t> gathered;
    for (std::int64_t place = 0; place < field.places; ++place) {
        const auto points = seenBy(field, place);
        const auto add = [&](std::int64_t point, std::int64_t channel) {
            gathered.push_back(static_cast<std::int32_t>(field.at(point, channel, field.points, field.channels)));
        };
        if (field.window.channelsFirst)
            for (std::int64_t channel = 0; channel < field.channels; ++channel)
                for (const std::int64_t point : points)
                    add(point, channel);
        else
            for (const std::int64_t point : points)
                for (std::int64_t channel = 0; channel < field.channels; ++channel)
                    add(point, channel);
    }
    const Shape count{static_cast<std::int64_t>(gathered.size())};
    const Edge seen =
        g.op("GatherV2", {flattened(call, field), indices(call, count, gathered), g.intScalar(1)}, {{"batch_dims", 0}});
    const Edge rows = g.reshape(seen, {g.size(seen, 0), known(field.places), known(field.area * field.channels)});
    const Edge kernel = call.weightAs("kernel", {field.places, field.area * field.channels, field.filters});
    const Edge products = g.op("BatchMatMulV2", {g.transpose(rows, {1, 0, 2}), kernel});
    const Edge y = g.transpose(products, field.window.channelsFirst ? std::vector<std::int64_t>{1, 2, 0}
                                                                    : std::vector<std::int64_t>{1, 0, 2});
    return unflattened(call, field, y);
}

/// For every pair of an input value and an output value: the number of their connection, or -1.
std::optional<std::vector<std::int32_t>> connections(const Field& field, std::int32_t& count)
{
    std::int64_t pairs = field.inputs();
    if (!multiply(pairs, field.outputs()))
        return std::nullopt;
    std::vector<std::int32_t> numbers(static_cast<std::size_t>(pairs), -1);
    for (std::int64_t place = 0; place < field.places; ++place)
        for (const std::int64_t point : seenBy(field, place))
            for (std::int64_t channel = 0; channel < field.channels; ++channel)
                for (std::int64_t filter = 0; filter < field.filters; ++filter)
                    numbers[static_cast<std::size_t>(field.at(point, channel, field.points, field.channels) *
                                                         field.outputs() +
                                                     field.at(place, filter, field.places, field.filters))] = 0;
    count = 0; // sorted by output, then input (conv_utils.conv_kernel_idxs)
    for (std::int64_t out = 0; out < field.outputs(); ++out)
        for (std::int64_t in = 0; in < field.inputs(); ++in)
            if (auto& number = numbers[static_cast<std::size_t>(in * field.outputs() + out)]; number == 0)
                number = count++;
    return numbers;
}

/// Implementations 2 and 3: one product with a matrix that is zero where nothing connects, kept whole or as its values.
Edge byMatrix(LayerCall& call, const Field& field, bool sparse)
{
    GraphBuilder& g = call.g;
    std::int32_t count = 0;
    auto numbers = connections(field, count);
    if (!numbers)
        return call.refuse("too many connections");
    const Shape shape{field.inputs(), field.outputs()};
    Edge matrix;
    if (sparse) {
        for (std::int32_t& number : *numbers)
            number = number < 0 ? count : number;
        const Edge zero = g.constant(vectorTensor({0}, call.compute));
        const Edge values = g.concat({call.weightAs("kernel", {count}), zero}, 0);
        matrix = g.op("GatherV2", {values, indices(call, shape, *numbers), g.intScalar(0)}, {{"batch_dims", 0}});
    } else {
        std::vector<float> mask(numbers->size());
        std::ranges::transform(*numbers, mask.begin(), [](std::int32_t number) { return number < 0 ? 0.0F : 1.0F; });
        const Edge connected = g.cast(g.constant(Tensor::fromVector(shape, mask)), call.compute);
        matrix = g.mul(call.weightAs("kernel", shape), connected);
    }
    return unflattened(call, field, g.op("MatMul", {flattened(call, field), matrix}));
}

template <std::size_t spatial>
void locallyConnected(LayerCall& call)
{
    Field field;
    if (!readField(call, spatial, field))
        return;
    const std::int64_t implementation = call.config().integer("implementation", 1);
    if (implementation < 1 || implementation > 3)
        return void(call.refuse("an unknown implementation"));
    Edge y = implementation == 1 ? byPlace(call, field) : byMatrix(call, field, implementation == 3);
    if (call.config().flag("use_bias", true)) {
        // With channels first the bias is read as if it had that order, not turned (backend.bias_add).
        Shape shape{1};
        if (field.window.channelsFirst)
            shape.push_back(field.filters);
        shape.insert(shape.end(), field.output.begin(), field.output.end());
        if (!field.window.channelsFirst)
            shape.push_back(field.filters);
        y = call.g.add(y, call.weightAs("bias", shape));
    }
    call.out(call.activate(y));
}

constexpr LayerRow kRows[] = {
    {"LocallyConnected1D", locallyConnected<1>},
    {"LocallyConnected2D", locallyConnected<2>},
};

} // namespace

std::span<const LayerRow> locallyConnectedLayers()
{
    return kRows;
}

} // namespace lw::graph
