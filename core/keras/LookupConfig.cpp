// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LookupConfig.h"

#include "core/keras/LayerConfig.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace lw::keras {

namespace {

constexpr std::int64_t kMostUnknown = std::int64_t{1} << 20; ///< indices for unknown words

/// Names of before Keras 2.4.
std::string modeOf(const LayerConfig& config)
{
    const std::string mode = config.text("output_mode", "int");
    return mode == "tf-idf" ? "tf_idf" : mode == "binary" ? "multi_hot" : mode;
}

} // namespace

bool LookupConfig::isLookup(std::string_view className)
{
    return className == "StringLookup" || className == "IntegerLookup" || className == "TextVectorization";
}

std::optional<LookupConfig> LookupConfig::of(std::string_view className, const Json& config)
{
    if (!isLookup(className))
        return std::nullopt;
    LookupConfig result(config);
    const LayerConfig read(config);
    const bool vectorizes = className == "TextVectorization";
    result.m_text = className != "IntegerLookup";
    result.m_inner = vectorizes ? "_lookup_layer" : "";
    result.m_mode = modeOf(read);
    const std::int64_t unknown = vectorizes ? 1 : read.integer("num_oov_indices", 1);
    if (unknown < 0 || unknown > kMostUnknown)
        return std::nullopt;
    result.m_unknown = static_cast<std::size_t>(unknown);
    result.m_maskToken = vectorizes ? Json("") : config["mask_token"];
    result.m_masks = !result.m_maskToken.isNull() && result.m_mode == "int" ? 1 : 0;
    result.m_unknownToken = vectorizes ? Json() : config["oov_token"];
    if (result.m_unknownToken.isNull())
        result.m_unknownToken = result.m_text ? Json("[UNK]") : Json(-1);
    return result;
}

std::optional<LookupConfig> LookupConfig::of(const Layer& layer)
{
    return of(layer.known ? std::string_view(layer.className) : std::string_view(), layer.config);
}

bool LookupConfig::hasWords() const
{
    return listed() > 0;
}

Json LookupConfig::token(std::size_t index) const
{
    return index < m_masks ? m_maskToken : m_unknownToken;
}

bool LookupConfig::listsTokens() const
{
    if (listed() < first())
        return false;
    for (std::size_t i = 0; i < first(); ++i) {
        const Json &one = m_config["vocabulary"].at(i), wanted = token(i);
        if (m_text ? !one.isString() || one.toText() != wanted.toText()
                   : one.toInt(wanted.toInt() + 1) != wanted.toInt())
            return false;
    }
    return true;
}

std::vector<Json> LookupConfig::words() const
{
    if (!hasWords())
        return {};
    const std::vector<Json>& all = m_config["vocabulary"].items();
    return {all.begin() + (listsTokens() ? static_cast<std::ptrdiff_t>(first()) : 0), all.end()};
}

std::vector<Json> LookupConfig::wordsWithTokens() const
{
    if (!hasWords() || listsTokens())
        return m_config["vocabulary"].items();
    std::vector<Json> all;
    for (std::size_t i = 0; i < first(); ++i)
        all.push_back(token(i));
    const std::vector<Json>& words = m_config["vocabulary"].items();
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

std::size_t LookupConfig::depth() const
{
    const std::size_t used = listed() + (listsTokens() ? 0 : first());
    const std::int64_t most = LayerConfig(m_config).size("max_tokens");
    return m_config["pad_to_max_tokens"].toBool() && most > 0 ? std::max(used, static_cast<std::size_t>(most)) : used;
}

std::vector<double> LookupConfig::weights() const
{
    std::vector<double> given;
    for (const Json& weight : m_config["idf_weights"].items())
        given.push_back(weight.toDouble());
    if (given.empty() || !weighted() || given.size() > listed())
        return {};
    if (!listsTokens()) {
        const double mean = std::accumulate(given.begin(), given.end(), 0.0) / static_cast<double>(given.size());
        given.insert(given.begin(), first(), mean);
    }
    given.resize(depth(), 0);
    return given;
}

std::string LookupConfig::trouble() const
{
    const Json& list = m_config["vocabulary"];
    if (list.isNull())
        return {};
    if (list.isString())
        return "its vocabulary would be a file on disk, which no model holds; list the words";
    if (!hasWords())
        return "its vocabulary would be empty";
    std::unordered_set<std::string> seen;
    for (const Json& word : words()) {
        if (m_text ? !word.isString() : !word.isInteger())
            return m_text ? "its vocabulary holds something that is no text"
                          : "its vocabulary holds something that is no whole number";
        const std::string text = m_text ? word.toText() : std::to_string(word.toInt());
        if (!seen.insert(text).second)
            return "its vocabulary would hold this twice: " + printable(text, 60);
        if (!m_maskToken.isNull() && (m_text ? text == m_maskToken.toText() : word.toInt() == m_maskToken.toInt()))
            return "its vocabulary would hold the mask token among the words";
    }
    const std::int64_t most = LayerConfig(m_config).size("max_tokens");
    const std::size_t used = words().size() + first();
    if (most > 0 && used > static_cast<std::size_t>(most))
        return "its vocabulary would have " + std::to_string(used) + " indices, and max_tokens is " +
               std::to_string(most);
    const Json& given = m_config["idf_weights"];
    if (weighted() && given.size() != listed())
        return "it would have " + std::to_string(given.size()) + " idf_weights for " + std::to_string(listed()) +
               " entries of its vocabulary";
    if (!weighted() && given.size() > 0)
        return "idf_weights are for the output_mode tf_idf only";
    return {};
}

} // namespace lw::keras
