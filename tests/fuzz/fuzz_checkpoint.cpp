// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An index and up to two shards, under all names that a bundle of one or two shards has.
#include "core/formats/FormatRegistry.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    const auto files = lw::fuzz::pieces(input);
    const std::string index = lw::fuzz::write("model.index", files[0]);
    lw::fuzz::write("model.data-00000-of-00001", files.size() > 1 ? files[1] : "");
    lw::fuzz::write("model.data-00000-of-00002", files.size() > 1 ? files[1] : "");
    lw::fuzz::write("model.data-00001-of-00002", files.size() > 2 ? files[2] : "");
    if (const auto model = lw::formats::openModel(index); model.ok())
        lw::fuzz::use(*model);
}
