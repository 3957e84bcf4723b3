// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include "core/edit/RestoreModel.h"
#include "core/edit/surgery/Rebuild.h"
#include "core/keras/Dialect.h"

#include <algorithm>

namespace lw::edit {

namespace {

class StructureEdit final : public Edit {
public:
    StructureEdit(std::string title, BlueprintChange change, const SurgeryOptions& options)
        : m_title(std::move(title)), m_change(std::move(change)), m_options(options)
    {
    }

    [[nodiscard]] std::string title() const override { return m_title; }

    [[nodiscard]] Result<std::unique_ptr<Edit>> apply(Model& model) const override
    {
        LW_ASSIGN(Blueprint blueprint, readBlueprint(model));
        LW_TRY(m_change(blueprint, model));
        LW_ASSIGN(Model after, rebuild(model, blueprint, m_options));
        auto before = std::make_shared<const Model>(std::move(model));
        model = std::move(after);
        return std::unique_ptr<Edit>(std::make_unique<RestoreModel>(m_title, std::move(before)));
    }

private:
    std::string m_title;
    BlueprintChange m_change;
    SurgeryOptions m_options;
};

/// The arguments of a call but for masks and states.
Json withoutSideInputs(const Json& json)
{
    Json result = json;
    if (json.isArray())
        for (Json& item : result.items())
            item = withoutSideInputs(Json(item));
    if (!json.isObject() || json["class_name"].toText() == "__keras_tensor__")
        return result;
    for (const auto& [key, value] : json.members()) {
        if (key.ends_with("mask") || key == "initial_state" || key == "constants")
            result.remove(key);
        else
            result.set(key, withoutSideInputs(value));
    }
    return result;
}

} // namespace

EditPointer structureEdit(std::string title, BlueprintChange change, const SurgeryOptions& options)
{
    return std::make_unique<StructureEdit>(std::move(title), std::move(change), options);
}

std::string namesOf(const std::vector<std::string>& layers)
{
    if (layers.size() == 1)
        return layers.front().empty() ? "all layers" : layers.front();
    return std::to_string(layers.size()) + " layers";
}

std::size_t outputCount(const Model& model, std::string_view layerPath)
{
    const Layer* layer = findLayer(model, layerPath);
    if (layer == nullptr || layer->nodes.empty() || layer->nodes.front().outputShapes.empty())
        return 1;
    return layer->nodes.front().outputShapes.size();
}

std::vector<InboundTensor> dataInputs(const BlueprintCall& call)
{
    if (call.arguments.isNull() || call.read.size() != call.inputs.size())
        return call.inputs;
    std::vector<InboundTensor> inputs;
    keras::visitTensorReferences(withoutSideInputs(call.arguments), [&](const keras::TensorReference& reference) {
        for (std::size_t i = 0; i < call.read.size(); ++i)
            if (call.read[i].layer == reference.layer &&
                static_cast<std::int64_t>(call.read[i].node) == reference.node &&
                static_cast<std::int64_t>(call.read[i].tensor) == reference.tensor)
                return inputs.push_back(call.inputs[i]);
    });
    return inputs;
}

bool allSame(const std::vector<InboundTensor>& tensors)
{
    return std::all_of(tensors.begin(), tensors.end(),
                       [&](const InboundTensor& tensor) { return tensor == tensors.front(); });
}

void insertBehind(Blueprint& container, const std::string& name, BlueprintPart part)
{
    const auto index = container.find(name);
    const auto at = index ? container.parts.begin() + static_cast<std::ptrdiff_t>(*index) + 1 : container.parts.end();
    container.parts.insert(at, std::move(part));
}

void forgetOrigins(BlueprintPart& part)
{
    if (!part.origin.empty() && !part.source)
        part.renewed = std::move(part.origin);
    part.origin.clear();
    part.source.reset();
    for (Blueprint& inner : part.inner)
        forgetOrigins(inner);
}

void forgetOrigins(Blueprint& blueprint)
{
    for (BlueprintPart& part : blueprint.parts)
        forgetOrigins(part);
}

} // namespace lw::edit
