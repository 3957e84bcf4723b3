// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Fingerprint.h"

#include <algorithm>

/// Ops that put texts and crossed columns into buckets by their hash.
namespace lw::engine {

namespace {

template <typename Hash>
Result<void> bucketed(KernelContext& context, Hash hash)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireType(context, 0, DType::String));
    const std::int64_t buckets = context.node.intAttr("num_buckets");
    if (buckets < 1)
        return opError(context, "num_buckets must be positive");
    LW_ASSIGN(Value* const y, context.output(0, DType::Int64, context.inputs[0].shape));
    std::ranges::transform(*context.inputs[0].strings, y->writable<std::int64_t>().begin(), [&](const auto& text) {
        return static_cast<std::int64_t>(hash(text) % static_cast<std::uint64_t>(buckets));
    });
    return {};
}

Result<void> fastBucket(KernelContext& context)
{
    return bucketed(context, [](const std::string& text) { return fingerprint(text); });
}

Result<void> strongBucket(KernelContext& context)
{
    const auto key = context.node.intsAttr("key");
    if (key.size() != 2)
        return opError(context, "the key must have two numbers");
    return bucketed(context, [&](const std::string& text) {
        return keyedHash(static_cast<std::uint64_t>(key[0]), static_cast<std::uint64_t>(key[1]), text);
    });
}

/// SparseCross of dense columns, hashed: a bucket for every combination of the entries of a row, the last column's
/// running fastest (tensorflow/core/kernels/sparse_cross_op.cc HashCrosser).
Result<void> cross(KernelContext& context)
{
    if (context.node.intAttr("N", 0) != 0 || !context.node.boolAttr("hashed_output"))
        return unsupportedForm(context, "crossing sparse columns or without hashing");
    LW_TRY(requireInputs(context, std::max<std::size_t>(1, context.inputs.size())));
    const auto buckets = static_cast<std::uint64_t>(std::max<std::int64_t>(context.node.intAttr("num_buckets"), 0));
    const auto seed = static_cast<std::uint64_t>(context.node.intAttr("hash_key"));
    std::int64_t rows = 0, combinations = 1;
    for (std::size_t i = 0; i < context.inputs.size(); ++i) {
        LW_TRY(requireRank(context, i, 2));
        const Value& column = context.inputs[i];
        if (column.dtype != DType::String && column.dtype != DType::Int64)
            return unsupportedType(context, column.dtype);
        if (i > 0 && column.shape[0] != rows)
            return opError(context, "the columns differ in length");
        rows = column.shape[0];
        if (__builtin_mul_overflow(combinations, column.shape[1], &combinations))
            return opError(context, "too many combinations");
    }
    std::int64_t count = 0;
    if (__builtin_mul_overflow(rows, combinations, &count))
        return opError(context, "too many combinations");
    LW_ASSIGN(Value* const indices, context.output(0, DType::Int64, {count, 2}));
    LW_ASSIGN(Value* const values, context.output(1, DType::Int64, {count}));
    LW_ASSIGN(Value* const shape, context.output(2, DType::Int64, {2}));
    const auto hashAt = [&](const Value& column, std::int64_t row, std::int64_t place) {
        const auto at = static_cast<std::size_t>(row * column.shape[1] + place);
        return column.dtype == DType::String ? fingerprint((*column.strings)[at])
                                             : static_cast<std::uint64_t>(column.as<std::int64_t>()[at]);
    };
    for (std::int64_t row = 0, at = 0; row < rows; ++row)
        for (std::int64_t combination = 0; combination < combinations; ++combination, ++at) {
            std::uint64_t hash = seed;
            std::int64_t below = combinations, rest = combination;
            for (const Value& column : context.inputs) {
                below /= column.shape[1];
                hash = joinedFingerprint(hash, hashAt(column, row, rest / below));
                rest %= below;
            }
            const auto place = static_cast<std::size_t>(at);
            indices->writable<std::int64_t>()[2 * place] = row;
            indices->writable<std::int64_t>()[2 * place + 1] = combination;
            const std::uint64_t limit = buckets > 0 ? buckets : std::uint64_t{0x7fffffffffffffff};
            values->writable<std::int64_t>()[place] = static_cast<std::int64_t>(hash % limit);
        }
    shape->writable<std::int64_t>()[0] = rows;
    shape->writable<std::int64_t>()[1] = rows > 0 ? combinations : 0;
    return {};
}

constexpr OpEntry kTable[] = {
    {"SparseCross", cross},
    {"StringToHashBucketFast", fastBucket},
    {"StringToHashBucketStrong", strongBucket},
};

} // namespace

std::span<const OpEntry> hashingOps()
{
    return kTable;
}

} // namespace lw::engine
