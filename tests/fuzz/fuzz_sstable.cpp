// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table, or else a block in Snappy's compression.
#include "core/containers/sstable/Snappy.h"
#include "core/containers/sstable/TableReader.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    const lw::ByteSpan bytes = lw::asBytes(input);
    if (!lw::sstable::looksLikeTable(bytes)) {
        (void)lw::sstable::snappyDecode(bytes, 1 << 26);
        return;
    }
    std::string last;
    (void)lw::sstable::readTable(bytes, [&](std::string_view key, lw::ByteSpan) -> lw::Result<void> {
        lw::fuzz::require(last.empty() || last < key, "keys ascend");
        last = key;
        return {};
    });
}
