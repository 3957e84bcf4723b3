// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"

#include <QImage>

namespace lw::ui {

/// How numbers become colours.
enum class ColourScale {
    Sequential, ///< dark to light, least to greatest
    Diverging,  ///< blue through neutral at zero to red, symmetric
};

/// A picture of a matrix, a pixel an element; larger ones are averaged down to at most limit pixels a side. Values that
/// are not numbers stay transparent.
QImage sliceImage(const TensorSlice& slice, ColourScale scale, double low, double high, int limit = 2048);

} // namespace lw::ui
