// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <functional>
#include <string_view>

namespace lw::sstable {

/// True when the last bytes are a table's footer.
bool looksLikeTable(ByteSpan file);

/// Calls visit(key, value) for every entry in the order of the keys. The views live only during the call. Every block's
/// checksum is verified, and keys must ascend. Work and memory are bounded by the file's size. Stops at the visitor's
/// first error and returns it. Errors: Corrupt with the byte offset, Unsupported for an unknown compression.
Result<void> readTable(ByteSpan file, const std::function<Result<void>(std::string_view key, ByteSpan value)>& visit);

} // namespace lw::sstable
