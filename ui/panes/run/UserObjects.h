// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/ObjectsFile.h"

#include <QString>

namespace lw::ui {

/// The user's definitions of custom classes and functions: an objects file in the folder of the user's settings.
/// Reading opens the models that functions are borrowed from.
QString userObjectsPath();
/// None when there is no such file.
Result<formats::SharedObjects> readUserObjects();
Result<void> writeUserObjects(const graph::CustomObjects& objects);

} // namespace lw::ui
