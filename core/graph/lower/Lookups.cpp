// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Categories.h"
#include "core/graph/lower/LayerFamilies.h"

#include <algorithm>
#include <numeric>

/// Lookup, hashing and crossing of categories (keras/src/layers/preprocessing/index_lookup.py, hashing.py,
/// hashed_crossing.py). A vocabulary comes out of the model's own file, never from a path that a config names.
namespace lw::graph {

Edge bucketOf(LayerCall& call, Edge texts, std::int64_t buckets, const std::vector<std::int64_t>& key)
{
    if (key.empty())
        return call.g.op("StringToHashBucketFast", {texts}, {{"num_buckets", buckets}});
    if (key.size() != 2)
        return call.refuse("a salt that is neither one nor two numbers");
    return call.g.op("StringToHashBucketStrong", {texts}, {{"num_buckets", buckets}, {"key", key}});
}

std::int64_t Vocabulary::depth(const keras::LayerConfig& config) const
{
    return config.flag("pad_to_max_tokens", false) ? std::max(config.size("max_tokens"), count()) : count();
}

namespace {

/// A salt may be one number, which stands for two.
std::vector<std::int64_t> saltOf(LayerCall& call)
{
    const Json& salt = call.setting("salt");
    if (salt.isNumber())
        return {salt.toInt(), salt.toInt()};
    return call.config().integers("salt").value_or(std::vector<std::int64_t>());
}

/// Weights of tf_idf for all places: those before the words get the mean, those after them nothing.
std::vector<double> spreadWeights(std::vector<double> given, bool special, const Vocabulary& vocabulary)
{
    if (!special) {
        const double mean = std::accumulate(given.begin(), given.end(), 0.0) / static_cast<double>(given.size());
        given.insert(given.begin(), static_cast<std::size_t>(vocabulary.first()), mean);
    }
    return given;
}

} // namespace

std::optional<Vocabulary> vocabularyOf(LayerCall& call, bool text, const Json& maskToken)
{
    const keras::LayerConfig config = call.config();
    const Json& listed = call.setting("vocabulary");
    const auto refuse = [&](const std::string& what) {
        call.refuse(what);
        return std::nullopt;
    };
    if (!listed.isArray() || listed.size() == 0 || static_cast<std::int64_t>(listed.size()) > kMostCategories)
        return refuse("a vocabulary that is not in the model's file, or a very large one,");
    Vocabulary result;
    result.text = text;
    result.mode = config.text("output_mode", "int");
    result.unknown = text || config.has("num_oov_indices") ? config.integer("num_oov_indices", 1) : 1;
    if (result.unknown < 0 || result.unknown > kMostCategories)
        return refuse("an unreadable number of unknown indices");
    if (!maskToken.isNull())
        result.maskToken = maskToken;
    result.masks = result.maskToken && result.mode == "int" ? 1 : 0;
    // The places before the words may be listed with them.
    const auto first = static_cast<std::size_t>(result.first());
    const Json& unknownToken = call.setting("oov_token");
    bool special = first > 0 && listed.size() >= first;
    for (std::size_t i = 0; special && i < first; ++i) {
        const bool mask = static_cast<std::int64_t>(i) < result.masks;
        const Json wanted = mask ? *result.maskToken : unknownToken.isNull() && text ? Json("[UNK]") : unknownToken;
        special = text ? listed.at(i).toText() == wanted.toText() : listed.at(i).toInt() == wanted.toInt(-1);
    }
    for (std::size_t i = special ? first : 0; i < listed.size(); ++i) {
        if (text)
            result.words.push_back(listed.at(i).toText());
        else
            result.numbers.push_back(listed.at(i).toDouble());
    }
    if (result.mode == "tf_idf") {
        const auto given = settingNumbers(call.setting("idf_weights"));
        if (given.empty())
            return refuse("no idf_weights in its config");
        result.weights = spreadWeights(given, special && given.size() == listed.size(), result);
        result.weights.resize(static_cast<std::size_t>(result.depth(config)), 0);
    }
    return result;
}

Edge placesOf(LayerCall& call, const Vocabulary& vocabulary, Edge keys)
{
    GraphBuilder& g = call.g;
    const auto number = [&](std::int64_t value) { return g.scalar(static_cast<double>(value), DType::Int64); };
    const auto count = static_cast<std::int64_t>(vocabulary.words.size());
    keys = vocabulary.text ? keys : g.cast(keys, DType::Int64);
    const Edge table = vocabulary.text ? g.constant(Tensor::fromStrings({count}, vocabulary.words))
                                       : g.constant(vectorTensor(vocabulary.numbers, DType::Int64));
    const Edge place = g.op("VocabularyIndex", {keys, table});
    Edge missing = number(vocabulary.unknown == 0 ? -1 : vocabulary.masks);
    if (vocabulary.unknown > 1) {
        const bool plain = !vocabulary.text && call.config().text("oov_method", "floormod") != "farmhash";
        const Edge bucket =
            plain ? g.binary("FloorMod", keys, static_cast<double>(vocabulary.unknown))
                  : bucketOf(call, vocabulary.text ? keys : g.unary("AsString", keys), vocabulary.unknown, saltOf(call));
        missing = g.add(bucket, number(vocabulary.masks));
    }
    Edge index = g.select(g.op("Less", {place, number(0)}), missing, g.add(place, number(vocabulary.first())));
    if (!vocabulary.maskToken)
        return index;
    const Edge token = vocabulary.text ? g.constant(Tensor::fromStrings({}, {vocabulary.maskToken->toText()}))
                                       : number(vocabulary.maskToken->toInt());
    // Where no indices come out, what is masked counts nowhere: a place past the last.
    const Edge masked = number(vocabulary.masks > 0 ? 0 : vocabulary.depth(call.config()));
    return g.select(g.binary("Equal", keys, token), masked, index);
}

namespace {

/// From places back to words; places that are none give the word for the unknown.
void inverted(LayerCall& call, const Vocabulary& vocabulary)
{
    GraphBuilder& g = call.g;
    const Json& unknownToken = call.setting("oov_token");
    const Edge places = g.cast(call.x(), DType::Int64);
    const auto number = [&](std::int64_t value) { return g.scalar(static_cast<double>(value), DType::Int64); };
    const std::int64_t count = vocabulary.count();
    const Edge inside = g.binary("LogicalAnd", g.op("GreaterEqual", {places, number(0)}), g.op("Less", {places, number(count)}));
    const Edge safe = g.select(inside, places, number(count));
    Edge table;
    if (vocabulary.text) {
        const std::string unknown = unknownToken.isNull() ? "[UNK]" : unknownToken.toText();
        std::vector<std::string> words(static_cast<std::size_t>(vocabulary.first()), unknown);
        if (vocabulary.masks > 0)
            words.front() = vocabulary.maskToken->toText();
        words.insert(words.end(), vocabulary.words.begin(), vocabulary.words.end());
        words.push_back(unknown);
        table = g.constant(Tensor::fromStrings({static_cast<std::int64_t>(words.size())}, words));
    } else {
        const double unknown = static_cast<double>(unknownToken.toInt(-1));
        std::vector<double> numbers(static_cast<std::size_t>(vocabulary.first()), unknown);
        if (vocabulary.masks > 0)
            numbers.front() = vocabulary.maskToken->toDouble();
        numbers.insert(numbers.end(), vocabulary.numbers.begin(), vocabulary.numbers.end());
        numbers.push_back(unknown);
        table = g.constant(vectorTensor(numbers, DType::Int64));
    }
    call.out(g.op("GatherV2", {table, safe, g.intScalar(0)}));
}

void lookup(LayerCall& call)
{
    const bool text = call.layer.className == "StringLookup";
    const auto vocabulary = vocabularyOf(call, text, call.setting("mask_token"));
    if (!vocabulary)
        return;
    if (call.config().flag("sparse", false))
        return void(call.refuse("sparse outputs"));
    if (call.config().flag("invert", false))
        return inverted(call, *vocabulary);
    const Edge places = placesOf(call, *vocabulary, call.x());
    const bool weighted = vocabulary->mode == "tf_idf";
    encodeCategories(call, places, vocabulary->depth(call.config()), weighted ? "count" : vocabulary->mode,
                     DType::Int64);
    if (weighted && !call.outputs.empty())
        call.outputs.front().edge = call.g.mul(call.outputs.front().edge,
                                               call.g.constant(vectorTensor(vocabulary->weights, call.compute)));
}

void hashing(LayerCall& call)
{
    GraphBuilder& g = call.g;
    std::int64_t buckets = call.config().size("num_bins");
    if (buckets < 1 || buckets > kMostCategories)
        return void(call.refuse("an unreadable num_bins"));
    const std::int64_t depth = buckets;
    const Json& maskValue = call.setting("mask_value");
    const bool masked = !maskValue.isNull() && buckets > 1;
    buckets -= masked ? 1 : 0;
    const Edge x = call.x();
    const bool text = g.dtype(x) == DType::String;
    const Edge whole = isFloating(g.dtype(x)) ? g.cast(x, DType::Int64) : x;
    Edge index = bucketOf(call, text ? x : g.unary("AsString", whole), buckets, saltOf(call));
    if (masked) {
        const Edge token = text ? g.constant(Tensor::fromStrings({}, {maskValue.toText()}))
                                : g.scalar(maskValue.toDouble(), g.dtype(x));
        const Edge zero = g.scalar(0, DType::Int64);
        index = g.select(g.binary("Equal", x, token), zero, g.binary("AddV2", index, 1.0));
    }
    encodeCategories(call, index, depth, call.config().text("output_mode", "int"), DType::Int64);
}

/// Columns of one entry a row, crossed.
void hashedCrossing(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const std::int64_t buckets = call.config().size("num_bins");
    if (call.inputs.size() < 2 || buckets < 1 || buckets > kMostCategories)
        return void(call.refuse("fewer than two inputs or an unreadable num_bins"));
    const std::size_t rank = g.rank(call.x());
    std::vector<Edge> columns;
    std::vector<DType> types;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        const Edge x = call.x(i);
        if (g.rank(x) != rank || rank < 1 || rank > 2 || (rank == 2 && g.dim(x, 1) != 1))
            return void(call.refuse("inputs that are no columns"));
        const Edge column = g.dtype(x) == DType::String ? x : g.cast(x, DType::Int64);
        columns.push_back(rank == 1 ? g.expandDims(column, -1) : column);
        types.push_back(g.dtype(column));
    }
    const bool texts = std::ranges::all_of(types, [](DType type) { return type == DType::String; });
    const Attrs attrs{{"N", 0},
                      {"hashed_output", true},
                      {"num_buckets", buckets},
                      {"hash_key", std::int64_t{0xDECAFCAFFE}}, // what tf.sparse.cross_hashed takes
                      {"sparse_types", std::vector<DType>()},
                      {"dense_types", types},
                      {"out_type", DType::Int64},
                      {"internal_type", texts ? DType::String : DType::Int64}};
    const Edge values = GraphBuilder::output(g.op("SparseCross", columns, attrs), 1);
    Edge index = g.reshape(values, {g.size(call.x(), 0)});
    index = rank == 2 ? g.expandDims(index, -1) : index;
    encodeCategories(call, index, buckets, call.config().text("output_mode", "int"), DType::Int64);
}

constexpr LayerRow kRows[] = {
    {"StringLookup", lookup},
    {"IntegerLookup", lookup},
    {"Hashing", hashing},
    {"HashedCrossing", hashedCrossing},
};

} // namespace

std::span<const LayerRow> lookupLayers()
{
    return kRows;
}

} // namespace lw::graph
