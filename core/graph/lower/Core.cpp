// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"
#include "core/graph/lower/ModelLowering.h"

/// Dense, and layers that pass their input on.
namespace lw::graph {

namespace {

void identity(LayerCall& call)
{
    for (const Value& input : call.inputs)
        call.out(input.edge);
}

/// keras/src/layers/core/dense.py: the last axis is multiplied, whatever the rank.
void dense(LayerCall& call)
{
    GraphBuilder& g = call.g;
    Edge y = g.dense(g.cast(call.x(), call.compute), call.weight("kernel"));
    if (call.config().flag("use_bias", true))
        y = g.biasAdd(y, call.weight("bias"));
    call.out(call.activate(y));
}

/// tf_keras/src/layers/kernelized.py: cosines of a random projection, an approximate kernel method.
void randomFourierFeatures(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge one = g.scalar(1, call.compute);
    const Edge kernel = g.mul(g.div(one, call.weight("kernel_scale")), call.weight("unscaled_kernel"));
    call.out(g.unary("Cos", g.biasAdd(g.dense(g.cast(call.x(), call.compute), kernel), call.weight("bias"))));
}

constexpr LayerRow kRows[] = {
    {"InputLayer", identity, MaskRule::Pass},
    {"Identity", identity, MaskRule::Pass3},
    {"ActivityRegularization", identity, MaskRule::Pass},
    {"Dense", dense, MaskRule::Pass},
    {"RandomFourierFeatures", randomFourierFeatures, MaskRule::Pass},
};

} // namespace

std::span<const LayerRow> coreLayers()
{
    return kRows;
}

} // namespace lw::graph
