// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace lw::engine {

/// Applies an activation to a row in place.
template <typename T>
using RowActivation = void (*)(T* row, std::size_t count);

/// By Keras' name ("tanh", "hard_sigmoid"; empty is linear), float and double; null when it is not known. hard_sigmoid
/// is Keras 2's (slope 0.2), "hard_sigmoid_6" is that of Keras 3 (slope 1/6).
template <typename T>
RowActivation<T> findActivation(std::string_view name);

} // namespace lw::engine
