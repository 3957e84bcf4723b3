// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/expression/Evaluator.h"

#include <span>

namespace lw::graph::expression {

/// One call of a function, its arguments being bound to the parameters of its signature.
struct FunctionCall {
    Evaluator& e;
    GraphBuilder& g;
    Span span;
    std::vector<Value> values; ///< by parameter; None where left out
    std::vector<char> given;
    std::vector<Value> rest; ///< of "*name"

    [[nodiscard]] const Value& value(std::size_t index) const { return values[index]; }
    [[nodiscard]] bool has(std::size_t index) const { return given[index] && !values[index].is(Value::Kind::None); }
    Edge tensor(std::size_t index, DType like = DType::Invalid) { return e.tensor(values[index], span, like); }
    /// A tensor of a floating type.
    Edge floating(std::size_t index) { return e.toFloating(tensor(index, e.scope().floating)); }
    std::int64_t integer(std::size_t index, std::int64_t fallback);
    double number(std::size_t index, double fallback);
    [[nodiscard]] bool flag(std::size_t index, bool fallback = false) const;
    std::string text(std::size_t index, const std::string& fallback);
    /// The number type that a text names; "float" and "int" as TensorFlow has them.
    DType type(std::size_t index, DType fallback);
    /// One number or a tuple of them; none when left out.
    std::optional<std::vector<std::int64_t>> integers(std::size_t index);
    /// The axis given, from 0, of a tensor of known rank; extra: axes beyond the last that are allowed.
    std::int64_t axis(std::size_t index, Edge x, std::int64_t fallback, std::int64_t extra = 0);
    std::int64_t checkedAxis(std::int64_t axis, Edge x, std::int64_t extra = 0);
    /// Several axes; all of them when left out.
    std::vector<std::int64_t> axes(std::size_t index, Edge x);
    Value fail(std::string message) { return e.fail(std::move(message), span); }
};

/// A function of the language. signature says its parameters as Python does ("sum(x, axis=None, keepdims=False)");
/// names after "*" take any number of values.
struct FunctionRow {
    std::string_view name;
    std::string_view signature;
    std::string_view help; ///< one line of English
    Value (*lower)(FunctionCall&);
};
std::span<const FunctionRow> elementwiseFunctions();
std::span<const FunctionRow> reductionFunctions();
std::span<const FunctionRow> structureFunctions();
std::span<const FunctionRow> creationFunctions();
std::span<const FunctionRow> productFunctions();

/// The function of this name, also under the names of TensorFlow, NumPy and Keras ("tf.reduce_mean" is mean); null
/// when there is none.
const FunctionRow* findFunction(std::string_view name);
/// The name that a keyword argument has here; other libraries call it otherwise ("dim" is "axis").
std::string_view plainKeyword(std::string_view name);
/// The function that a method of this name is, as x.sum(axis=1) is sum(x, axis=1); null for none, and for functions
/// that take no tensor first.
const FunctionRow* findMethod(std::string_view name);
/// All functions, by name.
std::vector<const FunctionRow*> allFunctions();

/// Calls a method as NumPy has it: x.reshape(2, 3) and x.transpose(1, 0) take sizes and axes without brackets.
Value callMethod(Evaluator& evaluator, const FunctionRow& row, std::vector<Value> positional,
                 std::vector<std::pair<std::string, Value>> keywords, Span span);
/// Binds arguments to parameters and calls.
Value callFunction(Evaluator& evaluator, const FunctionRow& row, std::vector<Value> positional,
                   std::vector<std::pair<std::string, Value>> keywords, Span span);

} // namespace lw::graph::expression
