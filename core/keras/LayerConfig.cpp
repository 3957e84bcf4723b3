// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerConfig.h"

#include <cmath>

namespace lw::keras {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 53;

} // namespace

std::optional<std::int64_t> boundedInteger(const Json& json)
{
    if (!json.isNumber())
        return std::nullopt;
    if (json.isInteger()) {
        const std::int64_t value = json.toInt();
        return value <= kLargest && value >= -kLargest ? std::optional(value) : std::nullopt;
    }
    const double value = json.toDouble();
    if (!std::isfinite(value) || std::abs(value) > double(kLargest) || value != std::floor(value))
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<Shape> shapeFromJson(const Json& json)
{
    // Keras 2 serialized tuples and TensorShapes as objects in some places: {"class_name": "__tuple__", "items":
    // [...]}.
    const Json* list = &json;
    if (json.isObject() && json["items"].isArray())
        list = &json["items"];
    else if (json.isObject() && json["class_name"].toText() == "TensorShape")
        list = &json["items"];
    if (!list->isArray() || list->size() > 254)
        return std::nullopt;
    Shape shape;
    for (const Json& item : list->items()) {
        if (item.isNull()) {
            shape.push_back(kUnknownDim);
            continue;
        }
        const auto dim = boundedInteger(item);
        if (!dim)
            return std::nullopt;
        shape.push_back(*dim < 0 ? kUnknownDim : *dim);
    }
    return shape;
}

bool LayerConfig::has(std::string_view key) const
{
    const Json* value = m_config.find(key);
    return value && !value->isNull();
}

std::optional<std::int64_t> LayerConfig::integer(std::string_view key) const
{
    return boundedInteger(m_config[key]);
}

std::int64_t LayerConfig::integer(std::string_view key, std::int64_t fallback) const
{
    return integer(key).value_or(fallback);
}

std::int64_t LayerConfig::size(std::string_view key) const
{
    const auto value = integer(key);
    return value && *value > 0 ? *value : kUnknownDim;
}

std::string LayerConfig::text(std::string_view key, std::string_view fallback) const
{
    return m_config[key].toText(fallback);
}

std::optional<std::vector<std::int64_t>> LayerConfig::integers(std::string_view key) const
{
    const Json& value = m_config[key];
    if (const auto one = boundedInteger(value))
        return std::vector{*one};
    const Json& list = value.isObject() ? value["items"] : value;
    if (!list.isArray())
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const Json& item : list.items()) {
        const auto number = boundedInteger(item);
        if (!number)
            return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<std::vector<std::int64_t>> LayerConfig::tuple(std::string_view key, std::size_t count) const
{
    auto numbers = integers(key);
    if (!numbers)
        return std::nullopt;
    if (numbers->size() == 1 && boundedInteger(m_config[key]))
        return std::vector<std::int64_t>(count, numbers->front());
    return numbers->size() == count ? numbers : std::nullopt;
}

std::vector<std::int64_t> LayerConfig::tuple(std::string_view key, std::size_t count, std::int64_t fallback) const
{
    return tuple(key, count).value_or(std::vector<std::int64_t>(count, fallback));
}

bool LayerConfig::channelsFirst() const
{
    return m_config["data_format"].toText() == "channels_first";
}

std::string dtypePolicyName(const Json& dtype)
{
    if (dtype.isString())
        return dtype.toText();
    // {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}; a DTypePolicyMap has a default_policy inside.
    if (dtype.isObject()) {
        const Json& config = dtype["config"];
        if (config["source_name"].isString() && config["mode"].isString())
            return config["mode"].toText() + "_from_" + config["source_name"].toText();
        if (config["name"].isString())
            return config["name"].toText();
        if (config["default_policy"].isString())
            return config["default_policy"].toText();
        if (config["default_policy"].isObject())
            return config["default_policy"]["config"]["name"].toText();
    }
    return {};
}

DTypePolicy dtypePolicy(const Json& config)
{
    DTypePolicy policy;
    std::string name = dtypePolicyName(config["dtype"]);
    if (const auto from = name.find("_from_"); from != std::string::npos) {
        policy.quantization = name.substr(0, name.find('_'));
        if (const auto slash = policy.quantization.find('/'); slash != std::string::npos)
            policy.quantization.resize(slash);
        name = name.substr(from + 6);
    }
    if (name == "mixed_float16")
        policy.compute = DType::Float16;
    else if (name == "mixed_bfloat16")
        policy.compute = DType::BFloat16;
    else if (const auto dtype = dtypeFromName(name); dtype && *dtype != DType::Invalid)
        policy.variable = policy.compute = *dtype;
    return policy;
}

} // namespace lw::keras
