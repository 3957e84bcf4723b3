// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/OpSupport.h"

#include <span>

/// The tables of the families, one per source file; OpTable.cpp joins them.
namespace lw::engine {

std::span<const OpEntry> attentionOps();
std::span<const OpEntry> biasOps();
std::span<const OpEntry> binaryOps();
std::span<const OpEntry> blockOps();
std::span<const OpEntry> castOps();
std::span<const OpEntry> comparisonOps();
std::span<const OpEntry> complexOps();
std::span<const OpEntry> controlFlowOps();
std::span<const OpEntry> convolutionOps();
std::span<const OpEntry> einsumOps();
std::span<const OpEntry> gatheringOps();
std::span<const OpEntry> generatorOps();
std::span<const OpEntry> hashingOps();
std::span<const OpEntry> integerOps();
std::span<const OpEntry> joiningOps();
std::span<const OpEntry> matMulOps();
std::span<const OpEntry> matrixOps();
std::span<const OpEntry> normalisationOps();
std::span<const OpEntry> paddingOps();
std::span<const OpEntry> passOps();
std::span<const OpEntry> poolingOps();
std::span<const OpEntry> raggedOps();
std::span<const OpEntry> randomOps();
std::span<const OpEntry> recurrentOps();
std::span<const OpEntry> reductionOps();
std::span<const OpEntry> resizingOps();
std::span<const OpEntry> scanningOps();
std::span<const OpEntry> segmentOps();
std::span<const OpEntry> selectOps();
std::span<const OpEntry> shapeOps();
std::span<const OpEntry> slicingOps();
std::span<const OpEntry> stringOps();
std::span<const OpEntry> tableOps();
std::span<const OpEntry> tensorListOps();
std::span<const OpEntry> textOps();
std::span<const OpEntry> unaryOps();
std::span<const OpEntry> variableOps();

} // namespace lw::engine
