// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Shape.h"

#include "core/base/ByteReader.h"

#include <algorithm>
#include <tuple>

namespace lw {

std::string shapeText(const Shape& shape)
{
    std::string out = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        out += i == 0 ? "" : ", ";
        out += shape[i] == kUnknownDim ? "None" : std::to_string(shape[i]);
    }
    return out + (shape.size() == 1 ? ",)" : ")");
}

Result<std::uint64_t> elementCount(const Shape& shape)
{
    std::uint64_t count = 1;
    bool empty = false, fits = true;
    for (const std::int64_t dim : shape) {
        if (dim < 0)
            return corrupt("the shape " + shapeText(shape) + " has a dimension that is not known or negative");
        empty = empty || dim == 0;
        if (dim != 0 && fits)
            std::tie(count, fits) = checkedMultiply(count, static_cast<std::uint64_t>(dim));
    }
    if (empty)
        return std::uint64_t{0};
    if (!fits || count > (std::uint64_t{1} << 62))
        return corrupt("the shape " + shapeText(shape) + " has more elements than can be counted");
    return count;
}

bool isFullyKnown(const Shape& shape)
{
    return std::all_of(shape.begin(), shape.end(), [](std::int64_t dim) { return dim >= 0; });
}

} // namespace lw
