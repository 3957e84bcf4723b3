// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Layout.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::engine::onednn {

struct PrimitiveImpl;

/// A compiled oneDNN operation with its constants already packed into the form it likes. It reads inputs and writes
/// outputs in the layouts it states; where they lie is told once by bind(), so that a run allocates nothing. Not thread
/// safe.
class Primitive {
public:
    explicit Primitive(std::unique_ptr<PrimitiveImpl> impl);
    ~Primitive();
    Primitive(Primitive&&) noexcept;
    Primitive& operator=(Primitive&&) noexcept;

    [[nodiscard]] const std::vector<Layout>& inputs() const;
    [[nodiscard]] const std::vector<Layout>& outputs() const;
    [[nodiscard]] std::size_t scratchBytes() const;
    /// True when the result is added to what the output already holds (a residual sum).
    [[nodiscard]] bool accumulates() const;
    /// oneDNN's name of the implementation, for profiles.
    [[nodiscard]] const std::string& implementation() const;

    /// The same operation with the same packed constants, to be bound to other memory; both may run at the same time.
    [[nodiscard]] Primitive clone() const;
    /// Pointers in the order of inputs() and outputs(), 64-byte aligned.
    void bind(const std::vector<void*>& inputs, const std::vector<void*>& outputs, void* scratch);
    Result<void> run();

private:
    std::unique_ptr<PrimitiveImpl> m_impl;
};

} // namespace lw::engine::onednn
