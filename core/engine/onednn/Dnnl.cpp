// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Dnnl.h"

#include <cstring>

namespace lw::engine::onednn {

using dnnl::memory;

const dnnl::engine& cpuEngine()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

const dnnl::stream& cpuStream()
{
    static thread_local const dnnl::stream stream(cpuEngine()); // two primitives may run side by side
    return stream;
}

memory::dims channelsFirst(const Shape& shape)
{
    memory::dims dims(shape.begin(), shape.end());
    if (dims.size() > 2) {
        dims.insert(dims.begin() + 1, dims.back());
        dims.pop_back();
    }
    return dims;
}

static memory::dims denseStrides(const Shape& shape)
{
    memory::dims strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

memory::desc plainDesc(const Shape& shape)
{
    return {channelsFirst(shape), memory::data_type::f32, channelsFirst(denseStrides(shape))};
}

memory::desc rowMajorDesc(const Shape& shape)
{
    return {memory::dims(shape.begin(), shape.end()), memory::data_type::f32, denseStrides(shape)};
}

memory::desc anyDesc(const Shape& shape)
{
    return {channelsFirst(shape), memory::data_type::f32, memory::format_tag::any};
}

/// Channels per block of a descriptor that blocks nothing else and pads nothing; 0 otherwise.
static std::int64_t channelBlockOf(const memory::desc& desc)
{
    const auto& data = desc.data;
    if (data.format_kind != dnnl_blocked || data.ndims < 3 || data.offset0 != 0)
        return 0;
    const auto& blocking = data.format_desc.blocking;
    if (blocking.inner_nblks != 1 || blocking.inner_idxs[0] != 1)
        return 0;
    for (int i = 0; i < data.ndims; ++i)
        if (data.padded_dims[i] != data.dims[i])
            return 0;
    const auto block = blocking.inner_blks[0];
    dnnl_dim_t expected = block;
    for (int i = data.ndims - 1; i >= 0; --i) {
        const auto dim = i == 1 ? data.dims[1] / block : data.dims[i];
        if (dim != 1 && blocking.strides[i] != expected)
            return 0;
        expected *= dim;
    }
    return block;
}

static bool liesAsPlain(const memory::desc& desc, const Shape& shape)
{
    const auto& data = desc.data;
    if (data.format_kind != dnnl_blocked || data.offset0 != 0)
        return false;
    const auto& blocking = data.format_desc.blocking;
    if (blocking.inner_nblks != 0) {
        const auto block = channelBlockOf(desc);
        if (block == 0)
            return false;
        dnnl_dim_t pixels = 1;
        for (int i = 2; i < data.ndims; ++i)
            pixels *= data.dims[i];
        return pixels == 1 || data.dims[1] == block;
    }
    const auto plain = plainDesc(shape);
    for (int i = 0; i < data.ndims; ++i) {
        if (data.padded_dims[i] != data.dims[i])
            return false;
        if (data.dims[i] != 1 && blocking.strides[i] != plain.data.format_desc.blocking.strides[i])
            return false;
    }
    return true;
}

Layout layoutFor(const memory::desc& desc, const Shape& shape)
{
    if (liesAsPlain(desc, shape))
        return {};
    return Layout(std::make_shared<const LayoutData>(LayoutData{desc}));
}

memory::desc descOf(const Layout& layout, const Shape& shape)
{
    return layout.isPlain() ? plainDesc(shape) : layout.data()->desc;
}

std::size_t Layout::byteSize(const Shape& shape) const
{
    if (m_data)
        return m_data->desc.get_size();
    std::size_t bytes = sizeof(float);
    for (const auto dim : shape)
        bytes *= static_cast<std::size_t>(dim);
    return bytes;
}

bool Layout::operator==(const Layout& other) const
{
    if (m_data == other.m_data)
        return true;
    return m_data && other.m_data && m_data->desc == other.m_data->desc;
}

static void appendActivation(dnnl::post_ops& ops, const Activation& activation)
{
    using dnnl::algorithm;
    const auto append = [&](algorithm kind, float alpha, float beta) { ops.append_eltwise(1.0F, kind, alpha, beta); };
    switch (activation.kind) {
    case ActivationKind::None:
        return;
    case ActivationKind::Relu:
        return append(algorithm::eltwise_relu, activation.alpha, 0);
    case ActivationKind::Clip:
        return append(algorithm::eltwise_clip, activation.alpha, activation.beta);
    case ActivationKind::Sigmoid:
        return append(algorithm::eltwise_logistic, 0, 0);
    case ActivationKind::Tanh:
        return append(algorithm::eltwise_tanh, 0, 0);
    case ActivationKind::Swish:
        return append(algorithm::eltwise_swish, activation.alpha, 0);
    case ActivationKind::Elu:
        return append(algorithm::eltwise_elu, activation.alpha, 0);
    case ActivationKind::Linear:
        return append(algorithm::eltwise_linear, activation.alpha, activation.beta);
    case ActivationKind::Softplus:
        return append(algorithm::eltwise_soft_relu, 0, 0);
    case ActivationKind::HardSwish:
        return append(algorithm::eltwise_hardswish, 0, 0);
    }
}

dnnl::primitive_attr attributes(const std::vector<PostOp>& postOps, float scale)
{
    dnnl::primitive_attr attr;
    attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (scale != 1)
        attr.set_output_scales(0, {scale});
    dnnl::post_ops ops;
    for (const auto& op : postOps) {
        if (op.kind == PostOp::Kind::Sum)
            ops.append_sum(1.0F);
        else
            appendActivation(ops, op.activation);
    }
    attr.set_post_ops(ops);
    return attr;
}

memory packed(const memory::desc& from, const float* data, const memory::desc& to)
{
    memory result(to, cpuEngine());
    memory source(from, cpuEngine(), const_cast<float*>(data));
    auto stream = cpuStream();
    dnnl::reorder(source, result).execute(stream, source, result);
    stream.wait();
    return result;
}

} // namespace lw::engine::onednn
