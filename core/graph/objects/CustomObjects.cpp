// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/objects/CustomObjects.h"

#include "core/graph/objects/PythonCode.h"

namespace lw::graph {

namespace {

std::string_view withoutPackage(std::string_view name)
{
    const std::size_t mark = name.rfind('>');
    return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

} // namespace

const CustomObject* CustomObjects::find(std::string_view name) const
{
    if (name.empty())
        return nullptr;
    auto found = m_objects.find(name);
    if (found == m_objects.end())
        found = m_objects.find(withoutPackage(name));
    if (found != m_objects.end())
        return &found->second;
    for (const auto& [key, object] : m_objects)
        if (withoutPackage(key) == name)
            return &object;
    return nullptr;
}

const CustomObject* CustomObjects::find(const Layer& layer) const
{
    if (layer.className == "Lambda") {
        const CustomObject* own = find(layer.name);
        return own ? own : find(lambdaFunctionName(layer));
    }
    const CustomObject* registered = find(layer.registeredName);
    return registered ? registered : find(layer.className);
}

std::string definitionName(const Layer& layer)
{
    return layer.className == "Lambda" ? layer.name : layer.className;
}

std::string lambdaFunctionName(const Layer& layer)
{
    const Json& function = layer.config["function"];
    if (function.isString()) // Keras 2, function_type "function"
        return function.toText();
    if (function.isArray() && function.size() > 0) // Keras 2: code, defaults, closure
        return pythonFunctionName(function.items().front().toText());
    const Json& config = function["config"]; // Keras 3: {"class_name": "function", "config": "scale"}
    if (config["code"].isString()) // Keras 3: {"class_name": "__lambda__", "config": {"code": ...}}
        return pythonFunctionName(config["code"].toText());
    return config.isString() ? config.toText() : config["name"].toText();
}

Result<CustomObject> customObjectFromJson(const std::string& name, const Json& definition)
{
    CustomObject object;
    if (definition.isString())
        object.expression = definition.toText();
    else if (definition.isObject() && definition["expression"].isString())
        object.expression = definition["expression"].toText();
    else if (definition.isObject() && definition["from"].isString())
        object.from = definition["from"].toText();
    if (definition.isString() && object.expression.empty())
        return invalid("the definition of \"" + printable(name, 80) +
                       "\" cannot be read: column 1: there is nothing to compute");
    if (object.expression.empty() && object.from.empty())
        return invalid("the definition of \"" + printable(name, 80) +
                       "\" is neither an expression in quotes nor {\"from\": \"path/to/SavedModel\"}");
    return object;
}

Json customObjectToJson(const CustomObject& object)
{
    return object.isBorrowed() ? Json::object({{"from", object.from}}) : Json(object.expression);
}

} // namespace lw::graph
