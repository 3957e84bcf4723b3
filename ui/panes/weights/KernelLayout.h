// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Shape.h"

#include <cstddef>
#include <optional>
#include <string>

namespace lw::ui {

/// How a convolution's kernel lies in its tensor, for drawing a tile a filter; strides count elements.
struct KernelLayout {
    int height = 0, width = 0;
    std::size_t rowStride = 0, columnStride = 0;
    int filters = 0;
    std::size_t filterStride = 0;
    int channels = 1; ///< input channels, of which a tile shows one; for 3D also the depths: depth x inputs + input
    int inputs = 1;   ///< channels of one depth
    std::size_t depthStride = 0, inputStride = 0;

    [[nodiscard]] std::size_t index(int filter, int channel, int row, int column) const
    {
        const auto at = [](int i) { return static_cast<std::size_t>(i); };
        return at(filter) * filterStride + at(channel / inputs) * depthStride + at(channel % inputs) * inputStride +
               at(row) * rowStride + at(column) * columnStride;
    }
};

/// What an axis of a kernel counts.
enum class KernelAxis { Other, Depth, Height, Width, Steps, Input, Output, Multiplier };
/// By the layer's class (may be empty, when the file has no layers) and the variable's role; Keras 2.15 and 3:
/// keras/layers/convolutional/base_conv.py and its siblings. Transposed kernels have the outputs first, depthwise ones
/// a multiplier instead of outputs.
KernelAxis kernelAxis(const Shape& shape, const std::string& role, const std::string& className, std::size_t axis);

/// None when the variable is no kernel, its window is one element, or a picture of it makes no sense.
std::optional<KernelLayout> kernelLayout(const Shape& shape, const std::string& role, const std::string& className);

} // namespace lw::ui
