// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ModelJson.h"
#include "core/containers/npy/Npy.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>

namespace lw::cli {

namespace {

struct Arguments {
    std::string model, variable, output;
};

Outcome get(const Arguments& arguments, bool json)
{
    LW_ASSIGN(const Model model, formats::openModel(arguments.model));
    const Variable* variable = findVariable(model, arguments.variable);
    if (!variable)
        return notFound("there is no variable \"" + arguments.variable + "\"; the command weights lists them")
            .at(arguments.model);
    LW_ASSIGN(SaveFile file, SaveFile::create(arguments.output));
    if (const auto written = writeNpy(file, variable->tensor); !written)
        return written.error()
            .in(variable->path)
            .at(written.error().kind == ErrorKind::Io ? arguments.output : arguments.model);
    LW_TRY(file.commit());
    if (json)
        print(variableJson(*variable));
    return Status::Done;
}

} // namespace

void addGetCommand(CLI::App& app, Invocation& invocation)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("get", "One variable as a NumPy file");
    command->add_option("MODEL", arguments->model, "File, SavedModel folder or checkpoint")->required();
    command->add_option("VARIABLE", arguments->variable, "Its path (dense_1/kernel) or key")->required();
    command->add_option("-o,--output", arguments->output, "The .npy file to write")->required();
    command->callback([arguments, &invocation] {
        invocation.work = [arguments, &invocation] { return get(*arguments, invocation.json); };
    });
}

} // namespace lw::cli
