// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Categories.h"
#include "core/graph/lower/LayerFamilies.h"

#include <algorithm>

/// Texts to numbers of words: cleaned, taken apart, looked up (keras/src/layers/preprocessing/text_vectorization.py).
namespace lw::graph {

namespace {

/// All but letters, digits and white space, as Keras writes it.
constexpr const char* kPunctuation = R"([!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\'])";

/// Words of all texts one after the other, and what RaggedTensorToTensor needs to know of their rows.
struct Words {
    Edge flat;
    std::vector<Edge> rows;
    std::vector<std::string> kinds;
};

std::optional<Edge> cleaned(LayerCall& call, Edge texts)
{
    const Json& how = call.setting("standardize");
    const std::string name = how.isString() ? how.toText() : "";
    if (!how.isNull() && name != "lower" && name != "strip_punctuation" && name != "lower_and_strip_punctuation") {
        call.refuse("a standardize function of its own");
        return std::nullopt;
    }
    if (name.starts_with("lower"))
        texts = call.g.op("StringLower", {texts}, {{"encoding", ""}});
    if (name.ends_with("strip_punctuation"))
        texts = call.g.op("StaticRegexReplace", {texts},
                          {{"pattern", kPunctuation}, {"rewrite", ""}, {"replace_global", true}});
    return texts;
}

Edge element(LayerCall& call, Edge vector, std::int64_t at)
{
    return call.g.squeeze(call.g.slice(vector, 0, at, at + 1), {0});
}

std::optional<Words> takenApart(LayerCall& call, Edge texts)
{
    GraphBuilder& g = call.g;
    const Json& how = call.setting("split");
    if (how.isString() && how.toText() == "whitespace") {
        const Edge indices = g.op("StringSplitV2", {texts, g.constant(Tensor::fromStrings({}, {""}))}, {{"maxsplit", -1}});
        const Edge rows = g.squeeze(g.slice(indices, 1, 0, 1), {1});
        return Words{GraphBuilder::output(indices, 1),
                     {element(call, GraphBuilder::output(indices, 2), 0), rows},
                     {"FIRST_DIM_SIZE", "VALUE_ROWIDS"}};
    }
    if (how.isString() && how.toText() == "character") {
        const Attrs coding{{"errors", "replace"}, {"replacement_char", 0xfffd}, {"Tsplits", DType::Int64}};
        Attrs decoding = coding, encoding = coding;
        decoding.insert({{"input_encoding", "UTF-8"}, {"replace_control_characters", false}});
        encoding.insert({{"output_encoding", "UTF-8"}});
        const Edge borders = g.op("UnicodeDecode", {texts}, decoding);
        const Edge characters = GraphBuilder::output(borders, 1);
        const Edge count = element(call, g.op("Shape", {characters}, {{"out_type", DType::Int64}}), 0);
        const Edge each = g.op("Range", {g.scalar(0, DType::Int64), g.binary("AddV2", count, 1.0), g.scalar(1, DType::Int64)});
        return Words{g.op("UnicodeEncode", {characters, each}, encoding), {borders}, {"ROW_SPLITS"}};
    }
    call.refuse("a split function of its own");
    return std::nullopt;
}

/// Borders of the rows out of row numbers.
Edge rowBorders(LayerCall& call, const Words& words)
{
    GraphBuilder& g = call.g;
    if (words.rows.size() == 1)
        return words.rows.front();
    const Edge none = g.constant(vectorTensor({}, DType::Int64));
    const Edge counts = g.op("DenseBincount", {words.rows[1], words.rows[0], none}, {{"binary_output", false}});
    const Edge ends = g.op("Cumsum", {counts, g.intScalar(0)}, {{"exclusive", false}, {"reverse", false}});
    return g.concat({g.constant(vectorTensor({0}, DType::Int64)), ends}, 0);
}

Words joined(LayerCall& call, const Words& words, const std::vector<std::int64_t>& widths)
{
    const Edge runs = call.g.op("StringNGrams", {words.flat, rowBorders(call, words)},
                                {{"separator", " "},
                                 {"ngram_widths", widths},
                                 {"left_pad", ""},
                                 {"right_pad", ""},
                                 {"pad_width", 0},
                                 {"preserve_short_sequences", false}});
    return {runs, {GraphBuilder::output(runs, 1)}, {"ROW_SPLITS"}};
}

/// One row a text, all as long as the longest or as asked for.
Edge padded(LayerCall& call, const Words& words, Edge values, std::int64_t length, std::int64_t fill)
{
    GraphBuilder& g = call.g;
    std::vector<Edge> inputs{g.constant(vectorTensor({-1, static_cast<double>(length)}, DType::Int64)), values,
                             g.scalar(static_cast<double>(fill), DType::Int64)};
    inputs.insert(inputs.end(), words.rows.begin(), words.rows.end());
    return g.op("RaggedTensorToTensor", inputs, {{"row_partition_types", words.kinds}});
}

void textVectorization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const auto vocabulary = vocabularyOf(call, true, Json(""));
    if (!vocabulary)
        return;
    if (config.flag("ragged", false) || config.flag("sparse", false))
        return void(call.refuse("ragged or sparse outputs"));
    Edge texts = call.x();
    if (g.dtype(texts) != DType::String || g.rank(texts) < 1 || g.rank(texts) > 2 ||
        (g.rank(texts) == 2 && g.dim(texts, 1) != 1))
        return void(call.refuse("an input other than one text a row"));
    if (g.rank(texts) == 2)
        texts = g.squeeze(texts, {1});
    const auto clean = cleaned(call, texts);
    auto words = clean ? takenApart(call, *clean) : std::nullopt;
    if (!words)
        return;
    const Json& runs = call.setting("ngrams");
    std::vector<std::int64_t> widths = config.integers("ngrams").value_or(std::vector<std::int64_t>());
    if (runs.isNumber()) {
        widths.clear();
        for (std::int64_t width = 1; width <= std::min<std::int64_t>(runs.toInt(), 64); ++width)
            widths.push_back(width);
    }
    if (!widths.empty())
        words = joined(call, *words, widths);
    const Edge places = placesOf(call, *vocabulary, words->flat);
    if (vocabulary->mode == "int")
        return call.out(padded(call, *words, places, config.has("output_sequence_length") ? config.size("output_sequence_length") : -1, 0));
    const std::int64_t depth = vocabulary->depth(config);
    if (depth > kMostCategories)
        return void(call.refuse("an unreadable number of tokens"));
    const Edge rows = padded(call, *words, places, -1, depth);
    const Edge counts = g.op("DenseBincount", {rows, g.scalar(static_cast<double>(depth), DType::Int64), g.constant(vectorTensor({}, call.compute))},
                             {{"binary_output", vocabulary->mode == "multi_hot"}});
    if (vocabulary->mode == "multi_hot" || vocabulary->mode == "count")
        return call.out(counts);
    if (vocabulary->mode != "tf_idf")
        return void(call.refuse("the output_mode " + printable(vocabulary->mode, 40)));
    call.out(g.mul(counts, g.constant(vectorTensor(vocabulary->weights, call.compute))));
}

constexpr LayerRow kRows[] = {
    {"TextVectorization", textVectorization},
};

} // namespace

std::span<const LayerRow> textLayers()
{
    return kRows;
}

} // namespace lw::graph
