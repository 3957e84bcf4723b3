// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/base/Progress.h"
#include "core/formats/ObjectsFile.h"
#include "core/model/Model.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace lw::cli {

/// Exit status of the program, as diff and grep have it (command line contract).
enum class Status { Done = 0, Differs = 1 };

/// What a command's work returns: a status, or an error that becomes one line on stderr and exit status 2.
using Outcome = Result<Status>;

/// Where main finds the work of the command that was given; each add...Command sets it from its callback.
struct Invocation {
    std::function<Outcome()> work;
    bool json = false;
};

void addSummaryCommand(CLI::App& app, Invocation& invocation);
void addWeightsCommand(CLI::App& app, Invocation& invocation);
void addGetCommand(CLI::App& app, Invocation& invocation);
void addRunCommand(CLI::App& app, Invocation& invocation);
void addBenchCommand(CLI::App& app, Invocation& invocation);
void addConvertCommand(CLI::App& app, Invocation& invocation);
void addLoadWeightsCommand(CLI::App& app, Invocation& invocation);
void addComposeCommand(CLI::App& app, Invocation& invocation);
void addTransplantCommand(CLI::App& app, Invocation& invocation);
void addEditCommand(CLI::App& app, Invocation& invocation);
void addBlendCommand(CLI::App& app, Invocation& invocation);

/// Reports on stderr when that is a terminal, about ten times a second.
Progress terminalProgress(const std::string& what);
/// One JSON document and a line feed on stdout.
void print(const Json& json);
/// Diagnostics as lines on stderr, for people; with --json they stand in the document.
void printWarnings(const Diagnostics& diagnostics);
/// --objects F, into path.
void addObjectsOption(CLI::App& command, std::string& path);
/// Reads an objects file; null when path is empty.
Result<formats::SharedObjects> readObjects(const std::string& path);

} // namespace lw::cli
