// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "app/cli/Output.h"
#include "core/edit/restore/Attachment.h"
#include "core/edit/transplant/TransplantPlan.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/CastTensor.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>

namespace lw::cli {

namespace {

struct Arguments {
    std::string source, target, match;
    Output output;
    std::vector<std::string> maps, rules;
    bool dryRun = false, skipMisfits = false;
};

/// The two sides of "A=B"; the sign may also stand within A, so the first place whose left side is known is taken.
std::optional<std::pair<std::string, std::string>> sides(const std::string& text,
                                                         const std::function<bool(const std::string&)>& isKnown)
{
    for (auto at = text.find('='); at != std::string::npos; at = text.find('=', at + 1))
        if (isKnown(text.substr(0, at)) || text.find('=', at + 1) == std::string::npos)
            return std::make_pair(text.substr(0, at), text.substr(at + 1));
    return std::nullopt;
}

Result<edit::FitRule> readRule(const std::string& text)
{
    const std::string name = text.substr(0, text.find(':'));
    const auto kind = edit::fitKindFromName(name);
    edit::FitRule rule;
    if (!kind || (*kind == edit::FitKind::TakeRows) != (text.size() > name.size()))
        return invalid("\"" + text + "\" is no rule; known are refuse, first, pad, transpose, resize and rows:0,2,5");
    rule.kind = *kind;
    const char* at = text.data() + name.size();
    const char* const end = text.data() + text.size();
    while (at != end) {
        std::int64_t row = 0;
        const auto read = std::from_chars(at + 1, end, row);
        if (read.ec != std::errc() || (read.ptr != end && *read.ptr != ','))
            return invalid("the rows in \"" + text + "\" are not numbers with commas between them");
        rule.rows.push_back(row);
        at = read.ptr;
    }
    return rule;
}

Result<void> applyMaps(const Arguments& arguments, edit::TransplantPlan& plan)
{
    for (const std::string& map : arguments.maps) {
        const auto parts =
            sides(map, [&](const std::string& place) { return edit::variablesAt(plan.source(), place).ok(); });
        if (!parts)
            return invalid("--map takes SRC=DST, not \"" + map + "\"");
        if (const auto known = edit::variablesAt(plan.source(), parts->first); !known)
            return known.error().at(arguments.source);
        if (const auto known = edit::variablesAt(plan.target(), parts->second); !known)
            return known.error().at(arguments.target);
        LW_TRY(plan.map({parts->first}, parts->second));
    }
    return {};
}

Result<void> applyRules(const Arguments& arguments, edit::TransplantPlan& plan)
{
    for (const std::string& text : arguments.rules) {
        const auto parts =
            sides(text, [&](const std::string& place) { return edit::variablesAt(plan.target(), place).ok(); });
        LW_ASSIGN(const edit::FitRule rule, readRule(parts ? parts->second : text));
        const auto places = edit::variablesAt(plan.target(), parts ? parts->first : "");
        if (!places)
            return places.error().at(arguments.target);
        for (std::size_t row = 0; row < plan.moves().size(); ++row) {
            const edit::Move& move = plan.moves()[row];
            // A rule for all is for those that need one.
            const bool isMeant = move.from && move.to && std::binary_search(places->begin(), places->end(), *move.to);
            if (isMeant && (parts || !move.canMove()))
                plan.setRule(row, rule);
        }
    }
    return {};
}

Result<void> measure(edit::TransplantPlan& plan)
{
    for (std::size_t row = 0; row < plan.moves().size(); ++row) {
        const edit::Move& move = plan.moves()[row];
        if (!move.moves() || plan.from(move)->tensor.dtype() == plan.to(move)->tensor.dtype())
            continue;
        LW_ASSIGN(const double error, conversionError(plan.from(move)->tensor, plan.to(move)->tensor.dtype()));
        plan.setConversionError(row, error);
    }
    return {};
}

Json pathList(const std::vector<std::string>& paths)
{
    Json list = Json::array();
    for (const std::string& path : paths)
        list.push(path);
    return list;
}

Json moveJson(const edit::TransplantPlan& plan, const edit::Move& move)
{
    const Variable &from = *plan.from(move), &to = *plan.to(move);
    Json json = Json::object({{"from", from.path},
                              {"to", to.path},
                              {"shape", shapeJson(to.tensor.shape())},
                              {"from_shape", shapeJson(from.tensor.shape())},
                              {"dtype", dtypeName(to.tensor.dtype())},
                              {"from_dtype", dtypeName(from.tensor.dtype())},
                              {"bytes", Json(to.tensor.byteSize())},
                              {"status", edit::moveStatusName(move.status)}});
    if (move.rule.kind != edit::FitKind::Refuse)
        json.set("rule", edit::fitKindName(move.rule.kind));
    if (move.conversionError)
        json.set("largest_error", *move.conversionError);
    if (!move.problem.empty())
        json.set("problem", move.problem);
    return json;
}

std::string sizeText(std::uint64_t bytes)
{
    constexpr std::uint64_t kMany = 10'000;
    return bytes < kMany ? std::to_string(bytes) + " bytes" : std::to_string((bytes + 512) / 1024) + " KiB";
}

/// "moved    a/kernel -> b/kernel  (16, 10) -> (16, 5)  float32 -> float16  320 bytes  by first, largest error 0.0002"
void printMove(const edit::TransplantPlan& plan, const edit::Move& move, bool dryRun)
{
    const Tensor &from = plan.from(move)->tensor, &to = plan.to(move)->tensor;
    const auto change = [](const std::string& a, const std::string& b) { return a == b ? a : a + " -> " + b; };
    std::printf("%-8s %s -> %s  %s  %s  %s",
                !move.moves() ? "refused"
                : dryRun      ? "moves"
                              : "moved",
                printable(plan.from(move)->path).c_str(), printable(plan.to(move)->path).c_str(),
                change(shapeText(from.shape()), shapeText(to.shape())).c_str(),
                change(std::string(dtypeName(from.dtype())), std::string(dtypeName(to.dtype()))).c_str(),
                sizeText(to.byteSize()).c_str());
    std::string more;
    if (move.status == edit::MoveStatus::Adapted)
        more = "by " + std::string(edit::fitKindName(move.rule.kind));
    if (!move.canMove())
        more = printable(move.problem, 500);
    std::printf("%s%s", more.empty() ? "" : "  ", more.c_str());
    if (move.conversionError)
        std::printf("%s largest error %.3g", more.empty() ? " " : ",", *move.conversionError);
    std::printf("\n");
}

void printReport(const edit::TransplantPlan& plan, const edit::TransplantReport& report, bool json, bool dryRun)
{
    Json moves = Json::array();
    for (const edit::Move& move : plan.moves()) {
        if (!move.from || !move.to)
            continue;
        moves.push(moveJson(plan, move));
        if (json)
            continue;
        printMove(plan, move, dryRun);
    }
    if (json) {
        print(Json::object({{"moves", std::move(moves)},
                            {"left_in_source", pathList(report.leftInSource)},
                            {"untouched_in_target", pathList(report.untouchedInTarget)}}));
        return;
    }
    std::printf(dryRun ? "%zu would move, %zu left in the source, %zu untouched in the target\n"
                       : "%zu moved, %zu left in the source, %zu untouched in the target\n",
                report.moved.size(), report.leftInSource.size(), report.untouchedInTarget.size());
}

/// With a map alone, what it does not name is left on purpose.
Status statusOf(const Arguments& arguments, const edit::TransplantPlan& plan, const edit::TransplantReport& report)
{
    if (!plan.misfits().empty() || report.moved.empty())
        return Status::Differs;
    const bool byHand = arguments.match.empty() && !arguments.maps.empty();
    return byHand || (report.leftInSource.empty() && report.untouchedInTarget.empty()) ? Status::Done : Status::Differs;
}

/// Says which side has nothing, rather than that nothing moves.
Result<void> checkAny(const Arguments& arguments, const edit::TransplantPlan& plan)
{
    if (plan.source().variables.empty())
        return invalid("this model has no weights").at(arguments.source);
    if (plan.target().variables.empty())
        return invalid("this model has no weights").at(arguments.target);
    const bool anyPair = std::any_of(plan.moves().begin(), plan.moves().end(),
                                     [](const edit::Move& move) { return move.from && move.to; });
    if (!anyPair && !arguments.dryRun)
        return invalid("nothing in it goes with anything of " + arguments.source +
                       "; try --match order or --match structure, or say what goes where by --map")
            .at(arguments.target);
    return {};
}

Outcome transplant(const Arguments& arguments, bool json)
{
    if (arguments.output.path.empty() && !arguments.dryRun)
        return invalid("say -o OUT, or --dry-run to see what would move").at(arguments.target);
    LW_ASSIGN(Model source, formats::openModel(arguments.source, terminalProgress("reading")));
    LW_ASSIGN(Model target, formats::openModel(arguments.target, terminalProgress("reading")));
    edit::TransplantPlan plan(std::make_shared<const Model>(std::move(source)),
                              std::make_shared<const Model>(std::move(target)));
    if (!arguments.match.empty() || arguments.maps.empty()) {
        const auto by = edit::matchByFromName(arguments.match).value_or(edit::MatchBy::Name);
        plan.match(edit::pairModels(plan.source(), plan.target(), by));
    }
    LW_TRY(applyMaps(arguments, plan));
    LW_TRY(applyRules(arguments, plan));
    LW_TRY(checkAny(arguments, plan));
    LW_TRY(measure(plan));
    const auto misfits = plan.misfits();
    const edit::TransplantReport report = plan.report();
    if (!misfits.empty() && !arguments.dryRun && !arguments.skipMisfits)
        return invalid(plan.moves()[misfits.front()].problem +
                       (misfits.size() > 1 ? ", nor do " + std::to_string(misfits.size() - 1) + " more" : "") +
                       "; give a --rule, or --skip-mismatched")
            .at(arguments.target);
    if (!arguments.dryRun) {
        LW_ASSIGN(const auto edit, plan.edit("Transplant"));
        Model result = plan.target();
        LW_TRY(edit->apply(result));
        Diagnostics diagnostics;
        LW_ASSIGN(const formats::SharedObjects objects, readObjects(arguments.output.objects));
        LW_TRY(saveOutput(result, arguments.output, objects, diagnostics));
        printWarnings(diagnostics);
    }
    printReport(plan, report, json, arguments.dryRun);
    return statusOf(arguments, plan, report);
}

} // namespace

void addTransplantCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("transplant", "Weights from one model into another");
    command->add_option("SOURCE", arguments->source, "Model, checkpoint or weights that give")->required();
    command->add_option("TARGET", arguments->target, "Model that takes; it is not changed itself")->required();
    addOutput(*command, arguments->output, "TARGET");
    command
        ->add_option("--match", arguments->match,
                     "How variables find each other: by name (default; those of a checkpoint or weights file by its "
                     "objects), in order as set_weights(get_weights()), or by the classes and shapes of the layers")
        ->check(CLI::IsMember({"name", "order", "structure"}));
    command
        ->add_option("--map", arguments->maps,
                     "SRC=DST: a layer, nested model or variable onto another, \".\" for the whole model; without "
                     "--match nothing else moves")
        ->allow_extra_args(false);
    command
        ->add_option("--rule", arguments->rules,
                     "[DST=]RULE where shapes differ: refuse (as without a rule), first (the first N classes), rows:0,2,5 (chosen ones), pad (with "
                     "fresh initial values), transpose, resize (kernels, by interpolation)")
        ->allow_extra_args(false);
    command->add_flag("--skip-mismatched", arguments->skipMisfits, "Leave out what does not fit instead of refusing");
    command->add_flag("--dry-run", arguments->dryRun, "Write nothing, say what would move");
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return transplant(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
