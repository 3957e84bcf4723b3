// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/EinsumEquation.h"
#include "core/keras/LayerRules.h"

namespace lw::keras {
namespace {

Result<TensorInfos> same(const LayerCall& call)
{
    return oneTensor(call.shape(), call.passedDtype());
}

Result<TensorInfos> input(const LayerCall& call)
{
    return TensorInfos{inputSpecOf(call.layer)};
}

Result<TensorInfos> dense(const LayerCall& call)
{
    const auto& shape = call.shape();
    if (!shape)
        return unknownTensor(call.computeDtype());
    if (shape->size() < 2)
        return invalid("expects an input of rank 2 or more, but its input is " + shapeText(*shape));
    Shape output = *shape;
    output.back() = call.config().size("units");
    return oneTensor(std::move(output), call.computeDtype());
}

Result<TensorInfos> einsumDense(const LayerCall& call)
{
    const auto& shape = call.shape();
    if (!shape)
        return unknownTensor(call.computeDtype());
    const auto resolved = resolveEinsumDense(call.config(), *shape);
    if (!resolved)
        return invalid("has an equation that does not fit its input " + shapeText(*shape));
    return oneTensor(resolved->output, call.computeDtype());
}

Result<TensorInfos> embedding(const LayerCall& call)
{
    const auto& shape = call.shape();
    const LayerConfig config = call.config();
    if (!shape)
        return unknownTensor(call.computeDtype());
    Shape output = *shape;
    // ReversibleEmbedding called with reverse=True projects back onto the vocabulary.
    if (call.argument("reverse").toBool() && !output.empty()) {
        output.back() = config.size("input_dim");
        return oneTensor(std::move(output), call.computeDtype());
    }
    // Keras 2's input_length fixes the axes after the batch (tf_keras/src/layers/core/embedding.py
    // compute_output_shape).
    if (const auto lengths = config.integers("input_length"); lengths && lengths->size() + 1 == output.size())
        for (std::size_t axis = 0; axis < lengths->size(); ++axis)
            if (output[axis + 1] < 0)
                output[axis + 1] = (*lengths)[axis];
    output.push_back(config.size("output_dim"));
    return oneTensor(std::move(output), call.computeDtype());
}

/// query (batch, Tq, dim), value (batch, Tv, dim), key: the query's axes with the value's width.
Result<TensorInfos> attention(const LayerCall& call)
{
    if (call.inputs.size() < 2 || !call.inputs[0].shape || !call.inputs[1].shape || call.inputs[0].shape->empty() ||
        call.inputs[1].shape->size() != call.inputs[0].shape->size())
        return unknownTensor(call.computeDtype());
    Shape output = *call.inputs[0].shape;
    output.back() = call.inputs[1].shape->back();
    TensorInfos outputs = oneTensor(output, call.computeDtype());
    if (call.argument("return_attention_scores").toBool() && output.size() >= 2) {
        output.back() = (*call.inputs[1].shape)[output.size() - 2];
        outputs.push_back({std::move(output), call.computeDtype()});
    }
    return outputs;
}

/// keras/src/layers/attention/multi_head_attention.py compute_output_shape.
Result<TensorInfos> multiHeadAttention(const LayerCall& call)
{
    const auto& query = call.shape();
    if (!query || query->empty())
        return unknownTensor(call.computeDtype());
    Shape output = *query;
    if (const auto size = call.config().integers("output_shape"); size && !size->empty()) {
        output.pop_back();
        output.insert(output.end(), size->begin(), size->end());
    }
    TensorInfos outputs = oneTensor(output, call.computeDtype());
    if (!call.argument("return_attention_scores").toBool())
        return outputs;
    const LayerConfig config = call.config();
    const std::int64_t heads = config.has("num_heads") ? config.size("num_heads") : config.size("num_query_heads");
    if (query->size() == 3 && call.inputs.size() >= 2 && call.inputs[1].shape && call.inputs[1].shape->size() == 3)
        outputs.push_back({Shape{query->front(), heads, (*query)[1], (*call.inputs[1].shape)[1]}, call.computeDtype()});
    else
        outputs.push_back({std::nullopt, call.computeDtype()});
    return outputs;
}

Result<TensorInfos> batchNormalization(const LayerCall& call)
{
    const auto& shape = call.shape();
    if (shape)
        for (const std::int64_t axis : call.config().integers("axis").value_or(std::vector<std::int64_t>{-1}))
            if (!axisIndex(axis, shape->size()))
                return invalid("normalizes axis " + std::to_string(axis) + ", but its input is " + shapeText(*shape));
    return same(call);
}

Result<TensorInfos> randomFourierFeatures(const LayerCall& call)
{
    if (!call.shape() || call.shape()->empty())
        return unknownTensor(call.computeDtype());
    return oneTensor(Shape{call.shape()->front(), call.config().size("output_dim")}, call.computeDtype());
}

Result<TensorInfos> maxoutDense(const LayerCall& call)
{
    if (!call.shape() || call.shape()->empty())
        return unknownTensor(call.computeDtype());
    return oneTensor(Shape{call.shape()->front(), call.config().size("output_dim")}, call.computeDtype());
}

/// Only the file knows what a Lambda computes; its code is never looked at. A fixed output_shape is trusted.
Result<TensorInfos> lambda(const LayerCall& call)
{
    auto shape = shapeFromJson(call.layer.config["output_shape"]);
    if (!shape)
        return unknownTensor(call.passedDtype());
    shape->insert(shape->begin(), call.shape() && !call.shape()->empty() ? call.shape()->front() : kUnknownDim);
    return oneTensor(std::move(shape), call.passedDtype());
}

constexpr ShapeRuleEntry kRules[] = {
    {"InputLayer", input},
    {"Dense", dense},
    {"BaseDense", dense},
    {"EinsumDense", einsumDense},
    {"MaxoutDense", maxoutDense},
    {"RandomFourierFeatures", randomFourierFeatures},
    {"Embedding", embedding},
    {"ReversibleEmbedding", embedding},
    {"Attention", attention},
    {"AdditiveAttention", attention},
    {"MultiHeadAttention", multiHeadAttention},
    {"GroupQueryAttention", multiHeadAttention},
    {"GroupedQueryAttention", multiHeadAttention},
    {"Lambda", lambda},
    {"BatchNormalization", batchNormalization},
    {"BatchNormalizationV1", batchNormalization},
    {"BatchNormalizationV2", batchNormalization},
    {"SyncBatchNormalization", batchNormalization},
    {"LayerNormalization", batchNormalization},
    {"LayerNormalizationV1", batchNormalization},
    {"GroupNormalization", batchNormalization},
    {"RMSNormalization", batchNormalization},
    {"UnitNormalization", same},
    {"Activation", same},
    {"ActivityRegularization", same},
    {"AlphaDropout", same},
    {"Dropout", same},
    {"ELU", same},
    {"GaussianDropout", same},
    {"GaussianNoise", same},
    {"Highway", same},
    {"Identity", same},
    {"LeakyReLU", same},
    {"Masking", same},
    {"PReLU", same},
    {"ReLU", same},
    {"Softmax", same},
    {"SpatialDropout1D", same},
    {"SpatialDropout2D", same},
    {"SpatialDropout3D", same},
    {"ThresholdedReLU", same},
    {"AddLoss", same},
    {"AddMetric", same},
};

} // namespace

std::span<const ShapeRuleEntry> commonShapeRules()
{
    return kRules;
}

} // namespace lw::keras
