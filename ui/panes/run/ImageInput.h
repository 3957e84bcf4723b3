// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layer.h"
#include "core/model/Tensor.h"

#include <QImage>
#include <optional>

namespace lw::ui {

/// How a picture becomes numbers; what one sees in the editor is what the model gets.
struct ImageScaling {
    enum class Resize { Stretch, Fit, Crop } resize = Resize::Stretch;
    /// Range: low to high. The others are two of keras.applications.imagenet_utils.preprocess_input: Caffe subtracts
    /// the mean of ImageNet and puts blue first, Torch scales to 0..1 and normalises each channel.
    enum class Mode { Range, Caffe, Torch } mode = Mode::Range;
    double low = 0, high = 1; ///< of Range: what black and white become
    bool smooth = true, invert = false, blueFirst = false;
    bool operator==(const ImageScaling&) const = default;
};

/// Where a tensor keeps the parts of a picture.
struct PictureLayout {
    enum class Order { ChannelsLast, ChannelsFirst, Flat } order = Order::ChannelsLast;
    int height = 0, width = 0, channels = 1; ///< height and width 0: as large as the picture
    std::size_t rank = 4;
};
/// How an input of this spec takes a picture: rank 3 or 4 with one, three or four channels, or flat vectors whose
/// length is a square (MNIST's 784) or three squares. None when it cannot.
std::optional<PictureLayout> pictureLayout(const TensorSpec& spec);

/// The picture as the model will see it: resized to the layout, grey or colour by its channels.
QImage preparedImage(const QImage& source, const PictureLayout& layout, const ImageScaling& scaling);
/// One sample of numbers of a prepared picture, with a batch dimension.
Tensor imageTensor(const QImage& prepared, const PictureLayout& layout, const ImageScaling& scaling);

} // namespace lw::ui
