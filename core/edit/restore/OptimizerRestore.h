// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "core/edit/transplant/Matching.h"

#include <optional>

namespace lw::edit {

/// The training state of a model with the optimizer's variables of a weights file: both must be of one class, and all
/// trainable variables of the model come from the file, in the same order. None when they do not go together; then the
/// optimizer stays as it is. pairs: of Model::variables, file and model. The learning rate stays the model's own.
std::optional<TrainingState> restoredTraining(const Model& file, const Model& model, const IndexPairs& pairs);

/// Gives a model other variables and, where it is given, another training state, in one step.
class LoadWeights final : public Edit {
public:
    LoadWeights(std::string title, std::shared_ptr<const Edit> tensors, std::optional<TrainingState> training);

    [[nodiscard]] std::string title() const override { return m_title; }
    [[nodiscard]] Result<std::unique_ptr<Edit>> apply(Model& model) const override;

private:
    std::string m_title;
    std::shared_ptr<const Edit> m_tensors;
    std::optional<TrainingState> m_training;
};

} // namespace lw::edit
