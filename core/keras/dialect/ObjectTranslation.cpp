// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/ObjectTranslation.h"

#include "core/keras/Catalogue.h"
#include "core/keras/LayerConfig.h"
#include "core/keras/dialect/ArgumentTable.h"

#include <algorithm>
#include <array>

namespace lw::keras {
namespace {

bool isObject(const Json& json)
{
    return json.isObject() && json["class_name"].isString() && json.contains("config");
}

/// What the target refuses although both have the argument.
bool isActivationKey(std::string_view key)
{
    return key == "activation" || key == "recurrent_activation";
}

std::string quoted(std::string_view text)
{
    return "\"" + printable(text, 60) + "\"";
}

} // namespace

std::string_view moduleForKey(std::string_view key)
{
    if (key.ends_with("initializer"))
        return "keras.initializers";
    if (key.ends_with("regularizer"))
        return "keras.regularizers";
    if (key.ends_with("constraint"))
        return "keras.constraints";
    return {};
}

bool ObjectTranslation::dropped(std::string_view className, std::string_view key, const Json& value,
                                const std::string& path) const
{
    for (const ArgumentDifference& row : argumentDifferences()) {
        if (row.generation == m_target || row.key != key ||
            !(row.className == "*" || matchesClass(row.className, className)))
            continue;
        const auto fallback = Json::parse(row.fallback);
        const bool saysNothing = value.isNull() || (fallback.ok() && *fallback == value);
        if (!saysNothing && !row.harmless)
            m_notes.impossible("Keras " + std::to_string(m_target) + " has no argument " + quoted(key) + " (here " +
                                   printable(value.dump(), 40) + ") of " + std::string(className),
                               path);
        else if (m_target == 3 && key != "batch_input_shape")
            m_notes.translated("Arguments that Keras 3 does not have are left out: " + std::string(key));
        return true;
    }
    return false;
}

Json ObjectTranslation::dtype(const Json& dtype, const std::string& path) const
{
    std::string name = dtypePolicyName(dtype);
    if (name.empty())
        return dtype;
    if (m_target == 3) {
        if (dtype["class_name"].toText() == "Policy")
            m_notes.translated("Dtype policies are written in the form of Keras 3");
        if (dtype.isObject() && dtype["class_name"].toText() != "Policy" && dtype.contains("module"))
            return dtype;
        return Json::object({{"module", "keras"},
                             {"class_name", "DTypePolicy"},
                             {"config", Json::object({{"name", name}})},
                             {"registered_name", nullptr}});
    }
    if (const auto from = name.find("_from_"); from != std::string::npos) {
        m_notes.impossible("Keras 2 has no quantized dtype policy " + quoted(name), path);
        name = name.substr(from + 6);
    }
    if (name.starts_with("mixed_"))
        return Json::object({{"class_name", "Policy"}, {"config", Json::object({{"name", name}})}});
    return name;
}

Json ObjectTranslation::activation(const Json& activation, const std::string& path) const
{
    if (activation.isObject())
        return value({}, activation, path);
    if (!activation.isString())
        return activation;
    const std::string& name = activation.toText();
    if (name == "hard_sigmoid" && m_source != m_target)
        m_notes.impossible(m_target == 3
                               ? "hard_sigmoid is another function in Keras 3 (x/6 + 0.5 instead of x/5 + 0.5)"
                               : "hard_sigmoid is another function in Keras 2 (x/5 + 0.5 instead of x/6 + 0.5)",
                           path);
    if (!isBuiltInActivation(name))
        m_notes.impossible("The activation " + quoted(name) + " is Python code that is not in the file", path);
    if (m_target == 2 && isKeras3Activation(name))
        m_notes.impossible("Keras 2 has no activation " + quoted(name), path);
    for (const Rename& row : activationRenames())
        if ((m_target == 3 ? row.keras2 : row.keras3) == name && (m_target == 3 || row.keras2 != "softmax_v2"))
            return m_target == 3 ? row.keras3 : row.keras2;
    return activation;
}

Json ObjectTranslation::object(std::string_view key, const Json& object, const std::string& path) const
{
    const std::string& className = object["class_name"].toText();
    if (className.starts_with("__"))
        return object; // __lambda__, __tensor__, __tuple__: the same in both
    const std::string_view module = moduleForKey(key);
    const std::string& given = object["module"].toText();
    if (module.empty() && given.find("initializers") == std::string::npos && findLayerInfo(className) != nullptr)
        return m_layers(object, path);
    Json result = Json::object();
    std::string registered = object["registered_name"].toText(), plain = className;
    if (const auto mark = className.find('>'); mark != std::string::npos) {
        registered = className;
        plain = className.substr(mark + 1);
    }
    // Names of early Keras 3.
    if (m_target == 2 && (plain == "OrthogonalInitializer" || plain == "IdentityInitializer"))
        plain = plain.substr(0, plain.find("Initializer"));
    const bool custom = !registered.empty() && registered.find('>') != std::string::npos;
    if (custom || className == "function") {
        result = object;
        result.remove("shared_object_id");
        if (custom && m_target == 3) {
            result.set("class_name", plain);
            result.set("registered_name", registered);
        }
        return result;
    }
    result.set("module", given.empty() ? Json(module.empty() ? Json() : Json(module)) : object["module"]);
    if (result["module"].isNull())
        result.remove("module");
    result.set("class_name", plain);
    Json config = object["config"];
    if (config.isObject()) {
        config = this->config(plain, config, path);
        // tf.keras of TensorFlow 1 and 2.0 wrote the dtype of initialisers, which their constructors have lost.
        if (module == "keras.initializers")
            config.remove("dtype");
    }
    result.set("config", std::move(config));
    if (result.contains("module"))
        result.set("registered_name", nullptr);
    return result;
}

Json ObjectTranslation::value(std::string_view key, const Json& value, const std::string& path) const
{
    if (isObject(value))
        return object(key, value, path);
    if (value.isArray()) {
        Json list = Json::array();
        for (const Json& item : value.items())
            list.push(this->value(key, item, path));
        return list;
    }
    if (value.isObject()) {
        Json result = Json::object();
        for (const auto& [name, member] : value.members())
            result.set(name, this->value(name, member, path));
        return result;
    }
    return value;
}

/// keras/src/layers/core/lambda_layer.py get_config against tf_keras/src/layers/core/lambda_layer.py.
Json ObjectTranslation::lambdaFunction(const Json& config, const std::string& path) const
{
    const Json& function = config["function"];
    if (m_target == 3) {
        if (function.isString())
            return Json::object({{"class_name", "function"},
                                 {"module", config["module"].isString() ? config["module"] : Json("builtins")},
                                 {"config", function},
                                 {"registered_name", function}});
        if (function.isArray()) {
            m_notes.impossible(
                "The Lambda keeps its Python byte code, which Keras 3 loads with safe_mode=False only, in "
                "the version of Python that wrote it",
                path);
            return Json::object({{"class_name", "__lambda__"},
                                 {"config", Json::object({{"code", function.at(0)},
                                                          {"defaults", function.at(1)},
                                                          {"closure", function.at(2)}})}});
        }
        return function;
    }
    if (function["class_name"].toText() == "function")
        return function["config"];
    const Json& code = function["config"];
    if (code.contains("code"))
        return Json::array({code["code"], code["defaults"], code["closure"]});
    m_notes.impossible("The function of this Lambda cannot be told in the dialect of Keras 2", path);
    return function;
}

Json ObjectTranslation::config(std::string_view className, const Json& config, const std::string& path) const
{
    Json result = Json::object();
    for (const auto& [key, value] : config.members()) {
        if (className == "Lambda" && key == "function") {
            result.set(key, lambdaFunction(config, path));
            if (m_target == 2)
                result.set("function_type", result["function"].isString() ? "function" : "lambda");
            continue;
        }
        if (dropped(className, key, value, path))
            continue;
        std::string_view name = key;
        for (const Rename& row : argumentRenames()) {
            if (row.className != className || (m_target == 3 ? row.keras2 : row.keras3) != key)
                continue;
            name = m_target == 3 ? row.keras3 : row.keras2;
            m_notes.translated("Arguments have other names: " + std::string(key) + " is " + std::string(name));
        }
        if (key == "dtype" && className != "InputLayer" && moduleForKey(key).empty())
            result.set(name, dtype(value, path));
        else if (key == "dtype")
            result.set(name, dtypePolicyName(value).empty() ? value : Json(dtypePolicyName(value)));
        else if (isActivationKey(key))
            result.set(name, activation(value, path));
        else
            result.set(name, this->value(key, value, path));
    }
    // Keras before 2.1.3 had this form only and does not tell; today the other one is the default.
    if ((className == "GRU" || className == "GRUCell") && m_target == 3 && !config.contains("reset_after")) {
        result.set("reset_after", false);
        m_notes.translated("GRU layers of old files apply the reset gate before the product");
    }
    // Keras 2 keeps the axis as a list of one, which the constructor of Keras 3 refuses.
    if (className == "BatchNormalization" && m_target == 3 && result["axis"].isArray()) {
        if (result["axis"].size() == 1)
            result.set("axis", Json(result["axis"].at(0)));
        else
            m_notes.impossible("Keras 3 normalises over one axis only", path);
    }
    // Keras 2 asks lookup layers for the type that comes out, Keras 3 gives them that of numbers; both know the right
    // one.
    if (className == "StringLookup" || className == "IntegerLookup" || className == "TextVectorization")
        result.remove("dtype");
    // Keras 3 says both once boundaries were found, Keras 2 takes only one of them.
    if (className == "Discretization" && m_target == 2 && result["bin_boundaries"].isArray() &&
        result["bin_boundaries"].size() > 0 && !result["num_bins"].isNull())
        result.set("num_bins", nullptr);
    // keras/src/backend/tensorflow/image.py RESIZE_INTERPOLATIONS
    if (className == "Resizing" && m_target == 3)
        for (const char* kernel : {"gaussian", "mitchellcubic"})
            if (result["interpolation"].toText() == kernel)
                m_notes.impossible("Keras 3 has no interpolation \"" + std::string(kernel) + "\"", path);
    return result;
}

} // namespace lw::keras
