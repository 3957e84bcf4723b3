// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/reader/Output.h"

#include <string_view>

namespace lw::hdf5_reader {

/// The listing of writeListing(), byte for byte, for the plain part of the format that h5py writes by default:
/// superblock 0, version 1 object headers, symbol tables, numbers and strings, contiguous and compact datasets. Ten
/// times as fast as through libhdf5. False, with nothing of use written, for anything else or anything odd: libhdf5
/// shall judge. Source: HDF5 File Format Specification 3.0.
bool writeQuickListing(std::string_view file, Output& output);

} // namespace lw::hdf5_reader
