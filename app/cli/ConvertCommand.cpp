// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Output.h"
#include "core/formats/FlatWeights.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model;
    Output output;
    formats::SaveOptions options;
    bool noOptimizer = false, noTraces = false;
};

/// "float16 in h5, keras, npz": the formats that take a type for their weights, by type.
std::string typesOfFormats()
{
    std::string text;
    for (const std::string_view type : {"float16", "bfloat16"}) {
        text += (text.empty() ? "" : "; ") + std::string(type) + " in ";
        std::string formats;
        for (const formats::Format& format : formats::registry())
            if (std::find(format.holds.dtypes.begin(), format.holds.dtypes.end(), type) != format.holds.dtypes.end())
                formats += (formats.empty() ? "" : ", ") + std::string(format.id);
        text += formats;
    }
    return text;
}

Outcome convert(Arguments arguments, bool json)
{
    LW_ASSIGN(const Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    LW_ASSIGN(const std::string format, outputFormat(arguments.output, {}));
    LW_ASSIGN(arguments.options.objects, readObjects(arguments.output.objects));
    arguments.options.optimizer = !arguments.noOptimizer;
    arguments.options.traces = !arguments.noTraces;
    Diagnostics diagnostics;
    LW_TRY(formats::saveModel(model, arguments.output.path, format, arguments.options, diagnostics,
                              terminalProgress("saving")));
    const bool whole = std::none_of(diagnostics.entries().begin(), diagnostics.entries().end(),
                                    [](const Diagnostic& entry) { return entry.code == formats::kWeightNotSaved; });
    const Status status = whole ? Status::Done : Status::Differs;
    if (!json) {
        printWarnings(diagnostics);
        return status;
    }
    Json warnings = Json::array(), notes = Json::array();
    for (const Diagnostic& entry : diagnostics.entries())
        (entry.severity == Severity::Info ? notes : warnings)
            .push(Json::object({{"subject", entry.subject}, {"message", entry.message}}));
    print(Json::object({{"path", arguments.output.path},
                        {"format", format},
                        {"warnings", std::move(warnings)},
                        {"notes", std::move(notes)}}));
    return status;
}

} // namespace

void addConvertCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("convert", "Save the model in another format or place");
    command->add_option("MODEL", arguments->model, "File, SavedModel folder or checkpoint")->required();
    command->add_option("OUT", arguments->output.path, "File, folder or prefix to write")->required();
    command->add_option("--to", arguments->output.format,
                        "Format: " + writtenFormats() + "; follows from OUT's suffix where that is plain");
    command->add_flag("--no-optimizer", arguments->noOptimizer,
                      "Leave out the optimizer's state: smaller, but training starts afresh");
    command->add_flag(
        "--no-traces", arguments->noTraces,
        "saved_model: leave out the traced functions: smaller, but only Keras loads it, and custom classes "
        "need their code then");
    command
        ->add_option("--dtype,--weights-dtype", arguments->options.weightsDtype,
                     "Type of the saved weights (" + typesOfFormats() + ")")
        ->check(CLI::IsMember({"float32", "float16", "bfloat16"}));
    command
        ->add_option(
            "--dialect", arguments->options.dialect,
            "Keras that is to load it, 2 or 3 (h5, keras, weights_keras, weights_h5, json); follows from format and "
            "model if not given")
        ->check(CLI::IsMember({2, 3}));
    addObjectsOption(*command, arguments->output.objects);
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return convert(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
