// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

namespace lw::keras {

std::span<const ShapeRuleEntry> preprocessingShapeRules()
{
    return {};
}

} // namespace lw::keras
