// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever parses is written back as it was (design decision 12).
#include "core/base/Json.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    const auto json = lw::Json::parse(input);
    if (!json.ok())
        return;
    const auto again = lw::Json::parse(json->dump());
    lw::fuzz::require(again.ok() && *again == *json, "JSON written is the JSON read");
    (void)json->dump(2);
}
