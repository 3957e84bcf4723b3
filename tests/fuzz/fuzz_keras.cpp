// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The archive; its weights go through the reader process.
#include "core/formats/FormatRegistry.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    const auto model = lw::formats::openModel(lw::fuzz::write("model.keras", input));
    if (!model.ok())
        return;
    lw::fuzz::use(*model);
    lw::fuzz::lower(*model);
}
