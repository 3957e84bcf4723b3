// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/PictureScaling.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace lw::ui {

namespace {

struct Known {
    std::string_view prefix;
    ImageScaling::Mode mode;
    double low, high;
};
/// preprocess_input of each module of keras.applications; the longer of two prefixes that fit comes first.
constexpr Known kKnown[] = {
    {"vgg16", ImageScaling::Mode::Caffe, 0, 0},          {"vgg19", ImageScaling::Mode::Caffe, 0, 0},
    {"resnet50v2", ImageScaling::Mode::Range, -1, 1},    {"resnet101v2", ImageScaling::Mode::Range, -1, 1},
    {"resnet152v2", ImageScaling::Mode::Range, -1, 1},   {"resnet", ImageScaling::Mode::Caffe, 0, 0},
    {"densenet", ImageScaling::Mode::Torch, 0, 0},       {"mobilenetv3", ImageScaling::Mode::Range, 0, 255},
    {"mobilenet", ImageScaling::Mode::Range, -1, 1},     {"inception", ImageScaling::Mode::Range, -1, 1},
    {"xception", ImageScaling::Mode::Range, -1, 1},      {"nasnet", ImageScaling::Mode::Range, -1, 1},
    {"efficientnet", ImageScaling::Mode::Range, 0, 255}, {"convnext", ImageScaling::Mode::Range, 0, 255},
};
constexpr std::size_t kFirstLayers = 6; ///< a layer that scales pictures stands near the beginning

bool rescales(const std::vector<Layer>& layers)
{
    for (std::size_t i = 0; i < std::min(layers.size(), kFirstLayers); ++i)
        if (layers[i].className == "Rescaling" || layers[i].className == "Normalization" || rescales(layers[i].layers))
            return true;
    return false;
}

} // namespace

ScalingGuess guessScaling(const Model& model)
{
    ScalingGuess guess;
    if (rescales(model.layers)) {
        guess.reason = ScalingGuess::Reason::RescalesItself;
        guess.scaling.high = 255;
        return guess;
    }
    std::string name = model.name;
    std::erase_if(name, [](char c) { return c == '_' || c == '-'; });
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Known& known : kKnown)
        if (name.starts_with(known.prefix)) {
            guess.reason = ScalingGuess::Reason::ModelName;
            guess.scaling.mode = known.mode;
            if (known.mode == ImageScaling::Mode::Range) {
                guess.scaling.low = known.low;
                guess.scaling.high = known.high;
            }
            break;
        }
    return guess;
}

} // namespace lw::ui
