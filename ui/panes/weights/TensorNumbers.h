// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"

#include <cstddef>
#include <utility>

namespace lw::ui {

/// The numbers of a tensor in row-major order, read one by one from its bytes, which it keeps alive: nothing is copied
/// or converted. Immutable; any thread.
class TensorNumbers {
public:
    TensorNumbers() = default;
    /// Reads the tensor's bytes, which may decompress them. Unsupported for types that are not numbers.
    static Result<TensorNumbers> create(const Tensor& tensor);

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] double at(std::size_t index) const { return m_number(m_bytes.span, index); }
    /// Least and greatest finite value among count numbers from begin; zeros when there is none.
    [[nodiscard]] std::pair<double, double> range(std::size_t begin, std::size_t count) const;

private:
    Bytes m_bytes;
    NumberAt m_number = nullptr;
    std::size_t m_size = 0;
};

} // namespace lw::ui
