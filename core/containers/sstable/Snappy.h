// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <cstdint>
#include <vector>

namespace lw::sstable {

/// Decodes one Snappy block (google/snappy format_description.txt). The size that the block claims is believed only as
/// far as its bytes can reach, and never above limit. Corrupt when it contradicts itself.
Result<std::vector<std::byte>> snappyDecode(ByteSpan block, std::uint64_t limit);

} // namespace lw::sstable
