// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Pooling.h"

#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

static dnnl::algorithm algorithmOf(PoolingKind kind)
{
    switch (kind) {
    case PoolingKind::Max:
        return dnnl::algorithm::pooling_max;
    case PoolingKind::Average:
        return dnnl::algorithm::pooling_avg_exclude_padding;
    case PoolingKind::AverageWithPadding:
        break;
    }
    return dnnl::algorithm::pooling_avg_include_padding;
}

Result<Primitive> makePooling(const PoolingSpec& spec)
{
    return guarded([&]() -> Result<Primitive> {
        using Forward = dnnl::pooling_forward;
        const auto source = descOf(spec.layout, spec.input);
        const Forward::desc desc(dnnl::prop_kind::forward_inference, algorithmOf(spec.kind), source,
                                 anyDesc(spec.output), spec.strides, spec.window, spec.padBefore, spec.padAfter);
        const Forward::primitive_desc primitiveDesc(desc, attributes({}), cpuEngine());
        auto impl = std::make_unique<PrimitiveImpl>();
        const auto target = primitiveDesc.dst_desc();
        impl->addInput(DNNL_ARG_SRC, source, spec.layout);
        impl->addOutput(DNNL_ARG_DST, target, layoutFor(target, spec.output));
        impl->addScratch(primitiveDesc.scratchpad_desc());
        impl->implementation = primitiveDesc.impl_info_str();
        impl->primitive = Forward(primitiveDesc);
        return Primitive(std::move(impl));
    });
}

} // namespace lw::engine::onednn
