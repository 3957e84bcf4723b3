// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/blend/BlendRule.h"

#include "core/base/MappedPages.h"
#include "core/model/CastTensor.h"
#include "core/model/EncodeNumbers.h"
#include "core/model/TensorSlice.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lw::edit {

namespace {

constexpr std::array<std::pair<BlendKind, std::string_view>, 5> kNames = {{{BlendKind::Average, "average"},
                                                                           {BlendKind::Interpolate, "interpolate"},
                                                                           {BlendKind::TaskVector, "task"},
                                                                           {BlendKind::Ema, "ema"},
                                                                           {BlendKind::Slerp, "slerp"}}};

constexpr std::uint64_t kChunk = 65'536; // values that are decoded at once

/// One of the tensors that are blended, read piece by piece.
struct Input {
    Bytes bytes;
    NumberAt number = nullptr;
    std::size_t size = 0; ///< of a value
    [[nodiscard]] double at(std::uint64_t index) const { return number(bytes.span, index); }
    /// Done with these values.
    void release(std::uint64_t begin, std::uint64_t count) const
    {
        releasePages(bytes.span.subspan(begin * size, count * size));
    }
};

using Shares = std::vector<double>; ///< what of each input is in the result

/// All rules but slerp are the same sum for every value.
Shares linearShares(std::size_t count, BlendKind kind, double t)
{
    switch (kind) {
    case BlendKind::Average:
        return Shares(count, 1.0 / static_cast<double>(count));
    case BlendKind::TaskVector:
        return {1, t, -t};
    case BlendKind::Ema: {
        Shares shares(count);
        for (std::size_t i = 0; i < count; ++i)
            shares[i] = std::pow(t, static_cast<double>(count - 1 - i)) * (i == 0 ? 1 : 1 - t);
        return shares;
    }
    default:
        return {1 - t, t};
    }
}

/// Below this angle the arc is a line, and the sine in the denominator is lost in rounding.
constexpr double kParallel = 0.9995;

Shares slerpShares(const Input& a, const Input& b, std::uint64_t count, double t)
{
    double aa = 0, bb = 0, ab = 0;
    for (std::uint64_t begin = 0; begin < count; begin += kChunk) {
        const std::uint64_t length = std::min(kChunk, count - begin);
        for (std::uint64_t i = begin; i < begin + length; ++i) {
            const double x = a.at(i), y = b.at(i);
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
        a.release(begin, length);
        b.release(begin, length);
    }
    const double lengths = std::sqrt(aa) * std::sqrt(bb);
    const double cosine = lengths > 0 ? std::clamp(ab / lengths, -1.0, 1.0) : 1;
    if (!(std::abs(cosine) <= kParallel)) // NaN goes straight too
        return {1 - t, t};
    const double angle = std::acos(cosine);
    return {std::sin((1 - t) * angle) / std::sin(angle), std::sin(t * angle) / std::sin(angle)};
}

class BlendSource final : public StreamedSource {
public:
    BlendSource(std::vector<Tensor> tensors, BlendKind kind, double amount)
        : StreamedSource(tensors.front().byteSize()), m_tensors(std::move(tensors)), m_kind(kind), m_amount(amount)
    {
    }

    [[nodiscard]] Result<void> stream(const ByteSink& sink) const override
    {
        const DType dtype = m_tensors.front().dtype();
        const std::uint64_t count = m_tensors.front().elements();
        std::vector<Input> inputs;
        for (const Tensor& tensor : m_tensors) {
            LW_ASSIGN(Bytes bytes, tensor.bytes());
            inputs.push_back({std::move(bytes), numberReader(tensor.dtype()), dtypeSize(tensor.dtype())});
            if (!inputs.back().number)
                return unsupported(std::string(dtypeName(tensor.dtype())) + " values cannot be blended");
        }
        const Shares shares = m_kind == BlendKind::Slerp ? slerpShares(inputs[0], inputs[1], count, m_amount)
                                                         : linearShares(inputs.size(), m_kind, m_amount);
        std::vector<double> chunk;
        for (std::uint64_t begin = 0; begin < count; begin += kChunk) {
            chunk.assign(std::min(kChunk, count - begin), 0);
            for (std::size_t k = 0; k < inputs.size(); ++k) {
                if (shares[k] == 0) // nothing of it, not even its NaN
                    continue;
                for (std::size_t i = 0; i < chunk.size(); ++i)
                    chunk[i] += shares[k] * inputs[k].at(begin + i);
                inputs[k].release(begin, chunk.size());
            }
            LW_ASSIGN(const Bytes encoded, encodeNumbers(chunk, dtype));
            LW_TRY(sink(encoded.span));
        }
        return {};
    }

private:
    std::vector<Tensor> m_tensors;
    BlendKind m_kind;
    double m_amount;
};

} // namespace

std::string_view blendKindName(BlendKind kind)
{
    return std::find_if(kNames.begin(), kNames.end(), [&](const auto& entry) { return entry.first == kind; })->second;
}

std::optional<BlendKind> blendKindFromName(std::string_view name)
{
    for (const auto& [kind, known] : kNames)
        if (known == name)
            return kind;
    return std::nullopt;
}

BlendNeeds blendNeeds(BlendKind kind)
{
    constexpr std::size_t kAny = 1000;
    switch (kind) {
    case BlendKind::Average:
        return {2, kAny, 0};
    case BlendKind::TaskVector:
        return {3, 3, 1};
    case BlendKind::Ema:
        return {2, kAny, 0.9};
    default:
        return {2, 2, 0.5};
    }
}

Tensor blendTensors(std::vector<Tensor> tensors, BlendKind kind, double amount)
{
    const DType dtype = tensors.front().dtype();
    Shape shape = tensors.front().shape();
    return {dtype, std::move(shape), std::make_shared<BlendSource>(std::move(tensors), kind, amount)};
}

} // namespace lw::edit
