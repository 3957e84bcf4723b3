// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/Model.h"

namespace lw::cli {

/// The JSON documents of the command line contract.
Json summaryJson(const Model& model);
Json variableJson(const Variable& variable);
Json shapeJson(const Shape& shape);

} // namespace lw::cli
