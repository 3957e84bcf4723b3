// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/reader/Describe.h"

namespace lw::hdf5_reader {

/// Writes a dataset: type, space, layout, place in the file, storage size, chunk, filters, names of external files. No
/// element is read, except of compact datasets, whose bytes lie in the object header and are sent along.
bool describeDataset(hid_t dataset, Output& output);

} // namespace lw::hdf5_reader
