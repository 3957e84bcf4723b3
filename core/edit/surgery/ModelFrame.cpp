// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Blueprint.h"

#include <algorithm>

namespace lw::edit {

Json modelFrame(const Json& like, int generation, ModelKind kind, const std::string& name)
{
    const bool sequential = kind == ModelKind::Sequential, keras3 = generation == 3;
    Json config = Json::object({{"name", name}});
    if (!sequential)
        config.set("trainable", true);
    config.set("layers", Json::array());
    if (!sequential)
        for (const char* key : {"input_layers", "output_layers"})
            config.set(key, Json::array());
    Json frame = like;
    for (const char* key : {"name", "inbound_nodes", "build_config", "compile_config"})
        frame.remove(key);
    if (frame["module"].isString())
        frame.set("module", sequential ? (keras3 ? "keras" : "keras.src.engine.sequential")
                                       : (keras3 ? "keras.src.models.functional" : "keras.src.engine.functional"));
    frame.set("class_name", sequential ? "Sequential" : "Functional");
    frame.set("config", std::move(config));
    if (frame.contains("registered_name"))
        frame.set("registered_name", sequential && keras3 ? Json() : Json(sequential ? "Sequential" : "Functional"));
    return frame;
}

BlueprintPart inputPart(const std::string& name, const Shape& shape, DType dtype, int generation, bool withModule)
{
    Json dims = Json::array();
    for (const std::int64_t dim : shape)
        dims.push(dim == kUnknownDim ? Json() : Json(dim));
    Json config = Json::object({{generation == 3 ? "batch_shape" : "batch_input_shape", std::move(dims)},
                                {"dtype", std::string(dtypeName(dtype))},
                                {"sparse", false}});
    if (generation == 2)
        config.set("ragged", false);
    config.set("name", name);
    BlueprintPart part;
    part.name = name;
    part.entry = Json::object();
    if (withModule)
        part.entry.set("module", "keras.layers");
    part.entry.set("class_name", "InputLayer");
    part.entry.set("config", std::move(config));
    if (withModule)
        part.entry.set("registered_name", nullptr);
    part.calls.resize(1);
    return part;
}

bool entriesHaveModules(const Blueprint& blueprint)
{
    return std::any_of(blueprint.parts.begin(), blueprint.parts.end(),
                       [](const BlueprintPart& part) { return part.entry["module"].isString(); });
}

void makeFunctional(Blueprint& blueprint)
{
    if (blueprint.kind == ModelKind::Functional)
        return;
    blueprint.kind = ModelKind::Functional;
    for (BlueprintPart& part : blueprint.parts)
        part.implied = false;
    const Json& before = blueprint.serialized["config"];
    Json frame =
        modelFrame(blueprint.serialized, blueprint.generation, ModelKind::Functional, before["name"].toText("model"));
    Json config = frame["config"];
    config.set("trainable", before["trainable"].toBool(true));
    frame.set("config", std::move(config));
    // A nested one keeps what its parent says of it.
    for (const char* key : {"name", "inbound_nodes"})
        if (blueprint.serialized.contains(key))
            frame.set(key, blueprint.serialized[key]);
    blueprint.serialized = std::move(frame);
}

} // namespace lw::edit
