// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "app/cli/OutputFormat.h"
#include "core/base/MappedFile.h"
#include "core/edit/surgery/Surgery.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>

namespace lw::cli {

namespace {

constexpr std::uint64_t kLargestLayerFile = 64U << 20U;

/// One step as it stands on the command line.
struct Step {
    std::string name;
    std::vector<std::string> values;
};

struct Arguments {
    std::string model, output, format;
    std::uint64_t seed = 0;
    bool freshMisfits = false;
    std::vector<Step> steps;
};

Result<Json> readLayer(const std::string& path)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    if (file->size() > kLargestLayerFile)
        return unsupported("a layer of more than 64 MiB is not read").at(path);
    auto json = Json::parse(asText(file->bytes()));
    if (!json)
        return json.error().at(path);
    if (!json->isObject() || (*json)["class_name"].toText().empty())
        return invalid("this is no layer: it needs a \"class_name\" and a \"config\"").at(path);
    return json;
}

/// "28,28,1" or "(None, 3)".
Result<Shape> readShape(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '(' || c == ')'; });
    Shape shape;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string part = text.substr(at, end - at);
        std::int64_t dim = kUnknownDim;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), dim);
        if (part != "None" && (read.ec != std::errc() || read.ptr != part.data() + part.size() || dim < 1))
            return invalid("\"" + text + "\" is no shape; write 28,28,1 without the batch");
        shape.push_back(dim);
        at = end + 1;
    }
    return shape;
}

Result<edit::EditPointer> editOf(const Step& step, const edit::SurgeryOptions& options)
{
    const auto value = [&](std::size_t index) { return index < step.values.size() ? step.values[index] : ""; };
    const std::string& name = step.name;
    if (name == "--drop-last")
        return edit::dropLast(options);
    if (name == "--clone")
        return edit::cloneModel(options);
    if (name == "--end-at")
        return edit::endAt(value(0), options);
    if (name == "--remove")
        return edit::removeLayer(value(0), options);
    if (name == "--duplicate")
        return edit::duplicateLayer(value(0), options);
    if (name == "--freeze" || name == "--unfreeze")
        return edit::setTrainable(value(0) == "." ? "" : value(0), name == "--unfreeze", options);
    if (name == "--reset")
        return edit::resetLayer(value(0) == "." ? "" : value(0), options);
    if (name == "--nest")
        return edit::nestModel(value(0), options);
    if (name == "--rename") {
        const auto sign = value(0).rfind('=');
        if (sign == std::string::npos)
            return invalid("--rename takes OLD=NEW, not \"" + value(0) + "\"");
        return edit::renameLayer(value(0).substr(0, sign), value(0).substr(sign + 1), options);
    }
    if (name == "--input-shape") {
        LW_ASSIGN(const Shape shape, readShape(value(0)));
        return edit::setInputShape({}, shape, options);
    }
    if (name == "--config") {
        auto changes = Json::parse(value(1));
        if (!changes || !changes->isObject())
            return invalid("--config takes a JSON object such as {\"rate\": 0.3}, not \"" + value(1) + "\"");
        return edit::setLayerConfig(value(0), *changes, options);
    }
    if (name == "--append") {
        LW_ASSIGN(const Json layer, readLayer(value(0)));
        return edit::appendLayer(layer, options);
    }
    LW_ASSIGN(const Json layer, readLayer(value(1)));
    return name == "--replace" ? edit::replaceLayer(value(0), layer, options)
                               : edit::insertAfter(value(0), layer, options);
}

Outcome run(const Arguments& arguments, bool json)
{
    LW_ASSIGN(Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    if (arguments.steps.empty())
        return invalid("say what to do, such as --drop-last or --freeze LAYER").at(arguments.model);
    edit::SurgeryOptions options;
    options.seed = arguments.seed;
    options.misfit = arguments.freshMisfits ? edit::Misfit::Fresh : edit::Misfit::Refuse;
    Json done = Json::array();
    for (const Step& step : arguments.steps) {
        LW_ASSIGN(const edit::EditPointer edit, editOf(step, options));
        const auto applied = edit->apply(model);
        if (!applied)
            return applied.error().at(arguments.model);
        done.push(edit->title());
        ++options.seed; // the next step's fresh weights are others
    }
    LW_ASSIGN(const std::string format, outputFormat(model, arguments.output, arguments.format));
    Diagnostics diagnostics;
    for (const Diagnostic& note : model.diagnostics.entries())
        if (note.code == "fresh-weights" || note.code == "optimizer-dropped" || note.code == "training-dropped")
            diagnostics.add(note);
    LW_TRY(formats::saveModel(model, arguments.output, format, {}, diagnostics, terminalProgress("saving")));
    if (!json) {
        printWarnings(diagnostics);
        return Status::Done;
    }
    Json notes = Json::array();
    for (const Diagnostic& note : diagnostics.entries())
        notes.push(Json::object({{"layer", note.subject}, {"message", note.message}}));
    print(Json::object({{"steps", std::move(done)}, {"notes", std::move(notes)}, {"model", summaryJson(model)}}));
    return Status::Done;
}

} // namespace

void addEditCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("edit", "Changes the layers of a model, step by step");
    command->add_option("MODEL", arguments->model, "Model to change; the file itself stays")->required();
    command->add_option("-o,--output", arguments->output, "File or folder to write")->required();
    command->add_option("--to", arguments->format, "Format of OUT; follows from its suffix or from MODEL");
    command->add_option("--seed", arguments->seed, "Of fresh weights: equal seeds give equal files");
    command->add_flag("--fresh-misfits", arguments->freshMisfits,
                      "Layers whose weights do not fit any more get fresh ones instead of refusing");
    struct Kind {
        const char *name, *values, *help;
        int count;
    };
    static constexpr Kind kKinds[] = {
        {"--drop-last", "", "The last layer goes", 0},
        {"--end-at", "LAYER", "The model ends at a layer", 1},
        {"--append", "LAYER.json", "A new layer at the end", 1},
        {"--insert-after", "LAYER FILE.json", "A new layer behind another", 2},
        {"--replace", "LAYER FILE.json", "A new layer in the place of another", 2},
        {"--remove", "LAYER", "A layer goes; what read it reads what it read", 1},
        {"--duplicate", "LAYER", "A copy of a layer behind it", 1},
        {"--rename", "OLD=NEW", "Another name for a layer", 1},
        {"--freeze", "LAYER", "A layer and all in it do not train (\".\": the whole model)", 1},
        {"--unfreeze", "LAYER", "They train", 1},
        {"--reset", "LAYER", "Fresh initial values (\".\": for all)", 1},
        {"--config", "LAYER JSON", "Changes settings of a layer", 2},
        {"--input-shape", "SHAPE", "Another shape of the input, without the batch: 28,28,1", 1},
        {"--clone", "", "All weights fresh, not compiled", 0},
        {"--nest", "NAME", "The model becomes a layer of a new Sequential", 1}};
    for (const Kind& kind : kKinds) {
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
