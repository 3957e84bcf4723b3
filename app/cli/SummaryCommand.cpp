// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "core/formats/FormatRegistry.h"
#include "core/keras/SummaryTable.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model;
    bool nested = false;
};

Outcome summary(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const Model model, formats::openModel(arguments.model, terminalProgress("reading")));
    if (json) {
        print(summaryJson(model));
        return Status::Done;
    }
    const std::string text = keras::summaryText(model, arguments.nested);
    std::fwrite(text.data(), 1, text.size(), stdout);
    printWarnings(model.diagnostics);
    return Status::Done;
}

} // namespace

void addSummaryCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("summary", "The table that model.summary() prints");
    command->add_option("MODEL", arguments->model, "File, SavedModel folder, checkpoint prefix, .index file or folder")
        ->required();
    command->add_flag("--nested", arguments->nested, "Show the layers of nested models, indented");
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return summary(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
