// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/model/Model.h"

#include <set>
#include <string_view>
#include <unordered_set>

namespace lw::keras {

class GraphIndex;

/// Turns serialized layers into Layer values: names, classes, configs, calls and nested models, without shapes.
/// Guarantees for what it makes: names are unique among siblings, inputs of calls refer to existing calls of siblings,
/// and calls form no cycle. What contradicts that in the file is dropped and told in the diagnostics. One reader, one
/// model.
class ArchitectureReader {
public:
    ArchitectureReader(Diagnostics& diagnostics, int generation) : m_diagnostics(diagnostics), m_generation(generation)
    {
    }

    /// A graph of layers with its border: the content of a Sequential, Functional or Model.
    struct Container {
        ModelKind kind = ModelKind::Functional;
        std::vector<Layer> layers;
        std::vector<InboundTensor> inputs, outputs;
    };
    Container readContainer(const Json& serialized, ModelKind kind, const std::string& path, int depth);
    /// One layer with all below; path ends in "/" or is empty and is where the layer lies.
    Layer readLayer(const Json& entry, const std::string& path, int depth);
    /// A model of exactly this layer, with an input layer when the file knows the input's shape.
    Container singleLayer(const Json& entry);
    [[nodiscard]] bool tooLarge() const { return m_layersLeft <= 0; }

    /// Sequential, functional or neither (nullopt), by class and by what the config holds.
    static std::optional<ModelKind> containerKind(const Json& entry);

private:
    void readSublayers(Layer& layer, const std::string& path, int depth);
    void readBidirectional(Layer& layer, const std::string& path, int depth);
    void copyConfig(Layer& layer, const Json& config, int depth);
    void chainSequential(Container& container, const Json& serialized, const std::string& path);
    void readNodes(Container& container, const Json& list, const std::vector<std::size_t>& entries,
                   const std::string& path);
    void readNode(const Json& json, Layer& layer, const std::string& path, LayerNode& node);
    void checkInputs(Container& container, const GraphIndex& index, const std::string& path);
    void dropCycles(Container& container, const GraphIndex& index, const std::string& path);
    void shiftNestedCalls(Container& container, const GraphIndex& index, std::vector<InboundTensor>& inputs,
                          std::vector<InboundTensor>& outputs);
    std::vector<InboundTensor> border(const Json& references, const std::string& path);
    void dangling(std::string_view layer, const std::string& path);
    void checkBorder(const GraphIndex& index, std::vector<InboundTensor>& tensors, const std::string& path);
    void uniqueName(Layer& layer, std::unordered_set<std::string>& names, const std::string& path);
    void judge(const Layer& layer, const std::string& path);

    void complain(Diagnostic diagnostic);

    Diagnostics& m_diagnostics;
    int m_generation;
    std::int64_t m_layersLeft = 200000;
    std::int64_t m_callsLeft = 2000000;
    std::int64_t m_tensorsLeft = 1000000;            ///< output places that references beyond the first few may ask for
    std::int64_t m_pathBytesLeft = 64 * 1024 * 1024; ///< all layers' paths together
    std::size_t m_complaints = 0;
    std::int64_t m_copiesLeft = 4000000; ///< JSON values that wrappers may copy: their configs repeat what is inside
};

} // namespace lw::keras
