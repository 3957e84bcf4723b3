// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/reader/Output.h"

#include <hdf5.h>

namespace lw::hdf5_reader {

/// Writes the listing of the whole file in one pass, group by group, each object once however many links it has. Links
/// are told, never followed, unless they are hard links. Ends with an End record that says whether a limit stopped the
/// walk.
void writeListing(hid_t file, Output& output);

} // namespace lw::hdf5_reader
