// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "GraphMaker.h"
#include "core/engine/plan/Plan.h"

#include <string>

namespace lw::engine::test {

/// Runs the graph as a plan and with the plain kernels on the same random inputs. Empty when all outputs agree within
/// tolerance, relative to the largest value of each; otherwise what differs.
std::string difference(GraphMaker& maker, double tolerance = 2e-6, float low = -1, float high = 1);
/// Plan::describe of the graph, or the error.
std::string described(GraphMaker& maker);

} // namespace lw::engine::test

/// Fails the test function with what differs; arguments as those of difference().
#define VERIFY_SAME(...)                                                                                               \
    do {                                                                                                               \
        const std::string text = difference(__VA_ARGS__);                                                              \
        QVERIFY2(text.empty(), text.c_str());                                                                          \
    } while (false)
