// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/write/ObjectGraph.h"
#include "core/graph/export/FunctionWriter.h"

namespace lw::formats {

/// The top-level graph of a SavedModel, for sessions of TensorFlow 1 and for serving: handles of all variables, the
/// call of the signature's function, functions that save and restore a checkpoint, and the names under which these are
/// found (SaverDef, SignatureDef). serving: null when there is no signature. checkpointGraph: what ObjectGraph says.
Result<void> writeMainGraph(const ObjectGraph& objects, const std::string& checkpointGraph,
                            const graph::FunctionInfo* serving,
                            const std::map<std::string, ObjectId, std::less<>>& variables, pb::MetaGraphDef& metaGraph);

} // namespace lw::formats
