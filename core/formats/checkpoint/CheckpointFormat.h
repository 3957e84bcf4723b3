// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"
#include "core/formats/checkpoint/Bundle.h"
#include "core/keras/ObjectTree.h"

namespace lw::formats {

/// What a checkpoint keeps for others: its bundle, and the objects that were saved.
class CheckpointPayload : public ModelPayload, public keras::ObjectSource {
public:
    explicit CheckpointPayload(std::shared_ptr<const Bundle> bundle) : m_bundle(std::move(bundle)) {}
    [[nodiscard]] const Bundle& bundle() const { return *m_bundle; }
    [[nodiscard]] Result<keras::ObjectTree> objects(const Model& model) const override;

private:
    std::shared_ptr<const Bundle> m_bundle;
};

/// TensorFlow checkpoints, named by prefix, .index, .data or folder; name-based (TensorFlow 1) and object-based (2).
int sniffCheckpoint(const Probe& probe);
/// A model of kind Weights: variables in the order of the object graph (of the keys when name-based), those of
/// optimizers in training, save_counter among the variables but not among the parameters.
Result<Model> readCheckpoint(const Probe& probe, const Progress& progress);

} // namespace lw::formats
