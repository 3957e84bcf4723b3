// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <algorithm>

namespace lw {

/// The code of a connection that surgery left broken on purpose.
inline constexpr const char* kBrokenConnection = "broken-connection";

/// All such connections; the subject of each is the layer that what it gets does not fit.
inline std::vector<const Diagnostic*> brokenConnections(const Model& model)
{
    std::vector<const Diagnostic*> broken;
    for (const Diagnostic& entry : model.diagnostics.entries())
        if (entry.code == kBrokenConnection)
            broken.push_back(&entry);
    return broken;
}

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
