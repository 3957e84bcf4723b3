// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5Protocol.h"

#include <cstdint>

namespace lw::hdf5_reader {

/// Answers requests on the socket until the other side closes it, nothing comes for some seconds, or a listing is done.
/// libhdf5 is not even initialised before something needs it.
void serve(const hdf5_protocol::Start& start, std::uint32_t isolation);

} // namespace lw::hdf5_reader
