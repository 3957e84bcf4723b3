// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Pooling.h"
#include "core/engine/plan/BuildFunctions.h"

#include <algorithm>

namespace lw::engine::plan {

Result<bool> buildPooling(Builder& builder, const PlanOp& op)
{
    const auto format = op.node->textAttr("data_format", "NHWC");
    const auto& input = builder.value(op.inputs[0]);
    const auto rank = input.shape.size();
    const auto window = op.node->intsAttr("ksize"), strides = op.node->intsAttr("strides");
    if (op.inputs.size() != 1 || op.outputs[0] < 0 || input.dtype != DType::Float32 || rank < 4 ||
        (format != "NHWC" && format != "NDHWC") || window.size() != rank || strides.size() != rank || window[0] != 1 ||
        window[rank - 1] != 1)
        return false;
    onednn::PoolingSpec spec;
    spec.kind = op.op.starts_with("Max") ? onednn::PoolingKind::Max : onednn::PoolingKind::Average;
    spec.input = input.shape;
    spec.output = builder.shape(op.outputs[0]);
    const auto padding = op.node->textAttr("padding");
    if (padding != "SAME" && padding != "VALID")
        return false;
    for (std::size_t i = 1; i + 1 < rank; ++i) {
        const auto needed = (spec.output[i] - 1) * strides[i] + window[i];
        auto before = padding == "SAME" ? std::max<std::int64_t>(needed - spec.input[i], 0) / 2 : 0;
        if (!op.fusion.padBefore.empty())
            before = op.fusion.padBefore[i - 1];
        spec.window.push_back(window[i]);
        spec.strides.push_back(strides[i]);
        spec.padBefore.push_back(before);
        spec.padAfter.push_back(needed - spec.input[i] - before);
    }
    spec.layout = builder.layoutOf(op.inputs[0]);
    auto primitive = onednn::makePooling(spec);
    if (!primitive && op.fusion.padBefore.empty())
        return false;
    if (!primitive)
        return primitive.error();
    LW_TRY(builder.addPrimitive(std::move(primitive).value(), {op.inputs[0]}, {op.outputs[0]}, {spec.output}));
    return true;
}

} // namespace lw::engine::plan
