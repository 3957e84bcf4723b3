// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace lw::cli {

/// Ctrl+C and the end of a session (SIGINT, SIGTERM, SIGHUP) stop the work, so that what was begun to be written is
/// removed; what does not stop within two seconds is ended. To be called once, before there are other threads.
void watchInterruptions();
/// Asked for by everything that takes long.
std::stop_token interruption();
/// Ends the program as the signal would have done that stopped the work; returns when there was none.
void endIfInterrupted();

} // namespace lw::cli
