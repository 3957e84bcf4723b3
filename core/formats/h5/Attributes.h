// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5Listing.h"

#include <string>
#include <string_view>
#include <vector>

namespace lw::formats::h5 {

/// A text as h5py writes Python bytes: one string of variable length.
Hdf5Attribute textAttribute(std::string_view name, std::string text);

/// A list of names as Keras writes it: strings of a fixed size, in several attributes (name0, name1, ...) when they are
/// larger than an object header (keras/src/legacy/saving/legacy_h5_format.py, save_attributes_to_hdf5_group).
std::vector<Hdf5Attribute> nameListAttributes(std::string_view name, const std::vector<std::string>& names);

} // namespace lw::formats::h5
