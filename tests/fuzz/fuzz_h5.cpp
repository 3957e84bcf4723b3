// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of reading HDF5 that are Layerwright's own: the quick listing of the reader process, and the program's
// check of what that process sends.
#include "core/containers/hdf5/Hdf5Listing.h"
#include "core/containers/hdf5/reader/QuickListing.h"
#include "core/formats/h5/NameLists.h"
#include "tests/fuzz/FuzzSupport.h"

namespace {

void useListing(std::string_view text)
{
    const lw::Bytes bytes{lw::asBytes(text), nullptr};
    const auto listing = lw::Hdf5Listing::parse(bytes);
    if (!listing.ok())
        return;
    lw::Diagnostics diagnostics;
    for (const lw::Hdf5Object& object : listing->objects) {
        (void)object.type.text();
        (void)object.type.swapSize();
        (void)object.type.isPlain();
        (void)object.space.elements();
        (void)object.link("dense");
        for (const char* name : {"layer_names", "weight_names"})
            (void)lw::formats::h5::nameList(object, name, diagnostics);
        for (const lw::Hdf5Attribute& attribute : object.attributes)
            (void)attribute.strings();
    }
}

} // namespace

LW_FUZZ_TARGET
{
    lw::hdf5_reader::Output output(lw::hdf5_reader::kNoDescriptor);
    if (lw::hdf5_reader::writeQuickListing(input, output))
        useListing(output.collected());
    useListing(input);
}
