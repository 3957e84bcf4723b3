// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "app/cli/Output.h"
#include "core/edit/restore/RestorePlan.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model, weights, at, from, by;
    Output output;
    std::vector<std::string> maps;
};

Result<edit::RestoreOptions> optionsOf(const Arguments& arguments)
{
    edit::RestoreOptions options;
    options.place = {arguments.at, arguments.from};
    options.by = edit::restoreByFromName(arguments.by);
    for (const std::string& map : arguments.maps) {
        const std::size_t sign = map.rfind('=');
        if (sign == std::string::npos || sign == 0 || sign + 1 == map.size())
            return invalid("--map takes KEY=LAYER or KEY=VARIABLE, not \"" + map + "\"");
        options.map.emplace_back(map.substr(0, sign), map.substr(sign + 1));
    }
    if (!options.map.empty() && (!arguments.at.empty() || !arguments.from.empty()))
        return invalid("--map says it all; it does not go together with --at and --from");
    return options;
}

Json entryJson(const Variable& variable)
{
    return Json::object({{"path", variable.path},
                         {"key", variable.key},
                         {"shape", shapeJson(variable.tensor.shape())},
                         {"dtype", dtypeName(variable.tensor.dtype())}});
}

Json rowJson(const edit::RestorePlan& plan, const edit::RestoreRow& row)
{
    const Variable &from = plan.file().variables[*row.from], &to = plan.model().variables[*row.to];
    Json json = Json::object({{"key", from.key},
                              {"path", to.path},
                              {"shape", shapeJson(to.tensor.shape())},
                              {"dtype", dtypeName(to.tensor.dtype())},
                              {"status", edit::restoreStatusName(row.status)}});
    if (row.status == edit::RestoreStatus::OtherDType)
        json.set("file_dtype", dtypeName(from.tensor.dtype()));
    if (row.status == edit::RestoreStatus::OtherShape)
        json.set("file_shape", shapeJson(from.tensor.shape()));
    return json;
}

Json suggestionJson(const edit::RestorePlan& plan)
{
    if (!plan.suggestion())
        return {};
    Json json = Json::object({{"at", plan.suggestion()->at.empty() ? "." : plan.suggestion()->at}});
    if (!plan.suggestion()->from.empty())
        json.set("from", plan.suggestion()->from);
    return json;
}

/// Null when the file has no optimizer's variables.
Json optimizerJson(const edit::RestorePlan& plan, bool misplaced)
{
    if (!plan.hasOptimizer())
        return {};
    return Json::object({{"entries", Json(static_cast<std::uint64_t>(plan.file().training->slotVariables.size()))},
                         {"loaded", !misplaced && plan.loadsOptimizer()}});
}

Json reportJson(const edit::RestorePlan& plan, bool misplaced)
{
    Json matched = Json::array(), mismatched = Json::array(), unmatched = Json::array(), unused = Json::array();
    for (const edit::RestoreRow& row : plan.rows()) {
        if (row.from && row.to && row.loads() && !misplaced)
            matched.push(rowJson(plan, row));
        else if (row.from && row.to && !row.loads())
            mismatched.push(rowJson(plan, row));
        if (row.to && (!row.loads() || misplaced))
            unmatched.push(entryJson(plan.model().variables[*row.to]));
        if (row.from && (!row.loads() || misplaced))
            unused.push(entryJson(plan.file().variables[*row.from]));
    }
    return Json::object({{"by", edit::restoreByName(plan.by())},
                         {"matched", std::move(matched)},
                         {"mismatched", std::move(mismatched)},
                         {"unmatched_in_model", std::move(unmatched)},
                         {"unused_in_file", std::move(unused)},
                         {"optimizer", optimizerJson(plan, misplaced)},
                         {"suggestion", suggestionJson(plan)},
                         {"other_way", plan.otherWay() ? Json(edit::restoreByName(*plan.otherWay())) : Json()}});
}

void printReport(const edit::RestorePlan& plan, bool misplaced)
{
    for (const edit::RestoreRow& row : plan.rows()) {
        const Variable* from = row.from ? &plan.file().variables[*row.from] : nullptr;
        const Variable* to = row.to ? &plan.model().variables[*row.to] : nullptr;
        const std::string left = from ? printable(from->path) : "-", right = to ? printable(to->path) : "-";
        const std::string status(from && to && misplaced ? "not loaded" : edit::restoreStatusName(row.status));
        std::printf("%-11s %s -> %s  %s\n", status.c_str(), left.c_str(), right.c_str(),
                    shapeText((to ? to : from)->tensor.shape()).c_str());
        if (row.status == edit::RestoreStatus::OtherDType)
            std::printf("            converted from %s to %s\n", std::string(dtypeName(from->tensor.dtype())).c_str(),
                        std::string(dtypeName(to->tensor.dtype())).c_str());
        else if (!row.problem.empty())
            std::printf("            %s\n", row.problem.c_str());
    }
    std::printf("%zu loaded, %zu of the model got nothing, %zu of the file were not used\n",
                misplaced ? 0 : plan.loading(), plan.count(edit::RestoreStatus::Unmatched),
                plan.count(edit::RestoreStatus::Unused));
    if (plan.hasOptimizer())
        std::printf("The optimizer's state was %s\n", !misplaced && plan.loadsOptimizer() ? "loaded" : "not used");
    if (const auto& place = plan.suggestion())
        std::printf("More of it fits elsewhere: try --at %s%s\n", place->at.empty() ? "." : place->at.c_str(),
                    place->from.empty() ? "" : (" --from " + place->from).c_str());
    if (const auto& way = plan.otherWay())
        std::printf("Or match another way: --by %s\n", std::string(edit::restoreByName(*way)).c_str());
}

Outcome loadWeights(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const edit::RestoreOptions options, optionsOf(arguments));
    LW_ASSIGN(Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    LW_ASSIGN(Model file, formats::openModel(arguments.weights, terminalProgress("reading")));
    const auto source = std::make_shared<const Model>(std::move(file));
    auto made = edit::RestorePlan::create(source, std::make_shared<const Model>(model), options);
    if (!made)
        return made.error().at(made.error().message.starts_with("the file") ? arguments.weights : arguments.model);
    const edit::RestorePlan& plan = *made;
    // What fits by chance at the wrong place is not loaded; without a better place it is an error.
    const bool misplaced = plan.misfits() > 0 && plan.suggestion();
    if (!misplaced && plan.loading() + plan.misfits() > 0) {
        const auto edit = plan.edit("Load weights");
        if (!edit)
            return edit.error().at(arguments.weights);
        LW_TRY((*edit)->apply(model));
    }
    Diagnostics diagnostics;
    LW_ASSIGN(const formats::SharedObjects objects, readObjects(arguments.output.objects));
    LW_TRY(saveOutput(model, arguments.output, objects, diagnostics));
    printWarnings(source->diagnostics); // not before it is done: an error is one line
    if (json) {
        print(reportJson(plan, misplaced));
    } else {
        printWarnings(diagnostics);
        printReport(plan, misplaced);
    }
    const bool consumed = plan.isComplete() && (!plan.hasOptimizer() || plan.loadsOptimizer());
    return consumed ? Status::Done : Status::Differs;
}

} // namespace

void addLoadWeightsCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("load-weights", "Weights of a checkpoint or weights file into a model");
    command->add_option("MODEL", arguments->model, "Model that takes; it is not changed itself")->required();
    command->add_option("WEIGHTS", arguments->weights, "Checkpoint, weights file or model that gives")->required();
    addOutput(*command, arguments->output, "MODEL")->required();
    command->add_option("--at", arguments->at, "Layer or nested model that WEIGHTS were saved of");
    command->add_option("--from", arguments->from, "Object of a checkpoint that they are (\"model\")");
    command
        ->add_option("--by", arguments->by,
                     "How entries find variables: by the objects of a checkpoint, by name, or in order; follows from "
                     "WEIGHTS if not given")
        ->check(CLI::IsMember({"objects", "name", "order"}));
    command
        ->add_option("--map", arguments->maps,
                     "KEY=LAYER or KEY=VARIABLE: an object or entry of WEIGHTS and its place; nothing else is loaded")
        ->allow_extra_args(false);
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return loadWeights(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
