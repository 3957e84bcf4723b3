// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/EditSteps.h"
#include "app/cli/ModelJson.h"
#include "app/cli/Output.h"
#include "core/edit/surgery/WeightOrder.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model;
    Output output;
    std::uint64_t seed = 0;
    bool freshMisfits = false;
    std::vector<Step> steps;
};

/// What an edit cost, of all that there is to say of a model.
bool isTold(const Diagnostic& note)
{
    constexpr std::string_view kCodes[] = {"fresh-weights", "initializer-replaced", "optimizer-dropped",
                                           "training-dropped"};
    return std::find(std::begin(kCodes), std::end(kCodes), note.code) != std::end(kCodes);
}

/// The order of HDF5 files, where freezing changed it; null otherwise.
Json movedOrder(const Model& before, const Model& after, Diagnostics& diagnostics)
{
    const std::vector<edit::OrderedWeight> order = edit::weightOrder(before, after);
    const std::size_t moved = edit::movedWeights(order);
    if (moved == 0)
        return {};
    Json list = Json::array();
    std::string text;
    for (const edit::OrderedWeight& weight : order) {
        list.push(Json::object({{"path", weight.path},
                                {"group", weight.group},
                                {"trainable", weight.trainable},
                                {"before", weight.before ? Json(static_cast<std::uint64_t>(*weight.before)) : Json()},
                                {"moved", weight.moved}}));
        if (weight.moved && text.size() < 300)
            text += (text.empty() ? "" : ", ") + weight.path;
    }
    diagnostics.add({Severity::Warning,
                     std::to_string(moved) +
                         " weights moved in the order of HDF5 files, where what trains comes first "
                         "in each group; these now come so: " +
                         text,
                     {},
                     1,
                     "weight-order",
                     {}});
    return list;
}

Outcome run(const Arguments& arguments, bool json)
{
    LW_ASSIGN(Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    const Model opened = model; // weights are shared
    if (arguments.steps.empty())
        return invalid("say what to do, such as --drop-last or --freeze LAYER").at(arguments.model);
    edit::SurgeryOptions options;
    options.seed = arguments.seed;
    LW_ASSIGN(options.objects, readObjects(arguments.output.objects));
    options.misfit = arguments.freshMisfits ? edit::Misfit::Fresh : edit::Misfit::Refuse;
    Json done = Json::array();
    for (const Step& step : arguments.steps) {
        LW_ASSIGN(const edit::EditPointer edit, editOf(step, model, options));
        const auto applied = edit->apply(model);
        if (!applied)
            return applied.error().at(arguments.model);
        done.push(edit->title());
        ++options.seed; // the next step's fresh weights are others
    }
    Diagnostics diagnostics;
    for (const Diagnostic& note : model.diagnostics.entries())
        if (isTold(note))
            diagnostics.add(note);
    LW_TRY(saveOutput(model, arguments.output, options.objects, diagnostics));
    const Json order = movedOrder(opened, model, diagnostics);
    if (!json) {
        printWarnings(diagnostics);
        return Status::Done;
    }
    Json notes = Json::array();
    for (const Diagnostic& note : diagnostics.entries())
        notes.push(Json::object({{"layer", note.subject}, {"message", note.message}}));
    print(Json::object({{"steps", std::move(done)},
                        {"notes", std::move(notes)},
                        {"weight_order", order},
                        {"model", summaryJson(model)}}));
    return Status::Done;
}

} // namespace

void addEditCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("edit", "Changes the layers of a model, step by step");
    command->add_option("MODEL", arguments->model, "Model to change; the file itself stays")->required();
    addOutput(*command, arguments->output, "MODEL")->required();
    command->add_option("--seed", arguments->seed, "Of fresh weights: equal seeds give equal files");
    command->add_flag("--fresh-misfits", arguments->freshMisfits,
                      "Layers whose weights do not fit any more get fresh ones instead of refusing");
    for (const StepKind& kind : stepKinds()) {
        const std::string name = kind.name;
        if (kind.count == 0) {
            command
                ->add_flag_callback(
                    name,
                    [arguments, name] {
                        arguments->steps.push_back({name, {}});
                    },
                    kind.help)
                ->trigger_on_parse();
            continue;
        }
        command
            ->add_option_function<std::vector<std::string>>(
                name,
                [arguments, name, count = static_cast<std::size_t>(kind.count)](const std::vector<std::string>& given) {
                    for (std::size_t i = 0; i + count <= given.size(); i += count)
                        arguments->steps.push_back({name,
                                                    {given.begin() + static_cast<std::ptrdiff_t>(i),
                                                     given.begin() + static_cast<std::ptrdiff_t>(i + count)}});
                },
                kind.help)
            ->type_name(kind.values)
            ->type_size(kind.count)
            ->allow_extra_args(false)
            ->trigger_on_parse();
    }
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return run(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
