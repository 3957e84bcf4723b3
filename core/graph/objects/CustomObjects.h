// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/Model.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lw::graph {

/// How a custom class or function is computed: by an expression (core/graph/expression), or by the traced function that
/// a SavedModel has of it.
struct CustomObject {
    std::string expression;              ///< empty when borrowed
    std::string from;                    ///< path of the SavedModel, as the definition has it
    std::shared_ptr<const Model> source; ///< that model, opened
    std::string trouble{};               ///< why it could not be opened; empty when source is there

    [[nodiscard]] bool isBorrowed() const { return expression.empty(); }
};

/// Definitions by the name of the class or function, as formats/ObjectsFile.h reads them. A plain value.
class CustomObjects {
public:
    void set(std::string name, CustomObject object) { m_objects[std::move(name)] = std::move(object); }
    void remove(const std::string& name) { m_objects.erase(name); }
    [[nodiscard]] bool empty() const { return m_objects.empty(); }
    [[nodiscard]] const std::map<std::string, CustomObject, std::less<>>& all() const { return m_objects; }
    /// By plain name ("CustomLayer"), with or without the package it is registered in ("Package>CustomLayer"); null
    /// when it is not defined.
    [[nodiscard]] const CustomObject* find(std::string_view name) const;
    /// The definition of a layer: of its class, or of one Lambda layer by its function's or its own name.
    [[nodiscard]] const CustomObject* find(const Layer& layer) const;

private:
    std::map<std::string, CustomObject, std::less<>> m_objects;
};

/// The name under which a layer is defined: its class; for a Lambda the layer's own name, since all have one class.
std::string definitionName(const Layer& layer);
/// The Python name of a Lambda's function, of either dialect ("scale", "<lambda>"); empty when the file does not say.
std::string lambdaFunctionName(const Layer& layer);

/// Whether a definition is well-formed as far as that can be seen without a model. Invalid names the object; a problem
/// in an expression has its column.
Result<CustomObject> customObjectFromJson(const std::string& name, const Json& definition);
Json customObjectToJson(const CustomObject& object);

} // namespace lw::graph
