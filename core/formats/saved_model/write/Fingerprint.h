// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <saved_model.pb.h>
#include <string>
#include <string_view>

namespace lw::formats {

/// fingerprint.pb: numbers that tell one SavedModel from another (tensorflow/core/protobuf/fingerprint.proto).
/// TensorFlow logs them and compares them with nothing, so the hash is a plain one (FNV-1a).
std::string fingerprintOf(std::string_view savedModel, const pb::MetaGraphDef& metaGraph, std::string_view checkpoint);

} // namespace lw::formats
