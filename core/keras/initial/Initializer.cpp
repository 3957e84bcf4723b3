// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/initial/Initializer.h"

#include "core/keras/Dialect.h"
#include "core/keras/initial/OrthogonalMatrix.h"
#include "core/keras/initial/RandomNumbers.h"
#include "core/keras/initial/StftKernel.h"
#include "core/model/EncodeNumbers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

namespace lw::keras {

namespace {

enum class Kind { Constant, Uniform, Normal, TruncatedNormal, VarianceScaling, Orthogonal, Identity, Stft };

/// What a class does without a config: value of a constant, or scale, mode and distribution of a VarianceScaling.
struct InitializerClass {
    std::string_view name; ///< in snake case
    Kind kind;
    double value = 0;
    std::string_view mode = {}, distribution = {};
};

/// keras/src/initializers/__init__.py and tf_keras/src/initializers/initializers.py with their aliases.
constexpr InitializerClass kClasses[] = {
    {"zeros", Kind::Constant, 0},
    {"zero", Kind::Constant, 0},
    {"ones", Kind::Constant, 1},
    {"one", Kind::Constant, 1},
    {"constant", Kind::Constant, 0},
    {"random_uniform", Kind::Uniform},
    {"uniform", Kind::Uniform},
    {"random_normal", Kind::Normal},
    {"normal", Kind::Normal},
    {"truncated_normal", Kind::TruncatedNormal},
    {"variance_scaling", Kind::VarianceScaling, 1, "fan_in", "truncated_normal"},
    {"glorot_uniform", Kind::VarianceScaling, 1, "fan_avg", "uniform"},
    {"glorot_normal", Kind::VarianceScaling, 1, "fan_avg", "truncated_normal"},
    {"lecun_uniform", Kind::VarianceScaling, 1, "fan_in", "uniform"},
    {"lecun_normal", Kind::VarianceScaling, 1, "fan_in", "truncated_normal"},
    {"he_uniform", Kind::VarianceScaling, 2, "fan_in", "uniform"},
    {"he_normal", Kind::VarianceScaling, 2, "fan_in", "truncated_normal"},
    {"orthogonal", Kind::Orthogonal, 1},
    {"orthogonal_initializer", Kind::Orthogonal, 1},
    {"identity", Kind::Identity, 1},
    {"identity_initializer", Kind::Identity, 1},
    {"stft", Kind::Stft},
    {"stft_initializer", Kind::Stft},
};

const InitializerClass* findClass(std::string name)
{
    name = snakeCase(name);
    for (const std::string_view version : {"_v1", "_v2"})
        if (name.ends_with(version))
            name.resize(name.size() - version.size());
    const auto* const found =
        std::find_if(std::begin(kClasses), std::end(kClasses), [&](const auto& row) { return row.name == name; });
    return found == std::end(kClasses) ? nullptr : found;
}

using Draw = std::function<double(RandomNumbers&)>;

/// Makes its values one after the other, whenever they are asked for.
class DrawnSource final : public TensorSource {
public:
    DrawnSource(DType dtype, std::uint64_t count, Draw draw, std::uint64_t seed)
        : m_dtype(dtype), m_count(count), m_draw(std::move(draw)), m_seed(seed)
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        constexpr std::uint64_t kChunk = 65'536; // bounds the numbers that exist twice
        const auto owner = std::make_shared<std::vector<std::byte>>(m_count * dtypeSize(m_dtype));
        RandomNumbers random(m_seed);
        std::vector<double> values;
        for (std::uint64_t begin = 0; begin < m_count; begin += kChunk) {
            values.resize(std::min(kChunk, m_count - begin));
            std::generate(values.begin(), values.end(), [&] { return m_draw(random); });
            LW_ASSIGN(const Bytes encoded, encodeNumbers(values, m_dtype));
            std::memcpy(owner->data() + begin * dtypeSize(m_dtype), encoded.span.data(), encoded.span.size());
        }
        return Bytes{std::span<const std::byte>(*owner), owner};
    }

private:
    DType m_dtype;
    std::uint64_t m_count;
    Draw m_draw;
    std::uint64_t m_seed;
};

/// Values that are computed as a whole.
class ComputedSource final : public TensorSource {
public:
    using Compute = std::function<Result<std::vector<double>>()>;
    ComputedSource(DType dtype, Compute compute) : m_dtype(dtype), m_compute(std::move(compute)) {}

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(const std::vector<double> values, m_compute());
        return encodeNumbers(values, m_dtype);
    }

private:
    DType m_dtype;
    Compute m_compute;
};

/// keras/src/initializers/random_initializers.py compute_fans
std::pair<double, double> fansOf(const Shape& shape, const FanAxes& axes)
{
    const auto product = [&](const std::vector<std::size_t>& of) {
        double result = 1;
        for (const std::size_t axis : of)
            result *= static_cast<double>(shape[axis]);
        return result;
    };
    if (!axes.input.empty() && !axes.output.empty())
        return {product(axes.input), product(axes.output)};
    if (shape.empty())
        return {1, 1};
    const auto last = static_cast<double>(shape.back());
    if (shape.size() == 1)
        return {last, last};
    double window = 1;
    for (std::size_t axis = 0; axis + 2 < shape.size(); ++axis)
        window *= static_cast<double>(shape[axis]);
    return {static_cast<double>(shape[shape.size() - 2]) * window, last * window};
}

Draw varianceScaling(const InitializerClass& row, const Json& config, const Shape& shape, const FanAxes& axes)
{
    const std::string mode = config["mode"].toText(std::string(row.mode)),
                      distribution = config["distribution"].toText(std::string(row.distribution));
    const auto [in, out] = fansOf(shape, axes);
    const double fan = mode == "fan_in" ? in : mode == "fan_out" ? out : (in + out) / 2;
    const double variance = config["scale"].toDouble(row.value) / std::max(1.0, fan);
    if (distribution == "uniform") {
        const double limit = std::sqrt(3 * variance);
        return [limit](RandomNumbers& random) { return limit * (2 * random.uniform() - 1); };
    }
    if (distribution == "untruncated_normal") {
        const double deviation = std::sqrt(variance);
        return [deviation](RandomNumbers& random) { return deviation * random.normal(); };
    }
    // What truncation takes from the deviation of a normal distribution is given back.
    constexpr double kTruncatedDeviation = 0.87962566103423978;
    const double deviation = std::sqrt(variance) / kTruncatedDeviation;
    return [deviation](RandomNumbers& random) { return deviation * random.truncatedNormal(); };
}

Draw drawOf(const InitializerClass& row, const Json& config, const Shape& shape, const FanAxes& axes)
{
    const double mean = config["mean"].toDouble(0), deviation = config["stddev"].toDouble(0.05);
    switch (row.kind) {
    case Kind::Uniform: {
        const double low = config["minval"].toDouble(-0.05), high = config["maxval"].toDouble(0.05);
        return [low, high](RandomNumbers& random) { return low + (high - low) * random.uniform(); };
    }
    case Kind::Normal:
        return [mean, deviation](RandomNumbers& random) { return mean + deviation * random.normal(); };
    case Kind::TruncatedNormal:
        return [mean, deviation](RandomNumbers& random) { return mean + deviation * random.truncatedNormal(); };
    case Kind::VarianceScaling:
        return varianceScaling(row, config, shape, axes);
    default: {
        const double value = config["value"].toDouble(row.value);
        return [value](RandomNumbers&) { return value; };
    }
    }
}

Result<std::vector<double>> identityMatrix(const Shape& shape, double gain)
{
    const auto rows = static_cast<std::size_t>(shape[0]), columns = static_cast<std::size_t>(shape[1]);
    std::vector<double> values(rows * columns);
    for (std::size_t i = 0; i < std::min(rows, columns); ++i)
        values[i * columns + i] = gain;
    return values;
}

Result<std::vector<double>> orthogonalValues(const Shape& shape, std::uint64_t count, double gain, std::uint64_t seed)
{
    const auto columns = static_cast<std::size_t>(shape.back());
    if (count == 0)
        return std::vector<double>();
    LW_ASSIGN(std::vector<double> values, orthogonalMatrix(count / columns, columns, seed));
    for (double& value : values)
        value *= gain;
    return values;
}

const Json& configOf(const Json& initializer)
{
    return initializer["config"];
}

Result<ComputedSource::Compute> computation(const InitializerClass& row, const Json& config, const Shape& shape,
                                            std::uint64_t count, std::uint64_t seed)
{
    const double gain = config["gain"].toDouble(row.value);
    if (row.kind == Kind::Stft)
        return ComputedSource::Compute([config, shape] { return stftKernel(config, shape); });
    if (row.kind == Kind::Identity) {
        if (shape.size() != 2)
            return invalid("the initializer Identity makes matrices, not " + shapeText(shape));
        return ComputedSource::Compute([shape, gain] { return identityMatrix(shape, gain); });
    }
    if (shape.size() < 2)
        return invalid("the initializer Orthogonal needs at least two axes, not " + shapeText(shape));
    return ComputedSource::Compute([=] { return orthogonalValues(shape, count, gain, seed); });
}

} // namespace

std::string initializerName(const Json& initializer)
{
    return initializer.isObject() ? initializer["class_name"].toText() : initializer.toText();
}

bool isKnownInitializer(const Json& initializer)
{
    return findClass(initializerName(initializer)) != nullptr;
}

Result<Tensor> initialize(const Json& initializer, DType dtype, const Shape& shape, std::uint64_t seed,
                          const FanAxes& axes)
{
    const InitializerClass* const row = findClass(initializerName(initializer));
    if (row == nullptr)
        return unsupported("the initializer \"" + initializerName(initializer) + "\" is not built into Keras");
    if (!isFullyKnown(shape))
        return invalid("a weight of the shape " + shapeText(shape) + " cannot be made: a size is not known");
    LW_ASSIGN(const std::uint64_t count, elementCount(shape));
    LW_TRY(encodeNumbers({}, dtype));
    const Json& config = configOf(initializer);
    if (row->kind == Kind::Constant && config["value"].isArray())
        return unsupported("the initializer Constant with a list of values");
    if (row->kind == Kind::Orthogonal || row->kind == Kind::Identity || row->kind == Kind::Stft) {
        LW_ASSIGN(auto compute, computation(*row, config, shape, count, seed));
        return Tensor(dtype, shape, std::make_shared<ComputedSource>(dtype, std::move(compute)));
    }
    return Tensor(dtype, shape, std::make_shared<DrawnSource>(dtype, count, drawOf(*row, config, shape, axes), seed));
}

} // namespace lw::keras
