// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace lw::engine {

/// The names of all ops that findKernel() knows, sorted.
std::vector<std::string_view> kernelNames();

} // namespace lw::engine
