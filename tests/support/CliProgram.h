// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <functional>
#include <string>
#include <vector>

namespace lw::test {

struct ProgramEnd {
    int signal = 0, code = 0;
    QByteArray output, errors;
};

/// Runs layerwright-cli with these arguments and additional variables ("NAME=value"). before() runs in the child before
/// it becomes the program; a pause of 0 or more microseconds ends in SIGKILL. Tests that use it depend on
/// layerwright-cli and layerwright-hdf5-reader. What takes two minutes ends with SIGALRM.
ProgramEnd runCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables = {},
                  const std::function<void()>& before = {}, int killAfter = -1);

} // namespace lw::test
