// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/EinsumEquation.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/WeightTree.h"

namespace lw::keras {
namespace {

DType variableType(const WeightCall& call)
{
    return dtypePolicy(call.layer.config).variable;
}

void add(const WeightCall& call, WeightNode& node, const char* role, Shape shape, bool trainable = true)
{
    node.own.push_back({role, std::move(shape), variableType(call), trainable});
}

std::size_t spatialAxes(std::string_view className)
{
    const auto digit = className.find_first_of("123");
    return digit == std::string_view::npos ? 2 : static_cast<std::size_t>(className[digit] - '0');
}

void addBias(const WeightCall& call, WeightNode& node, std::int64_t size)
{
    if (call.config().flag("use_bias", true))
        add(call, node, "bias", {size});
}

/// Low-rank adaptation of Keras 3 (keras/src/layers/core/dense.py enable_lora): the kernel freezes, two factors are
/// added.
void addLora(const WeightCall& call, WeightNode& node, const Shape& a, const Shape& b, std::string_view role)
{
    if (call.generation < 3 || call.config().size("lora_rank") < 0 || node.own.empty())
        return;
    node.own.front().frozen = true;
    add(call, node, ("lora_" + std::string(role) + "_a").c_str(), a);
    add(call, node, ("lora_" + std::string(role) + "_b").c_str(), b);
}

void dense(const WeightCall& call, WeightNode& node)
{
    const std::int64_t units = call.config().size("units"), width = call.dim(-1),
                       rank = call.config().size("lora_rank");
    const std::string quantization = dtypePolicy(call.layer.config).quantization;
    if (call.generation == 3 && quantization == "int8") {
        // keras/src/layers/core/dense.py _int8_build: weights in 8 bits, one scale an output.
        node.own.push_back({"kernel", {width, units}, DType::Int8, false});
        addBias(call, node, units);
        add(call, node, "kernel_scale", {units}, false);
        return;
    }
    add(call, node, "kernel", {width, units});
    addBias(call, node, units);
    addLora(call, node, {width, rank}, {rank, units}, "kernel");
}

void einsumDense(const WeightCall& call, WeightNode& node)
{
    const auto input = call.shape();
    const auto resolved = input ? resolveEinsumDense(call.config(), *input) : std::nullopt;
    add(call, node, "kernel", resolved ? resolved->kernel : Shape{kUnknownDim});
    if (!call.config().text("bias_axes").empty())
        add(call, node, "bias", resolved && resolved->bias ? *resolved->bias : Shape{kUnknownDim});
}

/// tf_keras/src/layers/preprocessing/index_lookup.py: weights of words, and the table that adapt() counts them in.
void lookup(const WeightCall& call, WeightNode& node)
{
    const auto config = LookupConfig::of(call.layer);
    if (!config)
        return;
    node.tables = config->adapted();
    if (!config->weighted())
        return;
    OwnWeight weights{"idf_weights", {}, DType::Float32, false, "Variable"};
    weights.shape = {config->hasWords() ? static_cast<std::int64_t>(config->depth()) : kUnknownDim};
    weights.kept = true;
    weights.object = config->inner();
    node.own.push_back(std::move(weights));
}

void embedding(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const std::int64_t rows = config.size("input_dim"), width = config.size("output_dim"),
                       rank = config.size("lora_rank");
    add(call, node, "embeddings", {rows, width});
    addLora(call, node, {rows, rank}, {rank, width}, "embeddings");
    if (call.layer.className == "ReversibleEmbedding" && !config.flag("tie_weights", true))
        add(call, node, "reverse_embeddings", {width, rows});
}

void convolution(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    Shape kernel = config.tuple("kernel_size", spatialAxes(call.layer.className), kUnknownDim);
    const std::int64_t groups = config.integer("groups", 1), channels = call.channels(),
                       filters = config.size("filters");
    kernel.push_back(channels >= 0 && groups > 0 ? channels / groups : kUnknownDim);
    kernel.push_back(filters);
    add(call, node, "kernel", std::move(kernel));
    addBias(call, node, filters);
}

void transposed(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    Shape kernel = config.tuple("kernel_size", spatialAxes(call.layer.className), kUnknownDim);
    kernel.push_back(config.size("filters"));
    kernel.push_back(call.channels());
    add(call, node, "kernel", std::move(kernel));
    addBias(call, node, config.size("filters"));
}

void depthwise(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const std::int64_t multiplier = config.integer("depth_multiplier", 1);
    Shape kernel = config.tuple("kernel_size", spatialAxes(call.layer.className), kUnknownDim);
    kernel.push_back(call.channels());
    kernel.push_back(multiplier);
    // Keras 3 calls it kernel (keras/src/layers/convolutional/base_depthwise_conv.py).
    add(call, node, call.generation == 3 ? "kernel" : "depthwise_kernel", std::move(kernel));
    addBias(call, node, dimProduct(call.channels(), multiplier));
}

void separable(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const std::size_t axes = spatialAxes(call.layer.className);
    const std::int64_t multiplier = config.integer("depth_multiplier", 1), filters = config.size("filters");
    Shape kernel = config.tuple("kernel_size", axes, kUnknownDim);
    kernel.push_back(call.channels());
    kernel.push_back(multiplier);
    add(call, node, "depthwise_kernel", std::move(kernel));
    Shape pointwise(axes, 1);
    pointwise.push_back(dimProduct(call.channels(), multiplier));
    pointwise.push_back(filters);
    add(call, node, "pointwise_kernel", std::move(pointwise));
    addBias(call, node, filters);
}

/// tf_keras/src/layers/locally_connected: implementation 1 is a small kernel per place, 2 and 3 are dense and sparse
/// forms.
void locallyConnected(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto window = config.tuple("kernel_size", axes, kUnknownDim), strides = config.tuple("strides", axes, 1);
    const auto input = call.shape();
    const std::int64_t filters = config.size("filters"), channels = call.channels();
    std::int64_t places = 1, area = 1;
    Shape output, spatial;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const std::int64_t length = call.dim(static_cast<std::int64_t>(axis) + (config.channelsFirst() ? 2 : 1));
        spatial.push_back(length);
        output.push_back(windowLength(length, window[axis], strides[axis], 1, config.text("padding", "valid")));
        places = dimProduct(places, output.back());
        area = dimProduct(area, window[axis]);
    }
    const std::int64_t implementation = config.integer("implementation", 1);
    if (implementation == 1) {
        Shape kernel = axes == 1 ? Shape{places} : Shape{places};
        kernel.push_back(dimProduct(area, channels));
        kernel.push_back(filters);
        add(call, node, "kernel", std::move(kernel));
    } else if (implementation == 2) {
        Shape kernel = config.channelsFirst() ? Shape{channels} : spatial;
        if (config.channelsFirst())
            kernel.insert(kernel.end(), spatial.begin(), spatial.end());
        else
            kernel.push_back(channels);
        const Shape out = output;
        if (config.channelsFirst())
            kernel.push_back(filters);
        kernel.insert(kernel.end(), out.begin(), out.end());
        if (!config.channelsFirst())
            kernel.push_back(filters);
        add(call, node, "kernel", std::move(kernel));
    } else {
        add(call, node, "kernel", {kUnknownDim});
    }
    if (config.flag("use_bias", true)) {
        Shape bias = output;
        bias.insert(config.channelsFirst() ? bias.begin() : bias.end(), filters);
        add(call, node, "bias", std::move(bias));
    }
}

/// Sizes of the axes that a normalization works on; one weight of that shape.
Shape normalizedShape(const WeightCall& call, std::int64_t fallback)
{
    Shape shape;
    for (const std::int64_t axis : call.config().integers("axis").value_or(std::vector<std::int64_t>{fallback}))
        shape.push_back(call.dim(axis));
    return shape;
}

void batchNormalization(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    Shape shape = normalizedShape(call, -1);
    // Several axes keep their places, with 1 elsewhere (tf_keras/src/layers/normalization/batch_normalization.py
    // build).
    const auto input = call.shape();
    if (shape.size() > 1 && input) {
        Shape full(input->size(), 1);
        for (const std::int64_t axis : config.integers("axis").value_or(std::vector<std::int64_t>{}))
            if (const auto index = axisIndex(axis, full.size()))
                full[*index] = (*input)[*index];
        shape = full;
    }
    const auto addOne = [&](const char* role, bool trainable) {
        DType type = variableType(call);
        // Half-precision layers keep their statistics in float32.
        if (call.generation == 2 && (type == DType::Float16 || type == DType::BFloat16))
            type = DType::Float32;
        node.own.push_back({role, shape, type, trainable});
    };
    if (config.flag("scale", true))
        addOne("gamma", true);
    if (config.flag("center", true))
        addOne("beta", true);
    addOne("moving_mean", false);
    addOne("moving_variance", false);
    if (config.flag("renorm", false)) {
        for (const char* role : {"moving_stddev", "renorm_mean", "renorm_stddev"})
            addOne(role, false);
    }
}

void layerNormalization(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const Shape shape = normalizedShape(call, -1);
    if (config.flag("rms_scaling", false)) {
        add(call, node, "gamma", shape);
        return;
    }
    if (config.flag("scale", true))
        add(call, node, "gamma", shape);
    if (config.flag("center", true))
        add(call, node, "beta", shape);
}

void groupNormalization(const WeightCall& call, WeightNode& node)
{
    const Shape shape{call.dim(call.config().integer("axis", -1))};
    if (call.config().flag("scale", true))
        add(call, node, "gamma", shape);
    if (call.config().flag("center", true))
        add(call, node, "beta", shape);
}

void rmsNormalization(const WeightCall& call, WeightNode& node)
{
    add(call, node, "scale", normalizedShape(call, -1));
}

/// tf_keras/src/layers/preprocessing/normalization.py: nothing when mean and variance are given in the config.
void normalization(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    if (config.has("mean") || config.has("input_mean") || config.has("variance"))
        return;
    Shape shape;
    if (config.has("axis") || !call.layer.config.contains("axis")) {
        for (const std::int64_t axis : config.integers("axis").value_or(std::vector<std::int64_t>{-1}))
            shape.push_back(call.dim(axis));
    }
    add(call, node, "mean", shape, false);
    add(call, node, "variance", shape, false);
    node.own.push_back({"count", {}, call.generation == 3 ? DType::Int32 : DType::Int64, false});
}

void prelu(const WeightCall& call, WeightNode& node)
{
    Shape shape = call.shape().value_or(Shape{kUnknownDim, kUnknownDim});
    if (!shape.empty())
        shape.erase(shape.begin());
    for (const std::int64_t axis : call.config().integers("shared_axes").value_or(std::vector<std::int64_t>{}))
        if (axis >= 1 && axis <= static_cast<std::int64_t>(shape.size()))
            shape[static_cast<std::size_t>(axis - 1)] = 1;
    add(call, node, "alpha", std::move(shape));
}

void attention(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    if (config.flag("use_scale", false))
        add(call, node, "scale", {});
    if (config.text("score_mode") == "concat")
        add(call, node, "concat_score_weight", {});
}

void additiveAttention(const WeightCall& call, WeightNode& node)
{
    if (call.config().flag("use_scale", true))
        add(call, node, "scale", {call.dim(-1)});
}

/// keras/src/layers/preprocessing/stft_spectrogram.py build: the transform as convolution kernels.
void stftSpectrogram(const WeightCall& call, WeightNode& node)
{
    const LayerConfig config = call.config();
    const std::int64_t frame = config.size("frame_length"), fft = stftLength(config);
    const Shape shape{frame, 1, fft < 0 ? kUnknownDim : fft / 2 + 1};
    const std::string mode = config.text("mode", "log");
    if (mode != "imag")
        add(call, node, "real_kernel", shape);
    if (mode != "real")
        add(call, node, "imag_kernel", shape);
}

void randomFourierFeatures(const WeightCall& call, WeightNode& node)
{
    const std::int64_t width = call.config().size("output_dim");
    const bool trainable = call.config().flag("trainable", false);
    add(call, node, "kernel_scale", {1}, trainable);
    node.own.back().name = "kernel_scale";
    add(call, node, "unscaled_kernel", {call.dim(-1), width}, false);
    node.own.back().name = "unscaled_kernel";
    add(call, node, "bias", {width}, false);
}

constexpr WeightRuleEntry kRules[] = {
    {"StringLookup", lookup},
    {"IntegerLookup", lookup},
    {"TextVectorization", lookup},
    {"Dense", dense},
    {"BaseDense", dense},
    {"EinsumDense", einsumDense},
    {"Embedding", embedding},
    {"ReversibleEmbedding", embedding},
    {"RandomFourierFeatures", randomFourierFeatures},
    {"Conv1D", convolution},
    {"Conv2D", convolution},
    {"Conv3D", convolution},
    {"Convolution1D", convolution},
    {"Convolution2D", convolution},
    {"Convolution3D", convolution},
    {"AtrousConvolution1D", convolution},
    {"AtrousConvolution2D", convolution},
    {"Conv1DTranspose", transposed},
    {"Conv2DTranspose", transposed},
    {"Conv3DTranspose", transposed},
    {"Convolution1DTranspose", transposed},
    {"Convolution2DTranspose", transposed},
    {"Convolution3DTranspose", transposed},
    {"Deconvolution2D", transposed},
    {"Deconvolution3D", transposed},
    {"DepthwiseConv1D", depthwise},
    {"DepthwiseConv2D", depthwise},
    {"DepthwiseConvolution1D", depthwise},
    {"DepthwiseConvolution2D", depthwise},
    {"SeparableConv1D", separable},
    {"SeparableConv2D", separable},
    {"SeparableConvolution1D", separable},
    {"SeparableConvolution2D", separable},
    {"LocallyConnected1D", locallyConnected},
    {"LocallyConnected2D", locallyConnected},
    {"BatchNormalization", batchNormalization},
    {"BatchNormalizationV1", batchNormalization},
    {"BatchNormalizationV2", batchNormalization},
    {"SyncBatchNormalization", batchNormalization},
    {"LayerNormalization", layerNormalization},
    {"LayerNormalizationV1", layerNormalization},
    {"GroupNormalization", groupNormalization},
    {"RMSNormalization", rmsNormalization},
    {"Normalization", normalization},
    {"PReLU", prelu},
    {"STFTSpectrogram", stftSpectrogram},
    {"Attention", attention},
    {"AdditiveAttention", additiveAttention},
};

} // namespace

std::span<const WeightRuleEntry> basicWeightRules()
{
    return kRules;
}

} // namespace lw::keras
