// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <unordered_map>

/// Rows of different lengths, and the places of words in a vocabulary.
namespace lw::engine {

namespace {

/// Where each row of a ragged tensor begins, and at last the number of values.
Result<std::vector<std::int64_t>> rowStarts(const KernelContext& context, std::int64_t values)
{
    const auto listed = context.node.attrs.find("row_partition_types");
    const auto* types =
        listed == context.node.attrs.end() ? nullptr : listed->second.as<std::vector<std::string>>();
    const auto given = types ? *types : std::vector<std::string>();
    std::vector<std::int64_t> starts;
    if (given == std::vector<std::string>{"ROW_SPLITS"}) {
        LW_TRY(requireInputs(context, 4));
        LW_ASSIGN(starts, intElements(context, context.inputs[3]));
    } else if (given == std::vector<std::string>{"FIRST_DIM_SIZE", "VALUE_ROWIDS"}) {
        LW_TRY(requireInputs(context, 5));
        LW_ASSIGN(const std::int64_t rows, scalarInt(context, 3));
        LW_ASSIGN(const auto ids, intElements(context, context.inputs[4]));
        if (rows < 0 || rows > std::int64_t{1} << 26 || !std::ranges::is_sorted(ids))
            return opError(context, "the row numbers do not rise");
        starts.assign(static_cast<std::size_t>(rows) + 1, 0);
        for (const std::int64_t id : ids) {
            if (id < 0 || id >= rows)
                return opError(context, "a row number is out of range");
            ++starts[static_cast<std::size_t>(id) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
    } else {
        return unsupportedForm(context, "more than one ragged dimension");
    }
    if (starts.empty() || starts.front() != 0 || starts.back() != values || !std::ranges::is_sorted(starts))
        return opError(context, "the rows do not fit the values");
    return starts;
}

/// RaggedTensorToTensor: rows cut or filled up to one length, that of the longest when the shape leaves it open.
Result<void> toTensor(KernelContext& context)
{
    LW_TRY(requireInputs(context, 4));
    LW_TRY(requireSameType(context, 1, 2));
    const Value &values = context.inputs[1], &fill = context.inputs[2];
    if (values.shape.empty() || fill.elements() != 1)
        return unsupportedForm(context, "scalars, or a default of several elements");
    LW_ASSIGN(const auto wanted, intList(context, 0));
    LW_ASSIGN(const auto starts, rowStarts(context, values.shape.front()));
    const auto given = [&](std::size_t axis) { return axis < wanted.size() && wanted[axis] >= 0 ? wanted[axis] : -1; };
    const auto rows = static_cast<std::int64_t>(starts.size()) - 1;
    std::int64_t width = given(1);
    for (std::int64_t row = 0; given(1) < 0 && row < rows; ++row)
        width = std::max(width, starts[static_cast<std::size_t>(row) + 1] - starts[static_cast<std::size_t>(row)]);
    Shape shape{given(0) < 0 ? rows : given(0), std::max<std::int64_t>(width, 0)};
    shape.insert(shape.end(), values.shape.begin() + 1, values.shape.end());
    const std::int64_t inner = product(shape, 2, shape.size());
    LW_ASSIGN(Value* const y, context.output(0, values.dtype, shape));
    return dispatchCells(context, values.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        Cell* const out = writableCells<Cell>(*y);
        std::fill_n(out, y->elements(), cells<Cell>(fill)[0]);
        for (std::int64_t row = 0; row < std::min(rows, shape[0]); ++row) {
            const std::int64_t from = starts[static_cast<std::size_t>(row)];
            const std::int64_t count = std::min(starts[static_cast<std::size_t>(row) + 1] - from, shape[1]);
            std::copy_n(cells<Cell>(values) + from * inner, count * inner, out + row * shape[1] * inner);
        }
        return {};
    });
}

/// VocabularyIndex: where each key stands in a list of words or numbers; -1 for one that is not in it.
Result<void> vocabularyIndex(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value &keys = context.inputs[0], &words = context.inputs[1];
    LW_ASSIGN(Value* const y, context.output(0, DType::Int64, keys.shape));
    const auto place = [&](const auto& listed, const auto& asked) {
        using Key = std::conditional_t<std::is_same_v<std::decay_t<decltype(listed)>, std::vector<std::string>>,
                                       std::string_view, std::int64_t>;
        std::unordered_map<Key, std::int64_t> index;
        std::int64_t next = 0;
        for (const auto& word : listed)
            index.emplace(word, next++);
        std::ranges::transform(asked, y->writable<std::int64_t>().begin(), [&](const auto& key) {
            const auto found = index.find(key);
            return found == index.end() ? -1 : found->second;
        });
    };
    if (keys.dtype == DType::String) {
        place(*words.strings, *keys.strings);
        return {};
    }
    LW_ASSIGN(const auto listed, intElements(context, words));
    LW_ASSIGN(const auto asked, intElements(context, keys));
    place(listed, asked);
    return {};
}

constexpr OpEntry kTable[] = {
    {"RaggedTensorToTensor", toTensor},
    {"VocabularyIndex", vocabularyIndex},
};

} // namespace

std::span<const OpEntry> raggedOps()
{
    return kTable;
}

} // namespace lw::engine
