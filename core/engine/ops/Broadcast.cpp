// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Broadcast.h"

#include <algorithm>

namespace lw::engine {

Result<Shape> broadcastShape(const KernelContext& context, const Shape& a, const Shape& b)
{
    Shape shape(std::max(a.size(), b.size()), 1);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::int64_t left = i < a.size() ? a[a.size() - 1 - i] : 1;
        const std::int64_t right = i < b.size() ? b[b.size() - 1 - i] : 1;
        if (left != right && left != 1 && right != 1)
            return opError(context, "shapes " + shapeText(a) + " and " + shapeText(b) + " cannot be broadcast");
        shape[shape.size() - 1 - i] = left == 1 ? right : left;
    }
    return shape;
}

} // namespace lw::engine
