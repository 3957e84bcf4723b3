// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QTest>
#include <string>

namespace lw::test {

/// Absolute path of a file under tests/fixtures ("h5/simple.h5") or resources/samples.
std::string fixture(const std::string& relative);
std::string sample(const std::string& relative);
/// A fresh empty folder that is removed when the program ends.
std::string temporaryFolder();
std::string readAll(const std::string& path);
void writeAll(const std::string& path, const std::string& bytes);

} // namespace lw::test

/// Checks a Result and prints its error.
#define VERIFY_RESULT(...)                                                                                             \
    do {                                                                                                               \
        const auto& lwVerified = (__VA_ARGS__);                                                                        \
        QVERIFY2(lwVerified.ok(), lwVerified.ok() ? "" : lwVerified.error().toString().c_str());                       \
    } while (false)
