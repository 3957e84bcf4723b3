// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layer.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::keras {

/// What the config of a layer that looks words up (StringLookup, IntegerLookup, TextVectorization) says of them, read
/// as index_lookup.py of both generations does. Borrows the config; cheap to make.
class LookupConfig {
public:
    static bool isLookup(std::string_view className);
    /// None for other layers, and where the number of indices for unknown words makes no sense.
    static std::optional<LookupConfig> of(std::string_view className, const Json& config);
    static std::optional<LookupConfig> of(const Layer& layer);

    [[nodiscard]] bool text() const { return m_text; } ///< words, not numbers
    /// Attributes of the lookup lie below this one: "_lookup_layer", or empty.
    [[nodiscard]] std::string_view inner() const { return m_inner; }
    [[nodiscard]] bool weighted() const { return m_mode == "tf_idf"; } ///< words count by how rare they are
    [[nodiscard]] bool hasWords() const;
    /// The words were found by adapt(), so files keep them beside the config where they can, and the layer can learn
    /// others.
    [[nodiscard]] bool adapted() const { return m_config["has_input_vocabulary"] == Json(false); }

    /// Indices before those of the words: for what is masked, and for unknown words.
    [[nodiscard]] std::size_t first() const { return m_masks + m_unknown; }
    [[nodiscard]] std::vector<Json> words() const;
    /// The words with what stands for the indices before them, as get_vocabulary() answers.
    [[nodiscard]] std::vector<Json> wordsWithTokens() const;
    /// All indices, those that max_tokens pads with too.
    [[nodiscard]] std::size_t depth() const;
    /// Weights of all indices, as the layer keeps them; empty when the config has none.
    [[nodiscard]] std::vector<double> weights() const;

    /// What Keras would say to the config on making the layer: words twice, more than max_tokens, none at all, a
    /// weight too many. Empty when it takes it.
    [[nodiscard]] std::string trouble() const;

private:
    explicit LookupConfig(const Json& config) : m_config(config) {}
    [[nodiscard]] Json token(std::size_t index) const;
    [[nodiscard]] bool listsTokens() const;
    [[nodiscard]] std::size_t listed() const
    {
        return m_config["vocabulary"].isArray() ? m_config["vocabulary"].size() : 0;
    }

    const Json& m_config;
    bool m_text = true;
    std::string_view m_inner;
    std::string m_mode;
    std::size_t m_masks = 0, m_unknown = 1;
    Json m_maskToken, m_unknownToken;
};

} // namespace lw::keras
