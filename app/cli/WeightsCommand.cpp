// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/TensorStatistics.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model;
    bool optimizer = false, statistics = false;
};

/// Adds the numbers of --stats; null for values that are not numbers.
Result<void> addStatistics(Json& row, const Tensor& tensor)
{
    const auto statistics = computeStatistics(tensor, 0, {});
    if (!statistics && statistics.error().kind != ErrorKind::Unsupported)
        return statistics.error();
    const auto number = [&](double TensorStatistics::*field) {
        return statistics ? Json((*statistics).*field) : Json();
    };
    const auto count = [&](std::uint64_t TensorStatistics::*field) {
        return statistics ? Json((*statistics).*field) : Json();
    };
    row.set("min", number(&TensorStatistics::minimum));
    row.set("max", number(&TensorStatistics::maximum));
    row.set("mean", number(&TensorStatistics::mean));
    row.set("std", number(&TensorStatistics::deviation));
    row.set("zeros", count(&TensorStatistics::zeros));
    row.set("nans", count(&TensorStatistics::nans));
    return {};
}

void printTable(const Json& rows, bool statistics)
{
    std::size_t width = 4;
    for (const Json& row : rows.items())
        width = std::max(width, printable(row["path"].toText()).size());
    for (const Json& row : rows.items()) {
        std::string shape;
        for (const Json& dim : row["shape"].items())
            shape += (shape.empty() ? "" : ", ") + (dim.isNull() ? std::string("None") : dim.numberText());
        if (row["shape"].size() == 1)
            shape += ',';
        std::printf("%-*s  %-10s (%s)%s", static_cast<int>(width), printable(row["path"].toText()).c_str(),
                    row["dtype"].toText().c_str(), shape.c_str(), row["trainable"].toBool() ? "" : "  not trainable");
        if (statistics && row["min"].isNumber())
            std::printf("  min %.6g  max %.6g  mean %.6g  std %.6g", row["min"].toDouble(), row["max"].toDouble(),
                        row["mean"].toDouble(), row["std"].toDouble());
        std::printf("\n");
    }
}

Outcome weights(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    std::vector<Variable> variables = model.variables;
    if (arguments.optimizer && model.training)
        variables.insert(variables.end(), model.training->slotVariables.begin(), model.training->slotVariables.end());
    Json rows = Json::array();
    for (const Variable& variable : variables) {
        Json row = variableJson(variable);
        if (arguments.statistics)
            if (const auto added = addStatistics(row, variable.tensor); !added)
                return added.error().in(variable.path).at(arguments.model);
        rows.push(std::move(row));
    }
    if (json) {
        print(rows);
    } else {
        printTable(rows, arguments.statistics);
        printWarnings(model.diagnostics);
    }
    return Status::Done;
}

} // namespace

void addWeightsCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("weights", "Every variable, in the order of model.weights");
    command->add_option("MODEL", arguments->model, "File, SavedModel folder or checkpoint")->required();
    command->add_flag("--optimizer", arguments->optimizer, "Also the optimizer's variables");
    command->add_flag("--stats", arguments->statistics, "Minimum, maximum, mean, standard deviation, zeros and NaNs");
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return weights(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
