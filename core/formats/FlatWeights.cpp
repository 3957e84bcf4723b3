// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FlatWeights.h"

#include "core/keras/Vocabularies.h"

#include <unordered_set>

namespace lw::formats {

NamedTensors flatWeights(const Model& model, const SaveOptions& options, std::string_view reserved)
{
    NamedTensors tensors;
    std::unordered_set<std::string> names;
    if (!reserved.empty())
        names.emplace(reserved);
    const auto add = [&](const std::string& name, const Tensor& tensor) {
        std::string unique = name;
        for (int i = 1; !names.insert(unique).second; ++i)
            unique = name + "_" + std::to_string(i);
        tensors.emplace_back(std::move(unique), tensor);
    };
    for (const Variable& variable : model.variables)
        add(variable.path, variable.tensor);
    for (const Variable& variable : keras::vocabularyVariables(model))
        if (variable.tensor.rank() == 1) // weights of words, and no count of documents
            add(variable.path, variable.tensor);
    if (model.training && options.optimizer)
        for (const Variable& slot : model.training->slotVariables)
            add(slot.path.starts_with("optimizer") ? slot.path : "optimizer/" + slot.path, slot.tensor);
    return tensors;
}

void reportUnreadableWeights(const Model& model, Diagnostics& diagnostics)
{
    for (const Diagnostic& problem : model.diagnostics.entries()) {
        if (problem.code == "unreadable-weight")
            diagnostics.add({Severity::Warning,
                             "The weight could not be read, so the saved file lacks it",
                             problem.subject,
                             1,
                             std::string(kWeightNotSaved),
                             {}});
    }
}

} // namespace lw::formats
