// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/base/Result.h"

#include <string>
#include <string_view>

namespace lw::keras {

/// Whether a built-in layer can be given this value of an argument, as the constructors of tf_keras 2.21 (generation 2)
/// and Keras 3.15 (3) have it: range, length, and what other arguments in the config allow. Invalid with a sentence
/// that says what is allowed. Arguments and classes that no rule knows pass. config: with the value in it.
Result<void> checkArgument(int generation, std::string_view className, const Json& config, const std::string& argument);
/// The same for every argument that is in changes; the first that does not do.
Result<void> checkArguments(int generation, std::string_view className, const Json& config, const Json& changes);

} // namespace lw::keras
