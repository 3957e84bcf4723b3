// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::keras {

/// The model's architecture with the words of lookup layers that their configs have and it has not: those that a file
/// kept beside it. For files that have no other place for them.
Json architectureWithVocabularies(const Model& model);

} // namespace lw::keras
