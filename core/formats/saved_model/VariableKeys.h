// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/graph/import/SavedObjects.h"

#include <string>
#include <vector>

namespace lw::formats {

/// Checkpoint keys by object: the SavedModel's object graph and the checkpoint's own are walked side by side, by the
/// names of their edges, as tf.train.Checkpoint restores. Empty where the checkpoint holds nothing. Corrupt when
/// objectGraph is no TrackableObjectGraph.
Result<std::vector<std::string>> variableKeys(const graph::SavedObjects& objects, ByteSpan objectGraph);

} // namespace lw::formats
