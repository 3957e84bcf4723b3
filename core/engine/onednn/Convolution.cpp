// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Convolution.h"

#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

using dnnl::memory;

/// TensorFlow's kernel as oneDNN's ([groups,] outputs, inputs, kernel...), by strides only.
static memory::desc plainWeights(const ConvolutionSpec& spec)
{
    const auto channels = spec.input.back();
    const auto outputs = spec.output.back();
    const auto inputsPerGroup = channels / spec.groups;
    const auto outputsPerGroup = outputs / spec.groups;
    memory::dims dims, strides;
    std::int64_t pixel = inputsPerGroup * outputs; // elements of one kernel position
    if (spec.depthwise)
        pixel = outputs;
    if (spec.groups > 1) {
        dims.push_back(spec.groups);
        strides.push_back(outputsPerGroup);
    }
    dims.insert(dims.end(), {outputsPerGroup, inputsPerGroup});
    if (spec.transposed)
        strides.insert(strides.end(), {inputsPerGroup, 1});
    else
        strides.insert(strides.end(), {1, outputs});
    memory::dims spatial(spec.kernel.size());
    for (std::size_t i = spec.kernel.size(); i-- > 0;) {
        spatial[i] = pixel;
        pixel *= spec.kernel[i];
    }
    dims.insert(dims.end(), spec.kernel.begin(), spec.kernel.end());
    strides.insert(strides.end(), spatial.begin(), spatial.end());
    return {dims, memory::data_type::f32, strides};
}

template <typename Forward, typename Desc>
static Result<Primitive> finish(const ConvolutionSpec& spec, const Desc& desc, const dnnl::primitive_attr& attr,
                                std::string_view wanted)
{
    auto primitiveDesc = typename Forward::primitive_desc(desc, attr, cpuEngine());
    while (std::string_view(primitiveDesc.impl_info_str()).find(wanted) == std::string_view::npos)
        if (!primitiveDesc.next_impl())
            return unsupported("no such convolution");

    auto impl = std::make_unique<PrimitiveImpl>();
    const auto source = primitiveDesc.src_desc();
    const auto target = primitiveDesc.dst_desc();
    impl->addInput(DNNL_ARG_SRC, source, layoutFor(source, spec.input));
    impl->addHeld(DNNL_ARG_WEIGHTS, packed(plainWeights(spec), spec.weights, primitiveDesc.weights_desc()));
    if (spec.bias) {
        const auto bias = rowMajorDesc({spec.output.back()});
        impl->addHeld(DNNL_ARG_BIAS, packed(bias, spec.bias, bias));
    }
    impl->addOutput(DNNL_ARG_DST, target, layoutFor(target, spec.output));
    impl->addScratch(primitiveDesc.scratchpad_desc());
    for (const auto& op : spec.postOps)
        impl->accumulates |= op.kind == PostOp::Kind::Sum;
    impl->implementation = primitiveDesc.impl_info_str();
    impl->primitive = Forward(primitiveDesc);
    return Primitive(std::move(impl));
}

static bool winogradFits(const ConvolutionSpec& spec)
{
    const auto all = [](const std::vector<std::int64_t>& values, std::int64_t wanted) {
        return std::all_of(values.begin(), values.end(), [&](std::int64_t value) { return value == wanted; });
    };
    return spec.winograd && !spec.transposed && spec.groups == 1 && spec.kernel.size() == 2 && all(spec.kernel, 3) &&
           all(spec.strides, 1) && all(spec.dilations, 1) && spec.input.back() >= 16;
}

Result<Primitive> makeConvolution(const ConvolutionSpec& spec)
{
    return guarded([&]() -> Result<Primitive> {
        using dnnl::algorithm;
        using dnnl::prop_kind;
        const auto source = spec.channelsLast ? plainDesc(spec.input) : anyDesc(spec.input);
        const auto target = spec.channelsLast ? plainDesc(spec.output) : anyDesc(spec.output);
        const auto plain = plainWeights(spec);
        const memory::desc weights(plain.dims(), memory::data_type::f32, memory::format_tag::any);
        const auto bias = spec.bias ? rowMajorDesc({spec.output.back()}) : memory::desc();
        const memory::dims strides = spec.strides, left = spec.padBefore, right = spec.padAfter;
        memory::dims dilates = spec.dilations;
        for (auto& dilate : dilates)
            --dilate;
        const auto attr = attributes(spec.postOps);
        if (spec.transposed) {
            using Forward = dnnl::deconvolution_forward;
            return finish<Forward>(spec,
                                   Forward::desc(prop_kind::forward_inference, algorithm::deconvolution_direct, source,
                                                 weights, bias, target, strides, dilates, left, right),
                                   attr, "");
        }
        using Forward = dnnl::convolution_forward;
        const auto desc = [&](algorithm kind) {
            return Forward::desc(prop_kind::forward_inference, kind, source, weights, bias, target, strides, dilates,
                                 left, right);
        };
        if (winogradFits(spec)) {
            // Only F(2x2): F(4x4) loses digits.
            auto made =
                guarded([&] { return finish<Forward>(spec, desc(algorithm::convolution_winograd), attr, "2x3"); });
            if (made)
                return made;
        }
        return finish<Forward>(spec, desc(algorithm::convolution_direct), attr, "");
    });
}

} // namespace lw::engine::onednn
