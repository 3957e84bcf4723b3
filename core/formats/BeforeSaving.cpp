// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/BeforeSaving.h"

#include "core/formats/FormatRegistry.h"
#include "core/keras/Dialect.h"
#include "core/keras/ObjectTree.h"

namespace lw::formats {

namespace {

bool hasLayout(const Model& model)
{
    return model.architecture.isObject() &&
           (model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional);
}

} // namespace

bool canHold(const Model& model, const Format& format)
{
    if (format.write == nullptr)
        return false;
    if (format.id == model.format && model.kind != ModelKind::Subclassed)
        return true;
    if (format.id == "h5" || format.id == "keras" || format.id == "weights_keras")
        return hasLayout(model);
    if (format.id == "saved_model")
        return format.id == model.format || model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional;
    if (format.id == "json")
        return model.architecture.isObject();
    if (format.id == "tf_checkpoint" && (model.kind == ModelKind::Subclassed || model.kind == ModelKind::Graph))
        return keras::hasTrackedObjects(model);
    return !model.variables.empty() || model.totalParameters > 0;
}

std::optional<Error> obstacle(const Model& model, const Format& format)
{
    if (!format.holds.weights || !model.variables.empty() || model.totalParameters == 0)
        return std::nullopt;
    return invalid("this model has no weights; load them into it first, or give it fresh ones (Clone with fresh "
                   "weights, edit --clone)");
}

std::optional<Diagnostic> trainingNote(const Model& model, const Format& format, const SaveOptions& options)
{
    if (!options.optimizer || !model.training || model.training->slotVariables.empty())
        return std::nullopt;
    const auto note = [](std::string message) {
        Diagnostic diagnostic;
        diagnostic.severity = Severity::Info;
        diagnostic.message = std::move(message);
        diagnostic.code = kTrainingNote;
        return diagnostic;
    };
    // tf_keras/src/saving/legacy/saved_model/load.py compiles the model anew.
    if (format.id == "saved_model" && model.format != "saved_model")
        return note("tf_keras does not read the optimizer's state of a SavedModel and starts afresh; save the model as "
                    ".h5 or .keras to go on with training");
    if (format.id != "h5")
        return std::nullopt;
    const int dialect = writtenDialect(model, format, options.dialect);
    if (dialect == 0 || (model.format == "h5" && dialect == keras::kerasGeneration(model)))
        return std::nullopt;
    // keras/src/legacy/saving/legacy_h5_format.py builds the optimizer for no variable at all, so that the first step
    // of training fails, also from files of its own.
    if (dialect == 3)
        return note("Keras 3 cannot go on with training from an .h5 file: it fails until the model is compiled again, "
                    "and then starts afresh; save the model as .keras to go on");
    return note("Only tf_keras goes on with training from this .h5 file; for Keras 3, save the model as .keras");
}

} // namespace lw::formats
