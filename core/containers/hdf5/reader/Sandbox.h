// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lw::hdf5_reader {

/// Gives up every right that reading an open file does not need, for good: resource limits, no new privileges, no file
/// system (landlock), a short list of system calls (seccomp). Returns which protections hold, as bits of
/// Hdf5Protocol.h; an old kernel may lack landlock, and a container may forbid seccomp.
std::uint32_t enterSandbox(std::uint64_t addressSpace, std::uint32_t cpuSeconds);

} // namespace lw::hdf5_reader
