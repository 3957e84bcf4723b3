// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <cstdint>

namespace lw::ui {

/// What stands on the disk now beside what was opened.
struct DiskState {
    bool changed = false, gone = false;
    std::int64_t time = 0; ///< when it was last written, to tell one change from the next
};

/// Compares the stamp of a model's main file with that of the file now: saved_model.pb of a folder, the .index of a
/// checkpoint's prefix or folder, else the file itself. Touches the disk: for a worker. Needs model.stamp.
DiskState diskState(const Model& model);

} // namespace lw::ui
