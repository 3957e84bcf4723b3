// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats {

/// All formats, in the order in which dialogs show them.
std::span<const Format> registry();
const Format* findFormat(std::string_view id);
/// By OUT's suffix where that is plain (".npz"); null otherwise.
const Format* formatForSuffix(std::string_view path);

/// Recognises by content and reads. Errors carry the path; a file of no known format is Unsupported and says what it looks like.
Result<Model> openModel(const std::string& path, const Progress& progress = {});
/// Writes beside the target and renames; the old file stays until the new one is complete.
Result<void> saveModel(const Model& model, const std::string& path, std::string_view formatId, const SaveOptions& options,
                       Diagnostics& diagnostics, const Progress& progress = {});

/// The Keras whose dialect a save is written in, 2 or 3; asked: SaveOptions::dialect. 0 when the format or the model has
/// no architecture.
int writtenDialect(const Model& model, const Format& format, int asked);
/// Whether the user may choose the dialect in this format.
bool hasBothDialects(const Format& format);

} // namespace lw::formats
