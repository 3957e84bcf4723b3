// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Dnnl.h"

namespace lw::engine::onednn {

void PrimitiveImpl::addInput(int argument, const dnnl::memory::desc& desc, Layout layout)
{
    inputs.push_back(std::move(layout));
    inputMemory.push_back(dnnl::memory(desc, cpuEngine(), DNNL_MEMORY_NONE));
    arguments.push_back({argument, inputMemory.back().get()});
}

void PrimitiveImpl::addOutput(int argument, const dnnl::memory::desc& desc, Layout layout)
{
    outputs.push_back(std::move(layout));
    outputMemory.push_back(dnnl::memory(desc, cpuEngine(), DNNL_MEMORY_NONE));
    arguments.push_back({argument, outputMemory.back().get()});
}

void PrimitiveImpl::addHeld(int argument, dnnl::memory memory)
{
    held.push_back(std::move(memory));
    arguments.push_back({argument, held.back().get()});
}

void PrimitiveImpl::addScratch(const dnnl::memory::desc& desc)
{
    scratchBytes = desc.get_size();
    scratch = dnnl::memory(desc, cpuEngine(), DNNL_MEMORY_NONE);
    arguments.push_back({DNNL_ARG_SCRATCHPAD, scratch.get()});
}

Primitive::Primitive(std::unique_ptr<PrimitiveImpl> impl) : m_impl(std::move(impl)) {}
Primitive::~Primitive() = default;
Primitive::Primitive(Primitive&&) noexcept = default;
Primitive& Primitive::operator=(Primitive&&) noexcept = default;

Primitive Primitive::clone() const
{
    auto copy = std::make_unique<PrimitiveImpl>(*m_impl); // shares oneDNN's objects
    const auto renew = [&](dnnl::memory& memory) {
        const auto* const old = memory.get();
        memory = dnnl::memory(memory.get_desc(), cpuEngine(), DNNL_MEMORY_NONE);
        for (auto& argument : copy->arguments)
            if (argument.memory == old)
                argument.memory = memory.get();
    };
    for (auto& memory : copy->inputMemory)
        renew(memory);
    for (auto& memory : copy->outputMemory)
        renew(memory);
    if (copy->scratch)
        renew(copy->scratch);
    return Primitive(std::move(copy));
}

const std::vector<Layout>& Primitive::inputs() const
{
    return m_impl->inputs;
}

const std::vector<Layout>& Primitive::outputs() const
{
    return m_impl->outputs;
}

std::size_t Primitive::scratchBytes() const
{
    return m_impl->scratchBytes;
}

bool Primitive::accumulates() const
{
    return m_impl->accumulates;
}

const std::string& Primitive::implementation() const
{
    return m_impl->implementation;
}

void Primitive::bind(const std::vector<void*>& inputs, const std::vector<void*>& outputs, void* scratch)
{
    // The C interface: the C++ one would throw on a failure that cannot happen to a null-stream assignment.
    for (std::size_t i = 0; i < inputs.size(); ++i)
        dnnl_memory_set_data_handle(m_impl->inputMemory[i].get(), inputs[i]);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        dnnl_memory_set_data_handle(m_impl->outputMemory[i].get(), outputs[i]);
    if (m_impl->scratchBytes != 0)
        dnnl_memory_set_data_handle(m_impl->scratch.get(), scratch);
}

Result<void> Primitive::run()
{
    const auto& impl = *m_impl;
    const auto status = dnnl_primitive_execute(impl.primitive.get(), cpuStream().get(),
                                               static_cast<int>(impl.arguments.size()), impl.arguments.data());
    if (status != dnnl_success)
        return invalid(status == dnnl_out_of_memory ? "not enough memory"
                                                    : "oneDNN could not run " + impl.implementation);
    return {};
}

} // namespace lw::engine::onednn
