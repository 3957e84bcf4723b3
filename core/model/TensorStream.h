// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

namespace lw {

/// Takes the pieces of a tensor's bytes, in their order; they are gone when it returns. An error ends the stream.
using ByteSink = std::function<Result<void>(ByteSpan piece)>;

/// A source that computes its bytes and can do so piece by piece, without ever holding all of them.
class StreamedSource : public TensorSource {
public:
    /// size: how many bytes it has.
    explicit StreamedSource(std::uint64_t size) : m_size(size) {}
    [[nodiscard]] virtual Result<void> stream(const ByteSink& sink) const = 0;
    [[nodiscard]] Result<Bytes> bytes() const final;

private:
    std::uint64_t m_size;
};

/// All bytes of a source in pieces of at most a few MiB. Pages of mapped files are let go after each piece, so that
/// saving a large model takes little memory.
Result<void> streamBytes(const TensorSource& source, const ByteSink& sink);
/// The same, with the length verified as Tensor::bytes() does. Not for String tensors.
Result<void> streamBytes(const Tensor& tensor, const ByteSink& sink);

/// The numbers of a tensor, decoded piece by piece, from first to last.
Result<void> streamNumbers(const Tensor& tensor,
                           const std::function<Result<void>(const std::vector<double>& piece)>& take);

} // namespace lw
