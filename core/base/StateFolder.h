// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lw {

/// Where the program keeps what must outlive it and is no setting: XDG_STATE_HOME/layerwright, else
/// ~/.local/state/layerwright (freedesktop.org, XDG Base Directory). Empty when there is no place; it may not exist.
std::string stateFolder();

} // namespace lw
