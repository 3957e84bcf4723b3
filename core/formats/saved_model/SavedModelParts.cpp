// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/SavedModelParts.h"

#include "core/formats/checkpoint/BundleTensor.h"
#include "core/formats/checkpoint/CheckpointObjects.h"

namespace lw::formats {

namespace {

Error missing(const SavedModelParts& parts, const std::string& what)
{
    if (parts.bundleError)
        return Error{parts.bundleError->kind, "the variables cannot be read: " + parts.bundleError->message,
                     parts.bundleError->where};
    return corrupt("the variables do not hold " + printable(what)).at(parts.folder + "/variables");
}

} // namespace

Variable variableOfObject(const SavedModelParts& parts, std::uint32_t object)
{
    Variable variable;
    const auto info = parts.objects->variable(object);
    if (info) {
        variable.name = info->name;
        variable.trainable = info->trainable;
    }
    if (object < parts.keys.size())
        variable.key = parts.keys[object];
    if (const BundleItem* item = parts.bundle && !variable.key.empty() ? parts.bundle->find(variable.key) : nullptr) {
        variable.tensor = item->tensor;
        return variable;
    }
    const bool known = info && info->shape && isFullyKnown(*info->shape) && elementCount(*info->shape).ok();
    variable.tensor = Tensor(info ? info->dtype : DType::Invalid, known ? *info->shape : Shape{},
                             std::make_shared<UnreadableTensor>(missing(parts, variable.name)));
    return variable;
}

Result<graph::BoundVariable> bindObject(const SavedModelParts& parts, std::uint32_t object)
{
    Variable variable = variableOfObject(parts, object);
    if (!parts.bundle || variable.key.empty() || !parts.bundle->find(variable.key))
        return missing(parts, variable.name);
    return graph::BoundVariable{std::move(variable.name), std::move(variable.key), std::move(variable.tensor)};
}

Result<graph::BoundVariable> bindName(const SavedModelParts& parts, const std::string& name)
{
    const BundleItem* item = parts.bundle ? parts.bundle->find(name) : nullptr;
    if (!item)
        return missing(parts, name);
    return graph::BoundVariable{name, item->key, item->tensor};
}

} // namespace lw::formats
