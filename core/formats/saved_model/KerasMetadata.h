// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/Json.h"
#include "core/base/MappedFile.h"
#include "core/graph/import/SavedObjects.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace lw::formats {

/// What Keras wrote of its objects beside the graph: JSON for each layer, model and metric, in keras_metadata.pb (from
/// TensorFlow 2.5 on) or in the object graph (before). Decoded one by one, when asked for.
class KerasMetadata {
public:
    /// A file that is missing or wrong is a diagnostic; the object graph's own metadata counts then.
    static KerasMetadata read(const std::string& folder, const graph::SavedObjects& objects, Diagnostics& diagnostics);

    /// The JSON of an object; null when it has none.
    [[nodiscard]] Json of(std::uint32_t node) const;
    /// "_tf_keras_layer", "_tf_keras_network", ...; empty for objects that are not Keras'.
    [[nodiscard]] std::string_view identifier(std::uint32_t node) const;
    /// Layers and models, not metrics or losses.
    [[nodiscard]] bool isLayer(std::uint32_t node) const;
    [[nodiscard]] bool empty() const { return m_texts.empty(); }

private:
    const graph::SavedObjects* m_objects = nullptr;
    std::shared_ptr<const MappedFile> m_file;
    std::unordered_map<std::uint32_t, std::string_view> m_texts;
};

} // namespace lw::formats
