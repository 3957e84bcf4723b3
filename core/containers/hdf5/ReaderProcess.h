// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Progress.h"
#include "core/containers/hdf5/Hdf5Protocol.h"

#include <chrono>
#include <sys/types.h>

namespace lw {

/// One running layerwright-hdf5-reader: owns the process and the socket to it. The process is killed and waited for
/// when this object goes. One thread at a time. All failures of the other side (death, silence, nonsense) are Corrupt,
/// "this file is damaged or hostile"; Io when the program cannot be started.
class ReaderProcess {
public:
    /// Starts the reader on a part of an open file. The program is looked for beside the running executable, then in
    /// ../libexec/layerwright and ../bin; the environment's LAYERWRIGHT_HDF5_READER goes before all.
    static Result<ReaderProcess> start(int file, const hdf5_protocol::Start& start);
    ~ReaderProcess();
    ReaderProcess(ReaderProcess&& other) noexcept;
    ReaderProcess& operator=(ReaderProcess&&) = delete;

    using Clock = std::chrono::steady_clock;

    /// Everything up to the end of the stream, at most limit bytes.
    Result<Bytes> list(hdf5_protocol::Command command, Clock::time_point deadline, const Progress& progress);
    /// All elements of a dataset, size bytes in the file's type. The memory is sealed before anyone looks at it.
    Result<Bytes> readNumbers(std::uint64_t address, std::uint64_t size, Clock::time_point deadline);
    /// Lengths and bytes of a dataset of strings.
    Result<Bytes> readStrings(std::uint64_t address, std::uint64_t limit, Clock::time_point deadline);
    /// Bits of Hdf5Protocol.h, known after the first answer.
    [[nodiscard]] std::uint32_t isolation() const { return m_isolation; }

private:
    ReaderProcess() = default;
    Result<void> send(const hdf5_protocol::Request& request, int memory = -1);
    Result<void> waitForInput(Clock::time_point deadline, const Progress& progress);
    Result<void> receive(void* target, std::size_t size, Clock::time_point deadline, const Progress& progress);
    Result<std::uint64_t> receiveAnswer(Clock::time_point deadline, const Progress& progress);
    Result<Bytes> receiveBytes(std::uint64_t length, Clock::time_point deadline);

    pid_t m_process = -1;
    int m_socket = -1;
    std::uint32_t m_isolation = 0;
};

} // namespace lw
