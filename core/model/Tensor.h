// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/model/DType.h"
#include "core/model/Shape.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lw {

/// Where a tensor's bytes come from. Immutable; every member may be called from any thread.
class TensorSource {
public:
    virtual ~TensorSource() = default;
    /// All elements, row-major, little endian, without padding; for String tensors see strings(). May read, decompress
    /// and verify a checksum the first time; sources that decode keep what they decoded only as long as somebody holds
    /// it.
    [[nodiscard]] virtual Result<Bytes> bytes() const = 0;
    /// Elements of a String tensor.
    [[nodiscard]] virtual Result<std::vector<std::string>> strings() const
    {
        return unsupported("not a string tensor");
    }
};

/// An immutable array: dtype, shape, and bytes that are read when first asked for (design decision 3). Copying shares
/// the source. A default-constructed tensor is empty (dtype Invalid).
class Tensor {
public:
    Tensor() = default;
    Tensor(DType dtype, Shape shape, std::shared_ptr<const TensorSource> source)
        : m_dtype(dtype), m_shape(std::move(shape)), m_source(std::move(source))
    {
    }

    /// Bytes must be elementCount x dtypeSize long.
    static Tensor fromBytes(DType dtype, Shape shape, Bytes bytes);
    static Tensor fromVector(Shape shape, std::vector<float> values);
    static Tensor fromVector(Shape shape, std::vector<std::int32_t> values);
    static Tensor fromVector(Shape shape, std::vector<std::int64_t> values);
    static Tensor fromStrings(Shape shape, std::vector<std::string> values);

    [[nodiscard]] bool isNull() const { return m_source == nullptr; }
    [[nodiscard]] DType dtype() const { return m_dtype; }
    [[nodiscard]] const Shape& shape() const { return m_shape; }
    [[nodiscard]] std::size_t rank() const { return m_shape.size(); }
    /// Readers check shapes before they make tensors, so these cannot overflow.
    [[nodiscard]] std::uint64_t elements() const;
    [[nodiscard]] std::uint64_t byteSize() const { return elements() * dtypeSize(m_dtype); }
    [[nodiscard]] const std::shared_ptr<const TensorSource>& source() const { return m_source; }

    /// Row-major bytes. The length is verified here: Corrupt when the source gives another.
    [[nodiscard]] Result<Bytes> bytes() const;
    [[nodiscard]] Result<std::vector<std::string>> strings() const;
    /// The values converted to float or double (bool as 0 and 1); Unsupported for strings and complex numbers.
    [[nodiscard]] Result<std::vector<float>> toFloats() const;
    [[nodiscard]] Result<std::vector<double>> toDoubles() const;
    [[nodiscard]] Result<std::vector<std::int64_t>> toInts() const;
    /// The same elements under another shape of equal element count.
    [[nodiscard]] Tensor reshaped(Shape shape) const;

private:
    DType m_dtype = DType::Invalid;
    Shape m_shape;
    std::shared_ptr<const TensorSource> m_source;
};

} // namespace lw
