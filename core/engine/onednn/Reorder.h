// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Primitive.h"

namespace lw::engine::onednn {

/// Copies a value of this shape from one layout to another.
Result<Primitive> makeReorder(const Shape& shape, const Layout& from, const Layout& to);

} // namespace lw::engine::onednn
