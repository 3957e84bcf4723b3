// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchInput.h"
#include "app/cli/Command.h"
#include "app/cli/Interruption.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>

namespace lw::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
    std::string model;
    std::int64_t batch = 1;
    double seconds = 2;
    bool worker = false;
    engine::RunnerOptions options;
};

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

engine::NamedTensors inputsFor(const Model& model, const engine::ModelRunner& runner, std::int64_t batch)
{
    engine::NamedTensors inputs;
    for (const TensorSpec& spec : runner.inputs())
        inputs.emplace_back(spec.name, benchInput(model, spec, batch));
    return inputs;
}

/// Repeats for the given time, at least least times.
Result<std::vector<double>> measure(engine::ModelRunner& runner, const engine::NamedTensors& inputs, double seconds,
                                    std::size_t least)
{
    std::vector<double> times;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    while (times.size() < least || Clock::now() < end) {
        const auto start = Clock::now();
        LW_TRY(runner.run(inputs, {interruption(), {}}));
        times.push_back(millisecondsSince(start));
    }
    return times;
}

/// The slowest operations of one profiled run.
Result<Json> profileOf(const Model& model, Arguments arguments)
{
    arguments.options.profile = true;
    LW_ASSIGN(auto runner, engine::ModelRunner::create(model, arguments.options));
    const auto inputs = inputsFor(model, runner, arguments.batch);
    LW_TRY(runner.run(inputs, {interruption(), {}}));
    LW_ASSIGN(auto result, runner.run(inputs, {interruption(), {}}));
    auto& entries = result.profile;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.milliseconds > b.milliseconds; });
    constexpr std::size_t kShown = 20;
    Json profile = Json::array();
    for (std::size_t i = 0; i < std::min(entries.size(), kShown); ++i)
        profile.push(Json::object({{"name", entries[i].name},
                                   {"op", entries[i].op},
                                   {"layer", entries[i].layer},
                                   {"ms", entries[i].milliseconds},
                                   {"flops", entries[i].flops}}));
    return profile;
}

Outcome bench(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const Model model, formats::openModel(arguments.model));
    auto runner = engine::ModelRunner::create(model, arguments.options);
    if (!runner)
        return runner.error().at(arguments.model);
    const auto inputs = inputsFor(model, *runner, arguments.batch);
    LW_TRY(runner->run(inputs, {interruption(), {}})); // plans
    LW_ASSIGN(auto times, measure(*runner, inputs, arguments.seconds, 3));
    std::sort(times.begin(), times.end());
    LW_ASSIGN(auto profile, profileOf(model, arguments));
    if (json)
        print(Json::object({{"min_ms", times.front()},
                            {"median_ms", times[times.size() / 2]},
                            {"repetitions", static_cast<std::uint64_t>(times.size())},
                            {"flops", runner->flops()},
                            {"profile", std::move(profile)}}));
    else
        std::printf("min %.4f ms, median %.4f ms, %zu runs, %.1f GFLOP/s\n", times.front(), times[times.size() / 2],
                    times.size(), runner->flops() / times.front() / 1e6);
    return Status::Done;
}

Json numbers(const std::vector<double>& values)
{
    Json list = Json::array();
    for (const double value : values)
        list.push(value);
    return list;
}

void printLine(const Json& json)
{
    std::printf("%s\n", json.dump().c_str());
    std::fflush(stdout);
}

/// What the first run of a batch size adds to its answer: how long it took, and the first sample.
Result<void> firstRun(engine::ModelRunner& runner, const engine::NamedTensors& inputs, Json& answer)
{
    const auto start = Clock::now();
    LW_ASSIGN(const auto result, runner.run(inputs, {interruption(), {}}));
    answer.set("first_ms", millisecondsSince(start));
    constexpr std::size_t kMostValues = 4096;
    std::vector<double> sample;
    if (!result.outputs.empty()) {
        const Tensor& output = result.outputs.front().second;
        LW_ASSIGN(sample, output.toDoubles());
        const std::size_t batch =
            output.rank() > 0 && output.shape()[0] > 0 ? static_cast<std::size_t>(output.shape()[0]) : 1;
        sample.resize(std::min(sample.size() / batch, kMostValues));
    }
    answer.set("output", numbers(sample));
    return {};
}

/// Answers lines {"batch": B, "seconds": S} until the input ends (tests/bench/README.md).
Outcome serve(const Arguments& arguments)
{
    const auto start = Clock::now();
    LW_ASSIGN(const Model model, formats::openModel(arguments.model));
    auto runner = engine::ModelRunner::create(model, arguments.options);
    if (!runner)
        return runner.error().at(arguments.model);
    printLine(Json::object({{"ready", millisecondsSince(start) / 1000}}));
    std::map<std::int64_t, engine::NamedTensors> inputs;
    for (std::string line; std::getline(std::cin, line);) {
        LW_ASSIGN(const Json request, Json::parse(line));
        const Json* batchField = request.find("batch");
        const Json* secondsField = request.find("seconds");
        const std::int64_t batch = batchField ? batchField->toInt(1) : 1;
        const double seconds = secondsField ? secondsField->toDouble(1) : 1;
        if (batch < 1 || batch > (1 << 20))
            return invalid("batch is not between 1 and 1048576");
        Json answer = Json::object();
        const auto [entry, isNew] = inputs.try_emplace(batch);
        if (isNew) {
            entry->second = inputsFor(model, *runner, batch);
            LW_TRY(firstRun(*runner, entry->second, answer));
            LW_TRY(runner->run(entry->second, {interruption(), {}}));
        }
        LW_ASSIGN(const auto times, measure(*runner, entry->second, seconds, 2));
        answer.set("ms", numbers(times));
        printLine(answer);
    }
    return Status::Done;
}

} // namespace

void addBenchCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("bench", "Time of one run, and where it goes");
    command->add_option("MODEL", arguments->model, "File or SavedModel folder")->required();
    command->add_option("--batch", arguments->batch, "Samples a run")->check(CLI::Range(1, 1 << 20));
    command->add_option("--seconds", arguments->seconds, "How long to repeat")->check(CLI::Range(0.0, 3600.0));
    command->add_option("--threads", arguments->options.threads, "Threads; 0 takes one a core")
        ->check(CLI::Range(0, 1024));
    command->add_flag("--worker", arguments->worker, "Answer requests on the standard input, for comparing engines");
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation]() -> Outcome {
            return arguments->worker ? serve(*arguments) : bench(*arguments, invocation.json);
        };
    });
}

} // namespace lw::cli
