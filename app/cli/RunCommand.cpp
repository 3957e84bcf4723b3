// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "core/base/FileOperations.h"
#include "core/base/MappedFile.h"
#include "core/containers/npy/Npy.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model, input, output, objects;
    engine::RunnerOptions options;
};

/// A single array may come as the .npy file that numpy.save() writes; it has no name, and a single input needs none.
Result<NamedTensors> readInputs(const std::string& path)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    if (!asText(file->bytes()).starts_with("\x93NUMPY"))
        return readNpz(path);
    LW_ASSIGN(Bytes bytes, file->slice(0, file->bytes().size()));
    auto tensor = readNpy(std::move(bytes));
    if (!tensor)
        return tensor.error().at(path);
    return NamedTensors{{fileNameOf(path), std::move(tensor).value()}};
}

Outcome run(Arguments arguments, bool json)
{
    LW_ASSIGN(arguments.options.build.objects, readObjects(arguments.objects));
    arguments.options.profile = json;
    LW_ASSIGN(const Model model, formats::openModel(arguments.model));
    LW_ASSIGN(const NamedTensors inputs, readInputs(arguments.input));
    auto runner = engine::ModelRunner::create(model, arguments.options);
    if (!runner)
        return runner.error().at(arguments.model);
    auto result = runner->run(inputs, terminalProgress("running"));
    if (!result)
        return result.error().at(arguments.model);
    LW_ASSIGN(SaveFile file, SaveFile::create(arguments.output));
    if (const auto written = writeNpz(file, result->outputs, {}); !written)
        return written.error().at(arguments.output);
    LW_TRY(file.commit());
    if (json) {
        Json outputs = Json::array(), profile = Json::array();
        for (const auto& [name, tensor] : result->outputs)
            outputs.push(Json::object(
                {{"name", name}, {"shape", shapeJson(tensor.shape())}, {"dtype", dtypeName(tensor.dtype())}}));
        for (const engine::ProfileEntry& entry : result->profile)
            profile.push(Json::object(
                {{"name", entry.name}, {"op", entry.op}, {"layer", entry.layer}, {"ms", entry.milliseconds}}));
        print(Json::object({{"outputs", outputs}, {"ms", result->milliseconds}, {"profile", profile}}));
    }
    return Status::Done;
}

} // namespace

void addRunCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("run", "Run the model on the CPU");
    command->add_option("MODEL", arguments->model, "File or SavedModel folder")->required();
    command->add_option("-i,--input", arguments->input, "The .npz file of inputs, by input name; .npy for a single one")
        ->required();
    command->add_option("-o,--output", arguments->output, "The .npz file of outputs to write")->required();
    command->add_option("--signature", arguments->options.build.signature, "Run this signature of a SavedModel");
    command->add_option("--layer", arguments->options.build.layers, "Also write this layer's output (may be repeated)");
    command->add_flag("--training", arguments->options.build.training, "Run as in training");
    addObjectsOption(*command, arguments->objects);
    command->add_option("--threads", arguments->options.threads, "Threads; 0 takes one a core")
        ->check(CLI::Range(0, 1024));
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return run(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
