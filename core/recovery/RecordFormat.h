// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

/// The record's file: magic, version (u32), CRC-32C of the JSON (u32), length of the JSON (u64), the JSON, and nothing
/// behind it; numbers are little endian.
namespace lw::recovery {

inline constexpr std::string_view kMagic = "LWEDITS\n";
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint64_t kLongestRecord = std::uint64_t{1} << 30;

// Keys of the JSON, for writer and reader.
namespace key {
inline constexpr const char *kTime = "time", *kTitle = "title", *kEdits = "edits", *kSteps = "steps", *kFile = "file",
                            *kPath = "path", *kFormat = "format", *kStamp = "stamp", *kName = "name", *kKind = "kind",
                            *kArchitecture = "architecture", *kPayload = "payload", *kVariables = "variables",
                            *kTensors = "tensors", *kTraining = "training", *kSlotTensors = "slot_tensors",
                            *kDiagnostics = "diagnostics", *kPast = "past", *kText = "text", *kUndo = "undo",
                            *kFunctions = "functions", *kOrigin = "origin", *kOwnKeys = "own_keys";
inline constexpr const char *kKey = "key", *kLayer = "layer", *kRole = "role", *kTrainable = "trainable",
                            *kValues = "values";
inline constexpr const char *kDtype = "dtype", *kShape = "shape", *kFrom = "from", *kFromSlot = "from_slot",
                            *kLost = "lost", *kStore = "store", *kOffset = "offset", *kLength = "length",
                            *kChecksum = "crc32c";
inline constexpr const char *kOptimizer = "optimizer", *kConfig = "config", *kLoss = "loss", *kMetrics = "metrics",
                            *kWeightedMetrics = "weighted_metrics", *kLossWeights = "loss_weights",
                            *kCompile = "compile_config", *kIterations = "iterations", *kSlots = "slots";
inline constexpr const char *kSeverity = "severity", *kMessage = "message", *kSubject = "subject", *kCount = "count",
                            *kCode = "code", *kArguments = "arguments";
} // namespace key

} // namespace lw::recovery
