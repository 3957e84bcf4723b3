// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointFiles.h"

#include "core/base/FileOperations.h"
#include "core/containers/protobuf/Message.h"
#include "core/containers/sstable/TableReader.h"

#include <algorithm>
#include <bundle.pb.h>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <unistd.h>

namespace lw::formats {

namespace {

constexpr std::string_view kStateFile = "checkpoint";
constexpr std::string_view kStateKey = "model_checkpoint_path:";
constexpr std::string_view kShardMark = ".data-"; // then 5 digits, "-of-", 5 digits
constexpr std::size_t kShardDigits = 5;

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A quoted string of Protocol Buffers' text format at the start of text; escapes other than of quote and backslash are
/// no names that TensorFlow writes.
std::optional<std::string> quoted(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos || (text[start] != '"' && text[start] != '\''))
        return std::nullopt;
    std::string value;
    for (std::size_t i = start + 1; i < text.size(); ++i) {
        if (text[i] == text[start])
            return value;
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        value.push_back(text[i]);
    }
    return std::nullopt;
}

/// model_checkpoint_path of the text file "checkpoint" (tensorflow/python/training/checkpoint_state.proto).
std::optional<std::string> namedByState(std::string_view text)
{
    for (std::size_t at = text.find(kStateKey); at != std::string_view::npos; at = text.find(kStateKey, at + 1)) {
        if (at != 0 && text[at - 1] != '\n' && text[at - 1] != ' ') // "all_model_checkpoint_paths:" ends alike
            continue;
        return quoted(text.substr(at + kStateKey.size(), text.find('\n', at) - at - kStateKey.size()));
    }
    return std::nullopt;
}

/// The prefix that a state file names, when its index lies in the same folder. Absolute names, which old versions
/// wrote, count by their last part: the folder may have been moved since.
std::optional<std::string> fromState(const std::string& folder)
{
    const auto file = MappedFile::open(folder + "/" + std::string(kStateFile));
    if (!file || file.value()->size() > 1U << 20U)
        return std::nullopt;
    const auto named = namedByState(asText(file.value()->bytes()));
    if (!named)
        return std::nullopt;
    const std::string prefix = folder + "/" + fileNameOf(*named);
    if (!stampOf(prefix + std::string(kIndexSuffix)))
        return std::nullopt;
    return prefix;
}

Result<std::string> inFolder(const std::string& folder, const std::vector<std::string>& entries)
{
    if (auto prefix = fromState(folder))
        return *std::move(prefix);
    std::optional<std::string> newest;
    std::int64_t modified = 0;
    for (const std::string& name : entries) {
        if (!name.ends_with(kIndexSuffix))
            continue;
        const std::string path = folder + "/" + name;
        const auto stamp = stampOf(path);
        if (!stamp || (newest && stamp->modifiedNanoseconds <= modified))
            continue;
        modified = stamp->modifiedNanoseconds;
        newest = path.substr(0, path.size() - kIndexSuffix.size());
    }
    if (!newest)
        return notFound("no checkpoint in this folder");
    return *std::move(newest);
}

} // namespace

std::optional<std::uint32_t> shardCount(const std::string& prefix)
{
    const auto index = MappedFile::open(prefix + std::string(kIndexSuffix));
    if (!index)
        return index.error().kind == ErrorKind::NotFound ? std::optional<std::uint32_t>(0) : std::nullopt;
    std::optional<std::uint32_t> shards;
    const auto readHeader = [&](std::string_view key, ByteSpan value) -> Result<void> {
        pb::BundleHeader header;
        if (key.empty() && protobuf::parse(value, header).ok() && header.num_shards() > 0)
            shards = static_cast<std::uint32_t>(header.num_shards());
        return corrupt("only the header, which comes first, is wanted");
    };
    (void)sstable::readTable((*index)->bytes(), readHeader);
    return shards;
}

void removeUnreachableShards(const std::string& prefix)
{
    const auto shards = shardCount(prefix);
    if (!shards)
        return;
    char counted[16];
    std::snprintf(counted, sizeof(counted), "-of-%05u", *shards);
    const std::string folder = folderOf(prefix);
    std::error_code error;
    std::vector<std::string> names;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        names.push_back(entry->path().filename().string());
    for (const std::string& name : names)
        if (prefixOfShard(folder + "/" + name) == folder + "/" + fileNameOf(prefix) && !name.ends_with(counted))
            ::unlink((folder + "/" + name).c_str());
}

std::string shardPath(const std::string& prefix, std::uint32_t shard, std::uint32_t shards)
{
    char text[64];
    std::snprintf(text, sizeof(text), ".data-%05u-of-%05u", shard, shards);
    return prefix + text;
}

std::string prefixOfShard(const std::string& path)
{
    const std::size_t mark = path.rfind(kShardMark);
    if (mark == std::string::npos)
        return {};
    const std::string_view rest = std::string_view(path).substr(mark + kShardMark.size());
    const std::size_t of = rest.find("-of-");
    if (of == std::string_view::npos || of < kShardDigits || !allDigits(rest.substr(0, of)) ||
        !allDigits(rest.substr(of + 4)))
        return {};
    return path.substr(0, mark);
}

Result<std::string> checkpointPrefix(const Probe& probe)
{
    std::string path = probe.path;
    if (probe.isFolder) {
        while (path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        return inFolder(path, probe.entries);
    }
    if (path.ends_with(kIndexSuffix))
        return path.substr(0, path.size() - kIndexSuffix.size());
    if (const std::string prefix = prefixOfShard(path); !prefix.empty())
        return prefix;
    if (probe.exists && fileNameOf(path) == kStateFile) {
        if (auto prefix = fromState(folderOf(path)))
            return *std::move(prefix);
        return notFound("the checkpoint that this file names is not beside it");
    }
    return path;
}

} // namespace lw::formats
