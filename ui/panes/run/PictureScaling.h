// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"
#include "ui/panes/run/ImageInput.h"

namespace lw::ui {

/// How a model most likely wants its pictures, and why.
struct ScalingGuess {
    enum class Reason { Default, RescalesItself, ModelName } reason = Reason::Default;
    ImageScaling scaling;
};
/// By the model's own rescaling or normalising layer, else by the name that keras.applications gives the network, else
/// 0 to 1.
ScalingGuess guessScaling(const Model& model);

} // namespace lw::ui
