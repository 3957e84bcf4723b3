// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Product.h"

#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

using dnnl::memory;

Result<Primitive> makeDense(const DenseSpec& spec)
{
    return guarded([&]() -> Result<Primitive> {
        using Forward = dnnl::inner_product_forward;
        const auto source = rowMajorDesc({spec.rows, spec.inner});
        const auto target = rowMajorDesc({spec.rows, spec.columns});
        const memory::dims dims = {spec.columns, spec.inner};
        const memory::dims strides = spec.transposed ? memory::dims{spec.inner, 1} : memory::dims{1, spec.columns};
        const memory::desc plain(dims, memory::data_type::f32, strides);
        const memory::desc weights(dims, memory::data_type::f32, memory::format_tag::any);
        const auto bias = spec.bias ? rowMajorDesc({spec.columns}) : memory::desc();
        const Forward::desc desc(dnnl::prop_kind::forward_inference, source, weights, bias, target);
        const Forward::primitive_desc primitiveDesc(desc, attributes(spec.postOps), cpuEngine());
        auto impl = std::make_unique<PrimitiveImpl>();
        impl->addInput(DNNL_ARG_SRC, source, {});
        impl->addHeld(DNNL_ARG_WEIGHTS, packed(plain, spec.weights, primitiveDesc.weights_desc()));
        if (spec.bias)
            impl->addHeld(DNNL_ARG_BIAS, packed(bias, spec.bias, bias));
        impl->addOutput(DNNL_ARG_DST, target, {});
        impl->addScratch(primitiveDesc.scratchpad_desc());
        for (const auto& op : spec.postOps)
            impl->accumulates |= op.kind == PostOp::Kind::Sum;
        impl->implementation = primitiveDesc.impl_info_str();
        impl->primitive = Forward(primitiveDesc);
        return Primitive(std::move(impl));
    });
}

Result<Primitive> makeMatMul(const MatMulSpec& spec)
{
    return guarded([&]() -> Result<Primitive> {
        const auto strided = [](const Shape& shape, const std::vector<std::int64_t>& strides) {
            return memory::desc(shape, memory::data_type::f32, memory::dims(strides));
        };
        const auto left = strided(spec.left, spec.leftStrides);
        const auto right = strided(spec.right, spec.rightStrides);
        const auto target = strided(spec.output, spec.outputStrides);
        const dnnl::matmul::primitive_desc primitiveDesc(dnnl::matmul::desc(left, right, target),
                                                         attributes(spec.postOps, spec.scale), cpuEngine());
        auto impl = std::make_unique<PrimitiveImpl>();
        impl->addInput(DNNL_ARG_SRC, left, {});
        impl->addInput(DNNL_ARG_WEIGHTS, right, {});
        impl->addOutput(DNNL_ARG_DST, target, {});
        impl->addScratch(primitiveDesc.scratchpad_desc());
        for (const auto& op : spec.postOps)
            impl->accumulates |= op.kind == PostOp::Kind::Sum;
        impl->implementation = primitiveDesc.impl_info_str();
        impl->primitive = dnnl::matmul(primitiveDesc);
        return Primitive(std::move(impl));
    });
}

} // namespace lw::engine::onednn
