// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/reader/Output.h"

#include <hdf5.h>

namespace lw::hdf5_reader {

/// Writes a datatype as Hdf5Type::parse reads it. False when libhdf5 refuses or it is nested too deeply.
bool describeType(hid_t type, Output& output);
/// Writes a dataspace: class, rank, sizes. False when libhdf5 refuses.
bool describeSpace(hid_t space, Output& output);
/// True when a value of the type holds bytes alone: no variable-length parts and no references, anywhere inside.
bool isPlain(hid_t type);

/// Writes all attributes of an object: name, type, space and value, or why one cannot be read.
void describeAttributes(hid_t object, Output& output, std::uint64_t& budget);

} // namespace lw::hdf5_reader
