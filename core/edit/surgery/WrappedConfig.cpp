// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include "core/keras/ArgumentRules.h"

namespace lw::edit {

namespace {

/// Whether a wrapped layer is shown under this name (keras/src/layers/rnn/bidirectional.py for the prefixes).
bool isCalled(const Json& wrapped, const std::string& name)
{
    std::string own = wrapped["config"]["name"].toText(wrapped["name"].toText());
    for (const std::string_view prefix : {"forward_", "backward_"})
        if (own.starts_with(prefix))
            own.erase(0, prefix.size());
    return !own.empty() && (name == own || name == "forward_" + own || name == "backward_" + own);
}

Json changed(Json wrapped, const Json& changes)
{
    Json config = wrapped["config"];
    for (const auto& [key, value] : changes.members())
        config.set(key, value);
    wrapped.set("config", std::move(config));
    return wrapped;
}

} // namespace

Result<void> changeWrapped(BlueprintPart& wrapper, const std::string& name, const Json& changes, int generation)
{
    Json config = wrapper.entry["config"];
    const bool twoWays = wrapper.className() == "Bidirectional";
    bool found = false;
    for (const char* key : {"layer", "cell", "backward_layer"}) {
        if (!config[key]["class_name"].isString())
            continue;
        // Both ways of a Bidirectional stay alike.
        const bool meant = isCalled(config[key], name);
        if (!meant && !(twoWays && found))
            continue;
        found = true;
        config.set(key, changed(config[key], changes));
        LW_TRY(keras::checkArguments(generation, config[key]["class_name"].toText(), config[key]["config"], changes));
    }
    if (!found)
        return unsupported("it is inside of a " + printable(wrapper.className(), 60) +
                           ", which can only be changed as a whole");
    if (twoWays && changes.contains("go_backwards"))
        return invalid("a Bidirectional turns one of its two layers itself");
    wrapper.entry.set("config", std::move(config));
    return {};
}

} // namespace lw::edit
