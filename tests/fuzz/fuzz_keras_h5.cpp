// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Models and weights in HDF5, of Keras 2 and 3. The listing is made in the program, which is much quicker than by the
// reader process and the same code; files that it leaves to libhdf5 are not followed.
#include "core/containers/hdf5/reader/QuickListing.h"
#include "core/formats/keras3/Hdf5Model.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    lw::hdf5_reader::Output output(lw::hdf5_reader::kNoDescriptor);
    if (!lw::hdf5_reader::writeQuickListing(input, output))
        return;
    const lw::Bytes listing{lw::asBytes(output.collected()), nullptr};
    auto file = lw::Hdf5File::fromListing({lw::asBytes(input), nullptr}, listing);
    lw::fuzz::require(file.ok(), "the program understands what the reader lists");
    const auto model = lw::formats::readHdf5Content(std::move(file).value());
    if (!model.ok())
        return;
    lw::fuzz::use(*model);
    lw::fuzz::lower(*model);
}
