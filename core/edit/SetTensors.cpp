// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/SetTensors.h"

#include <unordered_map>

namespace lw::edit {

namespace {

std::unordered_map<std::string_view, Variable*> variablesByPath(Model& model)
{
    std::unordered_map<std::string_view, Variable*> byPath;
    for (Variable& variable : model.variables)
        byPath.emplace(variable.path, &variable);
    if (model.training)
        for (Variable& variable : model.training->slotVariables)
            byPath.emplace(variable.path, &variable);
    return byPath;
}

} // namespace

SetTensors::SetTensors(std::string title, std::vector<TensorChange> changes)
    : m_title(std::move(title)), m_changes(std::move(changes))
{
}

Result<std::unique_ptr<Edit>> SetTensors::apply(Model& model) const
{
    const auto byPath = variablesByPath(model);
    std::vector<Variable*> targets;
    for (const TensorChange& change : m_changes) {
        const auto found = byPath.find(change.path);
        if (found == byPath.end())
            return notFound("the model has no variable of this name").in(change.path);
        const Shape& shape = found->second->tensor.shape();
        if (shape != change.tensor.shape())
            return invalid("values of shape " + shapeText(change.tensor.shape()) + " do not fit " + shapeText(shape))
                .in(change.path);
        targets.push_back(found->second);
    }
    // The inverse runs backwards, so that a path that is named twice ends with its first value.
    std::vector<TensorChange> before(m_changes.size());
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        before[m_changes.size() - 1 - i] = {m_changes[i].path, targets[i]->tensor};
        targets[i]->tensor = m_changes[i].tensor;
    }
    return std::unique_ptr<Edit>(std::make_unique<SetTensors>(m_title, std::move(before)));
}

} // namespace lw::edit
