// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <cstdint>

namespace lw {

/// Anonymous memory that another process can fill (memfd). Its size can never change, and once sealed nobody can write
/// to it, so what was checked stays as it was. One thread at a time.
class SharedMemory {
public:
    /// Errors: Io when the system has no memory for it.
    static Result<SharedMemory> create(std::uint64_t size);
    /// A sealed copy of bytes, to be read through descriptor().
    static Result<SharedMemory> copyOf(ByteSpan bytes);
    ~SharedMemory();
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Forbids further writing and maps the memory for reading; the mapping outlives this object. Corrupt when another
    /// process still holds it writable.
    Result<Bytes> seal();

private:
    SharedMemory() = default;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

} // namespace lw
