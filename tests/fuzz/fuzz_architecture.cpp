// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Architecture as JSON: shapes, weights called for, lowering to the operator graph.
#include "core/keras/Architecture.h"
#include "tests/fuzz/FuzzSupport.h"

LW_FUZZ_TARGET
{
    auto json = lw::Json::parse(input);
    lw::Model model;
    if (!json.ok() || !lw::keras::readArchitecture(std::move(json).value(), model).ok())
        return;
    lw::keras::countParameters(model);
    lw::fuzz::use(model);
    lw::fuzz::addZeros(model);
    lw::fuzz::lower(model);
}
