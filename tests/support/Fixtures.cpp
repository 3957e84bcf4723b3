// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fixtures.h"

#include <QTemporaryDir>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

namespace lw::test {

std::string fixture(const std::string& relative) { return std::string(LAYERWRIGHT_FIXTURES) + "/" + relative; }
std::string sample(const std::string& relative) { return std::string(LAYERWRIGHT_SAMPLES) + "/" + relative; }

std::string temporaryFolder()
{
    static std::vector<std::unique_ptr<QTemporaryDir>> folders;
    folders.push_back(std::make_unique<QTemporaryDir>());
    return folders.back()->path().toStdString();
}

std::string readAll(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

void writeAll(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace lw::test
