// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string>

namespace lw::cli {

/// The ids of all formats that are written: "h5, keras, saved_model".
std::string writtenFormats();

/// Id of the format in which an edited model is written: the wanted one (--to) when given, else what the suffix of the
/// path says, else the model's own. Unsupported when the format is only read; Invalid when none follows.
Result<std::string> outputFormat(const Model& model, const std::string& path, const std::string& wanted);

} // namespace lw::cli
