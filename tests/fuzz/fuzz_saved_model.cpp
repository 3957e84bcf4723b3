// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A folder: saved_model.pb, keras_metadata.pb, the index and the only shard of the variables, fingerprint.pb.
#include "core/formats/FormatRegistry.h"
#include "tests/fuzz/FuzzSupport.h"

#include <array>

LW_FUZZ_TARGET
{
    constexpr std::array kFiles = {"saved_model/saved_model.pb", "saved_model/keras_metadata.pb",
                                   "saved_model/variables/variables.index",
                                   "saved_model/variables/variables.data-00000-of-00001", "saved_model/fingerprint.pb"};
    const auto files = lw::fuzz::pieces(input);
    for (std::size_t i = 0; i < kFiles.size(); ++i)
        if (i < files.size() && !files[i].empty())
            lw::fuzz::write(kFiles[i], files[i]);
        else
            lw::fuzz::remove(kFiles[i]);
    const auto model = lw::formats::openModel(lw::fuzz::scratch("saved_model"));
    if (!model.ok())
        return;
    lw::fuzz::use(*model);
    lw::fuzz::lower(*model);
}
