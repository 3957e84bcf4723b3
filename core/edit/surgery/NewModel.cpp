// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NewModel.h"

#include "core/edit/surgery/Blueprint.h"
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"

namespace lw::edit {

Result<Model> newModel(const NewModelPlan& plan)
{
    if (plan.name.empty() || plan.name.find('/') != std::string::npos)
        return invalid("the new model needs a name without a slash");
    Shape shape{kUnknownDim};
    for (const std::int64_t dim : plan.inputShape) {
        if (dim == 0 || dim < kUnknownDim)
            return invalid("a dimension is a positive number, or unknown");
        shape.push_back(dim);
    }
    Blueprint blueprint;
    blueprint.generation = plan.generation;
    blueprint.kind = plan.kind;
    const Json like = plan.generation == 3
                          ? Json::object({{"module", "keras"}, {"class_name", ""}, {"registered_name", nullptr}})
                          : Json::object({{"class_name", ""}});
    blueprint.serialized = modelFrame(like, plan.generation, plan.kind, plan.name);
    blueprint.parts.push_back(inputPart(plan.kind == ModelKind::Sequential ? plan.name + "_input" : "input", shape,
                                        plan.inputDtype, plan.generation, plan.generation == 3));
    blueprint.inputs = blueprint.outputs = {{blueprint.parts.front().name, 0, 0}};
    Model model;
    LW_TRY(keras::readArchitecture(writeBlueprint(blueprint), model));
    model.format = plan.generation == 3 ? "keras" : "h5";
    return model;
}

Model detached(Model model)
{
    model.path.clear();
    model.stamp.reset();
    model.payload.reset();
    model.signatures.clear();
    model.assets.clear();
    model.formatDetail.clear();
    Diagnostics kept; // not what was said of the file, or of layers that stayed there
    for (const Diagnostic& entry : model.diagnostics.entries())
        if (!entry.subject.empty() && (findLayer(model, entry.subject) || findVariable(model, entry.subject)))
            kept.add(entry);
    model.diagnostics = std::move(kept);
    if (model.architecture.isObject() && model.format != "saved_model")
        model.format = keras::kerasGeneration(model) == 3 ? "keras" : "h5";
    return model;
}

} // namespace lw::edit
