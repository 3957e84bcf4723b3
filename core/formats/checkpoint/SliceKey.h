// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Shape.h"

#include <string>
#include <string_view>

namespace lw::formats {

/// The key under which a bundle keeps one slice of a partitioned tensor
/// (tensorflow/core/util/saved_tensor_slice_util.cc EncodeTensorNameSlice): ordered code of 0, name, rank, then start
/// and length of each dimension, -1 for a whole one.
std::string sliceKey(std::string_view name, const Shape& start, const Shape& length);
/// True for every key that sliceKey makes: no name of a tensor starts with a zero byte.
inline bool isSliceKey(std::string_view key)
{
    return key.size() > 1 && key.front() == '\0';
}

} // namespace lw::formats
