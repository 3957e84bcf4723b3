// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedInputs.h"

#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"

#include <algorithm>

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

void check(const std::vector<Layer>& layers, const std::string& path, int generation, Diagnostics& diagnostics)
{
    const keras::GraphIndex index(layers);
    for (const Layer& layer : layers) {
        if (!layer.nested)
            continue;
        check(layer.layers, path + layer.name + "/", generation, diagnostics);
        const keras::GraphIndex inner(layer.layers);
        const bool lastOnly = generation == 3 && layer.nested == ModelKind::Sequential;
        for (const LayerNode& node : layer.nodes) {
            const keras::TensorInfos given = keras::storedInputs(layers, index, node);
            if (given.size() != layer.inputs.size())
                continue;
            for (std::size_t i = 0; i < given.size(); ++i) {
                const auto declared = keras::storedTensor(layer.layers, inner, layer.inputs[i]).shape;
                if (!declared || !given[i].shape || takes(*declared, *given[i].shape, lastOnly))
                    continue;
                const std::string reason =
                    "takes an input of shape " + shapeText(*declared) + ", not " + shapeText(*given[i].shape);
                diagnostics.add(
                    {Severity::Warning, "The layer " + reason, path + layer.name, 1, "shape-mismatch", {reason}});
            }
        }
    }
}

} // namespace

void checkNestedInputs(Model& model)
{
    check(model.layers, {}, keras::kerasGeneration(model), model.diagnostics);
}

} // namespace lw::edit
