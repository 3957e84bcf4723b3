// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"

namespace lw {

/// Tells the system that bytes that were read once are not needed soon, so that reading through a large file does not
/// fill the memory with it. Only pages of a MappedFile are let go; they come back by themselves when they are read
/// again. Other bytes are left alone. Any thread.
void releasePages(ByteSpan bytes);

/// For MappedFile: which bytes are pages of a file.
void registerMapping(ByteSpan mapping);
void unregisterMapping(ByteSpan mapping);

} // namespace lw
