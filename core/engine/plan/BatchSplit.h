// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/PlanIr.h"

namespace lw::engine::plan {

/// Samples that stand in the first dimension of every input; 0 when the inputs do not agree or there are none.
std::int64_t batchOf(const PlanIr& ir);

/// True when every op treats the samples of the batch apart from each other, so that running some samples at a time
/// gives the same as running all: each value that is computed has whole samples one after another in its first
/// dimension. Looks at the graph as imported, before passes.
bool samplesAreIndependent(const PlanIr& ir);

/// True when part, the same graph imported for fewer samples, differs from whole in the first dimensions only.
bool isPartOf(const PlanIr& part, const PlanIr& whole);

/// How many samples a thread should take at a time: as many as keep what passes between ops in its cache, at least
/// enough for efficient products, and such that the threads share the batch evenly. 0: do not split.
std::int64_t samplesAtATime(const PlanIr& ir, int threads);

} // namespace lw::engine::plan
