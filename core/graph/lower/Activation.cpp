// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/CustomObjects.h"
#include "core/graph/lower/ModelLowering.h"
#include "core/keras/Dialect.h"

#include <unordered_map>

/// Activation functions, as layer arguments and as layers (keras/src/activations/activations.py;
/// tf_keras/src/activations.py).
namespace lw::graph {

namespace {

Edge clip(LayerCall& call, Edge x, double low, double high)
{
    return call.g.binary("Minimum", call.g.binary("Maximum", x, low), high);
}

struct ReluSettings {
    double slope = 0, threshold = 0;
    std::optional<double> maximum;
};

Edge relu(LayerCall& call, Edge x, const ReluSettings& settings)
{
    GraphBuilder& g = call.g;
    std::optional<Edge> negative;
    if (settings.slope != 0) {
        if (!settings.maximum && settings.threshold == 0)
            return g.op("LeakyRelu", {x}, {{"alpha", settings.slope}});
        Edge flipped = g.unary("Neg", x);
        if (settings.threshold != 0)
            flipped = g.add(flipped, g.scalar(settings.threshold, g.dtype(x)));
        negative = g.binary("Mul", g.unary("Relu", flipped), settings.slope);
    }
    bool clips = settings.maximum.has_value();
    if (settings.threshold != 0) {
        const Edge above = g.binary("Greater", x, settings.threshold);
        x = g.mul(x, g.cast(above, g.dtype(x)));
    } else if (clips && *settings.maximum == 6) {
        x = g.unary("Relu6", x);
        clips = false;
    } else {
        x = g.unary("Relu", x);
    }
    if (clips)
        x = clip(call, x, 0, *settings.maximum);
    return negative ? g.sub(x, *negative) : x;
}

Edge elu(LayerCall& call, Edge x, double alpha)
{
    GraphBuilder& g = call.g;
    const Edge plain = g.unary("Elu", x);
    return alpha == 1 ? plain : g.select(g.binary("Greater", x, 0.0), plain, g.binary("Mul", plain, alpha));
}

Edge celu(LayerCall& call, Edge x, double alpha)
{
    GraphBuilder& g = call.g;
    const Edge below = g.binary("RealDiv", g.binary("Minimum", x, 0.0), alpha);
    return g.add(g.binary("Maximum", x, 0.0), g.binary("Mul", g.unary("Expm1", below), alpha));
}

Edge shrink(LayerCall& call, Edge x, double threshold, bool soft)
{
    GraphBuilder& g = call.g;
    const Edge above = g.binary("Greater", x, threshold), below = g.binary("Less", x, -threshold);
    const Edge zero = g.unary("ZerosLike", x);
    const Edge high = soft ? g.binary("Sub", x, threshold) : x, low = soft ? g.binary("AddV2", x, threshold) : x;
    return g.select(above, high, g.select(below, low, zero));
}

Edge sparsePlus(LayerCall& call, Edge x)
{
    GraphBuilder& g = call.g;
    const Edge square = g.binary("Mul", g.unary("Square", g.binary("AddV2", x, 1.0)), 0.25);
    return g.select(g.binary("LessEqual", x, -1.0), g.unary("ZerosLike", x),
                    g.select(g.binary("Less", x, 1.0), square, x));
}

Edge hardSigmoid(LayerCall& call, Edge x)
{
    return call.g.op("HardSigmoid", {x}, {{"slope", call.keras3 ? 1.0 / 6.0 : 0.2}});
}

Edge glu(LayerCall& call, Edge x, std::int64_t axis)
{
    GraphBuilder& g = call.g;
    const Edge parts = g.op("Split", {g.intScalar(axis), x}, {{"num_split", 2}});
    return g.mul(GraphBuilder::output(parts, 0), g.unary("Sigmoid", GraphBuilder::output(parts, 1)));
}

Edge squareplus(LayerCall& call, Edge x, double b)
{
    GraphBuilder& g = call.g;
    const Edge root = g.unary("Sqrt", g.binary("AddV2", g.unary("Square", x), b));
    return g.binary("RealDiv", g.add(x, root), 2.0);
}

Edge gelu(LayerCall& call, Edge x, bool approximate)
{
    return call.g.op("Gelu", {x}, {{"approximate", approximate}});
}

using Plain = Edge (*)(LayerCall&, Edge);

template <const char* op>
Edge direct(LayerCall& call, Edge x)
{
    return call.g.unary(op, x);
}

constexpr char kElu[] = "Elu", kSelu[] = "Selu", kSoftplus[] = "Softplus", kSoftsign[] = "Softsign", kSwish[] = "Swish",
               kTanh[] = "Tanh", kSigmoid[] = "Sigmoid", kExp[] = "Exp", kMish[] = "Mish", kRelu[] = "Relu",
               kRelu6[] = "Relu6";

/// Functions that need nothing but their input.
/// keras/src/backend/tensorflow/nn.py sparsemax over the last axis, whose threshold is made of the sum of all running
/// sums where the paper (Martins and Astudillo, 2016) takes the last of them.
Edge sparsemax(LayerCall& call, Edge x)
{
    GraphBuilder& g = call.g;
    const std::int64_t count = g.dim(x, -1);
    if (count < 1 || count > 1 << 20)
        return call.refuse("sparsemax over an open or very large axis");
    std::vector<double> numbers;
    for (std::int64_t i = 1; i <= count; ++i)
        numbers.push_back(static_cast<double>(i));
    const Edge ranks = g.constant(vectorTensor(numbers, g.dtype(x)));
    const Edge sorted = g.op("TopKV2", {x, g.intScalar(count)}, {{"sorted", true}, {"index_type", DType::Int32}});
    const Edge sums = g.op("Cumsum", {sorted, g.intScalar(-1)}, {{"exclusive", false}, {"reverse", false}});
    const Edge above = g.cast(g.binary("Greater", g.binary("AddV2", g.mul(ranks, sorted), 1.0), sums), g.dtype(x));
    const Edge taken = g.reduce("Sum", above, {-1}, true);
    const Edge total = g.reduce("Sum", g.mul(above, sums), {-1}, true);
    return g.unary("Relu", g.sub(x, g.div(g.binary("Sub", total, 1.0), taken)));
}

const std::unordered_map<std::string_view, Plain>& plainFunctions()
{
    static const std::unordered_map<std::string_view, Plain> table = {
        {"linear", [](LayerCall&, Edge x) { return x; }},
        {"relu", direct<kRelu>},
        {"relu6", direct<kRelu6>},
        {"elu", direct<kElu>},
        {"selu", direct<kSelu>},
        {"softplus", direct<kSoftplus>},
        {"softsign", direct<kSoftsign>},
        {"swish", direct<kSwish>},
        {"silu", direct<kSwish>},
        {"tanh", direct<kTanh>},
        {"sigmoid", direct<kSigmoid>},
        {"exponential", direct<kExp>},
        {"exp", direct<kExp>},
        {"mish", direct<kMish>},
        {"hard_sigmoid", hardSigmoid},
        {"softmax", [](LayerCall& call, Edge x) { return call.g.softmax(x); }},
        {"softmax_v2", [](LayerCall& call, Edge x) { return call.g.softmax(x); }},
        {"log_softmax", [](LayerCall& call, Edge x) { return call.g.softmax(x, -1, true); }},
        {"gelu", [](LayerCall& call, Edge x) { return gelu(call, x, false); }},
        {"leaky_relu",
         [](LayerCall& call, Edge x) {
             return relu(call, x, {0.2, 0, {}});
         }},
        {"celu", [](LayerCall& call, Edge x) { return celu(call, x, 1); }},
        {"glu", [](LayerCall& call, Edge x) { return glu(call, x, -1); }},
        {"hard_tanh", [](LayerCall& call, Edge x) { return clip(call, x, -1, 1); }},
        {"hard_silu", [](LayerCall& call, Edge x) { return call.g.mul(x, hardSigmoid(call, x)); }},
        {"hard_swish", [](LayerCall& call, Edge x) { return call.g.mul(x, hardSigmoid(call, x)); }},
        {"squareplus", [](LayerCall& call, Edge x) { return squareplus(call, x, 4); }},
        {"tanh_shrink", [](LayerCall& call, Edge x) { return call.g.sub(x, call.g.unary("Tanh", x)); }},
        {"soft_shrink", [](LayerCall& call, Edge x) { return shrink(call, x, 0.5, true); }},
        {"hard_shrink", [](LayerCall& call, Edge x) { return shrink(call, x, 0.5, false); }},
        {"sparse_plus", sparsePlus},
        {"sparse_sigmoid",
         [](LayerCall& call, Edge x) {
             return clip(call, call.g.binary("Mul", call.g.binary("AddV2", x, 1.0), 0.5), 0, 1);
         }},
        {"sparsemax", sparsemax},
        {"log_sigmoid",
         [](LayerCall& call, Edge x) { return call.g.unary("Neg", call.g.unary("Softplus", call.g.unary("Neg", x))); }},
    };
    return table;
}

double number(const Json& config, std::string_view key, double fallback)
{
    const Json& value = config[key];
    if (value.isNumber())
        return value.toDouble(fallback);
    // Keras 3 may store numbers as serialized arrays: {"class_name": "__numpy__", "config": {"value": 0.3}}.
    const Json& inner = value["config"]["value"];
    return inner.isNumber() ? inner.toDouble(fallback) : fallback;
}

/// Softmax over several axes: exp(x - logsumexp(x)).
Edge softmaxOver(LayerCall& call, Edge x, const Json& axis)
{
    GraphBuilder& g = call.g;
    if (!axis.isArray())
        return g.softmax(x, axis.toInt(-1));
    std::vector<std::int64_t> axes;
    for (const Json& item : axis.items())
        axes.push_back(item.toInt());
    if (axes.size() == 1)
        return g.softmax(x, axes.front());
    const Edge shifted = g.sub(x, g.reduce("Max", x, axes, true));
    const Edge powers = g.unary("Exp", shifted);
    return g.div(powers, g.reduce("Sum", powers, axes, true));
}

/// Activation layers, which may also stand where an activation function does. False for other classes.
bool activationLayer(LayerCall& call, Edge& x, std::string_view name, const Json& config)
{
    if (name == "ReLU") {
        ReluSettings settings{number(config, "negative_slope", 0), number(config, "threshold", 0), {}};
        if (!config["max_value"].isNull())
            settings.maximum = number(config, "max_value", 0);
        x = relu(call, x, settings);
    } else if (name == "LeakyReLU") {
        const double slope = number(config, "alpha", number(config, "negative_slope", 0.3));
        x = call.g.op("LeakyRelu", {x}, {{"alpha", slope}});
    } else if (name == "ELU") {
        x = elu(call, x, number(config, "alpha", 1));
    } else if (name == "ThresholdedReLU") {
        const Edge above = call.g.binary("Greater", x, number(config, "theta", 1));
        x = call.g.mul(x, call.g.cast(above, call.g.dtype(x)));
    } else if (name == "Softmax") {
        x = softmaxOver(call, x, config["axis"]);
    } else if (name == "Activation") {
        x = applyActivation(call, x, config["activation"]);
    } else {
        return false;
    }
    return true;
}

void activation(LayerCall& call)
{
    call.out(call.activate(
        call.g.cast(call.x(), isFloating(call.g.dtype(call.x())) ? call.g.dtype(call.x()) : call.compute)));
}

void layerForm(LayerCall& call)
{
    Edge x = call.g.cast(call.x(), call.compute);
    activationLayer(call, x, call.layer.className, call.layer.config);
    call.out(x);
}

/// Keras 2 adds a large negative number, Keras 3 replaces and afterwards clears what is masked.
void softmaxLayer(LayerCall& call)
{
    GraphBuilder& g = call.g;
    Edge x = g.cast(call.x(), call.compute);
    auto mask = call.maskArgument();
    if (!mask && call.arguments.positional.size() > 1 && !call.arguments.positional[1].isNone())
        mask = call.arguments.positional[1].tensor.edge;
    if (!mask)
        return call.out(softmaxOver(call, x, call.setting("axis")));
    constexpr double kLarge = -1e9;
    if (call.keras3 || call.setting("robust_masking").toBool()) {
        const Edge keep = g.dtype(*mask) == DType::Bool ? *mask : g.binary("Greater", *mask, 0.5);
        const Edge y = softmaxOver(call, g.select(keep, x, g.scalar(kLarge, call.compute)), call.setting("axis"));
        return call.out(call.keras3 ? g.select(keep, y, g.scalar(0, call.compute)) : y);
    }
    const Edge open = g.sub(g.scalar(1, call.compute), g.cast(*mask, call.compute));
    call.out(softmaxOver(call, g.add(x, g.binary("Mul", open, kLarge)), call.setting("axis")));
}

void prelu(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge x = g.cast(call.x(), call.compute), alpha = call.weight("alpha");
    const Edge negative = g.mul(g.unary("Neg", alpha), g.unary("Relu", g.unary("Neg", x)));
    call.out(g.add(g.unary("Relu", x), negative));
}

constexpr LayerRow kRows[] = {
    {"Activation", activation, MaskRule::Pass},
    {"ReLU", layerForm, MaskRule::Pass},
    {"LeakyReLU", layerForm, MaskRule::Pass},
    {"ELU", layerForm, MaskRule::Pass},
    {"ThresholdedReLU", layerForm, MaskRule::Pass},
    {"Softmax", softmaxLayer, MaskRule::Pass},
    {"PReLU", prelu, MaskRule::Pass},
};

/// The function's name in any serialized form; package prefixes ("keras.activations>relu") are dropped for built-in
/// ones.
std::string functionName(const Json& activation)
{
    std::string name = activation.toText();
    if (activation.isObject())
        name = activation["config"].isString() ? activation["config"].toText() : activation["config"]["name"].toText();
    return name;
}

} // namespace

std::string activationFunctionName(const Json& activation)
{
    return functionName(activation);
}

std::string plainActivation(const Json& activation)
{
    if (activation.isNull())
        return "linear";
    const bool function =
        activation.isString() || activation["class_name"].toText() == "function" || activation["config"].isString();
    const std::string name = function ? functionName(activation) : std::string();
    return plainFunctions().contains(name) ? name : std::string();
}

Edge applyActivation(LayerCall& call, Edge x, const Json& activation)
{
    if (activation.isNull())
        return x;
    const auto& table = plainFunctions();
    const std::string name = functionName(activation);
    if (const auto found = table.find(name); found != table.end() && !plainActivation(activation).empty())
        return found->second(call, x);
    if (activation.isObject() && activationLayer(call, x, activation["class_name"].toText(), activation["config"]))
        return x;
    const CustomObjects* objects = call.lowering.objects();
    for (const std::string& defined : {name, activation["registered_name"].toText(), activation["class_name"].toText()})
        if (const CustomObject* object = objects ? objects->find(defined) : nullptr)
            return applyCustomFunction(call, x, defined, *object);
    const std::string shown = name.empty() ? activation["class_name"].toText() : name;
    return call.fail(
        unsupported("the activation \"" + printable(shown, 80) +
                    "\" is not built in; define it by an expression in an objects file (--objects), or open "
                    "the model as a SavedModel that was saved with traces"));
}

std::span<const LayerRow> activationLayers()
{
    return kRows;
}

} // namespace lw::graph
