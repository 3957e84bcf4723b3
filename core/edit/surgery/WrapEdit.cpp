// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

namespace lw::edit {

namespace {

/// A layer's entry as a wrapper's config holds it: without the calls and what was built around them.
Json withoutPlace(const BlueprintPart& part)
{
    Json entry = part.entry;
    Json config = entry["config"];
    config.remove("batch_input_shape");
    config.remove("batch_shape");
    entry.set("config", std::move(config));
    for (const char* key : {"inbound_nodes", "build_config", "name", "compile_config"})
        entry.remove(key);
    return entry;
}

Result<void> checkWrappable(const std::string& wrapper, const BlueprintPart& part, std::size_t outputs,
                            const std::string& layer)
{
    if (wrapper != "Bidirectional" && wrapper != "TimeDistributed")
        return invalid("layers are wrapped in a Bidirectional or a TimeDistributed, not in a " + printable(wrapper, 80))
            .in(layer);
    if (part.isInput())
        return invalid("an input layer cannot be wrapped").in(layer);
    if (!part.inner.empty())
        return invalid("a nested model reads its own shape, and in a wrapper it would get a dimension less").in(layer);
    if (outputs > 1)
        return invalid("it gives out " + std::to_string(outputs) + " tensors, and a wrapper would give out others")
            .in(layer);
    for (const BlueprintCall& call : part.calls)
        if (call.inputs.size() != 1)
            return invalid("it reads " + std::to_string(call.inputs.size()) + " tensors, and a wrapper hands on one")
                .in(layer);
    return {};
}

Result<void> wrap(Blueprint& blueprint, const Model& model, const std::string& layer, const Json& wrapper)
{
    const std::string& className = wrapper["class_name"].toText();
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    BlueprintPart& old = place.part();
    LW_TRY(checkWrappable(className, old, outputCount(model, layer), layer));
    const Json inner = withoutPlace(old);
    Json wanted = wrapper;
    Json config = wrapper["config"].isObject() ? wrapper["config"] : Json::object();
    config.set("layer", inner);
    for (const char* key : {"trainable", "dtype"}) // as it was, so that it is in the wrapper
        if (inner["config"].contains(key) && !config.contains(key))
            config.set(key, inner["config"][key]);
    wanted.set("config", std::move(config));
    Blueprint others = *place.container;
    erasePart(others, place.index);
    auto made = newPart(wanted, others);
    if (!made)
        return made.error().in(layer);
    BlueprintPart part = std::move(*made);
    part.calls = std::move(old.calls);
    BlueprintPart carried;
    carried.name = (className == "Bidirectional" ? "forward_" : "") + old.name;
    carried.origin = old.origin;
    carried.source = old.source;
    part.wrapped.push_back(std::move(carried));
    const std::string before = old.name, now = part.name;
    old = std::move(part);
    for (std::size_t n = 0; n < old.calls.size(); ++n)
        redirect(*place.container, {before, n, 0}, {now, n, 0});
    return {};
}

} // namespace

EditPointer wrapLayer(const std::string& layer, const Json& wrapper, const SurgeryOptions& options)
{
    return structureEdit(
        "Wrap " + layer + " in a " + printable(wrapper["class_name"].toText(), 60),
        [layer, wrapper](Blueprint& blueprint, const Model& model) { return wrap(blueprint, model, layer, wrapper); },
        options);
}

} // namespace lw::edit
