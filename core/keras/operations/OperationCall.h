// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/LayerRules.h"

#include <initializer_list>

namespace lw::keras {

/// Whether a layer stands for one call of a function: TFOpLambda and its kin of Keras 2, operations of Keras 3 (a class
/// of keras.src.ops, whose names such as "Add" are also names of layers).
bool isOperation(const Layer& layer);
/// The same of the module that a class of Keras 3 is from.
bool isOperationModule(std::string_view module);

/// The function without its module, in snake case: "reduce_mean", "add", "getitem", "expand_dims". Keras 3's names are
/// turned into TensorFlow's where they differ: "mean" -> "reduce_mean", "get_item" -> "getitem".
std::string operationName(const Layer& layer);

/// Arguments of such a call, whichever of config, keywords and positions holds them.
class OperationCall {
public:
    explicit OperationCall(const LayerCall& call) : m_call(call), name(operationName(call.layer)) {}

    /// The first of the names that is given and not null, else the argument at a position (Keras 3), else null.
    [[nodiscard]] const Json& argument(std::initializer_list<const char*> names, std::size_t position) const;
    /// A number or list of numbers as integers; none when absent.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::initializer_list<const char*> names,
                                                                    std::size_t position) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::initializer_list<const char*> names,
                                                      std::size_t position) const;
    [[nodiscard]] bool flag(std::initializer_list<const char*> names, bool fallback = false) const;
    /// Shapes of constant operands: scalars and (nested) lists among the arguments.
    [[nodiscard]] std::vector<Shape> constants() const;

    [[nodiscard]] const TensorInfos& inputs() const { return m_call.inputs; }
    [[nodiscard]] const std::optional<Shape>& shape() const { return m_call.shape(); }
    [[nodiscard]] DType dtype() const { return m_call.inputs.empty() ? DType::Float32 : m_call.inputs.front().dtype; }
    [[nodiscard]] int generation() const { return m_call.generation; }

private:
    const LayerCall& m_call;

public:
    const std::string name;
};

/// Shape rule of all of them (OperationRules.h); one unknown output for functions that it does not know.
Result<TensorInfos> inferOperation(const LayerCall& call);

} // namespace lw::keras
