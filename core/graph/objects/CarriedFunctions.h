// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/TracedProgram.h"

#include <map>
#include <optional>

namespace lw::graph {

/// The function that a SavedModel traced of one layer, as a layer of another model has it.
struct LayerFunction {
    std::shared_ptr<const ModelPayload> owner; ///< keeps program
    const TracedProgram* program = nullptr;
    std::string path;                                          ///< of the layer in the program
    std::map<std::string, std::string, std::less<>> variables; ///< of the layer: key in the program -> Variable::path
    bool ownKeys = true; ///< other variables of the model have the program's keys too
};

/// Traced functions of layers of a model whose architecture was changed since: hangs on Model::payload in the place of
/// the program, which computes the model as it was, or around what another format keeps there. Immutable.
class CarriedFunctions final : public ModelPayload {
public:
    using Functions = std::map<std::string, LayerFunction, std::less<>>; ///< by path of the layer in the model
    explicit CarriedFunctions(Functions functions, std::shared_ptr<const ModelPayload> format = nullptr)
        : m_functions(std::move(functions)), m_format(std::move(format))
    {
    }

    [[nodiscard]] const LayerFunction* find(std::string_view path) const;
    [[nodiscard]] const Functions& functions() const { return m_functions; }
    /// What the format of the model's file keeps; may be null.
    [[nodiscard]] const std::shared_ptr<const ModelPayload>& format() const { return m_format; }

private:
    Functions m_functions;
    std::shared_ptr<const ModelPayload> m_format;
};

/// What the format of the model's file keeps, also where functions are carried around it.
const std::shared_ptr<const ModelPayload>& formatPayload(const Model& model);

/// The traced function of a layer: of the SavedModel that the model was read from, or carried along through edits. None
/// when there is no program; that the program has this layer is told by TracedProgram::call().
std::optional<LayerFunction> layerFunction(const Model& model, const std::string& path);
/// The same for a layer that is now at path in after, with the variables that it has there. isOther: before is another
/// model, which gave the layer.
std::optional<LayerFunction> carriedFunction(const Model& before, const std::string& origin, const Model& after,
                                             const std::string& path, bool isOther);

} // namespace lw::graph
