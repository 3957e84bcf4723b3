// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/GraftEdits.h"
#include "ui/document/ModelParts.h"

#include <QString>
#include <memory>
#include <optional>

namespace lw::ui {

/// How layers would fit into a gap.
struct GapFit {
    std::optional<Error> misfit; ///< why they do not go as they are
    bool canDiffer = false;      ///< they go with fresh weights, or as a draft
    std::string name;            ///< the first of them, as it would be called
    std::optional<Shape> reads, gives;
};

/// Layers on their way into gaps of models, by drag and drop, from the clipboard or the menu. Whether they are copied
/// or moved is the place's. Prepared once for each dialect of Keras. Copies share; any thread.
class LayerInsertion {
public:
    explicit LayerInsertion(ModelParts parts);

    /// Whether these parts are layers or a whole model, not variables.
    static bool isPossible(const ModelParts& parts);

    [[nodiscard]] const ModelParts& parts() const { return m_parts; }
    /// An edit that fails with the reason when the layers cannot be taken out of their model.
    [[nodiscard]] edit::EditPointer edit(const Model& target, const DropPlace& place,
                                         const edit::SurgeryOptions& options) const;
    /// Tries it on a copy.
    [[nodiscard]] GapFit tryIn(const Model& target, const DropPlace& place) const;

private:
    struct Prepared;
    ModelParts m_parts;
    std::shared_ptr<Prepared> m_prepared;
};

/// "Inserts dense_1 as dense_2: (None, 3) → (None, 5)", or the reason why not.
QString fitLine(const ModelParts& parts, const DropPlace& place, const GapFit& fit);

} // namespace lw::ui
