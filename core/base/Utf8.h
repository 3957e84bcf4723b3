// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace lw {

/// Appends a code point in UTF-8 (RFC 3629). Nothing is checked: of numbers past U+10FFFF only the low 21 bits count,
/// and surrogates are written as they are.
void appendUtf8(std::string& text, std::uint32_t codePoint);

} // namespace lw
