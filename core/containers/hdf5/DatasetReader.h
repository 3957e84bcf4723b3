// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/ReaderProcess.h"
#include "core/model/Tensor.h"

#include <memory>
#include <mutex>
#include <optional>

namespace lw {

/// The open file behind an Hdf5File and, while datasets are being decoded, one reader process for all of them, started
/// when first needed and again when it has ended after some idle seconds. Thread safe: one dataset at a time.
class DatasetReader {
public:
    /// owner keeps the descriptor open.
    DatasetReader(int descriptor, std::shared_ptr<const void> owner, std::uint64_t offset, std::uint64_t length)
        : m_descriptor(descriptor), m_owner(std::move(owner)), m_offset(offset), m_length(length)
    {
    }

    /// The whole structure, from a process that ends with it.
    Result<Bytes> list(const Progress& progress, std::uint32_t& isolation,
                       hdf5_protocol::Command command = hdf5_protocol::Command::List) const;
    Result<Bytes> readNumbers(std::uint64_t address, std::uint64_t size) const;
    Result<std::vector<std::string>> readStrings(std::uint64_t address, std::uint64_t count) const;

private:
    Result<void> ensureProcess(std::uint64_t size) const;
    template <typename Read>
    Result<Bytes> attempt(std::uint64_t size, const Read& read) const;

    int m_descriptor;
    std::shared_ptr<const void> m_owner;
    std::uint64_t m_offset, m_length;
    mutable std::mutex m_mutex;
    mutable std::optional<ReaderProcess> m_process;
    mutable std::uint64_t m_processLimit = 0; ///< largest dataset that the running process may decode
};

/// Raw elements of a dataset that the reader process decodes, kept as long as somebody holds them.
class DecodedDatasetSource : public TensorSource {
public:
    DecodedDatasetSource(std::shared_ptr<const DatasetReader> reader, std::uint64_t address, std::uint64_t size)
        : m_reader(std::move(reader)), m_address(address), m_size(size)
    {
    }
    Result<Bytes> bytes() const override;

private:
    std::shared_ptr<const DatasetReader> m_reader;
    std::uint64_t m_address, m_size;
    mutable std::mutex m_mutex;
    mutable std::weak_ptr<const void> m_decoded;
    mutable ByteSpan m_span;
};

/// Another source with the bytes of each number reversed (big-endian files).
class SwappedSource : public TensorSource {
public:
    SwappedSource(std::shared_ptr<const TensorSource> raw, std::size_t group) : m_raw(std::move(raw)), m_group(group) {}
    Result<Bytes> bytes() const override;

private:
    std::shared_ptr<const TensorSource> m_raw;
    std::size_t m_group;
};

/// Strings of variable length, read by the process.
class VariableStringsSource : public TensorSource {
public:
    VariableStringsSource(std::shared_ptr<const DatasetReader> reader, std::uint64_t address, std::uint64_t count)
        : m_reader(std::move(reader)), m_address(address), m_count(count)
    {
    }
    Result<Bytes> bytes() const override { return unsupported("a tensor of strings has no plain bytes"); }
    Result<std::vector<std::string>> strings() const override { return m_reader->readStrings(m_address, m_count); }

private:
    std::shared_ptr<const DatasetReader> m_reader;
    std::uint64_t m_address, m_count;
};

/// Strings of a fixed size, cut out of raw elements and freed from their padding (H5T_str_t).
class FixedStringsSource : public TensorSource {
public:
    FixedStringsSource(std::shared_ptr<const TensorSource> raw, std::uint64_t size, std::uint8_t padding)
        : m_raw(std::move(raw)), m_size(size), m_padding(padding)
    {
    }
    Result<Bytes> bytes() const override { return m_raw->bytes(); }
    Result<std::vector<std::string>> strings() const override;

private:
    std::shared_ptr<const TensorSource> m_raw;
    std::uint64_t m_size;
    std::uint8_t m_padding;
};

} // namespace lw
