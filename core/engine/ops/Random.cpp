// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>
#include <numbers>

/// Random numbers of the right distribution, which need not be TensorFlow's own: two runs with the same seed agree with
/// each other, not with TensorFlow.
namespace lw::engine {

namespace {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class Generator {
public:
    explicit Generator(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31);
    }
    /// In [0, 1), of 53 bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Box and Muller.
    double normal()
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    /// Within two deviations.
    double truncated()
    {
        double x = normal();
        while (std::fabs(x) > 2)
            x = normal();
        return x;
    }

private:
    std::uint64_t m_state;
};

/// Of a stateful op: its own seeds when it has any, else the run's.
Generator statefulGenerator(const KernelContext& context)
{
    const auto a = static_cast<std::uint64_t>(context.node.intAttr("seed")),
               b = static_cast<std::uint64_t>(context.node.intAttr("seed2"));
    return Generator(context.seed ^ (a * 0xD1B54A32D192ED03U) ^ (b * 0x8CB92BA72F3D8DD7U));
}

/// Of a stateless op: all numbers of its seed, or key and counter.
Result<Generator> statelessGenerator(const KernelContext& context)
{
    std::uint64_t seed = 0x243F6A8885A308D3U;
    const std::size_t end = context.node.op.ends_with("V2") ? 3 : 2;
    for (std::size_t i = 1; i < std::min(end, context.inputs.size()); ++i) {
        LW_ASSIGN(const auto numbers, intElements(context, context.inputs[i]));
        for (const auto number : numbers)
            seed = Generator(seed ^ static_cast<std::uint64_t>(number)).next();
    }
    return Generator(seed);
}

enum class Distribution { Uniform, Normal, Truncated };

template <Distribution distribution, bool stateless>
Result<void> floats(KernelContext& context)
{
    LW_TRY(requireInputs(context, stateless ? 2 : 1));
    LW_ASSIGN(const auto shape, intList(context, 0));
    Generator generator = statefulGenerator(context);
    if (stateless) {
        LW_ASSIGN(generator, statelessGenerator(context));
    }
    const DType dtype = context.node.typeAttr("dtype", DType::Float32);
    return dispatch(FloatTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, dtype, shape));
        for (T& element : y->template writable<T>()) {
            if constexpr (distribution == Distribution::Uniform) { // rounding must not reach 1
                const double bound = sizeof(T) == 8 ? 1.0 : sizeof(T) == 4 ? 1 - 0x1.0p-24 : 1 - 0x1.0p-8;
                element = static_cast<T>(static_cast<Compute>(generator.uniform() * bound));
            } else {
                element = static_cast<T>(static_cast<Compute>(
                    distribution == Distribution::Normal ? generator.normal() : generator.truncated()));
            }
        }
        return {};
    });
}

/// Inputs: shape, seeds when stateless, then minval and maxval, the last two.
template <bool stateless>
Result<void> integers(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(3, context.inputs.size())));
    LW_ASSIGN(const auto shape, intList(context, 0));
    Generator generator = statefulGenerator(context);
    if (stateless) {
        LW_ASSIGN(generator, statelessGenerator(context));
    }
    const std::size_t last = context.inputs.size() - 1;
    LW_ASSIGN(const auto lowest, scalarInt(context, last - 1));
    LW_ASSIGN(const auto end, scalarInt(context, last));
    if (lowest >= end)
        return opError(context, "the range is empty");
    const std::uint64_t span = static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(lowest);
    const DType dtype = context.inputs[last].dtype;
    return dispatch(IntegerTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, dtype, shape));
        for (T& element : y->template writable<T>())
            element = static_cast<T>(static_cast<std::uint64_t>(lowest) + generator.next() % span);
        return {};
    });
}

Result<void> fullIntegers(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(const auto shape, intList(context, 0));
    LW_ASSIGN(auto generator, statelessGenerator(context));
    const DType dtype = context.node.typeAttr("dtype", DType::UInt64);
    return dispatch(IntegerTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, dtype, shape));
        for (T& element : y->template writable<T>())
            element = static_cast<T>(generator.next());
        return {};
    });
}

Result<void> shuffle(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    const std::int64_t rows = x.shape.empty() ? 1 : x.shape[0];
    const std::int64_t size = x.shape.empty() ? 1 : product(x.shape, 1, x.shape.size());
    Generator generator = statefulGenerator(context);
    return dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        Cell* out = writableCells<Cell>(*y);
        std::copy_n(cells<Cell>(x), x.elements(), out);
        for (std::int64_t i = rows; i > 1; --i) {
            const auto other = static_cast<std::int64_t>(generator.next() % static_cast<std::uint64_t>(i));
            if (other != i - 1)
                std::swap_ranges(out + (i - 1) * size, out + i * size, out + other * size);
        }
        return {};
    });
}

Result<void> putNumbers(KernelContext& context, std::size_t output, DType dtype, const Shape& shape,
                        Generator& generator)
{
    LW_ASSIGN(Value* const y, context.output(output, dtype, shape));
    for (auto& element : y->writable<std::uint64_t>())
        element = generator.next();
    return {};
}

/// StatelessRandomGetKeyCounter(seed): a key and a counter.
Result<void> keyCounter(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_ASSIGN(const auto numbers, intElements(context, context.inputs[0]));
    std::uint64_t seed = 0;
    for (const auto number : numbers)
        seed = Generator(seed ^ static_cast<std::uint64_t>(number)).next();
    Generator generator(seed);
    LW_TRY(putNumbers(context, 0, DType::UInt64, {1}, generator));
    return putNumbers(context, 1, DType::UInt64, {2}, generator);
}

Result<void> algorithm(KernelContext& context)
{
    LW_ASSIGN(Value* const y, context.output(0, DType::Int32, {}));
    *reinterpret_cast<std::int32_t*>(y->data) = 1; // Philox
    return {};
}

/// RngReadAndSkip: the state of a generator variable, fresh numbers here.
Result<void> readAndSkip(KernelContext& context)
{
    Generator generator = statefulGenerator(context);
    return putNumbers(context, 0, DType::Int64, {3}, generator);
}

using enum Distribution;
constexpr OpEntry kTable[] = {
    {"RandomShuffle", shuffle},
    {"RandomStandardNormal", floats<Normal, false>},
    {"RandomUniform", floats<Uniform, false>},
    {"RandomUniformInt", integers<false>},
    {"RngReadAndSkip", readAndSkip},
    {"StatelessRandomGetAlg", algorithm},
    {"StatelessRandomGetKeyCounter", keyCounter},
    {"StatelessRandomNormal", floats<Normal, true>},
    {"StatelessRandomNormalV2", floats<Normal, true>},
    {"StatelessRandomUniform", floats<Uniform, true>},
    {"StatelessRandomUniformFullInt", fullIntegers},
    {"StatelessRandomUniformFullIntV2", fullIntegers},
    {"StatelessRandomUniformInt", integers<true>},
    {"StatelessRandomUniformIntV2", integers<true>},
    {"StatelessRandomUniformV2", floats<Uniform, true>},
    {"StatelessTruncatedNormal", floats<Truncated, true>},
    {"StatelessTruncatedNormalV2", floats<Truncated, true>},
    {"TruncatedNormal", floats<Truncated, false>},
};

} // namespace

std::span<const OpEntry> randomOps()
{
    return kTable;
}

} // namespace lw::engine
