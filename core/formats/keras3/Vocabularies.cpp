// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/Vocabularies.h"

#include "core/keras/Dialect.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace lw::formats::keras3 {

namespace {

constexpr std::uint64_t kLargestVocabulary = std::uint64_t{64} << 20; ///< in bytes

/// Lines without the empty ones at the end; numbers where the layer takes numbers. Null when a number cannot be read.
Json wordsOf(std::string_view text, bool numbers)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    Json words = Json::array();
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        std::int64_t number = 0;
        if (!numbers) {
            words.push(Json(line));
        } else if (const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), number);
                   error == std::errc() && rest == line.data() + line.size()) {
            words.push(Json(number));
        } else {
            return {};
        }
        if (end == text.size())
            return words;
        text.remove_prefix(end + 1);
    }
}

class VocabularyReader {
public:
    VocabularyReader(const ZipReader& zip, Diagnostics& diagnostics, const Progress& progress)
        : m_zip(zip), m_diagnostics(diagnostics), m_progress(progress)
    {
    }

    // Layers nest no deeper than the JSON they come from. Groups are named as in ObjectWeights.cpp.
    void visit(std::vector<Layer>& layers, const std::string& key, const std::string& path)
    {
        std::unordered_map<std::string, int> used;
        for (Layer& layer : layers) {
            std::string name = keras::snakeCase(layer.className);
            if (const int number = used[name]++; number > 0)
                name += "_" + std::to_string(number);
            const std::string here = key + "layers/" + name + "/";
            if (layer.nested)
                visit(layer.layers, here, path + layer.name + "/");
            else if (layer.known && layer.config.contains("vocabulary") && layer.config["vocabulary"].isNull())
                read(layer, "assets/" + here + "vocabulary.txt", path + layer.name);
        }
    }

private:
    void read(Layer& layer, const std::string& name, const std::string& path)
    {
        const ZipEntry* entry = m_zip.find(name);
        if (entry == nullptr)
            return;
        if (entry->size > kLargestVocabulary)
            return m_diagnostics.warning("The vocabulary is too large to be read", path);
        const auto bytes = m_zip.read(*entry, m_progress);
        const Json words = bytes.ok() ? wordsOf(asText(bytes->span), layer.className == "IntegerLookup") : Json();
        if (words.isNull())
            return m_diagnostics.warning("The vocabulary in the archive's assets cannot be read", path);
        layer.config.set("vocabulary", words);
    }

    const ZipReader& m_zip;
    Diagnostics& m_diagnostics;
    const Progress& m_progress;
};

} // namespace

void readVocabularies(const ZipReader& zip, Model& model, const Progress& progress)
{
    VocabularyReader(zip, model.diagnostics, progress).visit(model.layers, "", "");
}

} // namespace lw::formats::keras3
