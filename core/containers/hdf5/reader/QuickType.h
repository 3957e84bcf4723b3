// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lw::hdf5_reader {

/// A datatype message of numbers or strings, as far as the quick listing goes.
struct QuickType {
    std::string description; ///< as describeType() writes it
    std::uint64_t size = 0;  ///< of an element in the file
    bool variableString = false;
};
/// IV.A.2.d: fixed-point, floating-point, string, and variable-length string; none for others.
std::optional<QuickType> quickType(std::string_view message);

struct QuickSpace {
    std::string description; ///< as describeSpace() writes it
    std::uint64_t elements = 1;
};
/// IV.A.2.b, versions 1 and 2; none when odd or when the elements do not fit 62 bits.
std::optional<QuickSpace> quickSpace(std::string_view message);

} // namespace lw::hdf5_reader
