// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model;
    std::int64_t batch = 1;
    double seconds = 2;
    engine::RunnerOptions options;
};

/// Zeros of the input's shape; unknown dimensions become the batch size.
Tensor makeInput(const TensorSpec& spec, std::int64_t batch)
{
    Shape shape = spec.shape.value_or(Shape{batch});
    std::replace(shape.begin(), shape.end(), kUnknownDim, batch);
    const std::size_t size =
        static_cast<std::size_t>(elementCount(shape).ok() ? *elementCount(shape) : 0) * dtypeSize(spec.dtype);
    auto owner = std::make_shared<std::vector<std::byte>>(size);
    return Tensor::fromBytes(spec.dtype, std::move(shape), Bytes{*owner, owner});
}

Outcome bench(Arguments arguments, bool json)
{
    arguments.options.profile = true;
    LW_ASSIGN(const Model model, formats::openModel(arguments.model));
    auto runner = engine::ModelRunner::create(model, arguments.options);
    if (!runner)
        return runner.error().at(arguments.model);
    engine::NamedTensors inputs;
    for (const TensorSpec& spec : runner->inputs())
        inputs.emplace_back(spec.name, makeInput(spec, arguments.batch));
    std::vector<double> times;
    engine::RunResult last;
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(arguments.seconds);
    while (times.size() < 3 || Clock::now() < end) {
        auto result = runner->run(inputs, {});
        if (!result)
            return result.error().at(arguments.model);
        times.push_back(result->milliseconds);
        last = std::move(result).value();
    }
    std::sort(times.begin(), times.end());
    std::sort(last.profile.begin(), last.profile.end(),
              [](const auto& a, const auto& b) { return a.milliseconds > b.milliseconds; });
    Json profile = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(last.profile.size(), 20); ++i)
        profile.push(Json::object(
            {{"name", last.profile[i].name}, {"op", last.profile[i].op}, {"ms", last.profile[i].milliseconds}}));
    if (json)
        print(Json::object({{"min_ms", times.front()},
                            {"median_ms", times[times.size() / 2]},
                            {"repetitions", static_cast<std::uint64_t>(times.size())},
                            {"flops", runner->flops()},
                            {"profile", std::move(profile)}}));
    else
        std::printf("min %.3f ms, median %.3f ms, %zu runs\n", times.front(), times[times.size() / 2], times.size());
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
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return bench(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
