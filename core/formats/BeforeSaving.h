// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

#include <optional>

/// What can be said of a save before anything is written, by the model and the registry's row alone.
namespace lw::formats {

/// Whether the format has a writer that this kind of model suits. Subclassed models, for one, are no .h5 or .keras: how
/// their layers are connected stands in Python code only.
bool canHold(const Model& model, const Format& format);

/// Why the model cannot be saved in a format that suits it: its layers call for weights, and it has none (an
/// architecture that was opened as JSON). None when that is not so.
std::optional<Error> obstacle(const Model& model, const Format& format);

/// What the Keras that loads the file does with the optimizer's state in it, where that is less than to go on with it.
/// None when nobody asked for the state, and when the model came from such a file.
std::optional<Diagnostic> trainingNote(const Model& model, const Format& format, const SaveOptions& options);

/// The code of trainingNote().
inline constexpr std::string_view kTrainingNote = "training-note";

} // namespace lw::formats
