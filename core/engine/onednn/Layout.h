// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/model/Shape.h"

#include <cstddef>
#include <memory>

namespace lw::engine::onednn {

struct LayoutData;

/// How a float32 value of the plan lies in memory. Default-constructed: plain, row-major, as TensorFlow has it.
/// Otherwise an opaque oneDNN descriptor over the value's dimensions in oneDNN's order (batch, channels, spatial...),
/// chosen by a primitive; it may be blocked by channels and padded. Immutable, cheap to copy.
class Layout {
public:
    Layout() = default;
    explicit Layout(std::shared_ptr<const LayoutData> data) : m_data(std::move(data)) {}

    [[nodiscard]] bool isPlain() const { return m_data == nullptr; }
    /// Bytes needed, padding included. shape is the value's, for plain layouts.
    [[nodiscard]] std::size_t byteSize(const Shape& shape) const;
    [[nodiscard]] const LayoutData* data() const { return m_data.get(); }

    bool operator==(const Layout& other) const;

private:
    std::shared_ptr<const LayoutData> m_data;
};

} // namespace lw::engine::onednn
