// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/Vocabularies.h"

#include "core/keras/Dialect.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/Vocabularies.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <unordered_map>

namespace lw::formats::keras3 {

namespace {

constexpr std::uint64_t kLargestVocabulary = std::uint64_t{64} << 20; ///< in bytes

/// Lines without the empty ones at the end; numbers where the layer takes numbers. None when a number cannot be read.
std::optional<std::vector<Json>> wordsOf(std::string_view text, bool numbers)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    std::vector<Json> words;
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        std::int64_t number = 0;
        if (!numbers) {
            words.emplace_back(line);
        } else if (const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), number);
                   error == std::errc() && rest == line.data() + line.size()) {
            words.emplace_back(number);
        } else {
            return std::nullopt;
        }
        if (end == text.size())
            return words;
        text.remove_prefix(end + 1);
    }
}

/// What Python takes for the end of a line (str.splitlines).
bool isOneLine(std::string_view word)
{
    static constexpr std::string_view kEnds[] = {"\n",   "\r",   "\v",       "\f",           "\x1c",
                                                 "\x1d", "\x1e", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    return std::none_of(std::begin(kEnds), std::end(kEnds),
                        [&](std::string_view end) { return word.find(end) != std::string_view::npos; });
}

/// The lines of a vocabulary's file; none when a word does not come back from it.
std::optional<std::string> linesOf(const std::vector<Json>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = words[i].isString() ? words[i].toText() : std::to_string(words[i].toInt());
        if (!isOneLine(word) || (word.empty() && i + 1 == words.size()))
            return std::nullopt;
        text += (i == 0 ? "" : "\n") + word;
    }
    return text;
}

/// Whether Keras loads the weights that go with words beside the config; it does not load all that it saves. tf_keras
/// makes the layer with as many weights as there are indices before the words, and computes with that at once: only one
/// stretches. Keras 3 wants as many weights as words, and has more when it pads.
bool loadsWeights(const keras::LookupConfig& lookup, int generation)
{
    if (!lookup.weighted())
        return true;
    return generation == 2 ? lookup.first() == 1 : lookup.depth() == lookup.words().size() + lookup.first();
}

/// Lookup layers with the folder of their assets and their path. Layers nest no deeper than the JSON they come from;
/// groups are named as in ObjectWeights.cpp.
void visitLookups(std::vector<Layer>& layers, const std::string& key, const std::string& path,
                  const std::function<void(Layer&, const std::string&, const std::string&)>& function)
{
    std::unordered_map<std::string, int> used;
    for (Layer& layer : layers) {
        std::string name = keras::snakeCase(layer.className);
        if (const int number = used[name]++; number > 0)
            name += "_" + std::to_string(number);
        const std::string here = key + "layers/" + name + "/";
        if (layer.nested)
            visitLookups(layer.layers, here, path + layer.name + "/", function);
        else if (layer.known && keras::LookupConfig::isLookup(layer.className))
            function(layer, "assets/" + here, path + layer.name);
    }
}

} // namespace

void readVocabularies(const ZipReader& zip, Model& model, const Progress& progress)
{
    visitLookups(model.layers, "", "", [&](Layer& layer, const std::string& folder, const std::string& path) {
        const ZipEntry* entry = zip.find(folder + "vocabulary.txt");
        if (entry == nullptr || !layer.config["vocabulary"].isNull())
            return;
        if (entry->size > kLargestVocabulary)
            return model.diagnostics.warning("The vocabulary is too large to be read", path);
        const auto bytes = zip.read(*entry, progress);
        auto words = bytes.ok() ? wordsOf(asText(bytes->span), layer.className == "IntegerLookup") : std::nullopt;
        if (!words)
            return model.diagnostics.warning("The vocabulary in the archive's assets cannot be read", path);
        keras::setWords(layer, std::move(*words), true);
    });
}

std::vector<VocabularyFile> takeVocabularies(Model& layout, int generation, Diagnostics& diagnostics)
{
    std::vector<VocabularyFile> files;
    visitLookups(layout.layers, "", "", [&](Layer& layer, const std::string& folder, const std::string& path) {
        const auto lookup = keras::LookupConfig::of(layer);
        const bool adapted = lookup && lookup->adapted() && lookup->hasWords();
        const auto lines =
            adapted && loadsWeights(*lookup, generation) ? linesOf(lookup->wordsWithTokens()) : std::nullopt;
        if (!lines)
            return keras::noteGivenWords(layer, path, diagnostics);
        layer.config.remove("has_input_vocabulary");
        const std::string inner(lookup->inner());
        files.push_back({folder + "vocabulary.txt", *lines});
        if (!inner.empty())
            files.push_back({folder + inner + "/vocabulary.txt", *lines});
        for (const char* key : {"vocabulary", "idf_weights"})
            if (Json* const value = layer.config.find(key))
                *value = nullptr;
    });
    keras::giveWords(layout);
    return files;
}

} // namespace lw::formats::keras3
