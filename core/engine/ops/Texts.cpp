// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/TextPattern.h"

#include <algorithm>
#include <numeric>

/// Ops that clean texts and take them apart: patterns, words, n-grams, characters (UTF-8).
namespace lw::engine {

namespace {

Result<void> replacePattern(KernelContext& context, const std::string& pattern, const std::string& by)
{
    LW_TRY(requireType(context, 0, DType::String));
    if (by.find('\\') != std::string::npos)
        return unsupportedForm(context, "a replacement that refers to its match");
    auto parsed = TextPattern::parse(pattern);
    if (!parsed.ok())
        return unsupportedForm(context, parsed.error().message);
    const bool all = context.node.boolAttr("replace_global", true);
    LW_ASSIGN(Value* const y, context.output(0, DType::String, context.inputs[0].shape));
    for (std::size_t i = 0; i < y->strings->size(); ++i) {
        auto text = parsed->replaced((*context.inputs[0].strings)[i], by, all);
        if (!text.ok())
            return opError(context, text.error().message);
        (*y->strings)[i] = std::move(text).value();
    }
    return {};
}

Result<void> staticRegexReplace(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    return replacePattern(context, context.node.textAttr("pattern"), context.node.textAttr("rewrite"));
}

Result<void> regexReplace(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    for (const std::size_t input : {1, 2}) {
        LW_TRY(requireType(context, input, DType::String));
        if (context.inputs[input].strings->size() != 1)
            return opError(context, "pattern and replacement must be single texts");
    }
    return replacePattern(context, context.inputs[1].strings->front(), context.inputs[2].strings->front());
}

/// Words between white space, or all parts between separators, at most this many cuts (-1: all).
std::vector<std::string> parts(const std::string& text, const std::string& separator, std::int64_t cuts)
{
    constexpr std::string_view kSpace = " \t\n\v\f\r";
    std::vector<std::string> result;
    if (!separator.empty()) {
        std::size_t at = 0;
        while (cuts < 0 || static_cast<std::int64_t>(result.size()) < cuts) {
            const auto end = text.find(separator, at);
            if (end == std::string::npos)
                break;
            result.push_back(text.substr(at, end - at));
            at = end + separator.size();
        }
        result.push_back(text.substr(at));
        return result;
    }
    for (std::size_t at = text.find_first_not_of(kSpace); at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
        result.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kSpace, end);
        // The rest is a part even when nothing is left (tensorflow/core/kernels/string_split_op.cc SplitV2).
        if (cuts > 0 && static_cast<std::int64_t>(result.size()) == cuts) {
            result.push_back(at == std::string::npos ? std::string() : text.substr(at));
            break;
        }
    }
    return result;
}

/// StringSplitV2: places, words and shape of a sparse matrix with a row a text.
Result<void> split(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireType(context, 0, DType::String));
    LW_TRY(requireType(context, 1, DType::String));
    LW_TRY(requireRank(context, 0, 1));
    if (context.inputs[1].strings->size() != 1)
        return opError(context, "the separator must be a single text");
    const std::int64_t cuts = context.node.intAttr("maxsplit", -1);
    std::vector<std::string> words;
    std::vector<std::int64_t> places;
    std::int64_t longest = 0, row = 0;
    for (const auto& text : *context.inputs[0].strings) {
        auto found = parts(text, context.inputs[1].strings->front(), cuts);
        for (std::size_t i = 0; i < found.size(); ++i) {
            places.insert(places.end(), {row, static_cast<std::int64_t>(i)});
            words.push_back(std::move(found[i]));
        }
        longest = std::max(longest, static_cast<std::int64_t>(found.size()));
        ++row;
    }
    const auto count = static_cast<std::int64_t>(words.size());
    LW_ASSIGN(Value* const indices, context.output(0, DType::Int64, {count, 2}));
    std::ranges::copy(places, indices->writable<std::int64_t>().begin());
    LW_ASSIGN(Value* const values, context.output(1, DType::String, {count}));
    *values->strings = std::move(words);
    LW_ASSIGN(Value* const shape, context.output(2, DType::Int64, {2}));
    shape->writable<std::int64_t>()[0] = row;
    shape->writable<std::int64_t>()[1] = longest;
    return {};
}

/// The borders of the rows of a ragged tensor: from 0 on, never falling, the last one the number of values.
Result<std::vector<std::int64_t>> rowBorders(const KernelContext& context, std::size_t input, std::int64_t values)
{
    LW_ASSIGN(auto borders, intElements(context, context.inputs[input]));
    if (borders.empty() || borders.front() != 0 || borders.back() != values || !std::ranges::is_sorted(borders))
        return opError(context, "the row splits do not fit the values");
    return borders;
}

Result<void> setBorders(KernelContext& context, std::size_t output, DType dtype, const std::vector<std::int64_t>& borders)
{
    if (dtype != DType::Int32 && dtype != DType::Int64)
        return unsupportedType(context, dtype);
    LW_ASSIGN(Value* const y, context.output(output, dtype, {static_cast<std::int64_t>(borders.size())}));
    return dispatch(IndexTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        std::ranges::transform(borders, y->writable<T>().begin(), [](std::int64_t n) { return static_cast<T>(n); });
        return {};
    });
}

/// StringNGrams: runs of words of a row, for one width after the other; padded with texts where the node says so.
Result<void> ngrams(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireType(context, 0, DType::String));
    if (context.node.boolAttr("preserve_short_sequences"))
        return unsupportedForm(context, "keeping short sequences");
    const auto widths = context.node.intsAttr("ngram_widths");
    const std::string separator = context.node.textAttr("separator"), left = context.node.textAttr("left_pad"),
                      right = context.node.textAttr("right_pad");
    const std::int64_t padding = context.node.intAttr("pad_width");
    const auto& words = *context.inputs[0].strings;
    LW_ASSIGN(const auto borders, rowBorders(context, 1, static_cast<std::int64_t>(words.size())));
    std::vector<std::string> found;
    std::vector<std::int64_t> foundBorders{0};
    std::size_t bytes = 0, steps = 0;
    for (std::size_t row = 0; row + 1 < borders.size(); ++row) {
        const std::int64_t length = borders[row + 1] - borders[row];
        for (const std::int64_t width : widths) {
            if (width < 1 || width > 1 << 20)
                return opError(context, "widths must be positive and not very large");
            const std::int64_t pad = padding < 0 ? width - 1 : std::min(padding, width - 1);
            for (std::int64_t first = -pad; first + width <= length + pad; ++first) {
                std::string run;
                for (std::int64_t i = first; i < first + width; ++i) {
                    run += i == first ? "" : separator;
                    run += i < 0         ? left
                           : i >= length ? right
                                         : words[static_cast<std::size_t>(borders[row] + i)];
                }
                bytes += run.size() + sizeof(std::string);
                steps += static_cast<std::size_t>(width);
                if (bytes > std::size_t{1} << 31 || steps > std::size_t{1} << 28)
                    return opError(context, "there are too many runs");
                found.push_back(std::move(run));
            }
        }
        foundBorders.push_back(static_cast<std::int64_t>(found.size()));
    }
    LW_ASSIGN(Value* const y, context.output(0, DType::String, {static_cast<std::int64_t>(found.size())}));
    *y->strings = std::move(found);
    return setBorders(context, 1, context.inputs[1].dtype, foundBorders);
}

/// The next character, or -1 for a part that is none: as much of it as could have begun one (Unicode 15, 3.9, U+FFFD
/// substitution of maximal subparts).
std::int32_t nextCharacter(const std::string& text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at++);
    if (first < 0x80)
        return static_cast<std::int32_t>(first);
    const int more = first >= 0xc2 && first <= 0xdf ? 1 : (first & 0xf0) == 0xe0 ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    if (more == 0)
        return -1;
    unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    std::uint32_t value = first & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || byte(at) < low || byte(at) > high)
            return -1;
        value = value << 6 | (byte(at++) & 0x3fU);
        low = 0x80;
        high = 0xbf;
    }
    return static_cast<std::int32_t>(value);
}

void append(std::string& text, std::uint32_t character)
{
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
        return;
    }
    const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    constexpr std::uint32_t kFirst[] = {0, 0xc0, 0xe0, 0xf0};
    put(kFirst[more] | character >> (6 * more));
    for (int i = more; i-- > 0;)
        put(0x80U | (character >> (6 * i) & 0x3fU));
}

bool isCharacter(std::int64_t number)
{
    return number >= 0 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
}

/// UnicodeDecode: the characters of all texts, and where each text begins among them.
Result<void> decode(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireType(context, 0, DType::String));
    const std::string errors = context.node.textAttr("errors", "replace");
    const auto substitute = static_cast<std::int32_t>(context.node.intAttr("replacement_char", 0xfffd));
    if (context.node.textAttr("input_encoding") != "UTF-8" || context.node.boolAttr("replace_control_characters"))
        return unsupportedForm(context, "another encoding than UTF-8 or replaced control characters");
    std::vector<std::int32_t> characters;
    std::vector<std::int64_t> borders{0};
    for (const auto& text : *context.inputs[0].strings) {
        for (std::size_t at = 0; at < text.size();) {
            const std::int32_t character = nextCharacter(text, at);
            if (character < 0 && errors == "strict")
                return opError(context, "a text is not UTF-8");
            if (character >= 0 || errors != "ignore")
                characters.push_back(character >= 0 ? character : substitute);
        }
        borders.push_back(static_cast<std::int64_t>(characters.size()));
    }
    LW_TRY(setBorders(context, 0, context.node.typeAttr("Tsplits", DType::Int64), borders));
    LW_ASSIGN(Value* const y, context.output(1, DType::Int32, {static_cast<std::int64_t>(characters.size())}));
    std::ranges::copy(characters, y->writable<std::int32_t>().begin());
    return {};
}

/// UnicodeEncode: a text from the characters of each row.
Result<void> encode(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireType(context, 0, DType::Int32));
    const std::string errors = context.node.textAttr("errors", "replace");
    const std::int64_t substitute = context.node.intAttr("replacement_char", 0xfffd);
    if (context.node.textAttr("output_encoding") != "UTF-8" || !isCharacter(substitute))
        return unsupportedForm(context, "another encoding than UTF-8");
    const auto characters = context.inputs[0].as<std::int32_t>();
    LW_ASSIGN(const auto borders, rowBorders(context, 1, static_cast<std::int64_t>(characters.size())));
    LW_ASSIGN(Value* const y, context.output(0, DType::String, {static_cast<std::int64_t>(borders.size()) - 1}));
    for (std::size_t row = 0; row + 1 < borders.size(); ++row)
        for (std::int64_t i = borders[row]; i < borders[row + 1]; ++i) {
            const std::int64_t character = characters[static_cast<std::size_t>(i)];
            if (!isCharacter(character) && errors == "strict")
                return opError(context, "a number is no character");
            if (isCharacter(character) || errors != "ignore")
                append((*y->strings)[row],
                       static_cast<std::uint32_t>(isCharacter(character) ? character : substitute));
        }
    return {};
}

constexpr OpEntry kTable[] = {
    {"RegexReplace", regexReplace}, {"StaticRegexReplace", staticRegexReplace}, {"StringNGrams", ngrams},
    {"StringSplitV2", split},       {"UnicodeDecode", decode},                  {"UnicodeEncode", encode},
};

} // namespace

std::span<const OpEntry> textOps()
{
    return kTable;
}

} // namespace lw::engine
