// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

/// Embedding and Masking: where Keras masks come from.
namespace lw::graph {

namespace {

void embedding(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge ids = call.x(), table = call.weight("embeddings");
    if (call.arguments.get("reverse", 1).constant.toBool()) {
        const Edge x = g.cast(ids, call.compute);
        const Edge weights =
            call.config().flag("tie_weights", true) ? g.transpose(table, {1, 0}) : call.weight("reverse_embeddings");
        return call.out(g.dense(x, weights));
    }
    const bool whole = g.dtype(ids) == DType::Int32 || g.dtype(ids) == DType::Int64;
    const Edge rows = whole ? ids : g.cast(ids, DType::Int32);
    std::optional<Edge> mask;
    if (call.config().flag("mask_zero", false))
        mask = g.binary("NotEqual", ids, 0.0);
    call.out(g.op("GatherV2", {table, rows, g.intScalar(0)}, {{"batch_dims", 0}}), mask);
}

void masking(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge x = g.cast(call.x(), call.compute);
    const Edge differs = g.binary("NotEqual", x, call.setting("mask_value").toDouble());
    const Edge keep = g.reduce("Any", differs, {-1}, true);
    call.out(g.mul(x, g.cast(keep, call.compute)), g.squeeze(keep, {-1}));
}

constexpr LayerRow kRows[] = {
    {"Embedding", embedding, MaskRule::Own},
    {"ReversibleEmbedding", embedding, MaskRule::Own},
    {"Masking", masking, MaskRule::Own},
};

} // namespace

std::span<const LayerRow> embeddingLayers()
{
    return kRows;
}

} // namespace lw::graph
