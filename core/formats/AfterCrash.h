// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lw::formats {

/// What a program does at its start: removes what saves that were cut short, by a crash or otherwise, left behind.
/// Quick when there is nothing. Any thread.
void cleanAfterCrash();

} // namespace lw::formats
