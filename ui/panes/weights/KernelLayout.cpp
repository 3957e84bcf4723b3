// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/KernelLayout.h"

#include <vector>

namespace lw::ui {

namespace {

constexpr std::int64_t kLargestWindow = 64, kLargestRow = 4096, kMostFilters = 1 << 24;

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

bool isDepthwise(const std::string& role, const std::string& className)
{
    return contains(role, "depthwise") || className.starts_with("Depthwise");
}

} // namespace

KernelAxis kernelAxis(const Shape& shape, const std::string& role, const std::string& className, std::size_t axis)
{
    if (!contains(role, "kernel"))
        return KernelAxis::Other;
    const std::size_t rank = shape.size();
    if (rank == 2)
        return axis == 0 ? KernelAxis::Input : KernelAxis::Output;
    const bool steps = rank == 3 && contains(className, "1D");
    if (!steps && rank != 4 && rank != 5)
        return KernelAxis::Other;
    if (axis + 2 < rank) {
        const std::size_t fromEnd = rank - 3 - axis; // width is the last before the channels
        return steps          ? KernelAxis::Steps
               : fromEnd == 0 ? KernelAxis::Width
               : fromEnd == 1 ? KernelAxis::Height
                              : KernelAxis::Depth;
    }
    const bool last = axis + 1 == rank;
    if (isDepthwise(role, className))
        return last ? KernelAxis::Multiplier : KernelAxis::Input;
    return last == contains(className, "Transpose") ? KernelAxis::Input : KernelAxis::Output;
}

std::optional<KernelLayout> kernelLayout(const Shape& shape, const std::string& role, const std::string& className)
{
    const std::size_t rank = shape.size();
    if (rank < 3 || rank > 5 || kernelAxis(shape, role, className, 0) == KernelAxis::Other)
        return std::nullopt;
    for (const std::int64_t dim : shape)
        if (dim <= 0 || dim > kMostFilters)
            return std::nullopt;
    std::vector<std::size_t> strides(rank, 1);
    for (std::size_t d = rank; d-- > 1;)
        strides[d - 1] = strides[d] * static_cast<std::size_t>(shape[d]);
    KernelLayout layout;
    const std::size_t first = rank - 2, second = rank - 1;
    if (rank == 3) { // a tile is all steps by all channels
        if (shape[0] > kLargestWindow || shape[1] > kLargestRow || shape[0] * shape[1] < 2)
            return std::nullopt;
        layout = {static_cast<int>(shape[0]),
                  static_cast<int>(shape[1]),
                  strides[0],
                  strides[1],
                  static_cast<int>(shape[2]),
                  strides[2]};
        return layout;
    }
    const std::size_t row = rank - 4, column = rank - 3;
    if (shape[row] > kLargestWindow || shape[column] > kLargestWindow || shape[row] * shape[column] < 2 ||
        shape[first] * shape[second] > kMostFilters)
        return std::nullopt;
    layout.height = static_cast<int>(shape[row]);
    layout.width = static_cast<int>(shape[column]);
    layout.rowStride = strides[row];
    layout.columnStride = strides[column];
    const std::int64_t depth = rank == 5 ? shape[0] : 1;
    layout.depthStride = rank == 5 ? strides[0] : 0;
    if (isDepthwise(role, className)) { // each input channel has filters of its own
        layout.filters = static_cast<int>(shape[first] * shape[second]);
        layout.filterStride = 1;
        layout.channels = static_cast<int>(depth);
        return layout;
    }
    const bool outputsFirst = kernelAxis(shape, role, className, first) == KernelAxis::Output;
    const std::size_t output = outputsFirst ? first : second, input = outputsFirst ? second : first;
    layout.filters = static_cast<int>(shape[output]);
    layout.filterStride = strides[output];
    layout.inputs = static_cast<int>(shape[input]);
    layout.inputStride = strides[input];
    layout.channels = static_cast<int>(shape[input] * depth);
    return layout;
}

} // namespace lw::ui
