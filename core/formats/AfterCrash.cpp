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
        removeStaleTemporaries(folderOf(target));
        if (target.ends_with(kIndexSuffix))
            removeUnreachableShards(target.substr(0, target.size() - kIndexSuffix.size()));
    });
}

} // namespace lw::formats
