// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/OpSupport.h"

#include <span>

/// The tables of the families, one per source file; OpTable.cpp joins them.
namespace lw::engine {

std::span<const OpEntry> passOps();
std::span<const OpEntry> unaryOps();
std::span<const OpEntry> castOps();
std::span<const OpEntry> binaryOps();
std::span<const OpEntry> comparisonOps();
std::span<const OpEntry> integerOps();
std::span<const OpEntry> selectOps();
std::span<const OpEntry> matMulOps();
std::span<const OpEntry> biasOps();
std::span<const OpEntry> shapeOps();

} // namespace lw::engine
