// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedInputs.h"

#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"

#include <algorithm>
#include <set>

namespace lw::edit {

namespace {

bool agrees(std::int64_t given, std::int64_t declared)
{
    return given < 0 || declared < 0 || given == declared;
}

/// The batch does not count; a last axis of one may be there or not (allow_last_axis_squeeze).
bool takes(const Shape& declared, const Shape& given, bool lastOnly)
{
    if (declared.empty() || given.empty())
        return true;
    if (declared.size() != given.size()) {
        const Shape& longer = declared.size() > given.size() ? declared : given;
        return longer.size() - std::min(declared.size(), given.size()) == 1 && agrees(longer.back(), 1);
    }
    for (std::size_t axis = lastOnly ? declared.size() - 1 : 1; axis < declared.size(); ++axis)
        if (axis > 0 && !agrees(given[axis], declared[axis]))
            return false;
    return true;
}

/// A tensor that a nested model is called with, and is not made for.
struct Stranger {
    std::string path;  ///< of the nested model
    std::size_t input; ///< index into its inputs
    Shape declared, given;
};

void collect(const std::vector<Layer>& layers, const std::string& path, bool lenient,
             std::vector<Stranger>& found)
{
    const keras::GraphIndex index(layers);
    for (const Layer& layer : layers) {
        if (!layer.nested)
            continue;
        collect(layer.layers, path + layer.name + "/", lenient, found);
        const keras::GraphIndex inner(layer.layers);
        const bool lastOnly = lenient && layer.nested == ModelKind::Sequential;
        for (const LayerNode& node : layer.nodes) {
            const keras::TensorInfos given = keras::storedInputs(layers, index, node);
            if (given.size() != layer.inputs.size())
                continue;
            for (std::size_t i = 0; i < given.size(); ++i) {
                const auto declared = keras::storedTensor(layer.layers, inner, layer.inputs[i]).shape;
                if (declared && given[i].shape && !takes(*declared, *given[i].shape, lastOnly))
                    found.push_back({path + layer.name, i, *declared, *given[i].shape});
            }
        }
    }
}

/// lenient: what Keras loads all the same is none.
std::vector<Stranger> strangers(const Model& model, bool lenient)
{
    std::vector<Stranger> found;
    collect(model.layers, {}, lenient && keras::kerasGeneration(model) == 3, found);
    return found;
}

} // namespace

void checkNestedInputs(Model& model)
{
    for (const Stranger& each : strangers(model, true)) {
        const std::string reason =
            "takes an input of shape " + shapeText(each.declared) + ", not " + shapeText(each.given);
        model.diagnostics.add(
            {Severity::Warning, "The layer " + reason, each.path, 1, "shape-mismatch", {reason}});
    }
}

void writeInputShape(Blueprint& container, std::size_t input, const Json& dims)
{
    BlueprintPart& part = container.parts[input];
    Json config = part.entry["config"];
    config.set(container.generation == 3 || config.contains("batch_shape") ? "batch_shape" : "batch_input_shape", dims);
    part.entry.set("config", std::move(config));
    // The first layer of a Sequential of Keras 2 says it too.
    if (part.implied && container.parts.size() > 1) {
        BlueprintPart& first = container.parts[1];
        Json own = first.entry["config"];
        own.remove("batch_input_shape");
        own.remove("batch_shape");
        first.entry.set("config", std::move(own));
        part.implied = false;
    }
}

Result<void> followNestedInputs(Blueprint& blueprint, const Model& before)
{
    const std::vector<Stranger> known = strangers(before, false);
    std::set<std::pair<std::string, std::size_t>> settled; // what is called with two shapes can take but one
    for (bool changed = true; changed;) {
        Model now;
        LW_TRY(keras::readArchitecture(writeBlueprint(blueprint), now));
        changed = false;
        for (const Stranger& each : strangers(now, false)) {
            const bool cameSo = std::any_of(known.begin(), known.end(), [&](const Stranger& then) {
                return then.path == each.path && then.input == each.input && then.given == each.given;
            });
            if (cameSo || each.declared.size() != each.given.size() || settled.contains({each.path, each.input}))
                continue;
            LW_ASSIGN(const BlueprintPlace place, locate(blueprint, each.path));
            if (place.part().inner.empty() || each.input >= place.part().inner.front().inputs.size())
                continue;
            Blueprint& nested = place.part().inner.front();
            const auto input = nested.find(nested.inputs[each.input].layer);
            if (!input || !nested.parts[*input].isInput())
                continue;
            Json dims = Json::array();
            for (std::size_t axis = 0; axis < each.given.size(); ++axis) {
                const std::int64_t dim = axis == 0 ? each.declared[0] : each.given[axis];
                dims.push(dim == kUnknownDim ? Json() : Json(dim));
            }
            writeInputShape(nested, *input, dims);
            settled.emplace(each.path, each.input);
            changed = true;
        }
    }
    return {};
}

} // namespace lw::edit
