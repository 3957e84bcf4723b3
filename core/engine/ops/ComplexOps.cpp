// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Broadcast.h"
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Fourier.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

/// Complex to real of the same precision.
template <auto function>
Result<void> toReal(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    return dispatch(ComplexTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Part = typename T::value_type;
        LW_ASSIGN(Value* const y, context.output(0, kDTypeOf<Part>, x.shape));
        std::transform(x.as<T>().begin(), x.as<T>().end(), reinterpret_cast<Part*>(y->data), function);
        return {};
    });
}

Result<void> conjugate(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    if (isFloating(x.dtype)) {
        context.forward(0, x);
        return {};
    }
    return dispatch(ComplexTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        std::transform(x.as<T>().begin(), x.as<T>().end(), reinterpret_cast<T*>(y->data),
                       [](const T& element) { return std::conj(element); });
        return {};
    });
}

Result<void> complexOf(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value& real = context.inputs[0];
    const Value& imaginary = context.inputs[1];
    LW_ASSIGN(const Shape shape, broadcastShape(context, real.shape, imaginary.shape));
    return dispatch(TypeList<float, double>{}, context, real.dtype, [&](auto tag) -> Result<void> {
        using Part = typename decltype(tag)::Type;
        using T = std::complex<Part>;
        LW_ASSIGN(Value* const y, context.output(0, kDTypeOf<T>, shape));
        if (y->elements() == 0)
            return {};
        const BroadcastWalk<2> walk(shape, {&real.shape, &imaginary.shape});
        walk.rows([&](const std::array<std::int64_t, 2>& at, std::int64_t to) {
            for (std::int64_t i = 0; i < walk.row; ++i)
                reinterpret_cast<T*>(y->data)[to + i] =
                    T(reinterpret_cast<const Part*>(real.data)[at[0] + i * walk.rowStrides[0]],
                      reinterpret_cast<const Part*>(imaginary.data)[at[1] + i * walk.rowStrides[1]]);
        });
        return {};
    });
}

using Row = std::vector<std::complex<double>>;
constexpr std::int64_t kMostLength = std::int64_t(1) << 26;

Result<void> checkLength(const KernelContext& context, std::int64_t length)
{
    return length < 0 || length > kMostLength ? opError(context, "a transform of this length is not possible")
                                              : Result<void>();
}

/// FFT and IFFT over the last dims dimensions, one after the other.
template <std::size_t dims, bool inverse>
Result<void> fft(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    if (x.shape.size() < dims)
        return opError(context, "the input must have " + std::to_string(dims) + " dimensions or more");
    return dispatch(ComplexTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        const auto data = y->template writable<T>();
        std::ranges::copy(x.as<T>(), data.begin());
        if (data.empty())
            return {};
        for (std::size_t d = x.shape.size() - dims; d < x.shape.size(); ++d) {
            const std::int64_t length = x.shape[d], inner = product(x.shape, d + 1, x.shape.size()),
                               outer = product(x.shape, 0, d);
            LW_TRY(checkLength(context, length));
            const FourierTransform transform(static_cast<std::size_t>(length), inverse);
            Row row(static_cast<std::size_t>(length));
            for (std::int64_t o = 0; o < outer * inner; ++o) {
                LW_TRY(context.progress.check());
                T* from = data.data() + (o / inner) * length * inner + o % inner;
                for (std::int64_t i = 0; i < length; ++i)
                    row[static_cast<std::size_t>(i)] = convertNumber<std::complex<double>>(from[i * inner]);
                transform(row);
                for (std::int64_t i = 0; i < length; ++i)
                    from[i * inner] = convertNumber<T>(row[static_cast<std::size_t>(i)]);
            }
        }
        return {};
    });
}

/// RFFT(input, fft_length): real rows, cut or padded to the length, to the first half of their transform.
Result<void> rfft(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto lengths, intList(context, 1));
    if (lengths.size() != 1 || x.shape.empty())
        return opError(context, "needs a dimension and a length");
    const std::int64_t length = lengths[0], given = x.shape.back();
    LW_TRY(checkLength(context, length));
    Shape shape = x.shape;
    shape.back() = length == 0 ? 0 : length / 2 + 1;
    return dispatch(TypeList<float, double>{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using Part = typename decltype(tag)::Type;
        using T = std::complex<Part>;
        LW_ASSIGN(Value* const y, context.output(0, kDTypeOf<T>, shape));
        T* out = reinterpret_cast<T*>(y->data);
        const FourierTransform transform(static_cast<std::size_t>(length), false);
        Row row;
        for (std::int64_t r = 0; y->elements() > 0 && r < product(x.shape, 0, x.shape.size() - 1); ++r) {
            LW_TRY(context.progress.check());
            const Part* in = reinterpret_cast<const Part*>(x.data) + r * given;
            row.assign(static_cast<std::size_t>(length), 0);
            std::copy_n(in, std::min(length, given), row.begin());
            transform(row);
            out = std::transform(row.begin(), row.begin() + shape.back(), out,
                                 [](const auto& c) { return convertNumber<T>(c); });
        }
        return {};
    });
}

/// IRFFT(input, fft_length): the other half is the mirror image.
Result<void> irfft(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto lengths, intList(context, 1));
    if (lengths.size() != 1 || x.shape.empty())
        return opError(context, "needs a dimension and a length");
    const std::int64_t length = lengths[0], given = x.shape.back();
    LW_TRY(checkLength(context, length));
    Shape shape = x.shape;
    shape.back() = length;
    return dispatch(ComplexTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Part = typename T::value_type;
        LW_ASSIGN(Value* const y, context.output(0, kDTypeOf<Part>, shape));
        Part* out = reinterpret_cast<Part*>(y->data);
        const FourierTransform transform(static_cast<std::size_t>(length), true);
        Row row;
        for (std::int64_t r = 0; y->elements() > 0 && r < product(x.shape, 0, x.shape.size() - 1); ++r) {
            LW_TRY(context.progress.check());
            const T* in = reinterpret_cast<const T*>(x.data) + r * given;
            row.assign(static_cast<std::size_t>(length), 0);
            for (std::int64_t i = 0; i < std::min(length / 2 + 1, given); ++i) {
                const auto element = convertNumber<std::complex<double>>(in[i]);
                row[static_cast<std::size_t>(i)] = element;
                if (i > 0)
                    row[static_cast<std::size_t>(length - i)] = std::conj(element);
            }
            transform(row);
            out =
                std::transform(row.begin(), row.end(), out, [](const auto& c) { return static_cast<Part>(c.real()); });
        }
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"Angle", toReal<[](const auto& c) { return std::arg(c); }>},
    {"Complex", complexOf},
    {"ComplexAbs", toReal<[](const auto& c) { return std::abs(c); }>},
    {"Conj", conjugate},
    {"FFT", fft<1, false>},
    {"FFT2D", fft<2, false>},
    {"IFFT", fft<1, true>},
    {"IFFT2D", fft<2, true>},
    {"IRFFT", irfft},
    {"Imag", toReal<[](const auto& c) { return c.imag(); }>},
    {"RFFT", rfft},
    {"Real", toReal<[](const auto& c) { return c.real(); }>},
};

} // namespace

std::span<const OpEntry> complexOps()
{
    return kTable;
}

} // namespace lw::engine
