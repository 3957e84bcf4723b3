// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include "app/cli/Interruption.h"
#include "core/formats/BeforeSaving.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <unistd.h>

namespace lw::cli {

Progress terminalProgress(const std::string& what)
{
    Progress progress;
    progress.stop = interruption();
    if (::isatty(STDERR_FILENO) == 0)
        return progress;
    using Clock = std::chrono::steady_clock;
    auto last = std::make_shared<Clock::time_point>(Clock::now());
    progress.report = [what, last](std::uint64_t done, std::uint64_t total) {
        if (Clock::now() - *last < std::chrono::milliseconds(100) || total == 0)
            return;
        *last = Clock::now();
        std::fprintf(stderr, "\r%s %3.0f %%%s", what.c_str(),
                     100.0 * static_cast<double>(done) / static_cast<double>(total), done >= total ? "\r\033[K" : "");
    };
    return progress;
}

void print(const Json& json)
{
    const std::string text = json.dump(1) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void printWarnings(const Diagnostics& diagnostics)
{
    for (const Diagnostic& entry : diagnostics.entries()) {
        const bool note = entry.code == formats::kTrainingNote;
        if (entry.severity == Severity::Info && !note)
            continue;
        const std::string subject = entry.subject.empty() ? std::string() : printable(entry.subject) + ": ";
        std::fprintf(stderr, "%s: %s%s\n", note ? "note" : "warning", subject.c_str(),
                     printable(entry.message, 1000).c_str());
    }
}

void addObjectsOption(CLI::App& command, std::string& path)
{
    command.add_option("--objects", path, "JSON file that defines custom layers and functions");
}

Result<formats::SharedObjects> readObjects(const std::string& path)
{
    return path.empty() ? Result<formats::SharedObjects>(formats::SharedObjects()) : formats::readObjectsFile(path);
}

} // namespace lw::cli
