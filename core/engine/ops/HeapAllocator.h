// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Kernel.h"

#include <atomic>

namespace lw::engine {

/// 8 GiB or three quarters of the machine's memory, whichever is less.
std::uint64_t defaultMemoryLimit();

/// Takes each value from the heap and gives it back when the last one who shares it lets go. The limit holds for what
/// lives at the same time. Values may outlive the allocator and be released on any thread.
class HeapAllocator : public Allocator {
public:
    explicit HeapAllocator(std::uint64_t limit = defaultMemoryLimit());
    Result<Value> allocate(std::size_t output, DType dtype, const Shape& shape) override;

private:
    std::uint64_t m_limit;
    std::shared_ptr<std::atomic<std::uint64_t>> m_inUse;
};

} // namespace lw::engine
