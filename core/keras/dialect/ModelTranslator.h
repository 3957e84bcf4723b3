// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/dialect/Call.h"
#include "core/keras/dialect/Notes.h"
#include "core/keras/dialect/ObjectTranslation.h"
#include "core/keras/dialect/OperationTranslation.h"
#include "core/model/Layer.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace lw::keras {

/// Translates models and the layers in them. One translator, one model. Nesting is bounded: what lies deeper than
/// kDeepest is copied.
class ModelTranslator {
public:
    ModelTranslator(int source, int target, TranslationNotes& notes);

    /// A serialized Sequential, Functional or single layer; layers: what the architecture reader made of the content.
    Json entry(const Json& entry, const std::vector<Layer>* layers, const std::string& path, int depth);

private:
    static constexpr int kDeepest = 100;
    /// The content of a functional model while it is translated.
    struct Graph {
        const std::vector<Layer>* layers = nullptr;
        std::unordered_map<std::string, std::int64_t> sourceShift, targetShift;
        std::unordered_map<std::string, std::string> names; ///< those that change
        std::unordered_map<std::string, const Layer*> byName;
    };
    struct Item {
        const Json* entry = nullptr;
        std::string name;
        bool operation = false;
        std::vector<Call> calls;
    };

    Json sequential(const Json& entry, const std::vector<Layer>* layers, const std::string& path, int depth);
    Json functional(const Json& entry, const std::vector<Layer>* layers, const std::string& path, int depth);
    Json plainLayer(const Json& entry, const std::string& path, int depth);
    Json bidirectional(const Json& config, const std::string& path, int depth);
    Json operation(const Item& item, const Graph& graph, std::vector<Call>& calls, const std::string& path);
    Json frame(const Json& entry, const std::string& className, Json config) const;

    [[nodiscard]] std::vector<Item> readItems(const Json& list, Graph& graph, const std::string& path) const;
    [[nodiscard]] Json border(const Json& references, const Graph& graph) const;
    void fitCall(const Item& item, const Graph& graph, Call& call) const;
    struct ComputedSize {
        std::int64_t value = kUnknownDim;
        bool isBatch = false;
    };
    static const Item* callerOf(const CallTensor& tensor, const std::vector<Item>& items);
    [[nodiscard]] std::optional<Shape> askedShape(CallTensor tensor, const std::vector<Item>& items,
                                                  const Graph& graph) const;
    [[nodiscard]] ComputedSize computedSize(const Json& element, const std::vector<Item>& items,
                                            const Graph& graph) const;
    void settleReshape(const Item& item, std::size_t index, const std::vector<Item>& items, const Graph& graph,
                       Call& call) const;
    /// Reshapes to a computed shape get numbers, for Keras 3, and what only computed the shape goes.
    void settleShapes(std::vector<Item>& items, const Graph& graph, const Json& outputs) const;
    /// Operations that nobody reads go.
    static void dropUnread(std::vector<Item>& items, const Json& outputs);
    static std::optional<OperationEntry> exampleReshape(const Item& item, const std::vector<Call>& calls,
                                                        const std::string& name);
    [[nodiscard]] std::optional<OperationEntry>
    turnedProduct(const Item& item, const Graph& graph, const std::vector<Call>& calls, const std::string& name) const;
    void dropMasks(std::vector<Item>& items, const Json& outputs) const;
    void checkCrossing(const Item& item, const std::string& path) const;
    void attentionShapes(const Item& item, const Graph& graph, Json& config) const;
    [[nodiscard]] TensorInfo describe(const CallTensor& tensor, const Graph& graph) const;
    [[nodiscard]] Json calls(const Item& item, const std::vector<Call>& calls, const Graph& graph) const;

    int m_source, m_target;
    TranslationNotes& m_notes;
    ObjectTranslation m_objects;
};

} // namespace lw::keras
