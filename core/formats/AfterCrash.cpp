// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/AfterCrash.h"

#include "core/base/FileOperations.h"
#include "core/base/StaleFiles.h"
#include "core/formats/checkpoint/CheckpointFiles.h"

namespace lw::formats {

void cleanAfterCrash()
{
    forInterruptedSaves([](const std::string& target) {
        // A child of the dead program, such as a reader about to start, may hold the locks for a moment longer.
        const bool clean = removeStaleTemporaries(folderOf(target));
        if (target.ends_with(kIndexSuffix))
            removeUnreachableShards(target.substr(0, target.size() - kIndexSuffix.size()));
        return clean;
    });
}

} // namespace lw::formats
