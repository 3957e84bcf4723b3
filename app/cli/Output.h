// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/formats/ObjectsFile.h"
#include "core/model/Model.h"

#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace lw::cli {

/// Where and how a command writes the model that comes of it: -o, --to and --objects.
struct Output {
    std::string path;
    std::string format;  ///< an id of the registry; empty when it follows from the path or the model
    std::string objects; ///< the file of custom layers and functions; empty for none
};

/// Adds -o/--output, --to and --objects to a command that changes a model. model: its name in the command's help
/// ("TARGET"). Returns -o, for required().
CLI::Option* addOutput(CLI::App& command, Output& output, const std::string& model);

/// Writes the model in the format that was asked for, else in the one of the path's suffix, else in the one that the
/// model was read from. Errors: Unsupported when that is only read, Invalid when none follows, and those of
/// formats::saveModel(). objects: what output.objects holds, as readObjects() gives it; null for none.
Result<void> saveOutput(const Model& model, const Output& output, const formats::SharedObjects& objects,
                        Diagnostics& diagnostics);

/// The ids of all formats that are written: "h5, keras, saved_model".
std::string writtenFormats();

/// Id of the format to write: output.format when given, else what the suffix of output.path says, else usual (an id, or
/// empty). Errors as of saveOutput().
Result<std::string> outputFormat(const Output& output, const std::string& usual);

} // namespace lw::cli
