// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "core/edit/restore/Compose.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/CheckpointWriter.h"

#include <CLI/CLI.hpp>
#include <unordered_map>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model, output;
    std::vector<std::string> parts;
    bool noOptimizer = false;
};

Result<edit::Composition> compositionOf(const std::vector<std::string>& parts)
{
    edit::Composition composition;
    for (const std::string& part : parts) {
        const std::size_t sign = part.find('=');
        if (sign == std::string::npos || sign == 0 || sign + 1 == part.size())
            return invalid("parts are given as KEY=LAYER or KEY=VARIABLE, not \"" + part + "\"");
        composition.emplace_back(part.substr(0, sign), part.substr(sign + 1));
    }
    return composition;
}

Outcome compose(const Arguments& arguments, bool json)
{
    const auto composition = compositionOf(arguments.parts);
    if (!composition)
        return composition.error().at(arguments.output);
    LW_ASSIGN(const Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    const auto objects = edit::composeObjects(model, *composition);
    if (!objects)
        return objects.error().at(arguments.model);
    std::string prefix = arguments.output;
    if (prefix.ends_with(".index"))
        prefix.resize(prefix.size() - 6);
    formats::SaveOptions options;
    options.optimizer = !arguments.noOptimizer;
    if (const auto written = formats::writeComposed(*objects, model, prefix, options, terminalProgress("saving"));
        !written)
        return written.error().at(arguments.output);
    if (!json)
        return Status::Done;
    Json keys = Json::array();
    const std::vector<std::string> paths = objects->paths();
    for (std::size_t node = 0; node < paths.size(); ++node)
        if (!objects->nodes()[node].variable.empty())
            keys.push(Json::object({{"key", paths[node]}, {"path", objects->nodes()[node].variable}}));
    print(Json::object({{"path", prefix}, {"format", "tf_checkpoint"}, {"keys", std::move(keys)}}));
    return Status::Done;
}

} // namespace

void addComposeCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("compose", "A checkpoint of chosen layers and variables");
    command->add_option("MODEL", arguments->model, "File, SavedModel folder or checkpoint")->required();
    command->add_option("-o,--output", arguments->output, "Prefix of the checkpoint to write")->required();
    command
        ->add_option("PART", arguments->parts,
                     "KEY=LAYER or KEY=VARIABLE, as tf.train.Checkpoint(KEY=object); \".\" is the whole model")
        ->required();
    command->add_flag("--no-optimizer", arguments->noOptimizer, "Leave out the optimizer's state of the whole model");
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return compose(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
