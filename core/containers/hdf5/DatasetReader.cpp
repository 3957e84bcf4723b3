// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/DatasetReader.h"

#include "core/containers/hdf5/Hdf5Listing.h"
#include "core/containers/hdf5/ListingReader.h"

#include <algorithm>

namespace lw {

namespace {

using Clock = ReaderProcess::Clock;
using std::chrono::seconds;

constexpr std::uint64_t kMiB = 1ULL << 20;
constexpr std::uint64_t kListingAddressSpace = 1024 * kMiB;
constexpr std::uint64_t kDecodingAddressSpace = 256 * kMiB; // besides the dataset, its chunks and their compressed form
constexpr std::uint64_t kUsualDataset = 64 * kMiB;
constexpr std::uint32_t kDecodeCpuSeconds = 3600; // of the process's whole life; each dataset has its own deadline

/// Processor time that listing may take: honest files of 100,000 objects need less than a second.
std::uint32_t listingSeconds(std::uint64_t length)
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(2 + length / (16 * kMiB), 30));
}

/// Time that decoding may take on a slow and busy machine: deflate gives more than 20 MB a second.
seconds decodingSeconds(std::uint64_t size)
{
    return seconds(20 + size / (5 * kMiB));
}

} // namespace

Result<Bytes> DatasetReader::list(const Progress& progress, std::uint32_t& isolation,
                                  hdf5_protocol::Command command) const
{
    hdf5_protocol::Start start;
    start.cpuSeconds = listingSeconds(m_length);
    start.offset = m_offset;
    start.length = m_length;
    start.addressSpace = kListingAddressSpace + m_length; // the file is mapped
    LW_ASSIGN(auto process, ReaderProcess::start(m_descriptor, start));
    auto listing = process.list(command, Clock::now() + seconds(5 + 5 * start.cpuSeconds), progress);
    isolation = process.isolation();
    return listing;
}

Result<void> DatasetReader::ensureProcess(std::uint64_t size) const
{
    if (m_process && size <= m_processLimit)
        return {};
    m_process.reset();
    m_processLimit = std::max(size, kUsualDataset);
    hdf5_protocol::Start start;
    start.cpuSeconds = kDecodeCpuSeconds;
    start.offset = m_offset;
    start.length = m_length;
    start.addressSpace = kDecodingAddressSpace + 3 * m_processLimit;
    LW_ASSIGN(auto process, ReaderProcess::start(m_descriptor, start));
    m_process.emplace(std::move(process));
    return {};
}

/// Once more with a fresh process when the running one does not answer: it ends by itself when idle.
template <typename Read>
Result<Bytes> DatasetReader::attempt(std::uint64_t size, const Read& read) const
{
    const std::lock_guard lock(m_mutex);
    const bool reused = m_process.has_value() && size <= m_processLimit;
    LW_TRY(ensureProcess(size));
    auto result = read(*m_process);
    if (!result.ok() && reused) {
        m_process.reset();
        LW_TRY(ensureProcess(size));
        result = read(*m_process);
    }
    if (!result.ok())
        m_process.reset();
    return result;
}

Result<Bytes> DatasetReader::readNumbers(std::uint64_t address, std::uint64_t size) const
{
    return attempt(size, [&](ReaderProcess& process) {
        return process.readNumbers(address, size, Clock::now() + decodingSeconds(size));
    });
}

Result<std::vector<std::string>> DatasetReader::readStrings(std::uint64_t address, std::uint64_t count) const
{
    const std::uint64_t limit = std::min(hdf5_protocol::kMaxListingBytes, 64 * kMiB + 64 * m_length);
    LW_ASSIGN(const Bytes bytes, attempt(limit, [&](ReaderProcess& process) {
                  return process.readStrings(address, limit, Clock::now() + decodingSeconds(limit));
              }));
    ByteReader reader(bytes.span);
    std::vector<std::string> strings;
    while (!reader.atEnd()) {
        LW_ASSIGN(auto text, readText(reader));
        strings.push_back(std::move(text));
    }
    if (strings.size() != count)
        return corrupt("a dataset has another number of strings than it says");
    return strings;
}

Result<Bytes> DecodedDatasetSource::bytes() const
{
    const std::lock_guard lock(m_mutex);
    if (auto owner = m_decoded.lock())
        return Bytes{m_span, std::move(owner)};
    LW_ASSIGN(Bytes decoded, m_reader->readNumbers(m_address, m_size));
    m_decoded = decoded.owner;
    m_span = decoded.span;
    return decoded;
}

Result<Bytes> SwappedSource::bytes() const
{
    LW_ASSIGN(const Bytes raw, m_raw->bytes());
    auto swapped = std::make_shared<std::vector<std::byte>>(raw.span.begin(), raw.span.end());
    for (std::size_t at = 0; at + m_group <= swapped->size(); at += m_group)
        std::reverse(swapped->begin() + static_cast<std::ptrdiff_t>(at),
                     swapped->begin() + static_cast<std::ptrdiff_t>(at + m_group));
    return Bytes{ByteSpan(*swapped), swapped};
}

Result<std::vector<std::string>> FixedStringsSource::strings() const
{
    LW_ASSIGN(const Bytes raw, m_raw->bytes());
    return fixedStrings(raw.span, m_size, m_padding);
}

} // namespace lw
