// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lw::ui {

/// What each format keeps of a model, made from the registry, and what to know about going on training, the two
/// generations of Keras, and interrupted saves: rich text for the help.
QString savingHelp();

} // namespace lw::ui
