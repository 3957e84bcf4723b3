// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats {

/// The error of a save as the user can act on it: under the path that was asked for, not that of a temporary, and when
/// the disk is full with what the model takes, what is free now that the unfinished file is gone, and what is missing.
Error saveError(const Error& error, const Model& model, const std::string& path, const Format& format,
                const SaveOptions& options);

} // namespace lw::formats
