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

/// The next field of a line that starts at at, trimmed; at moves behind it.
struct Field {
    std::string_view text;
    bool lineEnds;
};
Field nextField(std::string_view text, std::size_t& at)
{
    const std::size_t end = std::min(text.find_first_of(",;\t\n", at), text.size());
    std::string_view field = text.substr(at, end - at);
    while (!field.empty() && (field.front() == ' ' || field.front() == '+'))
        field.remove_prefix(1);
    while (!field.empty() && (field.back() == ' ' || field.back() == '\r'))
        field.remove_suffix(1);
    at = end + 1;
    return {field, end == text.size() || text[end] == '\n'};
}

bool parseNumber(std::string_view field, float& value)
{
    const auto [stop, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    return error == std::errc() && stop == field.data() + field.size();
}

/// Where the numbers begin: behind the first line when that holds titles.
std::size_t behindTitles(std::string_view text)
{
    for (std::size_t at = 0; at <= text.size();) {
        const Field field = nextField(text, at);
        float value = 0;
        if (!field.text.empty() && !parseNumber(field.text, value) && field.text.find_first_of("0123456789") != 0)
            return std::min(text.find('\n'), text.size() - 1) + 1;
        if (field.lineEnds)
            break;
    }
    return 0;
}

Result<Tensor> parseCsv(std::string_view text)
{
    std::vector<float> values;
    const std::size_t start = text.empty() ? 0 : behindTitles(text);
    std::int64_t rows = 0, line = start > 0 ? 2 : 1;
    std::size_t columns = 0, inRow = 0;
    for (std::size_t at = start; at <= text.size();) {
        const Field field = nextField(text, at);
        if (!field.text.empty()) {
            float value = 0;
            if (!parseNumber(field.text, value))
                return invalid("line " + std::to_string(line) + " has \"" + printable(field.text, 40) +
                               "\" where a number must be");
            values.push_back(value);
            ++inRow;
        }
        if (!field.lineEnds)
            continue;
        if (inRow > 0) {
            if (rows > 0 && inRow != columns)
                return invalid("line " + std::to_string(line) + " has " + std::to_string(inRow) +
                               " numbers, those before have " + std::to_string(columns));
            columns = inRow;
            inRow = 0;
            ++rows;
        }
        ++line;
    }
    if (rows == 0)
        return invalid("there are no numbers in this file");
    return Tensor::fromVector({rows, static_cast<std::int64_t>(columns)}, std::move(values));
}

/// Strings in the spec's shape, one sample or more each.
Result<Tensor> stringTensor(const TensorSpec& spec, std::vector<std::string> texts)
{
    Shape shape = spec.shape.value_or(Shape{kUnknownDim});
    std::int64_t each = 1, count = static_cast<std::int64_t>(texts.size());
    for (std::size_t d = 1; d < shape.size(); ++d) {
        if (shape[d] == kUnknownDim)
            shape[d] = 1;
        each *= shape[d];
    }
    if (each <= 0 || count == 0 || count % each != 0)
        return invalid("a sample has " + std::to_string(each) + " strings, but there are " + std::to_string(count));
    if (!shape.empty())
        shape[0] = count / each;
    else if (count != 1)
        return invalid("one string is wanted, but there are " + std::to_string(count));
    return Tensor::fromStrings(shape, std::move(texts));
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.emplace_back(line);
        at = end + 1;
    }
    return lines;
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
    const bool array = path.endsWith(QLatin1String(".npy"), Qt::CaseInsensitive);
    if (spec.dtype == DType::String && !array)
        return stringTensor(spec, linesOf(asText(mapped->bytes())));
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        auto table = parseCsv(asText(mapped->bytes()));
        return table ? std::move(table) : Result<Tensor>(table.error().at(file));
    }
    LW_ASSIGN(const Bytes bytes, mapped->slice(0, mapped->size()));
    auto tensor = readNpy(bytes);
    return tensor ? std::move(tensor) : Result<Tensor>(tensor.error().at(file));
}

} // namespace

Shape concreteShape(const TensorSpec& spec, std::int64_t samples, std::int64_t length)
{
    Shape shape = spec.shape.value_or(Shape{kUnknownDim});
    for (std::size_t d = 0; d < shape.size(); ++d)
        if (shape[d] == kUnknownDim)
            shape[d] = d == 0 ? samples : length;
    return shape;
}

Result<Tensor> generateInput(const InputChoice& choice)
{
    const TensorSpec& spec = choice.spec;
    const Shape shape = concreteShape(spec, choice.samples, choice.length);
    LW_ASSIGN(const std::uint64_t count, elementCount(shape));
    if (count > kMostElements)
        return invalid("an input of the shape " + shapeText(shape) + " is too large");
    if (spec.dtype == DType::String)
        return Tensor::fromStrings(shape, std::vector<std::string>(count));
    const bool ranged = choice.kind == InputKind::Uniform || choice.kind == InputKind::Integers;
    if (ranged && !(choice.low <= choice.high))
        return invalid("the least value of " + spec.name + " is above the greatest");
    std::mt19937 random(choice.seed);
    std::normal_distribution<float> normal;
    std::uniform_real_distribution<double> uniform(0, 1);
    std::uniform_int_distribution<std::int64_t> integers(std::llround(choice.low),
                                                         std::llround(std::max(choice.low, choice.high)));
    std::vector<float> values(count, choice.kind == InputKind::Ones ? 1.0f : 0.0f);
    for (float& value : values) {
        if (choice.kind == InputKind::Normal)
            value = normal(random);
        else if (choice.kind == InputKind::Uniform)
            value = static_cast<float>(choice.low + uniform(random) * (choice.high - choice.low));
        else if (choice.kind == InputKind::Integers)
            value = static_cast<float>(integers(random));
    }
    return typed(spec.dtype, shape, values);
}

Result<Tensor> makeInput(const InputChoice& choice)
{
    switch (choice.kind) {
    case InputKind::File:
        if (choice.file.isEmpty())
            return invalid("choose a file for the input " + choice.spec.name);
        return readInput(choice.file, choice.spec);
    case InputKind::Image: {
        if (choice.file.isEmpty())
            return invalid("choose a picture for the input " + choice.spec.name);
        const auto layout = pictureLayout(choice.spec);
        if (choice.image.isNull() || !layout)
            return corrupt("this picture cannot be read").at(pathBytes(choice.file));
        const QImage prepared = preparedImage(choice.image, *layout, choice.scaling);
        return imageTensor(prepared, *layout, choice.scaling);
    }
    case InputKind::Text: {
        std::vector<std::string> texts;
        for (const QString& text : choice.texts)
            texts.push_back(text.toStdString());
        return stringTensor(choice.spec, std::move(texts));
    }
    default:
        return generateInput(choice);
    }
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
    if (tensor.rank() == 2 && wanted.size() == 1 && tensor.shape()[1] == 1) // a column of numbers
        return tensor.reshaped({tensor.shape()[0]});
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
