// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/graph/Graph.h"

#include <functional>

namespace lw::graph {

/// A tensor between layers while lowering, with Keras' mask of it (bool; tensor._keras_mask) when it has one.
struct Value {
    Edge edge;
    std::optional<Edge> mask;
};

/// A Python value in the call of a layer: a tensor, a list or dictionary of such values, or plain JSON.
struct Argument {
    enum class Kind { Constant, Tensor, List };
    Kind kind = Kind::Constant;
    Json constant;
    Value tensor;
    std::vector<Argument> items;   ///< of a list, or the values of a dictionary
    std::vector<std::string> keys; ///< of a dictionary, beside items

    static Argument of(Value value);
    static Argument of(Json value);
    static Argument list(const std::vector<Value>& values);
    [[nodiscard]] bool isNone() const { return kind == Kind::Constant && constant.isNull(); }
    /// All tensors inside, in order.
    void collect(std::vector<Value>& values) const;
    [[nodiscard]] std::vector<Value> tensors() const;
};

/// Arguments of one call of a layer.
struct CallArguments {
    std::vector<Argument> positional;
    std::vector<std::pair<std::string, Argument>> keywords;

    /// By keyword, else by position (npos: keyword only); a static None when absent.
    [[nodiscard]] const Argument& get(std::string_view name, std::size_t position = std::string::npos) const;
    [[nodiscard]] bool has(std::string_view name, std::size_t position = std::string::npos) const
    {
        return !get(name, position).isNone();
    }
};

/// Finds the value of "tensor of the node-th call of layer"; null when it is not there.
using ValueLookup = std::function<const Value*(std::string_view layer, std::int64_t node, std::int64_t tensor)>;

/// Reads LayerNode::arguments of either dialect. Corrupt when a tensor is referred to that does not exist.
Result<CallArguments> parseArguments(const Json& arguments, const ValueLookup& lookup);

} // namespace lw::graph
