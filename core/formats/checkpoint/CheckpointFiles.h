// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lw::formats {

inline constexpr std::string_view kIndexSuffix = ".index";

/// "model.data-00002-of-00004", as tensorflow/core/util/tensor_bundle/naming.cc makes it.
std::string shardPath(const std::string& prefix, std::uint32_t shard, std::uint32_t shards);
/// The prefix of a shard's path; empty when the path is none.
std::string prefixOfShard(const std::string& path);

/// How many shards the index of this prefix counts; 0 when there is no index, none when it makes no sense.
std::optional<std::uint32_t> shardCount(const std::string& prefix);
/// Removes shards beside the index that no reader ever opens, since the index counts another number of them (or there
/// is no index): what an interrupted or finished overwriting leaves. Nothing when the index makes no sense. Never
/// fails.
void removeUnreachableShards(const std::string& prefix);

/// The prefix of the checkpoint that a path means: a prefix, its .index or one of its .data files, the text file
/// "checkpoint", or a folder: there the text file "checkpoint" names it, else the newest .index counts (a file called
/// just ".index" has the empty name). A name in "checkpoint" that leads out of the folder is not followed. NotFound
/// when there is none.
Result<std::string> checkpointPrefix(const Probe& probe);

} // namespace lw::formats
