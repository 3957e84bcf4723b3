// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/HeapAllocator.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <unistd.h>

namespace lw::engine {

namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::uint64_t kMostMemory = std::uint64_t(8) << 30;

/// The counter and the block in one: what a value's owner points to.
struct Block {
    std::byte* data;
    std::uint64_t bytes;
    std::shared_ptr<std::atomic<std::uint64_t>> inUse;
    Block(std::byte* memory, std::uint64_t size, std::shared_ptr<std::atomic<std::uint64_t>> counter)
        : data(memory), bytes(size), inUse(std::move(counter))
    {
    }
    ~Block()
    {
        std::free(data);
        inUse->fetch_sub(bytes, std::memory_order_relaxed);
    }
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
};

} // namespace

std::uint64_t defaultMemoryLimit()
{
    const auto pages = sysconf(_SC_PHYS_PAGES);
    const auto size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0)
        return kMostMemory;
    return std::min(kMostMemory, static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) / 4 * 3);
}

HeapAllocator::HeapAllocator(std::uint64_t limit)
    : m_limit(limit), m_inUse(std::make_shared<std::atomic<std::uint64_t>>(0))
{
}

Result<Value> HeapAllocator::allocate(std::size_t, DType dtype, const Shape& shape)
{
    LW_ASSIGN(const auto count, checkedElements(shape));
    Value value;
    value.dtype = dtype;
    value.shape = shape;
    const bool text = dtype == DType::String;
    const std::uint64_t bytes = count * (text ? sizeof(std::string) : dtypeSize(dtype));
    if (bytes > m_limit || m_inUse->fetch_add(bytes, std::memory_order_relaxed) > m_limit - bytes) {
        if (bytes <= m_limit)
            m_inUse->fetch_sub(bytes, std::memory_order_relaxed);
        return invalid("a tensor of shape " + shapeText(shape) + " needs more memory than the limit of " +
                       std::to_string(m_limit >> 20) + " MiB");
    }
    const std::size_t rounded = (static_cast<std::size_t>(text ? 0 : bytes) + kAlignment - 1) / kAlignment * kAlignment;
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(kAlignment, std::max(rounded, kAlignment)));
    if (memory == nullptr) {
        m_inUse->fetch_sub(bytes, std::memory_order_relaxed);
        return invalid("no memory for a tensor of shape " + shapeText(shape));
    }
    try {
        value.owner = std::make_shared<Block>(memory, bytes, m_inUse);
        value.data = memory;
        value.reusable = !text;
        if (text)
            value.strings = std::make_shared<std::vector<std::string>>(count);
    } catch (const std::bad_alloc&) {
        if (!value.owner) {
            std::free(memory);
            m_inUse->fetch_sub(bytes, std::memory_order_relaxed);
        }
        return invalid("no memory for a tensor of shape " + shapeText(shape));
    }
    return value;
}

} // namespace lw::engine
