// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/InputSource.h"

#include "core/base/MappedFile.h"
#include "core/containers/npy/Npy.h"
#include "ui/widgets/Text.h"

#include <charconv>
#include <cmath>
#include <random>

namespace lw::ui {

namespace {

constexpr std::uint64_t kMostElements = std::uint64_t{1} << 31;
constexpr int kIntegerLimit = 10; ///< small indices are valid for nearly every vocabulary

template <typename T>
Tensor tensorOf(DType dtype, const Shape& shape, std::vector<T> values)
{
    auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    return Tensor::fromBytes(dtype, shape, Bytes{std::as_bytes(std::span(*owner)), owner});
}

/// Numbers as float, or as the integers the dtype wants; bool as bytes.
Tensor typed(DType dtype, const Shape& shape, const std::vector<float>& values)
{
    switch (dtype) {
    case DType::Int32:
        return tensorOf(dtype, shape, std::vector<std::int32_t>(values.begin(), values.end()));
    case DType::Int64:
        return tensorOf(dtype, shape, std::vector<std::int64_t>(values.begin(), values.end()));
    case DType::UInt8:
        return tensorOf(dtype, shape, std::vector<std::uint8_t>(values.begin(), values.end()));
    case DType::Bool: {
        std::vector<std::uint8_t> bits;
        for (const float value : values)
            bits.push_back(value > 0 ? 1 : 0);
        return tensorOf(dtype, shape, std::move(bits));
    }
    default:
        return Tensor::fromVector(shape, values); // the runner converts to other float types
    }
}

Result<Tensor> parseCsv(std::string_view text)
{
    std::vector<float> values;
    std::int64_t rows = 0;
    std::size_t columns = 0, inRow = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(",;\t\n", at), text.size());
        std::string_view field = text.substr(at, end - at);
        while (!field.empty() && (field.front() == ' ' || field.front() == '+'))
            field.remove_prefix(1);
        while (!field.empty() && (field.back() == ' ' || field.back() == '\r'))
            field.remove_suffix(1);
        const bool lineEnds = end == text.size() || text[end] == '\n';
        if (!field.empty()) {
            float value = 0;
            const auto [stop, error] = std::from_chars(field.data(), field.data() + field.size(), value);
            if (error != std::errc() || stop != field.data() + field.size())
                return invalid("line " + std::to_string(rows + 1) + " has \"" + printable(field, 40) +
                               "\" where a number must be");
            values.push_back(value);
            ++inRow;
        }
        if (lineEnds && inRow > 0) {
            if (rows > 0 && inRow != columns)
                return invalid("line " + std::to_string(rows + 1) + " has " + std::to_string(inRow) +
                               " numbers, the first has " + std::to_string(columns));
            columns = inRow;
            inRow = 0;
            ++rows;
        }
        at = end + 1;
    }
    return Tensor::fromVector({rows, static_cast<std::int64_t>(columns)}, std::move(values));
}

Result<Tensor> readArray(const QString& path, const TensorSpec& spec)
{
    const std::string file = pathBytes(path);
    if (path.endsWith(QLatin1String(".npz"), Qt::CaseInsensitive)) {
        LW_ASSIGN(const NamedTensors arrays, readNpz(file));
        for (const auto& [name, tensor] : arrays)
            if (name == spec.name || arrays.size() == 1)
                return tensor;
        return notFound("the archive has no array \"" + spec.name + "\"").at(file);
    }
    LW_ASSIGN(const auto mapped, MappedFile::open(file));
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        auto table = parseCsv(asText(mapped->bytes()));
        return table ? std::move(table) : Result<Tensor>(table.error().at(file));
    }
    LW_ASSIGN(const Bytes bytes, mapped->slice(0, mapped->size()));
    auto tensor = readNpy(bytes);
    return tensor ? std::move(tensor) : Result<Tensor>(tensor.error().at(file));
}

} // namespace

Shape concreteShape(const TensorSpec& spec, std::int64_t batch, std::int64_t length)
{
    Shape shape = spec.shape.value_or(Shape{kUnknownDim});
    for (std::size_t d = 0; d < shape.size(); ++d)
        if (shape[d] == kUnknownDim)
            shape[d] = d == 0 ? batch : length;
    return shape;
}

Result<Tensor> generateInput(const TensorSpec& spec, InputKind kind, const Shape& shape, std::uint32_t seed)
{
    LW_ASSIGN(const std::uint64_t count, elementCount(shape));
    if (count > kMostElements)
        return invalid("an input of the shape " + shapeText(shape) + " is too large");
    if (spec.dtype == DType::String)
        return Tensor::fromStrings(shape, std::vector<std::string>(count));
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::uniform_real_distribution<float> uniform;
    std::uniform_int_distribution<int> integers(0, kIntegerLimit - 1);
    std::vector<float> values(count, kind == InputKind::Ones ? 1.0f : 0.0f);
    for (float& value : values) {
        if (kind == InputKind::Normal)
            value = normal(random);
        else if (kind == InputKind::Uniform)
            value = uniform(random);
        else if (kind == InputKind::Integers)
            value = static_cast<float>(integers(random));
    }
    return typed(spec.dtype, shape, values);
}

Result<Tensor> readInput(const QString& path, const TensorSpec& spec)
{
    LW_ASSIGN(const Tensor tensor, readArray(path, spec));
    if (!spec.shape)
        return tensor;
    Shape wanted = *spec.shape;
    if (tensor.rank() + 1 == wanted.size()) { // one sample
        Shape shape = tensor.shape();
        shape.insert(shape.begin(), 1);
        return tensor.reshaped(shape);
    }
    std::uint64_t sample = 1;
    for (std::size_t d = 1; d < wanted.size(); ++d)
        sample *= wanted[d] > 0 ? static_cast<std::uint64_t>(wanted[d]) : 0;
    if (tensor.shape().size() == 2 && wanted.size() > 2 && sample > 0 &&
        static_cast<std::uint64_t>(tensor.shape()[1]) == sample) {
        wanted[0] = tensor.shape()[0];
        return tensor.reshaped(wanted);
    }
    return tensor;
}

} // namespace lw::ui
