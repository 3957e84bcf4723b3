// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Kernel.h"

#include <array>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// What every kernel needs: errors that name the op and its shapes, and checked reading of small inputs.
namespace lw::engine {

/// A row of a family's table.
struct OpEntry {
    std::string_view name;
    Kernel kernel;
};

/// Invalid: "MatMul: inner dimensions differ; inputs are float32 (2, 3), float32 (4, 5)".
Error opError(const KernelContext& context, std::string_view what);
Error unsupportedType(const KernelContext& context, DType dtype);
Error unsupportedForm(const KernelContext& context, std::string_view what);

/// At least count inputs, all of them set; strings, lists and resources really there.
Result<void> requireInputs(const KernelContext& context, std::size_t count);
Result<void> requireRank(const KernelContext& context, std::size_t input, std::size_t rank);
Result<void> requireType(const KernelContext& context, std::size_t input, DType dtype);
Result<void> requireSameType(const KernelContext& context, std::size_t a, std::size_t b);

/// The only element of an input.
Result<std::int64_t> scalarInt(const KernelContext& context, std::size_t input);
Result<double> scalarFloat(const KernelContext& context, std::size_t input);
Result<bool> scalarBool(const KernelContext& context, std::size_t input);
/// All elements of an integer input of rank 0 or 1, at most 65536 of them.
Result<std::vector<std::int64_t>> intList(const KernelContext& context, std::size_t input);
/// Any integer (or bool) tensor's elements as 64 bits.
Result<std::vector<std::int64_t>> intElements(const KernelContext& context, const Value& value);
Result<std::vector<double>> floatElements(const KernelContext& context, const Value& value);

/// -1 becomes rank - 1; Invalid outside [-rank, rank).
Result<std::size_t> normalAxis(const KernelContext& context, std::int64_t axis, std::size_t rank);

/// Product of dims[begin, end); the shapes of values are checked, so this cannot overflow.
std::int64_t product(const Shape& shape, std::size_t begin, std::size_t end);
inline std::int64_t product(const Shape& shape)
{
    return product(shape, 0, shape.size());
}
std::vector<std::int64_t> rowMajorStrides(const Shape& shape);

/// Working memory of a kernel, zeroed; gone when the last one who holds it lets go.
template <typename T>
class Scratch {
public:
    Scratch() = default;
    explicit Scratch(Value memory) : m_memory(std::move(memory)) {}
    explicit operator bool() const { return m_memory.data != nullptr; }
    [[nodiscard]] T* get() const { return reinterpret_cast<T*>(m_memory.data); }
    T& operator[](std::size_t index) const { return get()[index]; }

private:
    Value m_memory;
};

/// Counts against the limit like any value: elements can be few where dimensions are large, so that their number alone
/// is no bound.
template <typename T>
Result<Scratch<T>> scratch(const KernelContext& context, std::uint64_t count)
{
    static_assert(std::is_trivially_copyable_v<T>);
    if (count > (std::uint64_t(1) << 44) / sizeof(T))
        return opError(context, "needs too much working memory");
    auto memory =
        context.allocator.allocate(Allocator::kNoOutput, DType::UInt8, {static_cast<std::int64_t>(count * sizeof(T))});
    if (!memory)
        return opError(context, "needs too much working memory");
    std::memset(memory->data, 0, count * sizeof(T));
    return Scratch<T>(std::move(memory).value());
}

/// Counts through all index tuples of a shape, last dimension fastest, keeping N offsets by N sets of strides.
template <std::size_t N>
class Odometer {
public:
    Odometer(Shape shape, std::array<std::vector<std::int64_t>, N> strides)
        : m_shape(std::move(shape)), m_strides(std::move(strides)), m_index(m_shape.size(), 0)
    {
    }
    std::array<std::int64_t, N> offsets{};
    [[nodiscard]] const std::vector<std::int64_t>& index() const { return m_index; }
    /// False when all tuples have been seen.
    bool next()
    {
        for (std::size_t axis = m_shape.size(); axis-- > 0;) {
            for (std::size_t n = 0; n < N; ++n)
                offsets[n] += m_strides[n][axis];
            if (++m_index[axis] < m_shape[axis])
                return true;
            for (std::size_t n = 0; n < N; ++n)
                offsets[n] -= m_strides[n][axis] * m_shape[axis];
            m_index[axis] = 0;
        }
        return false;
    }

private:
    Shape m_shape;
    std::array<std::vector<std::int64_t>, N> m_strides;
    std::vector<std::int64_t> m_index;
};

} // namespace lw::engine
