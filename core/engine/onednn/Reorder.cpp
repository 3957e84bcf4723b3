// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Reorder.h"

#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

Result<Primitive> makeReorder(const Shape& shape, const Layout& from, const Layout& to)
{
    return guarded([&]() -> Result<Primitive> {
        const auto source = descOf(from, shape);
        const auto target = descOf(to, shape);
        const dnnl::reorder::primitive_desc primitiveDesc(cpuEngine(), source, cpuEngine(), target, attributes({}));
        auto impl = std::make_unique<PrimitiveImpl>();
        impl->addInput(DNNL_ARG_FROM, source, from);
        impl->addOutput(DNNL_ARG_TO, target, to);
        impl->addScratch(primitiveDesc.scratchpad_desc());
        impl->implementation = "reorder";
        impl->primitive = dnnl::reorder(primitiveDesc);
        return Primitive(std::move(impl));
    });
}

} // namespace lw::engine::onednn
