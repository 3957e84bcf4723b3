// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string>

namespace lw::ui {

/// Path of the layer that one goes on with after an edit: what is new; or, when the selected layer is gone, what stood
/// behind it, else before it, else the model that it was in. selected: what was selected before the edit, which is also
/// the answer when nothing of this happened.
std::string layerToGoOnWith(const Model& before, const Model& after, const std::string& selected);

} // namespace lw::ui
