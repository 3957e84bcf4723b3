// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/SharedMemory.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace lw {

namespace {

Error noMemory()
{
    return ioError(std::string("no memory for a dataset: ") + std::strerror(errno));
}

} // namespace

Result<SharedMemory> SharedMemory::create(std::uint64_t size)
{
    SharedMemory memory;
    memory.m_size = size;
    memory.m_descriptor = ::memfd_create("layerwright-hdf5", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory.m_descriptor < 0 || ::ftruncate(memory.m_descriptor, static_cast<off_t>(size)) != 0 ||
        ::fcntl(memory.m_descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0)
        return noMemory();
    return Result<SharedMemory>(std::move(memory));
}

Result<SharedMemory> SharedMemory::copyOf(ByteSpan bytes)
{
    LW_ASSIGN(auto memory, create(bytes.size()));
    std::uint64_t at = 0;
    while (at < bytes.size()) {
        const ByteSpan rest = bytes.subspan(at);
        const ssize_t written = ::pwrite(memory.m_descriptor, rest.data(), rest.size(), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return noMemory();
        at += static_cast<std::uint64_t>(written);
    }
    if (::fcntl(memory.m_descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return noMemory();
    return Result<SharedMemory>(std::move(memory));
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size)
{
}

SharedMemory::~SharedMemory()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<Bytes> SharedMemory::seal()
{
    if (m_size == 0)
        return Bytes{};
    if (::fcntl(m_descriptor, F_ADD_SEALS, F_SEAL_WRITE) != 0)
        return corrupt("this file is damaged or hostile: the HDF5 reader does not let go of its result");
    void* address = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, m_descriptor, 0);
    if (address == MAP_FAILED)
        return noMemory();
    const std::size_t size = m_size;
    std::shared_ptr<const void> owner(address,
                                      [size](const void* mapped) { ::munmap(const_cast<void*>(mapped), size); });
    return Bytes{{static_cast<const std::byte*>(address), size}, std::move(owner)};
}

} // namespace lw
