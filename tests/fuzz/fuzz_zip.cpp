// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/containers/zip/ZipReader.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    const auto file = lw::MappedFile::open(lw::fuzz::write("archive.zip", input));
    lw::fuzz::require(file.ok(), "a file that was just written opens");
    const auto zip = lw::ZipReader::open(*file);
    if (!zip.ok())
        return;
    for (const lw::ZipEntry& entry : (*zip)->entries())
        if (const auto bytes = (*zip)->read(entry); bytes.ok())
            lw::fuzz::require(bytes->size() == entry.size, "a member is as long as it says");
}
