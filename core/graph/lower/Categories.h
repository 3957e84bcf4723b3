// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"

/// What layers of categories and words share (tf_keras/src/layers/preprocessing/preprocessing_utils.py).
namespace lw::graph {

constexpr std::int64_t kMostCategories = 1 << 24;

/// Numbers of a setting: one, a list in any nesting, or a serialized array.
std::vector<double> settingNumbers(const Json& json);
/// Indices as they are ("int", of this type), or as rows of zeros and ones, sums or maxima over the last axis: the
/// layer's output.
void encodeCategories(LayerCall& call, Edge indices, std::int64_t depth, const std::string& mode, DType indexType);
/// Texts in buckets: FarmHash's fingerprint, or SipHash with a key of two numbers.
Edge bucketOf(LayerCall& call, Edge texts, std::int64_t buckets, const std::vector<std::int64_t>& key);

/// The words or numbers of a lookup layer, and the places before them: one for the mask (only where indices come out),
/// then the unknown ones (keras/src/layers/preprocessing/index_lookup.py).
struct Vocabulary {
    bool text = false;
    std::vector<std::string> words;
    std::vector<double> numbers;
    std::int64_t masks = 0, unknown = 1;
    std::string mode;               ///< output_mode
    std::optional<Json> maskToken;  ///< none: nothing is masked
    std::vector<double> weights;    ///< of tf_idf, one a place

    [[nodiscard]] std::int64_t first() const { return masks + unknown; }
    [[nodiscard]] std::int64_t count() const
    {
        return first() + static_cast<std::int64_t>(text ? words.size() : numbers.size());
    }
    /// The width of encodings.
    [[nodiscard]] std::int64_t depth(const keras::LayerConfig& config) const;
};

/// From the layer's config alone; refuses the layer when the words are not there. maskToken as the config has it.
std::optional<Vocabulary> vocabularyOf(LayerCall& call, bool text, const Json& maskToken);
/// int64 places of keys of any shape.
Edge placesOf(LayerCall& call, const Vocabulary& vocabulary, Edge keys);

} // namespace lw::graph
