// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/initial/StftKernel.h"

#include "core/model/Tensor.h"

#include <cmath>
#include <numbers>

namespace lw::keras {

namespace {

/// A sum of cosines, as scipy.signal.windows.general_cosine.
std::vector<double> cosineWindow(std::size_t length, bool periodic, const std::vector<double>& factors)
{
    std::vector<double> window(length, 1.0);
    const double steps = static_cast<double>(length) - (periodic ? 0 : 1);
    if (length < 2)
        return window;
    for (std::size_t i = 0; i < length; ++i) {
        window[i] = 0;
        for (std::size_t k = 0; k < factors.size(); ++k)
            window[i] += (k % 2 == 0 ? 1 : -1) * factors[k] *
                         std::cos(2 * std::numbers::pi * static_cast<double>(k * i) / steps);
    }
    return window;
}

Result<std::vector<double>> windowOf(const Json& config, std::size_t length)
{
    const Json& json = config["window"];
    if (json.isArray() && json.size() == length) {
        std::vector<double> window;
        for (const Json& value : json.items())
            window.push_back(value.toDouble(0));
        return window;
    }
    const bool periodic = config["periodic"].toBool(false);
    const std::string name = json.isNull() && config.contains("window") ? "boxcar" : json.toText("hann");
    if (name == "hann")
        return cosineWindow(length, periodic, {0.5, 0.5});
    if (name == "hamming")
        return cosineWindow(length, periodic, {0.54, 0.46});
    if (name == "blackman")
        return cosineWindow(length, periodic, {0.42, 0.5, 0.08});
    if (name == "boxcar")
        return std::vector<double>(length, 1.0);
    return unsupported("the window \"" + name + "\" of the STFT initializer is not known");
}

double windowScale(const Json& config, const std::vector<double>& window)
{
    const std::string scaling = config["scaling"].toText(config.contains("scaling") ? "" : "density");
    double squares = 0, sum = 0;
    for (const double value : window) {
        squares += value * value;
        sum += std::abs(value);
    }
    // Without a window Keras leaves the kernel as it is.
    if (config.contains("window") && config["window"].isNull())
        return 1;
    return scaling == "density" ? std::sqrt(squares) : scaling == "spectrum" ? sum : 1;
}

} // namespace

Result<std::vector<double>> stftKernel(const Json& config, const Shape& shape)
{
    LW_TRY(elementCount(shape));
    if (shape.size() != 3 || shape[1] != 1)
        return invalid("an STFT kernel has the shape (frame length, 1, frequencies), not " + shapeText(shape));
    const auto frames = static_cast<std::size_t>(shape[0]), frequencies = static_cast<std::size_t>(shape[2]);
    LW_ASSIGN(const std::vector<double> window, windowOf(config, frames));
    const double scale = windowScale(config, window), points = 2.0 * (static_cast<double>(frequencies) - 1);
    const bool imaginary = config["side"].toText() == "imag";
    std::vector<double> kernel;
    kernel.reserve(frames * frequencies);
    for (std::size_t time = 0; time < frames; ++time)
        for (std::size_t frequency = 0; frequency < frequencies; ++frequency) {
            const double angle =
                -2 * std::numbers::pi * static_cast<double>(time) * static_cast<double>(frequency) / points;
            kernel.push_back((imaginary ? std::sin(angle) : std::cos(angle)) * window[time] / scale);
        }
    return kernel;
}

} // namespace lw::keras
