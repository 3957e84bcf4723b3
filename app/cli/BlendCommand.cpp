// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Output.h"
#include "core/edit/blend/BlendPlan.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

namespace lw::cli {

namespace {

struct Arguments {
    std::vector<std::string> models, amounts;
    std::string rule, match = "name";
    Output output;
};

std::optional<double> number(const std::string& text)
{
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return text.empty() || end != text.c_str() + text.size() ? std::nullopt : std::make_optional(value);
}

Result<edit::BlendOptions> readOptions(const Arguments& arguments)
{
    edit::BlendOptions options;
    const auto colon = arguments.rule.find(':');
    const auto kind = edit::blendKindFromName(arguments.rule.substr(0, colon));
    if (!kind)
        return invalid("\"" + arguments.rule +
                       "\" is no rule; known are average, interpolate:T, task:S, ema:DECAY and slerp:T");
    options.kind = *kind;
    options.amount = edit::blendNeeds(*kind).amount;
    options.match = edit::matchByFromName(arguments.match).value_or(edit::MatchBy::Name);
    if (*kind == edit::BlendKind::Average && (colon != std::string::npos || !arguments.amounts.empty()))
        return invalid("the rule \"average\" takes no amount; interpolate:T blends two models in other shares");
    if (colon != std::string::npos) {
        const auto amount = number(arguments.rule.substr(colon + 1));
        if (!amount)
            return invalid("the amount in \"" + arguments.rule + "\" is not a number");
        options.amount = *amount;
    }
    for (const std::string& text : arguments.amounts) {
        const auto sign = text.rfind('=');
        const auto amount = sign == std::string::npos ? std::nullopt : number(text.substr(sign + 1));
        if (!amount)
            return invalid("--layer takes LAYER=AMOUNT, not \"" + text + "\"");
        options.amounts.emplace_back(text.substr(0, sign), *amount);
    }
    return options;
}

void printReport(const edit::BlendReport& report, const std::vector<std::string>& models,
                 const edit::BlendOptions& options, bool json)
{
    Json blended = Json::array(), kept = Json::array(), left = Json::array();
    for (const std::string& path : report.blended)
        blended.push(path);
    for (const auto& entry : report.kept) {
        kept.push(Json::object({{"path", entry.path}, {"reason", entry.reason}}));
        if (!json)
            std::printf("kept %s: %s\n", printable(entry.path).c_str(), printable(entry.reason, 500).c_str());
    }
    for (const auto& entry : report.left) {
        left.push(Json::object({{"model", models[entry.model]}, {"path", entry.path}}));
        if (!json)
            std::printf("left %s of %s: the first model has no such variable\n", printable(entry.path).c_str(),
                        printable(models[entry.model]).c_str());
    }
    if (json) {
        print(Json::object({{"rule", edit::blendKindName(options.kind)},
                            {"amount", options.amount},
                            {"blended", std::move(blended)},
                            {"kept", std::move(kept)},
                            {"left", std::move(left)},
                            {"optimizer", report.optimizer ? Json("first") : Json()}}));
        return;
    }
    std::printf("%zu blended, %zu kept, %zu left\n", report.blended.size(), report.kept.size(), report.left.size());
    if (report.optimizer)
        std::printf("the optimizer's state is that of %s\n", printable(models.front()).c_str());
}

Outcome blend(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const edit::BlendOptions options, readOptions(arguments));
    std::vector<std::shared_ptr<const Model>> models;
    for (const std::string& path : arguments.models) {
        LW_ASSIGN(Model model, formats::openModel(path, terminalProgress("reading")));
        models.push_back(std::make_shared<const Model>(std::move(model)));
    }
    auto plan = edit::planBlend(models, options);
    if (!plan && arguments.match == "name" && plan.error().message.starts_with("the models have no weights"))
        return invalid(plan.error().message + "; try --match structure or --match order").at(arguments.models.front());
    if (!plan)
        return plan.error().at(arguments.models.front());
    Model result = *models.front();
    LW_TRY(plan->edit->apply(result));
    Diagnostics diagnostics;
    LW_ASSIGN(const formats::SharedObjects objects, readObjects(arguments.output.objects));
    LW_TRY(saveOutput(result, arguments.output, objects, diagnostics));
    printWarnings(diagnostics);
    printReport(plan->report, arguments.models, options, json);
    return plan->report.kept.empty() && plan->report.left.empty() ? Status::Done : Status::Differs;
}

} // namespace

void addBlendCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("blend", "One model of the weights of several");
    command->add_option("MODELS", arguments->models, "A B [C...]: OUT has the structure and training state of A")
        ->required()
        ->expected(2, CLI::detail::expected_max_vector_size);
    command
        ->add_option("--rule", arguments->rule,
                     "average (of all); interpolate:T, (1-T) A + T B; task:S, A + S (B - C); ema:DECAY, exponential "
                     "average in the given order; slerp:T, on the arc from A to B. T is 0.5, S 1, DECAY 0.9 by default")
        ->required();
    addOutput(*command, arguments->output, "A")->required();
    command
        ->add_option("--layer", arguments->amounts,
                     "LAYER=AMOUNT: another T, S or DECAY for a layer, nested model or "
                     "variable")
        ->allow_extra_args(false);
    command
        ->add_option("--match", arguments->match, "How variables find each other: by name (default), order, structure")
        ->check(CLI::IsMember({"name", "order", "structure"}));
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return blend(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
