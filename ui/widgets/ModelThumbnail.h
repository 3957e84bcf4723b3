// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>

namespace lw {
struct Model;
}

namespace lw::ui {

/// A fingerprint of a model for lists: one bar a layer in the colour of its category, its height telling the share of
/// the parameters on a logarithmic scale. Transparent behind, readable on both themes. Cheap: at most one bar a pixel.
QImage modelThumbnail(const Model& model, QSize size);

} // namespace lw::ui
