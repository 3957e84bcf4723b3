// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recognising and opening one file of any format; the first byte chooses its name.
#include "core/formats/FormatRegistry.h"
#include "tests/fuzz/FuzzSupport.h"

#include <array>

LW_FUZZ_TARGET
{
    constexpr std::array kNames = {"any/file", "any/saved_model.pb", "any/model.index", "any/checkpoint",
                                   "any/m.data-00000-of-00001"};
    if (input.empty())
        return;
    const std::string name = kNames[static_cast<unsigned char>(input.front()) % kNames.size()];
    const auto model = lw::formats::openModel(lw::fuzz::write(name, input.substr(1)));
    if (model.ok())
        lw::fuzz::use(*model);
    else
        (void)model.error().toString();
    lw::fuzz::remove(name);
}
