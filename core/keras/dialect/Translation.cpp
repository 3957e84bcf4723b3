// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/Translation.h"

#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/ModelTranslator.h"

namespace lw::keras {
namespace {

/// The members beside the config that the target keeps: compile_config and the like, verbatim.
void keepOthers(const Json& source, Json& target)
{
    for (const char* key : {"compile_config"})
        if (source.contains(key))
            target.set(key, source[key]);
}

/// Tuples and shapes as SavedModels keep them, {"class_name": "__tuple__", "items": [...]}, become lists
/// (tf_keras/src/saving/legacy/saved_model/json_utils.py). Nesting is limited by the JSON parser.
Json plainTuples(const Json& json)
{
    const std::string& className = json["class_name"].toText();
    if ((className == "__tuple__" || className == "TensorShape") && json.contains("items"))
        return plainTuples(json["items"]);
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json& item : json.items())
            list.push(plainTuples(item));
        return list;
    }
    if (!json.isObject())
        return json;
    Json object = Json::object();
    for (const auto& [key, value] : json.members())
        object.members().emplace_back(key, plainTuples(value));
    return object;
}

Translation translate(const Json& original, int target)
{
    Translation result;
    const Json serialized = plainTuples(original);
    const int source = dialectGeneration(serialized);
    const bool framed = serialized["module"].isString();
    // Keras 3 itself leaves the modules out in .h5 files.
    if (source == target && (target == 2 || framed)) {
        result.serialized = serialized;
        return result;
    }
    result.changed = source != target;
    Model model;
    if (const auto read = readArchitecture(serialized, model); !read) {
        result.serialized = serialized;
        result.complete = false;
        result.notes.warning("The architecture is not translated: " + read.error().message);
        return result;
    }
    TranslationNotes notes(result.notes, result.complete);
    const std::vector<Layer>* layers = model.kind == ModelKind::Subclassed ? nullptr : &model.layers;
    result.serialized = ModelTranslator(source, target, notes).entry(serialized, layers, {}, 0);
    keepOthers(serialized, result.serialized);
    return result;
}

} // namespace

Translation toKeras3(const Json& serialized)
{
    return translate(serialized, 3);
}

Translation toKeras2(const Json& serialized)
{
    return translate(serialized, 2);
}

} // namespace lw::keras
