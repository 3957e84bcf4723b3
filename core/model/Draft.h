// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <algorithm>

namespace lw {

/// The code of a connection that surgery left broken on purpose.
inline constexpr const char* kBrokenConnection = "broken-connection";

/// The first such connection; null when the model is whole.
inline const Diagnostic* brokenConnection(const Model& model)
{
    const auto& entries = model.diagnostics.entries();
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [](const Diagnostic& entry) { return entry.code == kBrokenConnection; });
    return found == entries.end() ? nullptr : &*found;
}

/// A draft is edited on, and not saved.
inline bool isDraft(const Model& model)
{
    return brokenConnection(model) != nullptr;
}

} // namespace lw
