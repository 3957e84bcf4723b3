// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <functional>
#include <string>
#include <vector>

namespace lw::test {

/// All that a model file, folder or checkpoint says: architecture, every value of every variable. "missing" when there
/// is nothing of this name, "broken: why" when it does not open whole.
QByteArray contentOf(const std::string& path);

/// Every file and folder below a folder, by relative name.
QStringList everythingIn(const std::string& folder);

struct ProgramEnd {
    int signal = 0, code = 0;
    QByteArray errors; ///< standard error
};

/// Runs layerwright-cli with these arguments and additional variables ("NAME=value"). before() runs in the child before
/// it becomes the program; a pause of 0 or more microseconds ends in SIGKILL.
ProgramEnd runCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables = {},
                  const std::function<void()>& before = {}, int killAfter = -1);

} // namespace lw::test
