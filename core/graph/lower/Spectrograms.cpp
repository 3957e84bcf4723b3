// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerFamilies.h"
#include "core/graph/lower/Windows.h"
#include "core/keras/LayerRules.h"

#include <cmath>
#include <numbers>

/// Spectra of sound over time (keras/src/layers/preprocessing/stft_spectrogram.py, mel_spectrogram.py).
namespace lw::graph {

namespace {

constexpr double kSmallest = 1e-7; ///< backend.epsilon()
constexpr std::int64_t kLargestFrame = 1 << 16;

/// Windows of each (batch, time, 1) signal times the kernels (frame, 1, frequencies): (batch, frames, frequencies).
Edge framed(LayerCall& call, Edge signals, Edge kernel, std::int64_t frame, std::int64_t step, const std::string& padding)
{
    Window window;
    window.spatial = 1;
    window.size = {frame};
    window.strides = {step};
    window.dilations = {1};
    window.padding = padding;
    return convolve(call, signals, kernel, window);
}

/// What a mode makes of the real and imaginary parts (batch, channels, frames, frequencies).
std::optional<Edge> spectrum(LayerCall& call, const std::string& mode, Edge real, Edge imaginary, std::int64_t bins)
{
    GraphBuilder& g = call.g;
    if (mode == "real")
        return real;
    if (mode == "imag")
        return imaginary;
    if (mode == "angle")
        return g.binary("Atan2", imaginary, real);
    if (mode == "stft")
        return g.concat({real, imaginary}, 3);
    const Edge power = g.add(g.unary("Square", real), g.unary("Square", imaginary));
    if (mode == "psd") { // the other half of the frequencies, all but the first and last
        std::vector<double> twice(static_cast<std::size_t>(bins), 2);
        twice.front() = twice.back() = 1;
        return g.mul(power, g.constant(vectorTensor(twice, call.compute)));
    }
    const Edge magnitude = g.unary("Sqrt", g.binary("Maximum", power, kSmallest));
    if (mode == "magnitude")
        return magnitude;
    if (mode == "log")
        return g.unary("Log", g.binary("Maximum", magnitude, kSmallest));
    call.refuse("the mode " + printable(mode, 40));
    return std::nullopt;
}

void stftSpectrogram(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const std::int64_t frame = config.size("frame_length"), length = keras::stftLength(config);
    const std::int64_t step = config.has("frame_step") ? config.size("frame_step") : frame / 2;
    if (frame < 1 || frame > kLargestFrame || step < 1 || step > kLargestFrame || length < 2 || length > kLargestFrame ||
        g.rank(call.x()) != 3)
        return void(call.refuse("unreadable sizes or an input that is no batch of signals"));
    const bool first = config.channelsFirst();
    const std::string mode = config.text("mode", "log");
    const std::string padding = config.text("padding", "valid") == "same" ? "SAME" : "VALID";
    const Edge x = g.cast(call.x(), call.compute);
    const Edge byChannel = first ? x : g.transpose(x, {0, 2, 1});
    const Size batch = g.size(byChannel, 0), channels = g.size(byChannel, 1);
    const Size one{1, {}, 0, false};
    const Edge signals = g.reshape(byChannel, {g.times(batch, channels), g.size(byChannel, 2), one});
    const auto part = [&](const char* role, const char* without) -> Edge {
        if (mode == without)
            return {};
        const Edge frames = framed(call, signals, call.weight(role), frame, step, padding);
        return g.reshape(frames, {batch, channels, g.size(frames, 1), g.size(frames, 2)});
    };
    const Edge real = part("real_kernel", "imag"), imaginary = part("imag_kernel", "real");
    const auto y = spectrum(call, mode, real, imaginary, length / 2 + 1);
    if (!y)
        return;
    const bool apart = config.flag("expand_dims", false);
    if (apart)
        return call.out(first ? *y : g.transpose(*y, {0, 2, 3, 1}));
    const Edge turned = g.transpose(*y, first ? std::vector<std::int64_t>{0, 1, 3, 2} : std::vector<std::int64_t>{0, 2, 1, 3});
    const Size frames = g.size(*y, 2), joined = g.times(channels, g.size(*y, 3));
    call.out(first ? g.reshape(turned, {batch, joined, frames}) : g.reshape(turned, {batch, frames, joined}));
}

/// Triangles over the frequencies, equally wide on the mel scale: (frequencies, bands).
std::vector<double> melBands(std::int64_t bins, std::int64_t bands, double rate, double lowest, double highest)
{
    const auto mel = [](double hertz) { return 1127.0 * std::log(1.0 + hertz / 700.0); };
    std::vector<double> matrix(static_cast<std::size_t>(bins * bands), 0);
    const double from = mel(lowest), width = (mel(highest) - from) / static_cast<double>(bands + 1);
    for (std::int64_t bin = 1; bin < bins; ++bin) {
        const double at = mel(rate / 2 * static_cast<double>(bin) / static_cast<double>(bins - 1));
        for (std::int64_t band = 0; band < bands; ++band) {
            const double low = from + width * static_cast<double>(band);
            const double rising = (at - low) / width, falling = (low + 2 * width - at) / width;
            matrix[static_cast<std::size_t>(bin * bands + band)] = std::max(0.0, std::min(rising, falling));
        }
    }
    return matrix;
}

/// Cosines and negative sines under a window that stands in the middle of a frame: (frame, 1, frequencies).
std::vector<double> waves(std::int64_t length, const std::vector<double>& window, bool sine)
{
    const std::int64_t bins = length / 2 + 1;
    std::vector<double> kernel(static_cast<std::size_t>(length * bins));
    for (std::int64_t t = 0; t < length; ++t)
        for (std::int64_t bin = 0; bin < bins; ++bin) {
            // The product is taken round the circle first, which keeps large ones exact.
            const double angle = 2 * std::numbers::pi * static_cast<double>(t * bin % length) / static_cast<double>(length);
            kernel[static_cast<std::size_t>(t * bins + bin)] =
                window[static_cast<std::size_t>(t)] * (sine ? -std::sin(angle) : std::cos(angle));
        }
    return kernel;
}

/// None for a window that is neither a name nor a list of as many numbers.
std::optional<std::vector<double>> windowOf(LayerCall& call, std::int64_t length, std::int64_t sequence)
{
    const Json& given = call.setting("window");
    const std::string name = given.isString() ? given.toText() : given.isNull() ? "ones" : "";
    std::vector<double> window(static_cast<std::size_t>(length), 0);
    for (std::int64_t i = 0; i < sequence; ++i) {
        const double wave = std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(sequence));
        double value = 1;
        if (name == "hann")
            value = 0.5 - 0.5 * wave;
        else if (name == "hamming")
            value = 0.54 - 0.46 * wave;
        else if (given.isArray() && static_cast<std::int64_t>(given.size()) == sequence)
            value = given.at(static_cast<std::size_t>(i)).toDouble();
        else if (name != "ones")
            return std::nullopt;
        window[static_cast<std::size_t>((length - sequence) / 2 + i)] = value;
    }
    return window;
}

void melSpectrogram(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const std::int64_t length = config.integer("fft_length", 2048), step = config.integer("sequence_stride", 512);
    const std::int64_t sequence = config.integer("sequence_length", length), bands = config.integer("num_mel_bins", 128);
    const auto usable = [](std::int64_t size) { return size > 0 && size <= kLargestFrame; };
    const std::size_t rank = g.rank(call.x());
    if (!usable(length) || length > 1 << 14 || !usable(step) || !usable(sequence) || sequence > length || !usable(bands) || rank < 1 || rank > 2)
        return void(call.refuse("unreadable or very large sizes"));
    const auto window = windowOf(call, length, sequence);
    if (!window)
        return void(call.refuse("an unreadable window"));
    const auto number = [&](const char* key, double fallback) {
        const Json& value = call.setting(key);
        return value.isNumber() ? value.toDouble() : fallback;
    };
    const double rate = number("sampling_rate", 16000);
    const std::int64_t bins = length / 2 + 1;
    Edge x = g.cast(call.x(), call.compute);
    x = rank == 1 ? g.expandDims(x, 0) : x;
    const Edge borders = g.constant(Tensor::fromVector({2, 2}, std::vector<std::int32_t>{0, 0, static_cast<std::int32_t>(length / 2), static_cast<std::int32_t>(length / 2)}));
    const Edge signals = g.expandDims(g.op("MirrorPad", {x, borders}, {{"mode", "REFLECT"}}), -1);
    const auto part = [&](bool sine) {
        const Tensor kernel = vectorTensor(waves(length, *window, sine), call.compute).reshaped({length, 1, bins});
        return g.unary("Square", framed(call, signals, g.constant(kernel), length, step, "VALID"));
    };
    Edge y = g.unary("Sqrt", g.add(part(false), part(true)));
    if (const double exponent = number("mag_exp", 2); exponent != 1)
        y = exponent == 2 ? g.unary("Square", y) : g.binary("Pow", y, exponent);
    const auto matrix = melBands(bins, bands, rate, number("min_freq", 20), number("max_freq", std::floor(rate / 2)));
    y = g.dense(y, g.constant(vectorTensor(matrix, call.compute).reshaped({bins, bands})));
    if (config.flag("power_to_db", true)) {
        const double least = number("min_power", 1e-10);
        const double reference = 10 * std::log10(std::max(std::abs(number("ref_power", 1)), least));
        y = g.binary("Mul", g.unary("Log", g.binary("Maximum", y, least)), 10 / std::numbers::ln10);
        y = g.binary("Sub", y, reference);
        const Edge loudest = g.reduce("Max", y, {0, 1, 2}, true);
        y = g.binary("Maximum", y, g.binary("Sub", loudest, number("top_db", 80)));
    }
    y = g.transpose(y, {0, 2, 1});
    call.out(rank == 1 ? g.squeeze(y, {0}) : y);
}

constexpr LayerRow kRows[] = {
    {"STFTSpectrogram", stftSpectrogram},
    {"MelSpectrogram", melSpectrogram},
};

} // namespace

std::span<const LayerRow> spectrogramLayers()
{
    return kRows;
}

} // namespace lw::graph
