// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/keras/dialect/Notes.h"

#include <functional>
#include <string>
#include <string_view>

namespace lw::keras {

/// Translates what stands inside of a layer's config: dtype policies, activations, initialisers, regularisers,
/// constraints, custom objects and functions, and the arguments themselves. source and target are 2 or 3.
class ObjectTranslation {
public:
    /// layers: translates a serialized layer found inside of a config (wrapped layers, cells).
    using LayerFunction = std::function<Json(const Json& entry, const std::string& path)>;
    ObjectTranslation(int source, int target, TranslationNotes& notes, LayerFunction layers)
        : m_source(source), m_target(target), m_notes(notes), m_layers(std::move(layers))
    {
    }

    /// The config of a layer (its class under today's name); path is the layer's, for notes.
    Json config(std::string_view className, const Json& config, const std::string& path) const;
    /// "float32", {"class_name": "DTypePolicy", ...} or Policy.
    Json dtype(const Json& dtype, const std::string& path) const;
    /// Any value of a config.
    Json value(std::string_view key, const Json& value, const std::string& path) const;

private:
    Json object(std::string_view key, const Json& object, const std::string& path) const;
    Json activation(const Json& activation, const std::string& path) const;
    Json lambdaFunction(const Json& config, const std::string& path) const;
    [[nodiscard]] bool dropped(std::string_view className, std::string_view key, const Json& value,
                               const std::string& path) const;

    int m_source, m_target;
    TranslationNotes& m_notes;
    LayerFunction m_layers;
};

/// A class of Keras itself, by the place of the object: "keras.initializers"; empty for others.
std::string_view moduleForKey(std::string_view key);

} // namespace lw::keras
