// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Interruption.h"
#include "core/formats/AfterCrash.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <new>
#include <unistd.h>

namespace {

/// The one line of all trouble: "layerwright-cli: FILE: what is wrong".
int fail(const std::string& message)
{
    std::fprintf(stderr, "layerwright-cli: %s\n", message.c_str());
    return 2;
}

/// Another program cut a file that is mapped: nothing sensible is left to read.
extern "C" void onBusError(int)
{
    static constexpr char kMessage[] = "layerwright-cli: a file became shorter while it was being read; try again\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kMessage, sizeof(kMessage) - 1);
    ::_exit(2);
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // a write past the size limit returns EFBIG and becomes an error
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGBUS, onBusError);
    lw::cli::watchInterruptions();

    CLI::App app("Open, look at, run and convert Keras and TensorFlow models.", "layerwright-cli");
    app.set_version_flag("--version", "layerwright-cli " LAYERWRIGHT_VERSION);
    app.require_subcommand(1);
    lw::cli::Invocation invocation;
    lw::cli::addSummaryCommand(app, invocation);
    lw::cli::addWeightsCommand(app, invocation);
    lw::cli::addGetCommand(app, invocation);
    lw::cli::addRunCommand(app, invocation);
    lw::cli::addBenchCommand(app, invocation);
    lw::cli::addConvertCommand(app, invocation);
    lw::cli::addLoadWeightsCommand(app, invocation);
    lw::cli::addComposeCommand(app, invocation);
    lw::cli::addTransplantCommand(app, invocation);
    lw::cli::addEditCommand(app, invocation);
    lw::cli::addBlendCommand(app, invocation);
    for (CLI::App* command : app.get_subcommands({}))
        command->add_flag("--json", invocation.json, "Print one JSON document");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success); // --help, --version
    } catch (const CLI::ParseError& error) {
        const auto chosen = app.get_subcommands();
        return fail(std::string(error.what()) + "; see layerwright-cli " +
                    (chosen.empty() ? std::string() : chosen.front()->get_name() + " ") + "--help");
    }
    lw::formats::cleanAfterCrash();
    try {
        const lw::cli::Outcome outcome = invocation.work();
        if (!outcome && outcome.error().kind == lw::ErrorKind::Cancelled)
            lw::cli::endIfInterrupted();
        return outcome ? static_cast<int>(*outcome) : fail(outcome.error().toString());
    } catch (const std::bad_alloc&) {
        return fail("there is not enough memory for this");
    }
}
