// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Rebuild.h"

#include "core/edit/surgery/CarriedCustomLayers.h"
#include "core/edit/surgery/CarriedTraining.h"
#include "core/edit/surgery/CarriedWeights.h"
#include "core/edit/surgery/DeclaredShapes.h"
#include "core/edit/surgery/NestedInputs.h"
#include "core/graph/TracedProgram.h"
#include "core/keras/Architecture.h"
#include "core/keras/TakeArchitecture.h"
#include "core/keras/UnknownShapes.h"
#include "core/model/Draft.h"

#include <algorithm>
#include <array>

namespace lw::edit {

namespace {

/// What the architecture's reader says, which it says anew, and what earlier surgery said.
constexpr std::array<std::string_view, 13> kArchitectureCodes = {
    "single-layer",    "subclassed-model", "dangling-input",  "cycle",       "lambda",         "unknown-layer",
    "config-too-deep", "duplicate-layer",  "nested-too-deep", "not-a-layer", "shape-mismatch", "missing-tensor",
    "broken-connection"};

bool breaks(const Diagnostic& diagnostic)
{
    return diagnostic.code == "shape-mismatch" || diagnostic.code == "dangling-input" || diagnostic.code == "cycle" ||
           diagnostic.code == "missing-tensor";
}

/// The first trouble with a connection that was not there before.
const Diagnostic* newTrouble(const Model& before, const Model& after)
{
    for (const Diagnostic& now : after.diagnostics.entries()) {
        const auto& entries = before.diagnostics.entries();
        const bool known = std::any_of(entries.begin(), entries.end(), [&](const Diagnostic& then) {
            return (then.code == now.code || then.code == kBrokenConnection) && then.message == now.message;
        });
        if (breaks(now) && !known)
            return &now;
    }
    return nullptr;
}

/// Trouble that the model was opened with is not of this edit's making.
bool wasThere(const Model& before, const Diagnostic& now)
{
    const auto& entries = before.diagnostics.entries();
    return std::any_of(entries.begin(), entries.end(), [&](const Diagnostic& then) {
        return then.code == now.code && then.message == now.message && then.subject == now.subject;
    });
}

Diagnostics joinedDiagnostics(const Model& before, const Model& after, const Diagnostics& notes)
{
    Diagnostics all;
    for (const Diagnostic& entry : before.diagnostics.entries())
        if (std::find(kArchitectureCodes.begin(), kArchitectureCodes.end(), entry.code) == kArchitectureCodes.end())
            all.add(entry);
    for (Diagnostic entry : after.diagnostics.entries()) {
        if (breaks(entry) && !wasThere(before, entry)) {
            entry.severity = Severity::Error;
            entry.code = kBrokenConnection;
        }
        all.add(std::move(entry));
    }
    for (const Diagnostic& entry : notes.entries())
        all.add(entry);
    return all;
}

/// "the layer needs rank 4" -> "needs rank 4".
std::string withoutSubject(const std::string& message)
{
    constexpr std::string_view kSubject = "The layer ";
    return message.starts_with(kSubject) ? message.substr(kSubject.size()) : message;
}

Result<Model> readAgain(Json&& architecture, const keras::UnknownShapes& unknown)
{
    Model model;
    LW_TRY(keras::readArchitecture(std::move(architecture), model, unknown));
    return model;
}

} // namespace

Result<Model> rebuild(const Model& before, const Blueprint& after, const SurgeryOptions& options)
{
    const keras::UnknownShapes unknown = customShapes(before, after, options);
    LW_ASSIGN(Model layout, readAgain(writeBlueprint(after), unknown));
    if (Json declared = withDeclaredShapes(layout); !(declared == layout.architecture)) {
        LW_ASSIGN(layout, readAgain(std::move(declared), unknown));
    }
    // Trouble of this kind that the model was opened with is not of this edit's making either.
    Model known = before;
    checkNestedInputs(known);
    checkNestedInputs(layout);
    if (const Diagnostic* trouble = newTrouble(known, layout); trouble != nullptr && !options.draft) {
        if (trouble->code == "missing-tensor")
            return invalid(readersText(layout, trouble->subject)).in(trouble->subject);
        return invalid("it would get " + inputText(layout, trouble->subject) + ", but it " +
                       withoutSubject(trouble->message))
            .in(trouble->subject);
    }
    LW_ASSIGN(CarriedWeights weights, carryWeights(before, after, layout, options));
    Model result = before;
    keras::takeArchitecture(result, layout);
    keepCustomParts(before, after, result);
    result.variables = std::move(weights.variables);
    result.training.reset();
    if (after.compiled)
        result.training = carryTraining(before, result, weights.origin, weights.notes);
    result.architecture.remove("compile_config"); // writers make it of the training state
    // What was traced computes the model as it was; of its custom layers only the functions know how.
    result.payload = carryFunctions(before, after, result);
    if (graph::tracedProgram(before) != nullptr)
        result.signatures.clear();
    keras::countParameters(result);
    result.diagnostics = joinedDiagnostics(known, layout, weights.notes);
    return result;
}

} // namespace lw::edit
