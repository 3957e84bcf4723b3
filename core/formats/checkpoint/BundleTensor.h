// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MappedFile.h"
#include "core/model/Tensor.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace lw::formats {

/// Bytes of one bundle entry: a slice of a shard, whose checksum is verified once, when first read.
class BundleTensor : public TensorSource {
public:
    BundleTensor(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::uint64_t size,
                 std::uint32_t maskedCrc, std::string key)
        : m_file(std::move(file)), m_offset(offset), m_size(size), m_maskedCrc(maskedCrc), m_key(std::move(key))
    {
    }
    [[nodiscard]] Result<Bytes> bytes() const override;

private:
    std::shared_ptr<const MappedFile> m_file;
    std::uint64_t m_offset, m_size;
    std::uint32_t m_maskedCrc;
    std::string m_key;
    mutable std::atomic<bool> m_verified = false;
};

/// A string entry: lengths as varints, the masked crc of the lengths, then the texts (tensor_bundle.cc
/// WriteStringTensor).
class BundleStrings : public TensorSource {
public:
    BundleStrings(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::uint64_t size,
                  std::uint32_t maskedCrc, std::uint64_t elements, std::string key)
        : m_file(std::move(file)), m_offset(offset), m_size(size), m_elements(elements), m_maskedCrc(maskedCrc),
          m_key(std::move(key))
    {
    }
    [[nodiscard]] Result<Bytes> bytes() const override
    {
        return invalid("a string tensor has no plain bytes").in(m_key);
    }
    [[nodiscard]] Result<std::vector<std::string>> strings() const override;

private:
    std::shared_ptr<const MappedFile> m_file;
    std::uint64_t m_offset, m_size, m_elements;
    std::uint32_t m_maskedCrc;
    std::string m_key;
};

/// An entry that is known but cannot be read: every read gives the same error.
class UnreadableTensor : public TensorSource {
public:
    explicit UnreadableTensor(Error error) : m_error(std::move(error)) {}
    [[nodiscard]] Result<Bytes> bytes() const override { return m_error; }
    [[nodiscard]] Result<std::vector<std::string>> strings() const override { return m_error; }

private:
    Error m_error;
};

/// A box within a partitioned tensor and the tensor that fills it.
struct TensorSlice {
    Shape start, length;
    Tensor part;
};

/// A variable that TensorFlow 1 cut into slices. Corrupt when they do not fill it exactly.
class SlicedTensor : public TensorSource {
public:
    SlicedTensor(DType dtype, Shape shape, std::vector<TensorSlice> slices, std::string key)
        : m_dtype(dtype), m_shape(std::move(shape)), m_slices(std::move(slices)), m_key(std::move(key))
    {
    }
    [[nodiscard]] Result<Bytes> bytes() const override;

private:
    DType m_dtype;
    Shape m_shape;
    std::vector<TensorSlice> m_slices;
    std::string m_key;
};

} // namespace lw::formats
