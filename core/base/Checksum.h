// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lw {

/// Whether a checksum of a file is that of the bytes it stands for. In builds for fuzzing it always is (the macro is
/// libFuzzer's convention): no mutation would ever hit upon the right one, and all behind it would stay untested.
constexpr bool sameChecksum(std::uint32_t stored, std::uint32_t computed)
{
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    (void)stored;
    (void)computed;
    return true;
#else
    return stored == computed;
#endif
}

} // namespace lw
