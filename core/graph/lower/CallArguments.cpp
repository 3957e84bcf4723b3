// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/CallArguments.h"

#include "core/base/Error.h"

namespace lw::graph {

Argument Argument::of(Value value)
{
    Argument argument;
    argument.kind = Kind::Tensor;
    argument.tensor = value;
    return argument;
}

Argument Argument::of(Json value)
{
    Argument argument;
    argument.constant = std::move(value);
    return argument;
}

Argument Argument::list(const std::vector<Value>& values)
{
    Argument argument;
    argument.kind = Kind::List;
    for (const Value& value : values)
        argument.items.push_back(of(value));
    return argument;
}

void Argument::collect(std::vector<Value>& values) const
{
    if (kind == Kind::Tensor)
        values.push_back(tensor);
    for (const Argument& item : items)
        item.collect(values);
}

std::vector<Value> Argument::tensors() const
{
    std::vector<Value> values;
    collect(values);
    return values;
}

const Argument& CallArguments::get(std::string_view name, std::size_t position) const
{
    static const Argument none;
    for (const auto& [key, value] : keywords)
        if (key == name)
            return value;
    return position < positional.size() ? positional[position] : none;
}

namespace {

constexpr const char* kConstantValue = "_CONSTANT_VALUE"; ///< tf_keras/src/engine/node.py

Error missing(std::string_view layer)
{
    return corrupt("an input refers to a tensor that does not exist: " + printable(layer, 80));
}

/// One of the two dialects of calls.
class ArgumentReader {
public:
    ArgumentReader(const ValueLookup& lookup, bool keras3) : m_lookup(lookup), m_keras3(keras3) {}

    Result<Argument> read(const Json& json) const
    {
        if (m_keras3 && json.isObject() && json["class_name"].toText() == "__keras_tensor__") {
            const Json& history = json["config"]["keras_history"];
            return tensor(history.at(0), history.at(1), history.at(2));
        }
        if (m_keras3 && json.isObject() && json["class_name"].toText() == "__tuple__")
            return list(json["items"].isArray() ? json["items"] : json["config"]["value"]);
        if (!m_keras3 && isReference(json)) {
            if (json.at(0).toText() == kConstantValue)
                return Argument::of(json.at(2));
            return tensor(json.at(0), json.at(1), json.at(2));
        }
        if (json.isArray())
            return list(json);
        if (json.isObject() && !json.contains("class_name"))
            return dictionary(json);
        return Argument::of(json);
    }

    /// ["layer", node, tensor] or with keyword arguments after it.
    static bool isReference(const Json& json)
    {
        return json.isArray() && (json.size() == 3 || json.size() == 4) && json.at(0).isString() &&
               json.at(1).isInteger() && (json.at(2).isInteger() || json.at(0).toText() == kConstantValue) &&
               (json.size() == 3 || json.at(3).isObject() || json.at(3).isNull());
    }

private:
    Result<Argument> tensor(const Json& layer, const Json& node, const Json& index) const
    {
        const Value* value = m_lookup(layer.toText(), node.toInt(-1), index.toInt(-1));
        if (!value)
            return missing(layer.toText());
        return Argument::of(*value);
    }

    Result<Argument> list(const Json& json) const
    {
        Argument argument;
        argument.kind = Argument::Kind::List;
        for (const Json& item : json.items()) {
            LW_ASSIGN(Argument read, this->read(item));
            argument.items.push_back(std::move(read));
        }
        // A list without tensors stays readable as JSON too.
        argument.constant = json;
        return argument;
    }

    Result<Argument> dictionary(const Json& json) const
    {
        Argument argument;
        argument.kind = Argument::Kind::List;
        for (const auto& [key, value] : json.members()) {
            LW_ASSIGN(Argument read, this->read(value));
            argument.items.push_back(std::move(read));
            argument.keys.push_back(key);
        }
        argument.constant = json;
        return argument;
    }

    const ValueLookup& m_lookup;
    bool m_keras3;
};

Result<void> readKeywords(const ArgumentReader& reader, const Json& json, CallArguments& result)
{
    for (const auto& [key, value] : json.members()) {
        LW_ASSIGN(Argument argument, reader.read(value));
        result.keywords.emplace_back(key, std::move(argument));
    }
    return {};
}

/// Keras 2: the first argument as references that carry the keyword arguments; alone or in a list (or dictionary) of
/// them.
Result<CallArguments> parseKeras2(const Json& json, const ArgumentReader& reader)
{
    CallArguments result;
    const Json* first = &json;
    const Json* keywords = nullptr;
    if (!ArgumentReader::isReference(json)) {
        const Json* inner = json.isObject() && !json.members().empty() ? &json.members().front().second : &json.at(0);
        while (inner->isArray() && !ArgumentReader::isReference(*inner) && inner->size() > 0)
            inner = &inner->at(0);
        keywords = &inner->at(3);
        if (json.size() == 1 && ArgumentReader::isReference(json.at(0)))
            first = &json.at(0);
    } else {
        keywords = &json.at(3);
    }
    LW_ASSIGN(Argument argument, reader.read(*first));
    result.positional.push_back(std::move(argument));
    if (keywords && keywords->isObject())
        LW_TRY(readKeywords(reader, *keywords, result));
    return result;
}

} // namespace

Result<CallArguments> parseArguments(const Json& arguments, const ValueLookup& lookup)
{
    const bool keras3 = arguments.isObject() && arguments.contains("args");
    const ArgumentReader reader(lookup, keras3);
    if (!keras3)
        return parseKeras2(arguments, reader);
    CallArguments result;
    for (const Json& json : arguments["args"].items()) {
        LW_ASSIGN(Argument argument, reader.read(json));
        result.positional.push_back(std::move(argument));
    }
    LW_TRY(readKeywords(reader, arguments["kwargs"], result));
    return result;
}

} // namespace lw::graph
