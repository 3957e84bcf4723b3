// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <memory>

namespace lw::edit {

struct GraftParts;

/// Layers taken out of a model, settings and weights, to be put into a gap of another or of the same: one layer,
/// several that are connected (or none of which are: then they are put one behind the other), a nested model, or the
/// whole model as a layer. They read one tensor and give out one. Immutable; shares the source, so that closing or
/// editing it afterwards changes nothing. Any thread.
class Graft {
public:
    /// title: of the source, for people ("a.h5"). layers: paths; one "." for the whole model. generation: of the Keras
    /// that the target is for; layers of the other dialect are translated. NotFound: no such layer; Unsupported: the
    /// source has no architecture, or a layer cannot be expressed in the other Keras; Invalid: more tensors than one go
    /// in or out.
    static Result<Graft> take(std::shared_ptr<const Model> source, std::string title, std::vector<std::string> layers,
                              int generation);

    [[nodiscard]] const std::string& title() const { return m_title; }
    [[nodiscard]] const std::vector<std::string>& layers() const { return m_layers; }
    [[nodiscard]] const GraftParts& parts() const { return *m_parts; }

private:
    std::string m_title;
    std::vector<std::string> m_layers;
    std::shared_ptr<const GraftParts> m_parts;
};

/// A place between connected layers of a model (or of a nested one).
struct Gap {
    std::string from; ///< path of the layer whose output passes; empty: whatever the other one reads
    std::string to;   ///< path of the layer that reads it there; empty: all that read it, and the model's output

    bool operator==(const Gap&) const = default;
};

/// Puts layers into a gap, with their weights (shared, not copied). A name that is taken gets a number, as Keras gives
/// them. What else does not fit: as Surgery.h has it.
EditPointer insertGraft(const Graft& graft, const Gap& gap, const SurgeryOptions& options = {});
/// Takes layers of the model itself out of their place, where what read their output reads their input, and puts them
/// into a gap. Invalid when they are there already.
EditPointer moveLayers(const std::vector<std::string>& layers, const Gap& gap, const SurgeryOptions& options = {});

/// Paths of layers that one model has and the other had not; of new nested models not what is inside.
std::vector<std::string> newLayers(const Model& before, const Model& after);

} // namespace lw::edit
