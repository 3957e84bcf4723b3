// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Recurrent.h"

#include "core/engine/fast/Parallel.h"
#include "core/engine/plan/BuildFunctions.h"

#include <cstring>

namespace lw::engine::plan {

using onednn::RecurrentKind;
using onednn::RecurrentSpec;

static const float* constantFloats(const Builder& builder, int value)
{
    const auto& constant = builder.value(value).constant;
    return constant && constant->dtype == DType::Float32 ? reinterpret_cast<const float*>(constant->data) : nullptr;
}

/// oneDNN's cells have these activations built in; others run as plain kernels.
static bool activationsFit(const PlanOp& op, RecurrentSpec& spec)
{
    const auto activation = op.node->textAttr("activation", "tanh");
    if (op.op == "SimpleRNN") {
        spec.reluActivation = activation == "relu";
        return activation == "tanh" || activation == "relu";
    }
    return activation == "tanh" && op.node->textAttr("recurrent_activation", "sigmoid") == "sigmoid";
}

static RecurrentKind kindOf(const PlanOp& op)
{
    if (op.op == "LSTM")
        return RecurrentKind::Lstm;
    if (op.op == "GRU")
        return op.node->boolAttr("reset_after") ? RecurrentKind::GruResetAfter : RecurrentKind::Gru;
    return RecurrentKind::Simple;
}

/// Keras stores a backward sequence in the order it was computed, oneDNN where its inputs are.
static void reverseTime(Builder& builder, int from, int to, const RecurrentSpec& spec)
{
    const auto rows = spec.timeMajor ? std::int64_t(1) : spec.batch;
    const auto row = (spec.timeMajor ? spec.batch : 1) * spec.units;
    builder.add(makeLoop([=, time = spec.time](void* const* r, void* const* w) {
                    const auto* x = static_cast<const float*>(r[0]);
                    auto* y = static_cast<float*>(w[0]);
                    fast::parallelFor(rows * time, row, [&](std::int64_t begin, std::int64_t end) {
                        for (auto i = begin; i < end; ++i) {
                            const auto mirrored = i - i % time + (time - 1 - i % time);
                            std::memcpy(y + i * row, x + mirrored * row, static_cast<std::size_t>(row) * sizeof(float));
                        }
                    });
                }),
                {from}, {to});
}

Result<bool> buildRecurrent(Builder& builder, const PlanOp& op)
{
    const auto& input = builder.value(op.inputs[0]);
    RecurrentSpec spec;
    spec.kind = kindOf(op);
    if (input.shape.size() != 3 || input.dtype != DType::Float32 || op.node->boolAttr("has_mask") ||
        !activationsFit(op, spec))
        return false;
    spec.timeMajor = op.node->boolAttr("time_major");
    spec.batch = input.shape[spec.timeMajor ? 1 : 0];
    spec.time = input.shape[spec.timeMajor ? 0 : 1];
    spec.features = input.shape[2];
    spec.units = op.node->intAttr("units");
    spec.backwards = op.node->boolAttr("go_backwards");
    spec.initialState = op.node->boolAttr("has_initial_state");
    const bool hasBias = op.node->boolAttr("use_bias", true);
    std::size_t next = hasBias ? 4 : 3;
    if (op.inputs.size() < next)
        return false;
    spec.kernel = constantFloats(builder, op.inputs[1]);
    spec.recurrentKernel = constantFloats(builder, op.inputs[2]);
    spec.bias = hasBias ? constantFloats(builder, op.inputs[3]) : nullptr;
    if (!spec.kernel || !spec.recurrentKernel || (hasBias && !spec.bias))
        return false;
    const bool lstm = spec.kind == RecurrentKind::Lstm;
    std::vector<int> inputs = {op.inputs[0]};
    if (spec.initialState) {
        const std::size_t states = lstm ? 2 : 1;
        if (op.inputs.size() < next + states)
            return false;
        for (std::size_t i = 0; i < states; ++i)
            inputs.push_back(op.inputs[next++]);
    }
    auto primitive = onednn::makeRecurrent(spec);
    if (!primitive)
        return false;

    const bool sequence = op.node->boolAttr("return_sequences");
    const auto output = [&](std::size_t i) { return i < op.outputs.size() ? op.outputs[i] : -1; };
    const bool mirrored = sequence && spec.backwards && output(0) >= 0;
    // Outputs of the primitive: sequence, last h, last c.
    const int lastH = sequence ? output(1) : output(0);
    std::vector<int> outputs = {sequence && !mirrored ? output(0) : -1, lastH};
    const Shape whole =
        spec.timeMajor ? Shape{spec.time, spec.batch, spec.units} : Shape{spec.batch, spec.time, spec.units};
    std::vector<Shape> shapes = {whole, {spec.batch, spec.units}};
    if (lstm) {
        outputs.push_back(output(2));
        shapes.push_back({spec.batch, spec.units});
    }
    LW_TRY(builder.addPrimitive(std::move(primitive).value(), inputs, outputs, shapes));
    if (mirrored) {
        const int natural = builder.steps.back().writes[0];
        reverseTime(builder, natural, builder.define(output(0)), spec);
    }
    if (!sequence && output(1) >= 0) {
        if (output(0) < 0)
            return unsupported("a recurrent layer whose state is used but not its output");
        LW_ASSIGN(const int buffer, builder.read(output(0)));
        builder.alias(output(1), buffer);
    }
    return true;
}

} // namespace lw::engine::plan
