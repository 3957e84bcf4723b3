// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/OperationTranslation.h"

#include "core/keras/dialect/OperationTable.h"

#include <algorithm>
#include <array>

namespace lw::keras {
namespace {

/// An argument of an OperationRow, read from its text.
struct Attribute {
    std::string_view keras2, keras3, fallback;
};

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        parts.push_back(trimmed(text.substr(0, comma)));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return parts;
}

std::vector<Attribute> attributesOf(const OperationRow& row)
{
    std::vector<Attribute> attributes;
    for (std::string_view part : split(row.attributes)) {
        Attribute attribute;
        if (const std::size_t equals = part.find('='); equals != std::string_view::npos) {
            attribute.fallback = part.substr(equals + 1);
            part = part.substr(0, equals);
        }
        const std::size_t arrow = part.find('>');
        attribute.keras2 = part.substr(0, arrow);
        attribute.keras3 = arrow == std::string_view::npos ? part : part.substr(arrow + 1);
        attributes.push_back(attribute);
    }
    return attributes;
}

/// Arguments of TensorFlow's functions that name things or are at their usual value.
bool saysNothing(const std::string& key, const Json& value)
{
    if (value.isNull() || key == "name")
        return true;
    if (value.isBool())
        return !value.toBool();
    static constexpr std::array<std::string_view, 5> kUsual = {"out_type", "output_type", "batch_dims",
                                                               "validate_indices", "ord"};
    return std::find(kUsual.begin(), kUsual.end(), key) != kUsual.end() && (value.isString() || value.toInt(1) == 0);
}

Json slice3(const Json& spec)
{
    if (spec.isArray()) {
        Json list = Json::array();
        for (const Json& item : spec.items())
            list.push(slice3(item));
        return list;
    }
    if (spec.isObject() && spec.contains("start"))
        return Json::object({{"class_name", "__slice__"}, {"config", spec}});
    if (spec["class_name"].toText() == "__ellipsis__")
        return Json::object({{"class_name", "__ellipsis__"}, {"config", Json::object()}});
    return spec;
}

Json slice2(const Json& spec)
{
    if (spec.isArray()) {
        Json list = Json::array();
        for (const Json& item : spec.items())
            list.push(slice2(item));
        return list;
    }
    if (spec["class_name"].toText() == "__slice__")
        return spec["config"];
    if (spec["class_name"].toText() == "__ellipsis__")
        return Json::object({{"class_name", "__ellipsis__"}});
    if (spec["class_name"].toText() == "__tuple__")
        return slice2(spec["config"]["value"]);
    return spec;
}

Json entry3(const std::string& module, const std::string& className, Json config)
{
    return Json::object({{"module", "keras.src.ops." + module},
                         {"class_name", className},
                         {"config", std::move(config)},
                         {"registered_name", className}});
}

Json entry2(const char* className, const std::string& function, const std::string& name)
{
    return Json::object(
        {{"class_name", className},
         {"config",
          Json::object({{"name", name}, {"trainable", true}, {"dtype", "float32"}, {"function", function}})}});
}

/// One call with positional operands; what is in the config of Keras 3 goes there.
bool toKeras3(const OperationRow& row, const Call& call, Call& result, Json& config, std::string& reason)
{
    result.args = call.args;
    std::vector<std::string_view> used;
    for (const std::string_view operand : split(row.operands)) {
        result.args.push_back(call.kwargs[operand]);
        used.push_back(operand);
        if (result.args.back().isNull()) {
            reason = "its argument " + std::string(operand) + " is not in the file";
            return false;
        }
    }
    for (const Attribute& attribute : attributesOf(row)) {
        const Json* given = call.kwargs.find(attribute.keras2);
        const auto fallback = Json::parse(attribute.fallback);
        Json value = given != nullptr && !given->isNull() ? *given : fallback.ok() ? *fallback : Json();
        bool hasTensor = false;
        visitTensors(value, [&](const CallTensor&) { hasTensor = true; });
        if (hasTensor) {
            reason = "its argument " + std::string(attribute.keras2) + " is computed";
            return false;
        }
        config.set(attribute.keras3, std::move(value));
        used.push_back(attribute.keras2);
    }
    for (const auto& [key, value] : call.kwargs.members())
        if (std::find(used.begin(), used.end(), key) == used.end() && !saysNothing(key, value)) {
            reason = "its argument " + key + " has no counterpart";
            return false;
        }
    return true;
}

/// tf.split takes sizes, keras.ops.split the places to cut.
void splitPlaces(Json& config)
{
    const Json sizes = config["indices_or_sections"];
    if (!sizes.isArray())
        return;
    Json places = Json::array();
    std::int64_t at = 0;
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i)
        places.push(at += sizes.at(i).toInt());
    config.set("indices_or_sections", std::move(places));
}

std::string canonicalFunction(std::string function)
{
    if (function.find("pad") != std::string::npos && function.ends_with(".pad"))
        return "pad";
    return function;
}

std::optional<OperationEntry> padToKeras3(const std::vector<Call>& calls, const std::string& name)
{
    OperationEntry result;
    Json config = Json::object({{"name", name}});
    for (const Call& call : calls) {
        std::string mode = call.kwargs["mode"].toText("constant");
        for (char& c : mode)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        config.set("pad_width", call.kwargs["paddings"]);
        config.set("mode", mode);
        Call padded{call.args, Json::object()};
        padded.kwargs.set("constant_values", mode == "constant" ? call.kwargs["constant_values"] : Json());
        result.calls.push_back(std::move(padded));
    }
    result.entry = entry3("numpy", "Pad", std::move(config));
    return result;
}

/// An einsum that is a product of two matrices, perhaps turned: a whole number of leading axes that both have.
std::optional<OperationEntry> einsumToKeras2(std::string subscripts, const std::vector<Call>& calls,
                                             const std::string& name)
{
    std::erase(subscripts, ' ');
    const std::size_t comma = subscripts.find(','), arrow = subscripts.find("->");
    if (comma == std::string::npos || arrow == std::string::npos || comma < 2 || arrow != 2 * comma + 1 ||
        subscripts.size() != arrow + 2 + comma)
        return std::nullopt;
    const std::string a = subscripts.substr(0, comma), b = subscripts.substr(comma + 1, comma),
                      c = subscripts.substr(arrow + 2), lead = a.substr(0, comma - 2);
    const char x = c[comma - 2], z = c[comma - 1];
    const std::string mine = a.substr(comma - 2), other = b.substr(comma - 2);
    const bool first = mine[1] == x, second = other[0] == z;
    const char y = first ? mine[0] : mine[1];
    if (!b.starts_with(lead) || !c.starts_with(lead) || x == y || y == z || x == z ||
        mine != (first ? std::string{y, x} : std::string{x, y}) ||
        other != (second ? std::string{z, y} : std::string{y, z}))
        return std::nullopt;
    OperationEntry result;
    for (const Call& call : calls) {
        if (call.args.size() != 2)
            return std::nullopt;
        Call product{{call.args[0]}, Json::object({{"b", call.args[1]}})};
        if (first)
            product.kwargs.set("transpose_a", true);
        if (second)
            product.kwargs.set("transpose_b", true);
        result.calls.push_back(std::move(product));
    }
    result.entry = entry2("TFOpLambda", "linalg.matmul", name);
    return result;
}

} // namespace

std::optional<OperationEntry> operationToKeras3(const Json& entry, const std::vector<Call>& calls,
                                                const std::string& name, std::string& reason)
{
    const std::string function = canonicalFunction(entry["config"]["function"].toText());
    OperationEntry result;
    if (entry["class_name"].toText() == "SlicingOpLambda") {
        for (const Call& call : calls) {
            Call item{call.args, Json::object()};
            item.args.push_back(slice3(call.kwargs["slice_spec"]));
            result.calls.push_back(std::move(item));
        }
        result.entry = entry3("numpy", "GetItem", Json::object({{"name", name}}));
        return result;
    }
    if (entry["class_name"].toText() != "TFOpLambda") {
        reason = "Keras 3 has no layer for such a call";
        return std::nullopt;
    }
    if (function == "pad")
        return padToKeras3(calls, name);
    const OperationRow* row = findByFunction(function);
    if (row == nullptr) {
        reason = "Keras 3 has no operation for tf." + printable(function, 60);
        return std::nullopt;
    }
    Json config = Json::object({{"name", name}});
    for (const Call& call : calls) {
        Call translated;
        Json own = Json::object({{"name", name}});
        if (!toKeras3(*row, call, translated, own, reason))
            return std::nullopt;
        if (!result.calls.empty() && !(own == config)) {
            reason = "its calls have different arguments";
            return std::nullopt;
        }
        config = std::move(own);
        result.calls.push_back(std::move(translated));
    }
    if (row->className == "Split")
        splitPlaces(config);
    result.entry = entry3(std::string(row->module), std::string(row->className), std::move(config));
    return result;
}

std::optional<OperationEntry> operationToKeras2(const Json& entry, const std::vector<Call>& calls,
                                                const std::string& name, std::string& reason)
{
    const std::string& className = entry["class_name"].toText();
    const Json& config = entry["config"];
    OperationEntry result;
    if (className == "GetItem") {
        for (const Call& call : calls) {
            Call item;
            if (!call.args.empty())
                item.args.push_back(call.args.front());
            item.kwargs.set("slice_spec", slice2(call.args.size() > 1 ? call.args[1] : call.kwargs["key"]));
            result.calls.push_back(std::move(item));
        }
        result.entry = entry2("SlicingOpLambda", "__operators__.getitem", name);
        return result;
    }
    if (className == "Pad") {
        for (const Call& call : calls) {
            std::string mode = config["mode"].toText("constant");
            for (char& c : mode)
                c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            Call padded{{call.args.front()}, Json::object()};
            padded.kwargs.set("paddings", config["pad_width"]);
            padded.kwargs.set("mode", mode);
            if (!call.kwargs["constant_values"].isNull())
                padded.kwargs.set("constant_values", call.kwargs["constant_values"]);
            result.calls.push_back(std::move(padded));
        }
        result.entry = entry2("TFOpLambda", "pad", name);
        return result;
    }
    if (className == "Einsum")
        if (auto product = einsumToKeras2(config["subscripts"].toText(), calls, name))
            return product;
    const OperationRow* row = findByClass(className);
    if (row == nullptr || (row->className == "Split" && config["indices_or_sections"].isArray())) {
        reason = "TensorFlow has no function for the operation " + printable(className, 60);
        return std::nullopt;
    }
    const auto operands = split(row->operands);
    for (const Call& call : calls) {
        Call translated;
        for (std::size_t i = 0; i <= operands.size(); ++i) {
            static constexpr std::array<std::string_view, 3> kBinary = {"x1", "x2", "x3"};
            Json value = i < call.args.size() ? call.args[i] : call.kwargs[kBinary[std::min<std::size_t>(i, 2)]];
            if (value.isNull() && i == 0)
                value = call.kwargs["x"];
            if (i == 0)
                translated.args.push_back(std::move(value));
            else
                translated.kwargs.set(operands[i - 1], std::move(value));
        }
        for (const Attribute& attribute : attributesOf(*row)) {
            const auto fallback = Json::parse(attribute.fallback);
            const Json& value = config[attribute.keras3];
            if (!config.contains(attribute.keras3) && fallback.ok() && fallback->isNull())
                continue;
            translated.kwargs.set(attribute.keras2, config.contains(attribute.keras3) ? value
                                                    : fallback.ok()                   ? *fallback
                                                                                      : Json());
        }
        result.calls.push_back(std::move(translated));
    }
    result.entry = entry2("TFOpLambda", std::string(row->function), name);
    return result;
}

} // namespace lw::keras
