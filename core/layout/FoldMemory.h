// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/Outline.h"

#include <unordered_map>

namespace lw::layout {

/// How groups were folded, over the changes of a model: a group that comes back (undo) is as it was left, one that has
/// changed is as its layers were seen, and only what is new starts as an outline starts. A value; any thread.
class FoldMemory {
public:
    /// folded: per group of the outline.
    void remember(const Outline& outline, const std::vector<bool>& folded);
    /// Per group of now; nodesBefore() as layout::nodesBefore(now, before). before must have been remembered last.
    [[nodiscard]] std::vector<bool> foldsOf(const Outline& now, const Outline& before,
                                            const std::vector<std::int32_t>& nodesBefore) const;

private:
    std::unordered_map<std::string, bool> m_byKey;
    std::vector<bool> m_last; ///< as remembered last
};

/// How an outline is folded at first.
std::vector<bool> firstFolds(const Outline& outline);

} // namespace lw::layout
