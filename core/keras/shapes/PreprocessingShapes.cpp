// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"
#include "core/keras/LookupConfig.h"

namespace lw::keras {
namespace {

Result<TensorInfos> same(const LayerCall& call)
{
    return oneTensor(call.shape(), call.passedDtype());
}

/// Layers that give floats whatever they get.
Result<TensorInfos> floats(const LayerCall& call)
{
    return oneTensor(call.shape(), call.computeDtype());
}

/// Sets height and width of an image or a batch of images.
Result<TensorInfos> sized(const LayerCall& call, std::int64_t height, std::int64_t width, DType dtype)
{
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(dtype);
    if (input->size() != 3 && input->size() != 4)
        return invalid("expects images of rank 3 or 4, but its input is " + shapeText(*input));
    Shape output = *input;
    const std::size_t first = output.size() - (call.config().channelsFirst() ? 2 : 3);
    output[first] = height;
    output[first + 1] = width;
    return oneTensor(std::move(output), dtype);
}

Result<TensorInfos> resizing(const LayerCall& call)
{
    return sized(call, call.config().size("height"), call.config().size("width"), call.computeDtype());
}

/// tf_keras' random height and width leave the whole size open.
Result<TensorInfos> openSized(const LayerCall& call)
{
    const auto& input = call.shape();
    if (!input || input->size() < 3)
        return unknownTensor(call.computeDtype());
    const bool height = call.layer.className == "RandomHeight";
    return sized(call, height ? kUnknownDim : (*input)[input->size() - 3],
                 height ? (*input)[input->size() - 2] : kUnknownDim, call.computeDtype());
}

/// An axis of num_tokens in place of the last one, or after it when one_hot meets anything but a single column.
Result<TensorInfos> encoded(const LayerCall& call, std::int64_t depth, std::string_view mode, DType dtype)
{
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(dtype);
    Shape output = *input;
    const bool append = output.empty() || (mode == "one_hot" && (output.back() != 1 || output.size() == 1));
    if (append)
        output.push_back(depth);
    else
        output.back() = depth;
    return oneTensor(std::move(output), dtype);
}

Result<TensorInfos> categoryEncoding(const LayerCall& call)
{
    const LayerConfig config = call.config();
    const bool old = !config.has("num_tokens");
    return encoded(call, config.size(old ? "max_tokens" : "num_tokens"), config.text("output_mode", "multi_hot"),
                   call.computeDtype());
}

DType integerOutput(const LayerCall& call)
{
    const auto dtype = dtypeFromName(dtypePolicyName(call.layer.config["dtype"]));
    return dtype && isInteger(*dtype) ? *dtype : DType::Int64;
}

Result<TensorInfos> discretization(const LayerCall& call)
{
    const LayerConfig config = call.config();
    const std::string mode = config.text("output_mode", "int");
    if (mode == "int")
        return oneTensor(call.shape(), call.generation == 3 ? DType::Int32 : integerOutput(call));
    const Json& boundaries = config.json("bin_boundaries");
    return encoded(call,
                   boundaries.isArray() ? static_cast<std::int64_t>(boundaries.size()) + 1 : config.size("num_bins"),
                   mode, DType::Float32);
}

Result<TensorInfos> hashing(const LayerCall& call)
{
    const std::string mode = call.config().text("output_mode", "int");
    return mode == "int" ? Result<TensorInfos>(oneTensor(call.shape(), integerOutput(call)))
                         : encoded(call, call.config().size("num_bins"), mode, DType::Float32);
}

/// How many indices there are for words, kUnknownDim while they are not known.
std::int64_t depthOfWords(const LayerCall& call)
{
    const auto words = LookupConfig::of(call.layer);
    if (words && words->hasWords())
        return static_cast<std::int64_t>(words->depth());
    return call.config().size(call.config().flag("pad_to_max_tokens", false) ? "max_tokens" : "vocabulary_size");
}

/// Words to numbers or back; the vocabulary decides the width of encodings.
Result<TensorInfos> lookup(const LayerCall& call)
{
    const LayerConfig config = call.config();
    const std::string mode = config.text("output_mode", "int");
    if (config.flag("invert", false))
        return oneTensor(call.shape(), call.layer.className.starts_with("String") ? DType::String : DType::Int64);
    if (mode == "int")
        return oneTensor(call.shape(), DType::Int64);
    return encoded(call, depthOfWords(call), mode == "one_hot" ? mode : "multi_hot", DType::Float32);
}

Result<TensorInfos> textVectorization(const LayerCall& call)
{
    const LayerConfig config = call.config();
    const auto& input = call.shape();
    const std::int64_t batch = input && !input->empty() ? input->front() : kUnknownDim;
    if (config.text("output_mode", "int") == "int")
        return oneTensor(Shape{batch, config.size("output_sequence_length")}, DType::Int64);
    return oneTensor(Shape{batch, depthOfWords(call)}, DType::Float32);
}

/// keras/src/layers/preprocessing/mel_spectrogram.py compute_output_shape.
Result<TensorInfos> melSpectrogram(const LayerCall& call)
{
    const auto& input = call.shape();
    if (!input || input->empty() || input->size() > 2)
        return unknownTensor(call.computeDtype());
    const LayerConfig config = call.config();
    const std::int64_t stride = config.size("sequence_stride"), length = input->back();
    Shape output(input->begin(), input->end() - 1);
    output.push_back(config.size("num_mel_bins"));
    output.push_back(length >= 0 && stride > 0 ? (length + stride + 1) / stride : kUnknownDim);
    return oneTensor(std::move(output), call.computeDtype());
}

/// keras/src/layers/preprocessing/stft_spectrogram.py compute_output_shape.
Result<TensorInfos> stftSpectrogram(const LayerCall& call)
{
    const auto& input = call.shape();
    if (!input || input->size() != 3)
        return unknownTensor(call.computeDtype());
    const LayerConfig config = call.config();
    const bool first = config.channelsFirst();
    const std::int64_t frame = config.size("frame_length");
    const std::int64_t step = config.has("frame_step") ? config.size("frame_step")
                              : frame < 0              ? kUnknownDim
                                                       : frame / 2;
    const std::int64_t fft = stftLength(config);
    const std::int64_t frequencies =
        fft < 0 ? kUnknownDim : (fft / 2 + 1) * (config.text("mode", "log") == "stft" ? 2 : 1);
    const std::int64_t channels = first ? (*input)[1] : (*input)[2];
    const std::int64_t frames =
        windowLength(first ? (*input)[2] : (*input)[1], frame, step, 1, config.text("padding", "valid"));
    Shape output{input->front()};
    if (config.flag("expand_dims", false)) {
        const Shape rest = first ? Shape{channels, frames, frequencies} : Shape{frames, frequencies, channels};
        output.insert(output.end(), rest.begin(), rest.end());
    } else {
        const std::int64_t bins = dimProduct(frequencies, channels);
        const Shape rest = first ? Shape{bins, frames} : Shape{frames, bins};
        output.insert(output.end(), rest.begin(), rest.end());
    }
    return oneTensor(std::move(output), call.computeDtype());
}

constexpr ShapeRuleEntry kRules[] = {
    {"Normalization", floats},
    {"Rescaling", floats},
    {"Resizing", resizing},
    {"CenterCrop", resizing},
    {"RandomCrop", resizing},
    {"RandomHeight", openSized},
    {"RandomWidth", openSized},
    {"RandomBrightness", floats},
    {"RandomContrast", floats},
    {"RandomFlip", floats},
    {"RandomRotation", floats},
    {"RandomTranslation", floats},
    {"RandomZoom", floats},
    {"RandomColorDegeneration", floats},
    {"RandomColorJitter", floats},
    {"RandomElasticTransform", floats},
    {"RandomErasing", floats},
    {"RandomGaussianBlur", floats},
    {"RandomGrayscale", floats},
    {"RandomHue", floats},
    {"RandomInvert", floats},
    {"RandomPerspective", floats},
    {"RandomPosterization", floats},
    {"RandomSaturation", floats},
    {"RandomSharpness", floats},
    {"RandomShear", floats},
    {"RandAugment", floats},
    {"AugMix", floats},
    {"AutoContrast", floats},
    {"ContrastLimitedAdaptiveHistogramEqualization", floats},
    {"Equalization", floats},
    {"Solarization", floats},
    {"CutMix", same},
    {"MaxNumBoundingBoxes", floats},
    {"MixUp", same},
    {"CategoryEncoding", categoryEncoding},
    {"Discretization", discretization},
    {"Hashing", hashing},
    {"HashedCrossing", hashing},
    {"IntegerLookup", lookup},
    {"StringLookup", lookup},
    {"TextVectorization", textVectorization},
    {"MelSpectrogram", melSpectrogram},
    {"STFTSpectrogram", stftSpectrogram},
};

} // namespace

std::span<const ShapeRuleEntry> preprocessingShapeRules()
{
    return kRules;
}

} // namespace lw::keras
