// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One array, or an archive of them.
#include "core/containers/npy/Npy.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    if (input.starts_with("PK")) {
        if (const auto arrays = lw::readNpz(lw::fuzz::write("arrays.npz", input)); arrays.ok())
            for (const auto& [name, tensor] : *arrays)
                lw::fuzz::use(tensor);
    } else if (const auto tensor = lw::readNpy({lw::asBytes(input), nullptr}); tensor.ok()) {
        lw::fuzz::use(*tensor);
    }
}
