// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/TracedProgram.h"

namespace lw::graph {

const TracedProgram* tracedProgram(const Model& model) { return dynamic_cast<const TracedProgram*>(model.payload.get()); }

} // namespace lw::graph
