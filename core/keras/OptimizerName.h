// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lw::keras {

/// What people call an optimizer, from how files spell its class:
/// "Custom>Adam" (how tf_keras registers its newer optimizers) -> "Adam", "adam" -> "Adam"; others unchanged.
std::string optimizerClassName(const std::string& serialized);

} // namespace lw::keras
