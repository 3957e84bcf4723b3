// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <hdf5.h>

namespace lw::hdf5_reader {

/// Answers requests on the socket until the other side closes it, nothing comes for some seconds, or a listing is done.
void serve(int socket, hid_t file, std::uint32_t isolation);

} // namespace lw::hdf5_reader
