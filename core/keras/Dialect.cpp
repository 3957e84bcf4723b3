// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Dialect.h"

#include "core/keras/Catalogue.h"
#include "core/keras/LayerConfig.h"
#include "core/keras/LayerRules.h"

#include <cctype>

namespace lw::keras {
namespace {

/// Looks for what only one generation writes, in the first few layers. 0: cannot tell.
int generationFromLayers(const Json& config, int depth)
{
    const Json& list = config.isArray() ? config : config["layers"];
    if (depth > 8)
        return 0;
    std::size_t seen = 0;
    for (const Json& entry : list.items()) {
        const Json& inner = entry["config"];
        if (inner.contains("batch_shape"))
            return 3;
        if (inner.contains("batch_input_shape"))
            return 2;
        const Json& nodes = entry["inbound_nodes"];
        if (nodes.at(0).isObject())
            return nodes.at(0).contains("args") ? 3 : 2;
        if (nodes.at(0).isArray())
            return 2;
        if (inner["dtype"]["class_name"].toText() == "DTypePolicy")
            return 3;
        if (inner["layers"].isArray())
            if (const int found = generationFromLayers(inner, depth + 1))
                return found;
        if (++seen > 64)
            break;
    }
    return 0;
}

bool isTensorList(const Json& json)
{
    return json.isArray() && json.size() >= 3 && json.at(0).isString() && json.at(1).isNumber() &&
           json.at(2).isNumber();
}

struct ReferenceWalk {
    const std::function<void(const TensorReference&)>& visit;

    void keras3Tensor(const Json& json) const
    {
        const Json& config = json["config"];
        const Json& history = config["keras_history"];
        if (history.at(0).isString())
            visit({history.at(0).toText(), boundedInteger(history.at(1)).value_or(-1),
                   boundedInteger(history.at(2)).value_or(-1), &config});
    }

    void walk(const Json& json, bool keywordsToo) const
    {
        if (json.isObject()) {
            if (json["class_name"].toText() == "__keras_tensor__")
                return keras3Tensor(json);
            for (const auto& [key, value] : json.members())
                walk(value, keywordsToo);
            return;
        }
        if (!isTensorList(json)) {
            bool first = true;
            for (const Json& item : json.items()) {
                walk(item, keywordsToo && first);
                first = false;
            }
            return;
        }
        // ["_CONSTANT_VALUE", -1, value, {kwargs}] stands for a first argument that is no tensor.
        if (json.at(0).toText() != "_CONSTANT_VALUE")
            visit({json.at(0).toText(), boundedInteger(json.at(1)).value_or(-1),
                   boundedInteger(json.at(2)).value_or(-1), nullptr});
        if (keywordsToo)
            pendingKeywords = &json.at(3);
    }
    mutable const Json* pendingKeywords = nullptr;
};

bool startsWith(std::string_view text, std::initializer_list<std::string_view> prefixes)
{
    for (const std::string_view prefix : prefixes)
        if (text.starts_with(prefix))
            return true;
    return false;
}

} // namespace

int dialectGeneration(const Json& serialized)
{
    const std::string& version = serialized["keras_version"].toText();
    if (!version.empty())
        return version.front() >= '3' ? 3 : 2;
    const std::string& module = serialized["module"].toText();
    if (startsWith(module, {"tf_keras", "keras.src.engine", "keras.engine"}))
        return 2;
    if (module.starts_with("keras.src.models"))
        return 3;
    const Json& config = serialized["config"];
    if (const int found = generationFromLayers(config, 0))
        return found;
    if (config["dtype"]["class_name"].toText() == "DTypePolicy" ||
        config["layer"]["config"]["dtype"]["class_name"].toText() == "DTypePolicy")
        return 3;
    return 2;
}

int kerasGeneration(const Model& model)
{
    return dialectGeneration(model.architecture);
}

void visitTensorReferences(const Json& arguments, const std::function<void(const TensorReference&)>& visit)
{
    ReferenceWalk walk{visit};
    const bool keras3 = arguments.isObject() && arguments.contains("args");
    if (keras3) {
        walk.walk(arguments["args"], false);
        walk.walk(arguments["kwargs"], false);
        return;
    }
    // Keras 2 repeats the keyword arguments with every tensor: those of the first count.
    walk.walk(arguments, true);
    if (walk.pendingKeywords && walk.pendingKeywords->isObject())
        walk.walk(*walk.pendingKeywords, false);
}

/// An operation of Keras 3 in a legacy .h5 file, where the module is left out: it is called with Keras tensors, and its
/// config has none of what every layer's has (keras/src/legacy/saving/serialization.py, keras/src/ops/operation.py).
static bool isLegacyOperation(const Json& entry)
{
    const Json& config = entry["config"];
    return entry["inbound_nodes"].at(0)["args"].isArray() && config.isObject() && !config.contains("trainable") &&
           !config.contains("dtype") && !config.contains("layers") && entry["class_name"].toText() != "InputLayer";
}

ClassIdentity classIdentity(const Json& entry)
{
    ClassIdentity identity;
    identity.className = entry["class_name"].toText();
    identity.module = entry["module"].toText();
    identity.registeredName = entry["registered_name"].toText();
    std::string package;
    // Keras 2 writes registered classes as "Package>Class" into class_name itself.
    if (const auto mark = identity.className.find('>'); mark != std::string::npos) {
        identity.registeredName = identity.className;
        identity.className.erase(0, mark + 1);
    }
    if (const auto mark = identity.registeredName.find('>'); mark != std::string::npos)
        package = identity.registeredName.substr(0, mark);
    const bool kerasModule =
        identity.module.empty() ||
        startsWith(identity.module, {"keras.", "tf_keras.", "tensorflow.keras", "tensorflow.python.keras",
                                     "tensorflow.python.layers", "keras_preprocessing"});
    const bool kerasPackage = package.empty() || package == "keras" || package == "Keras" || package == "keras.layers";
    if (identity.module.empty() && isLegacyOperation(entry))
        identity.module = "keras.src.ops.operation";
    const bool operation = startsWith(identity.module, {"keras.src.ops.", "keras.ops"});
    identity.builtIn = kerasModule && kerasPackage && (operation || findLayerInfo(identity.className) != nullptr);
    return identity;
}

std::string snakeCase(std::string_view className)
{
    if (className == "GroupQueryAttention") // exported under this name, called otherwise in keras/src/layers/attention
        className = "GroupedQueryAttention";
    // Two passes in Keras: "(.)([A-Z][a-z]+)" -> "\1_\2", then "([a-z])([A-Z])" -> "\1_\2", then lower case.
    std::string once;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t i = 0; i < className.size(); ++i) {
        const char c = className[i];
        if (i > 0 && upper(c) && i + 1 < className.size() && lower(className[i + 1]))
            once += '_';
        once += c;
    }
    std::string twice;
    for (std::size_t i = 0; i < once.size(); ++i) {
        if (i > 0 && upper(once[i]) && once[i - 1] >= 'a' && once[i - 1] <= 'z')
            twice += '_';
        twice += static_cast<char>(std::tolower(static_cast<unsigned char>(once[i])));
    }
    return twice;
}

} // namespace lw::keras
