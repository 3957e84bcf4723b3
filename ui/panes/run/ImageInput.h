// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/run/InputSource.h"

#include <QImage>

namespace lw::ui {

/// Whether a spec can take pictures: rank 3 or 4 with one, three or four channels last.
bool takesImages(const TensorSpec& spec);
/// The picture as the model will see it: resized to the spec's height and width, grey or colour by its channels.
QImage preparedImage(const QImage& source, const TensorSpec& spec, const ImageScaling& scaling);
/// (1, height, width, channels) or (1, height, width) numbers of a prepared picture.
Tensor imageTensor(const QImage& prepared, const TensorSpec& spec, const ImageScaling& scaling);

} // namespace lw::ui
