// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TensorStream.h"

#include "core/base/MappedPages.h"
#include "core/model/TensorSlice.h"

#include <algorithm>

namespace lw {

namespace {

constexpr std::size_t kPiece = std::size_t{512} << 10; // stays in a core's cache between checksum and writing
constexpr std::size_t kRelease = std::size_t{8} << 20;
constexpr std::size_t kNumbers = 65'536; // that are decoded at once

} // namespace

Result<Bytes> StreamedSource::bytes() const
{
    const auto owner = std::make_shared<std::vector<std::byte>>();
    owner->reserve(m_size);
    LW_TRY(stream([&](ByteSpan piece) -> Result<void> {
        owner->insert(owner->end(), piece.begin(), piece.end());
        return {};
    }));
    return Bytes{std::span<const std::byte>(*owner), owner};
}

Result<void> streamBytes(const TensorSource& source, const ByteSink& sink)
{
    if (const auto* streamed = dynamic_cast<const StreamedSource*>(&source))
        return streamed->stream(sink);
    LW_ASSIGN(const Bytes bytes, source.bytes());
    std::size_t released = 0;
    for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
        const ByteSpan piece = bytes.span.subspan(at, std::min(kPiece, bytes.size() - at));
        LW_TRY(sink(piece));
        if (const std::size_t end = at + piece.size(); end - released >= kRelease || end == bytes.size()) {
            releasePages(bytes.span.subspan(released, end - released));
            released = end;
        }
    }
    return {};
}

Result<void> streamBytes(const Tensor& tensor, const ByteSink& sink)
{
    if (tensor.isNull())
        return notFound("there are no values");
    const std::uint64_t expected = tensor.byteSize();
    std::uint64_t seen = 0;
    LW_TRY(streamBytes(*tensor.source(), [&](ByteSpan piece) -> Result<void> {
        seen += piece.size();
        return seen > expected ? corrupt("its bytes are not as many as its shape says") : sink(piece);
    }));
    return seen == expected ? Result<void>() : corrupt("its bytes are not as many as its shape says");
}

Result<void> streamNumbers(const Tensor& tensor,
                           const std::function<Result<void>(const std::vector<double>& piece)>& take)
{
    const NumberAt number = numberReader(tensor.dtype());
    if (!number)
        return unsupported(std::string(dtypeName(tensor.dtype())) + " values are not numbers");
    LW_ASSIGN(const Bytes bytes, tensor.bytes());
    const std::size_t count = tensor.elements(), size = dtypeSize(tensor.dtype());
    std::vector<double> piece;
    for (std::size_t begin = 0; begin < count; begin += kNumbers) {
        piece.resize(std::min(kNumbers, count - begin));
        for (std::size_t i = 0; i < piece.size(); ++i)
            piece[i] = number(bytes.span, begin + i);
        LW_TRY(take(piece));
        releasePages(bytes.span.subspan(begin * size, piece.size() * size));
    }
    return {};
}

} // namespace lw
