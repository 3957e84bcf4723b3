// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/TracedProgram.h"
#include "core/graph/import/ConcreteFunctions.h"
#include "core/graph/import/FunctionLibrary.h"
#include "core/graph/import/Inliner.h"
#include "core/graph/import/SavedModelFile.h"
#include "core/graph/import/SavedObjects.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lw::graph {

/// What the reader of a SavedModel knows and importing needs.
struct ProgramSources {
    std::shared_ptr<const SavedModelFile> file;
    const MetaGraph* metaGraph = nullptr;        ///< of file
    std::shared_ptr<const SavedObjects> objects; ///< null in TensorFlow 1
    std::vector<SignatureTensors> signatures;
    std::function<Result<BoundVariable>(std::uint32_t object)> variableOfObject;
    Inliner::VariableByName variableByName;
    std::vector<std::string> inputNames, outputNames;         ///< of the model's call; may be empty
    std::map<std::string, std::uint32_t, std::less<>> layers; ///< objects of the model's layers by Layerwright's paths
};

/// The traced functions of a SavedModel. Signatures of TensorFlow 2 are found through the object graph, which says what
/// a function captures; those of TensorFlow 1 are parts of the main graph, where variables have names.
class ImportedProgram : public TracedProgram {
public:
    explicit ImportedProgram(ProgramSources sources);

    [[nodiscard]] std::vector<FunctionSummary> functions() const override { return m_library.summaries(); }
    [[nodiscard]] Result<Graph> function(std::string_view name) const override;
    [[nodiscard]] Result<Graph> mainGraph() const override;
    [[nodiscard]] Result<Graph> signature(std::string_view name) const override;
    /// NotFound when the model or layer was saved without traces. layerPath may also be one of the model's layers
    /// ("body/conv2d").
    [[nodiscard]] Result<Graph> call(std::string_view layerPath, bool training) const override;

protected:
    [[nodiscard]] const ProgramSources& sources() const { return m_sources; }

private:
    [[nodiscard]] Result<Graph> run(const ConcreteFunction& function, const std::vector<std::string>& inputNames,
                                    const std::vector<std::string>& outputNames, const std::string& scope) const;
    [[nodiscard]] Result<Graph> mainSignature(const SignatureTensors& signature) const;
    [[nodiscard]] Result<Edge> capture(Inliner& inliner, std::uint32_t object) const;
    [[nodiscard]] Result<Edge> captureTable(Inliner& inliner, std::uint32_t object) const;
    [[nodiscard]] Result<std::vector<Edge>> captures(Inliner& inliner, const ConcreteFunction& function,
                                                     std::uint32_t self, Edge selfEdge) const;
    [[nodiscard]] Result<std::uint32_t> callable(std::uint32_t object) const;
    [[nodiscard]] Result<Graph> callRoot(bool training) const;
    [[nodiscard]] Result<Graph> callLayer(std::string_view path, bool training) const;
    [[nodiscard]] std::string layerOf(std::string_view scope, std::string_view inside) const;

    ProgramSources m_sources;
    FunctionLibrary m_library;
};

} // namespace lw::graph
