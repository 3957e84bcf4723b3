// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"

/// Operations that stand between layers as layers of their own: TFOpLambda and SlicingOpLambda of Keras 2
/// (tf_keras/src/layers/core/tf_op_layer.py), and the operations of Keras 3 (keras/src/ops).
namespace lw::graph {

/// One such call: settings are keyword arguments (Keras 2) or the config (Keras 3).
struct Operation {
    LayerCall& call;

    /// The argument of one of these names, else at this position, else from the config; None when absent.
    [[nodiscard]] Argument get(std::initializer_list<std::string_view> names,
                               std::size_t position = std::string::npos) const;
    [[nodiscard]] Edge x() { return edge(get({"x", "a", "x1", "inputs", "input", "tensor", "values", "value"}, 0)); }
    /// A tensor, or a constant made of numbers, lists and serialized arrays; of the wanted dtype where it is free.
    Edge edge(const Argument& argument, DType wanted = DType::Float32);
    [[nodiscard]] std::int64_t integer(std::initializer_list<std::string_view> names, std::int64_t fallback) const;
    [[nodiscard]] double number(std::initializer_list<std::string_view> names, double fallback) const;
    [[nodiscard]] bool flag(std::initializer_list<std::string_view> names) const;
    /// One integer or a list of them; none when None.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::initializer_list<std::string_view> names,
                                                                    std::size_t position = std::string::npos) const;
    /// A vector of sizes whose elements may be tensors.
    Edge sizeVector(const Argument& argument);
    /// Tensors of the first argument, which is a list; constants among them become tensors.
    std::vector<Edge> listed(const Argument& argument);
    [[nodiscard]] std::vector<std::int64_t> allAxes(Edge x) const;
};

struct OperationRow {
    std::string_view
        name; ///< lower case without underscores: "reducemean" for tf.math.reduce_mean, "mean" for keras.ops
    void (*lower)(Operation&);
};
std::span<const OperationRow> elementwiseOperations();
std::span<const OperationRow> tensorOperations();
std::span<const OperationRow> structureOperations();

/// True for layers that are operations of Keras 3: classes share names with layers, so the module decides.
bool isKeras3Operation(const Layer& layer);
void lowerOperation(LayerCall& call);
/// x[slices]: numbers, slice objects, None, Ellipsis.
void lowerSlicing(Operation& operation, Edge x, const Argument& specification);

} // namespace lw::graph
