// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lw::graph {

/// The name of a Python function whose code a Lambda layer keeps: code objects of Python 3.6 and later, as marshal
/// writes them, in base64 (tf_keras/src/utils/generic_utils.py, func_dump). The code is not run, nor anything in it
/// looked at but lengths and this name. Empty for a lambda, which has none, and for what cannot be read.
std::string pythonFunctionName(std::string_view base64);

} // namespace lw::graph
