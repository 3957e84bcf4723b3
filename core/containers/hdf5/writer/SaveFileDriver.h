// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/SaveFile.h"

#include <hdf5.h>
#include <optional>

namespace lw {

/// What libhdf5's writing through the driver came to. After the first failure everything is silently dropped, because
/// libhdf5 1.10 keeps a file open for ever when closing it fails; the failure is asked for afterwards.
struct SaveFileState {
    SaveFile* file = nullptr;
    std::uint64_t end = 0;            ///< of what was written or reserved
    std::uint64_t endOfAddresses = 0; ///< libhdf5's own idea
    std::optional<Error> failure;
};

/// A virtual file driver that writes into the SaveFile of a state. The state must outlive the file. Negative on
/// failure.
hid_t createThroughSaveFile(SaveFileState& state, hid_t creation, hid_t access);

} // namespace lw
