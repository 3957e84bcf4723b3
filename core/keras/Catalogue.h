// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace lw::keras {

/// What a layer is for: decides colour and icon in the graph.
enum class Category {
    Input,
    Core,
    Convolution,
    Pooling,
    Recurrent,
    Normalization,
    Attention,
    Activation,
    Merging,
    Reshaping,
    Regularization,
    Preprocessing,
    Embedding,
    Wrapper,
    Model,
    Unknown
};
std::string_view categoryName(Category category);

/// One row of the catalogue of built-in layers (Keras 2.15 and 3.15: keras/layers/__init__.py).
struct LayerInfo {
    std::string_view className;
    Category category;
    bool keras2, keras3;   ///< in which generation the class exists
    std::string_view icon; ///< short glyph id for the window
};

std::span<const LayerInfo> catalogue();
/// By class name (case-sensitive); null for classes that are not built in. Also "TFOpLambda", "SlicingOpLambda", and
/// the aliases of old versions ("Merge", "BatchNormalizationV1", "CuDNNLSTM").
const LayerInfo* findLayerInfo(std::string_view className);
Category categoryOf(std::string_view className);

} // namespace lw::keras
