// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Recurrent.h"

#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

using dnnl::memory;
using dnnl::prop_kind;
using dnnl::rnn_direction;

static std::int64_t gateCount(RecurrentKind kind)
{
    switch (kind) {
    case RecurrentKind::Lstm:
        return 4;
    case RecurrentKind::Gru:
    case RecurrentKind::GruResetAfter:
        return 3;
    case RecurrentKind::Simple:
        break;
    }
    return 1;
}

/// oneDNN wants one bias a gate; reset_after has a second one for the candidate's recurrent part (its fourth "gate"),
/// and the two biases of the other gates simply add up.
static std::vector<float> gateBiases(const RecurrentSpec& spec)
{
    const auto units = static_cast<std::size_t>(spec.units);
    const auto gates = static_cast<std::size_t>(gateCount(spec.kind));
    const bool resetAfter = spec.kind == RecurrentKind::GruResetAfter;
    std::vector<float> biases((gates + (resetAfter ? 1 : 0)) * units, 0.0F);
    if (!spec.bias)
        return biases;
    std::copy_n(spec.bias, gates * units, biases.begin());
    if (resetAfter) {
        const float* recurrent = spec.bias + gates * units;
        for (std::size_t i = 0; i < 2 * units; ++i)
            biases[i] += recurrent[i];
        std::copy_n(recurrent + 2 * units, units, biases.begin() + static_cast<std::ptrdiff_t>(3 * units));
    }
    return biases;
}

namespace {
struct Descriptions {
    memory::desc source, target, state, weightsLayer, weightsIter, bias;
    memory::desc noState;
};
} // namespace

static memory::desc sequenceDesc(const RecurrentSpec& spec, std::int64_t width)
{
    const auto tag = spec.timeMajor ? memory::format_tag::tnc : memory::format_tag::ntc;
    return {{spec.time, spec.batch, width}, memory::data_type::f32, tag};
}

static Descriptions describe(const RecurrentSpec& spec)
{
    const auto f32 = memory::data_type::f32;
    const auto any = memory::format_tag::any;
    const auto gates = gateCount(spec.kind);
    const auto biasGates = gates + (spec.kind == RecurrentKind::GruResetAfter ? 1 : 0);
    Descriptions d;
    d.source = sequenceDesc(spec, spec.features);
    d.target = sequenceDesc(spec, spec.units);
    d.state = memory::desc({1, 1, spec.batch, spec.units}, f32, memory::format_tag::ldnc);
    d.weightsLayer = memory::desc({1, 1, spec.features, gates, spec.units}, f32, any);
    d.weightsIter = memory::desc({1, 1, spec.units, gates, spec.units}, f32, any);
    d.bias = memory::desc({1, 1, biasGates, spec.units}, f32, memory::format_tag::ldgo);
    d.noState = spec.initialState ? d.state : memory::desc();
    return d;
}

template <typename PrimitiveDesc>
static std::unique_ptr<PrimitiveImpl> assemble(const RecurrentSpec& spec, const Descriptions& d,
                                               const PrimitiveDesc& pd)
{
    const auto gates = gateCount(spec.kind);
    const auto plain = [&](std::int64_t rows) {
        return memory::desc({1, 1, rows, gates, spec.units}, memory::data_type::f32, memory::format_tag::ldigo);
    };
    const bool lstm = spec.kind == RecurrentKind::Lstm;
    auto impl = std::make_unique<PrimitiveImpl>();
    impl->addInput(DNNL_ARG_SRC_LAYER, d.source, {});
    if (spec.initialState) {
        impl->addInput(DNNL_ARG_SRC_ITER, d.state, {});
        if (lstm)
            impl->addInput(DNNL_ARG_SRC_ITER_C, d.state, {});
    }
    impl->addHeld(DNNL_ARG_WEIGHTS_LAYER, packed(plain(spec.features), spec.kernel, pd.weights_layer_desc()));
    impl->addHeld(DNNL_ARG_WEIGHTS_ITER, packed(plain(spec.units), spec.recurrentKernel, pd.weights_iter_desc()));
    const auto biases = gateBiases(spec);
    impl->addHeld(DNNL_ARG_BIAS, packed(d.bias, biases.data(), d.bias));
    impl->addOutput(DNNL_ARG_DST_LAYER, d.target, {});
    impl->addOutput(DNNL_ARG_DST_ITER, d.state, {});
    if (lstm)
        impl->addOutput(DNNL_ARG_DST_ITER_C, d.state, {});
    impl->addScratch(pd.scratchpad_desc());
    impl->implementation = pd.impl_info_str();
    return impl;
}

template <typename Forward>
static Result<Primitive> finish(const RecurrentSpec& spec, const Descriptions& d, const typename Forward::desc& desc)
{
    const typename Forward::primitive_desc pd(desc, attributes({}), cpuEngine());
    auto impl = assemble(spec, d, pd);
    impl->primitive = Forward(pd);
    return Primitive(std::move(impl));
}

Result<Primitive> makeRecurrent(const RecurrentSpec& spec)
{
    return guarded([&]() -> Result<Primitive> {
        const auto d = describe(spec);
        const auto kind = prop_kind::forward_inference;
        const auto direction =
            spec.backwards ? rnn_direction::unidirectional_right2left : rnn_direction::unidirectional_left2right;
        switch (spec.kind) {
        case RecurrentKind::Lstm:
            return finish<dnnl::lstm_forward>(spec, d,
                                              {kind, direction, d.source, d.noState, d.noState, d.weightsLayer,
                                               d.weightsIter, d.bias, d.target, d.state, d.state});
        case RecurrentKind::Gru:
            return finish<dnnl::gru_forward>(
                spec, d,
                {kind, direction, d.source, d.noState, d.weightsLayer, d.weightsIter, d.bias, d.target, d.state});
        case RecurrentKind::GruResetAfter:
            return finish<dnnl::lbr_gru_forward>(
                spec, d,
                {kind, direction, d.source, d.noState, d.weightsLayer, d.weightsIter, d.bias, d.target, d.state});
        case RecurrentKind::Simple:
            break;
        }
        const auto activation = spec.reluActivation ? dnnl::algorithm::eltwise_relu : dnnl::algorithm::eltwise_tanh;
        return finish<dnnl::vanilla_rnn_forward>(spec, d,
                                                 {kind, activation, direction, d.source, d.noState, d.weightsLayer,
                                                  d.weightsIter, d.bias, d.target, d.state});
    });
}

} // namespace lw::engine::onednn
