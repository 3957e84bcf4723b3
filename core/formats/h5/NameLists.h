// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/containers/hdf5/Hdf5Listing.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::formats::h5 {

/// The list of names that Keras keeps in an attribute of a group ("layer_names", "weight_names"), or in several, name0,
/// name1, ..., when it is larger than an object header (keras/src/legacy/saving/legacy_h5_format.py,
/// load_attributes_from_hdf5_group). None when there is neither. A gap in the numbers ends the list, with a warning.
std::optional<std::vector<std::string>> nameList(const Hdf5Object& group, std::string_view name,
                                                 Diagnostics& diagnostics, const std::string& subject = {});

} // namespace lw::formats::h5
