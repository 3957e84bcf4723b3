// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/ArgumentTable.h"

#include <algorithm>

namespace lw::keras {
namespace {

// Compared argument by argument: the constructors and get_config() of tf_keras 2.21 and of Keras 3.15.
constexpr ArgumentDifference kDifferences[] = {
    // clang-format off
    {"*", "batch_input_shape", 2, "null", true}, // becomes an input layer where it counts
    {"*", "input_dtype", 2, "null", true},
    {"*", "dynamic", 2, "false", false},
    {"*", "rng_type", 2, "null", true},
    {"*", "force_generator", 2, "false", true},
    {"*", "quantization_config", 3, "null", true},
    {"*", "lora_rank", 3, "null", false},
    {"*", "lora_alpha", 3, "null", true},
    {"*", "build_input_shape", 3, "null", true},
    {"LSTM", "time_major", 2, "false", false},
    {"GRU", "time_major", 2, "false", false},
    {"SimpleRNN", "time_major", 2, "false", false},
    {"RNN", "time_major", 2, "false", false},
    {"ConvLSTM*", "time_major", 2, "false", false},
    {"LSTM", "implementation", 2, "2", true},
    {"GRU", "implementation", 2, "2", true},
    {"SimpleRNN", "implementation", 2, "2", true},
    {"LSTMCell", "implementation", 2, "2", true},
    {"GRUCell", "implementation", 2, "2", true},
    {"SimpleRNNCell", "implementation", 2, "2", true},
    {"LSTM", "use_cudnn", 3, "\"auto\"", true},
    {"GRU", "use_cudnn", 3, "\"auto\"", true},
    {"LSTM", "seed", 3, "null", true},
    {"GRU", "seed", 3, "null", true},
    {"SimpleRNN", "seed", 3, "null", true},
    {"LSTMCell", "seed", 3, "null", true},
    {"GRUCell", "seed", 3, "null", true},
    {"SimpleRNNCell", "seed", 3, "null", true},
    {"ConvLSTM*", "seed", 3, "null", true},
    {"ConvLSTM*", "zero_output_for_mask", 3, "false", true},
    {"ConvLSTM*", "implementation", 2, "1", true},
    {"Embedding", "input_length", 2, "null", true},
    {"Embedding", "sparse", 2, "false", true},
    {"Conv1DTranspose", "groups", 2, "1", false},
    {"Conv2DTranspose", "groups", 2, "1", false},
    {"Conv3DTranspose", "groups", 2, "1", false},
    {"Conv3DTranspose", "dilation_rate", 3, "[1, 1, 1]", false},
    {"Depthwise*", "groups", 2, "1", true},
    {"Depthwise*", "kernel_initializer", 2, "null", true},
    {"Depthwise*", "kernel_regularizer", 2, "null", true},
    {"Depthwise*", "kernel_constraint", 2, "null", true},
    {"Depthwise*", "filters", 2, "null", true},
    {"Separable*", "groups", 2, "1", true},
    {"Separable*", "kernel_initializer", 2, "null", true},
    {"Separable*", "kernel_regularizer", 2, "null", true},
    {"Separable*", "kernel_constraint", 2, "null", true},
    {"BatchNormalization", "fused", 2, "null", true},
    {"BatchNormalization", "virtual_batch_size", 2, "null", false},
    {"BatchNormalization", "adjustment", 2, "null", false},
    {"BatchNormalization", "renorm", 3, "false", false},
    {"BatchNormalization", "renorm_clipping", 3, "null", false},
    {"BatchNormalization", "renorm_momentum", 3, "0.99", true},
    {"LayerNormalization", "rms_scaling", 3, "false", false},
    {"MultiHeadAttention", "query_shape", 2, "null", true},
    {"MultiHeadAttention", "key_shape", 2, "null", true},
    {"MultiHeadAttention", "value_shape", 2, "null", true},
    {"MultiHeadAttention", "softmax_robust_masking", 2, "false", true},
    {"MultiHeadAttention", "seed", 3, "null", true},
    {"MultiHeadAttention", "sliding_window", 3, "null", false},
    {"MultiHeadAttention", "use_gate", 3, "false", false},
    {"MultiHeadAttention", "flash_attention", 3, "null", true},
    {"Attention", "seed", 3, "null", true},
    {"AdditiveAttention", "seed", 3, "null", true},
    {"AdditiveAttention", "score_mode", 3, "\"dot\"", true},
    {"Softmax", "robust_masking", 2, "false", true},
    {"SpatialDropout*", "noise_shape", 2, "null", true},
    {"SpatialDropout*", "trainable", 2, "true", true},
    {"SpatialDropout*", "data_format", 3, "\"channels_last\"", false},
    {"SpatialDropout1D", "data_format", 3, "null", true},
    {"Discretization", "trainable", 2, "true", true},
    {"GlobalAveragePooling*", "pool_dimensions", 3, "null", true},
    {"ZeroPadding1D", "data_format", 3, "\"channels_last\"", false},
    {"CenterCrop", "data_format", 3, "\"channels_last\"", false},
    {"Resizing", "data_format", 3, "\"channels_last\"", false},
    {"Resizing", "pad_to_aspect_ratio", 3, "false", false},
    {"Resizing", "antialias", 3, "false", false},
    {"Resizing", "fill_mode", 3, "\"constant\"", true},
    {"Resizing", "fill_value", 3, "0.0", true},
    {"Random*", "data_format", 3, "\"channels_last\"", false},
    {"Random*", "bounding_box_format", 3, "null", true},
    {"RandomContrast", "value_range", 3, "[0, 255]", true},
    {"RandomCrop", "factor", 3, "null", true},
    {"RandomFlip", "factor", 3, "null", true},
    {"CenterCrop", "factor", 3, "null", true},
    {"Resizing", "factor", 3, "null", true},
    {"StringLookup", "salt", 3, "null", false},
    {"StringLookup", "oov_method", 3, "\"floormod\"", true},
    {"IntegerLookup", "salt", 3, "null", false},
    {"IntegerLookup", "oov_method", 3, "\"floormod\"", true},
    {"Lambda", "function_type", 2, "null", true},
    {"Lambda", "module", 2, "null", true},
    {"Lambda", "output_shape_type", 2, "null", true},
    {"Lambda", "output_shape_module", 2, "null", true},
    {"InputLayer", "type_spec", 2, "null", false},
    // Initialisers
    {"Glorot*", "input_axes", 3, "null", true},
    {"Glorot*", "output_axes", 3, "null", true},
    {"He*", "input_axes", 3, "null", true},
    {"He*", "output_axes", 3, "null", true},
    {"Lecun*", "input_axes", 3, "null", true},
    {"Lecun*", "output_axes", 3, "null", true},
    {"VarianceScaling", "input_axes", 3, "null", true},
    {"VarianceScaling", "output_axes", 3, "null", true},
    // clang-format on
};

constexpr Rename kRenames[] = {
    {"LeakyReLU", "alpha", "negative_slope"},
};

constexpr ClassRename kClasses[] = {
    {"GroupedQueryAttention", "GroupQueryAttention"},
    {"Model", "Functional"},
    {"BatchNormalizationV1", "BatchNormalization"},
    {"BatchNormalizationV2", "BatchNormalization"},
    {"LayerNormalizationV1", "LayerNormalization"},
    {"NormalizationV1", "Normalization"},
    {"LSTMV1", "LSTM"},
    {"LSTMV2", "LSTM"},
    {"GRUV1", "GRU"},
    {"GRUV2", "GRU"},
    {"RNNV1", "RNN"},
    {"LSTMCellV1", "LSTMCell"},
    {"LSTMCellV2", "LSTMCell"},
    {"GRUCellV1", "GRUCell"},
    {"GRUCellV2", "GRUCell"},
    {"TextVectorizationV1", "TextVectorization"},
    {"StringLookupV1", "StringLookup"},
    {"IntegerLookupV1", "IntegerLookup"},
    {"Deconvolution2D", "Conv2DTranspose"},
    {"Deconvolution3D", "Conv3DTranspose"},
    {"DepthwiseConvolution1D", "DepthwiseConv1D"},
    {"DepthwiseConvolution2D", "DepthwiseConv2D"},
};

constexpr Rename kActivations[] = {
    {"", "swish", "silu"},
    {"", "softmax_v2", "softmax"},
};

constexpr std::string_view kKeras3Activations[] = {"celu",        "glu",         "hard_shrink", "hard_tanh",
                                                   "log_sigmoid", "log_softmax", "leaky_relu",  "hard_silu",
                                                   "hard_swish",  "soft_shrink", "sparse_plus", "sparse_sigmoid",
                                                   "sparsemax",   "squareplus",  "tanh_shrink", "threshold"};

} // namespace

std::span<const ArgumentDifference> argumentDifferences()
{
    return kDifferences;
}

bool takesArgument(std::string_view className, std::string_view key, int generation)
{
    const auto differences = argumentDifferences();
    return std::none_of(differences.begin(), differences.end(), [&](const ArgumentDifference& difference) {
        return difference.key == key && difference.generation != generation &&
               matchesClass(difference.className, className);
    });
}

std::span<const Rename> argumentRenames()
{
    return kRenames;
}

std::span<const ClassRename> classRenames()
{
    return kClasses;
}

std::span<const Rename> activationRenames()
{
    return kActivations;
}

bool isBuiltInActivation(std::string_view name)
{
    static constexpr std::string_view kCommon[] = {
        "elu",  "exponential", "gelu",    "hard_sigmoid", "leaky_relu", "linear", "mish", "relu", "relu6",
        "selu", "sigmoid",     "softmax", "softplus",     "softsign",   "swish",  "silu", "tanh", "softmax_v2"};
    return isKeras3Activation(name) || std::find(std::begin(kCommon), std::end(kCommon), name) != std::end(kCommon);
}

bool isKeras3Activation(std::string_view name)
{
    return std::find(std::begin(kKeras3Activations), std::end(kKeras3Activations), name) !=
           std::end(kKeras3Activations);
}

bool matchesClass(std::string_view pattern, std::string_view className)
{
    if (!pattern.empty() && pattern.back() == '*')
        return className.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == className;
}

} // namespace lw::keras
