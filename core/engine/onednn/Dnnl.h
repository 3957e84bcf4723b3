// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Only for the files of this folder: the one place that knows oneDNN's types.
#include "core/engine/onednn/PostOps.h"
#include "core/engine/onednn/Primitive.h"

#include <dnnl.hpp>

namespace lw::engine::onednn {

/// What a Layout points to.
struct LayoutData {
    dnnl::memory::desc desc; ///< dimensions in oneDNN's order
};

/// A primitive with everything that its execution takes. The memories of inputs, outputs and scratch own nothing:
/// bind() sets their pointers.
struct PrimitiveImpl {
    dnnl::primitive primitive;
    std::vector<Layout> inputs, outputs;
    std::vector<dnnl::memory> inputMemory, outputMemory;
    std::vector<dnnl::memory> held; ///< packed weights, bias: own their buffers
    dnnl::memory scratch;
    std::size_t scratchBytes = 0;
    std::vector<dnnl_exec_arg_t> arguments; ///< in the form of the C interface, made once
    bool accumulates = false;
    std::string implementation;

    void addInput(int argument, const dnnl::memory::desc& desc, Layout layout);
    void addOutput(int argument, const dnnl::memory::desc& desc, Layout layout);
    void addHeld(int argument, dnnl::memory memory);
    void addScratch(const dnnl::memory::desc& desc);
};

/// The one engine of the process, and a stream for each thread.
const dnnl::engine& cpuEngine();
const dnnl::stream& cpuStream();

/// (batch, spatial..., channels) to (batch, channels, spatial...); ranks below 3 stay.
dnnl::memory::dims channelsFirst(const Shape& shape);
/// The plain value of this shape with dimensions in oneDNN's order.
dnnl::memory::desc plainDesc(const Shape& shape);
/// Row-major with the dimensions as they are.
dnnl::memory::desc rowMajorDesc(const Shape& shape);
/// Leaves the layout to the primitive.
dnnl::memory::desc anyDesc(const Shape& shape);
/// The layout of a value that desc describes: plain when the bytes lie as in a plain value (an image of one pixel in
/// blocks, ...).
Layout layoutFor(const dnnl::memory::desc& desc, const Shape& shape);
/// The inverse: what the layout means for a value of this shape.
dnnl::memory::desc descOf(const Layout& layout, const Shape& shape);

/// Attributes with post-operations and scratch memory given from outside.
dnnl::primitive_attr attributes(const std::vector<PostOp>& postOps, float scale = 1);
/// Copies constants into the form a primitive wants; the result owns its memory.
dnnl::memory packed(const dnnl::memory::desc& from, const float* data, const dnnl::memory::desc& to);

/// Runs body and turns oneDNN's exceptions into errors.
template <typename Body>
auto guarded(Body&& body) -> decltype(body())
{
    try {
        return body();
    } catch (const dnnl::error& error) {
        if (error.status == dnnl_out_of_memory)
            return invalid("not enough memory");
        return unsupported(std::string("oneDNN: ") + error.what());
    } catch (const std::exception& error) {
        return invalid(error.what());
    }
}

} // namespace lw::engine::onednn
