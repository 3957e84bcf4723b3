// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <hdf5.h>

namespace lw::hdf5_reader {

/// Opens the HDF5 file that lies at [offset, offset + length) of an already open descriptor, through a virtual file
/// driver that only knows pread: no name is ever opened, and a member of an archive is read in place. Negative on
/// failure.
hid_t openReadOnly(int descriptor, std::uint64_t offset, std::uint64_t length);

/// What the newest error of libhdf5 says, and forgets it.
const char* lastHdf5Error();

} // namespace lw::hdf5_reader
