// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5Type.h"

#include <hdf5.h>

namespace lw {

/// The libhdf5 datatype of a described one, to be closed by the caller; negative when libhdf5 refuses.
hid_t buildType(const Hdf5Type& type);

} // namespace lw
