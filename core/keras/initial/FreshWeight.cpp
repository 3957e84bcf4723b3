// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/initial/FreshWeight.h"

#include "core/keras/LayerConfig.h"
#include "core/model/EncodeNumbers.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lw::keras {

namespace {

/// Where a role's initializer stands in the config, and what it is by default.
struct RoleRow {
    std::string_view role, key, fallback;
};

/// keras/src/layers: the add_weight calls of every layer's build.
constexpr RoleRow kRoles[] = {
    {"kernel", "kernel_initializer", "glorot_uniform"},
    {"recurrent_kernel", "recurrent_initializer", "orthogonal"},
    {"bias", "bias_initializer", "zeros"},
    {"depthwise_kernel", "depthwise_initializer", "glorot_uniform"},
    {"pointwise_kernel", "pointwise_initializer", "glorot_uniform"},
    {"embeddings", "embeddings_initializer", "uniform"},
    {"reverse_embeddings", "embeddings_initializer", "uniform"},
    {"gamma", "gamma_initializer", "ones"},
    {"beta", "beta_initializer", "zeros"},
    {"moving_mean", "moving_mean_initializer", "zeros"},
    {"moving_variance", "moving_variance_initializer", "ones"},
    {"moving_stddev", "moving_variance_initializer", "ones"},
    {"renorm_mean", "moving_mean_initializer", "zeros"},
    {"renorm_stddev", "moving_variance_initializer", "ones"},
    {"alpha", "alpha_initializer", "zeros"},
    {"variance", "", "ones"},
    {"mean", "", "zeros"},
    {"count", "", "zeros"},
    {"scale", "", "ones"},
    {"kernel_scale", "", "ones"},
    {"concat_score_weight", "", "ones"},
    {"lora_kernel_a", "", "he_uniform"},
    {"lora_kernel_b", "", "zeros"},
    {"lora_embeddings_a", "", "he_uniform"},
    {"lora_embeddings_b", "", "zeros"},
};

const RoleRow* findRole(std::string_view role)
{
    // Of "query/kernel" the layer's kernel_initializer speaks too.
    const std::string_view last = role.substr(role.rfind('/') + 1);
    const auto* const found =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](const RoleRow& row) { return row.role == last; });
    return found == std::end(kRoles) ? nullptr : found;
}

Json initializerWith(std::string className, Json config)
{
    Json json = Json::object();
    json.set("class_name", std::move(className));
    json.set("config", std::move(config));
    return json;
}

Json stftInitializer(const Layer& layer, std::string_view role)
{
    Json config = Json::object();
    config.set("side", std::string(role == "imag_kernel" ? "imag" : "real"));
    for (const char* key : {"window", "scaling", "periodic"})
        if (layer.config.contains(key))
            config.set(key, layer.config[key]);
    return initializerWith("STFT", std::move(config));
}

/// Weights whose initializer depends on the class more than on the role.
Json specialInitializer(const Layer& layer, std::string_view role)
{
    if (layer.className == "STFTSpectrogram")
        return stftInitializer(layer, role);
    if (layer.className == "AdditiveAttention" && role == "scale")
        return "glorot_uniform";
    if (role == "vector_u") { // keras/src/layers/normalization/spectral_normalization.py
        Json config = Json::object();
        config.set("stddev", 0.02);
        return initializerWith("TruncatedNormal", std::move(config));
    }
    // Keras 3 calls the kernel of a DepthwiseConv2D so, the config does not.
    if (layer.className.starts_with("Depthwise") && role == "kernel")
        return layer.config["depthwise_initializer"];
    return {};
}

std::string kernelLetters(std::string_view equation)
{
    const auto comma = equation.find(','), arrow = equation.find("->");
    if (comma == std::string_view::npos || arrow == std::string_view::npos || arrow < comma)
        return {};
    std::string letters(equation.substr(comma + 1, arrow - comma - 1));
    std::erase(letters, ' ');
    return letters;
}

/// Keras 3 tells an EinsumDense's initializer which axes are inputs (keras/src/layers/core/einsum_dense.py build); an
/// attention's projections are such layers. Keras 2 does not.
FanAxes fanAxes(const Layer& layer, std::string_view role, const Shape& shape, int generation)
{
    FanAxes axes;
    if (generation < 3 || !role.ends_with("kernel"))
        return axes;
    if (layer.className == "EinsumDense") {
        const std::string equation = layer.config["equation"].toText(), letters = kernelLetters(equation);
        if (letters.size() != shape.size())
            return axes;
        for (std::size_t axis = 0; axis < letters.size(); ++axis)
            (equation.substr(0, equation.find(',')).find(letters[axis]) != std::string::npos ? axes.input : axes.output)
                .push_back(axis);
    } else if (role.find('/') != std::string_view::npos && shape.size() > 2) {
        const std::size_t inputs = role.starts_with("attention_output/") ? 2 : 1;
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
            (axis < inputs ? axes.input : axes.output).push_back(axis);
    }
    return axes;
}

/// The bias of an LSTM: a quarter of ones, behind the first (keras/src/layers/rnn/lstm.py). Null when it does not
/// apply.
std::optional<std::pair<std::int64_t, std::int64_t>> forgetGate(const Layer& layer, std::string_view role,
                                                                const Shape& shape)
{
    const bool lstm = layer.className.find("LSTM") != std::string::npos;
    if (!lstm || role != "bias" || shape.size() != 1 || !LayerConfig(layer.config).flag("unit_forget_bias", true))
        return std::nullopt;
    // tf_keras/src/layers/rnn/cudnn_lstm.py: two biases, ones in the second.
    if (layer.className.starts_with("CuDNN"))
        return std::pair{shape[0] / 8 * 5, shape[0] / 8};
    return std::pair{shape[0] / 4, shape[0] / 4};
}

class ForgetGateSource final : public TensorSource {
public:
    ForgetGateSource(Tensor bias, std::int64_t begin, std::int64_t size)
        : m_bias(std::move(bias)), m_begin(begin), m_size(size)
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(std::vector<double> values, m_bias.toDoubles());
        std::fill_n(values.begin() + m_begin, m_size, 1.0);
        return encodeNumbers(values, m_bias.dtype());
    }

private:
    Tensor m_bias;
    std::int64_t m_begin, m_size;
};

std::string defaultFor(std::string_view role, const Shape& shape)
{
    const RoleRow* const row = findRole(role);
    return row != nullptr ? std::string(row->fallback) : shape.size() > 1 ? "glorot_uniform" : "zeros";
}

} // namespace

Json initializerOf(const Layer& layer, std::string_view role)
{
    if (Json special = specialInitializer(layer, role); !special.isNull())
        return special;
    const RoleRow* const row = findRole(role);
    if (row == nullptr)
        return {};
    if (row->key.empty() || layer.config[row->key].isNull())
        return row->fallback;
    return layer.config[row->key];
}

Result<FreshWeight> freshWeight(const Layer& layer, std::string_view role, DType dtype, const Shape& shape,
                                int generation, std::uint64_t seed)
{
    FreshWeight fresh;
    Json initializer = initializerOf(layer, role);
    if (initializer.isNull())
        initializer = defaultFor(role, shape);
    if (!isKnownInitializer(initializer)) {
        const std::string used = defaultFor(role, shape);
        fresh.note = "The initializer \"" + initializerName(initializer) + "\" of " + layer.name +
                     " is not built into Keras; " + used + " was used for its " + std::string(role) + ".";
        initializer = used;
    }
    LW_ASSIGN(fresh.tensor, initialize(initializer, dtype, shape, seed, fanAxes(layer, role, shape, generation)));
    if (const auto gate = forgetGate(layer, role, shape))
        fresh.tensor =
            Tensor(dtype, shape, std::make_shared<ForgetGateSource>(fresh.tensor, gate->first, gate->second));
    return fresh;
}

std::uint64_t seedOf(std::uint64_t seed, std::string_view path)
{
    // Fowler, Noll and Vo, then the finisher of splitmix64.
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
    for (const char letter : path)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebULL;
    return hash ^ (hash >> 31U);
}

} // namespace lw::keras
