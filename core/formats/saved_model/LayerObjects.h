// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/SavedModelParts.h"

#include <optional>
#include <set>
#include <unordered_map>

namespace lw::formats {

/// Finds which object of the object graph is which layer, and which variable belongs to which layer under which name.
/// Layers that the architecture describes are found by their places ("layer-3"), their variables by what the catalogue
/// calls for; for all others the attributes of the objects say it. Objects are visited once each.
class LayerObjects {
public:
    /// Where a variable lies.
    struct Place {
        std::string path, layer, role;
    };

    LayerObjects(const SavedModelParts& parts, const KerasMetadata& metadata) : m_parts(parts), m_metadata(metadata) {}

    /// Layers of an architecture: model.layers are those of the root.
    void mapArchitecture(Model& model);
    /// Layers of a model without an architecture, made from its attributes.
    void makeLayers(Model& model);

    [[nodiscard]] const Place* place(std::uint32_t variable) const;
    /// All variables in the order in which they were found.
    [[nodiscard]] const std::vector<std::uint32_t>& variables() const { return m_order; }
    std::map<std::string, std::uint32_t, std::less<>>& layers() { return m_layers; }

private:
    void mapContainer(std::uint32_t object, std::vector<Layer>& layers, const std::string& prefix, int depth);
    [[nodiscard]] std::optional<std::uint32_t> objectOf(std::string_view layer, std::string_view objectKey) const;
    void visitUnknown(std::vector<Layer>& layers, const std::string& prefix, int depth);
    void visit(std::uint32_t object, const std::string& layerPath, const std::string& attributes,
               std::vector<Layer>* layers, int depth);
    Layer makeLayer(std::uint32_t object, const std::string& name) const;
    void addVariable(std::uint32_t object, Place place);
    [[nodiscard]] std::string freeName(const std::vector<Layer>& siblings, std::string name) const;

    const SavedModelParts& m_parts;
    const KerasMetadata& m_metadata;
    std::map<std::string, std::uint32_t, std::less<>> m_layers;
    std::unordered_map<std::uint32_t, Place> m_places;
    std::vector<std::uint32_t> m_order;
    std::set<std::uint32_t> m_seen;
};

/// Whether Keras hangs an attribute of this name on every layer of a SavedModel ("keras_api", "variables").
bool isEndpoint(std::string_view name);

} // namespace lw::formats
