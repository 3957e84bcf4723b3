// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Passes.h"

#include <cstring>

namespace lw::engine::plan {

using onednn::Activation;
using onednn::ActivationKind;

void runPasses(PlanIr& ir)
{
    simplify(ir);
    sinkReshapes(ir);
    fuseIntoProducts(ir);
    foldPads(ir);
}

std::optional<Activation> activationOf(const PlanOp& op)
{
    if (op.inputs.size() != 1)
        return {};
    const auto& name = op.op;
    if (name == "Relu")
        return Activation{ActivationKind::Relu, 0, 0};
    if (name == "Relu6")
        return Activation{ActivationKind::Clip, 0, 6};
    if (name == "Sigmoid")
        return Activation{ActivationKind::Sigmoid, 0, 0};
    if (name == "Tanh")
        return Activation{ActivationKind::Tanh, 0, 0};
    if (name == "Swish")
        return Activation{ActivationKind::Swish, 1, 0};
    if (name == "Elu")
        return Activation{ActivationKind::Elu, 1, 0};
    if (name == "LeakyRelu")
        return Activation{ActivationKind::Relu, static_cast<float>(op.node->floatAttr("alpha", 0.2)), 0};
    return {};
}

bool channelsLast(const PlanOp& op)
{
    const auto format = op.node->textAttr("data_format", "NHWC");
    return format == "NHWC" || format == "NDHWC";
}

bool isProduct(const PlanOp& op)
{
    if (op.op == kDense)
        return true;
    const bool convolution = op.op == "Conv2D" || op.op == "DepthwiseConv2dNative" || op.op == "Conv2DBackpropInput" ||
                             op.op == "Conv3D" || op.op == "Conv3DBackpropInputV2";
    return convolution && channelsLast(op);
}

bool isReshape(std::string_view op)
{
    return op == "Reshape" || op == "Squeeze" || op == "ExpandDims";
}

std::vector<float> floatsOf(const Value& constant)
{
    std::vector<float> values(constant.elements());
    std::memcpy(values.data(), constant.data, values.size() * sizeof(float)); // mapped weights may lie anywhere
    return values;
}

} // namespace lw::engine::plan
