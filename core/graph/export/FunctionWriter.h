// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lw::pb {
class FunctionDef;
class FunctionDefLibrary;
} // namespace lw::pb

namespace lw::graph {

/// Marks nodes that stand for a variable of the model in a graph that was lowered for tracing (LoweringOptions::trace);
/// the value is the variable's path. A Const is read from the variable; an AssignVariableOp or AssignSubVariableOp has
/// only its value as input.
inline constexpr std::string_view kVariableAttr = "_variable";

/// A tensor at the border of a function.
struct FunctionBorder {
    std::string name;
    DType dtype = DType::Float32;
    PartialShape shape;
};

/// A function in a library, as far as callers need to know it. Its arguments are the inputs and then one resource for
/// each captured variable.
struct FunctionInfo {
    std::string name;
    std::vector<FunctionBorder> inputs, outputs;
    std::vector<std::string> captures; ///< paths of variables
};

/// Fills a FunctionDefLibrary. Not thread safe; the library must outlive it.
class FunctionWriter {
public:
    explicit FunctionWriter(pb::FunctionDefLibrary& library) : m_library(library) {}

    /// Adds a graph of plain TensorFlow ops (no composites), and the functions of its loops. Arguments and results are
    /// named after graph.inputs and graph.outputs. Errors of attrsToProto.
    Result<FunctionInfo> add(const Graph& graph, const std::string& name);
    /// Adds a function that calls another one: its i-th input is passed as input inputOrder[i] of the callee, its i-th
    /// output is output outputOrder[i] of the callee.
    FunctionInfo addCaller(const FunctionInfo& callee, const std::string& name,
                           const std::vector<std::size_t>& inputOrder, const std::vector<std::size_t>& outputOrder);

private:
    pb::FunctionDefLibrary& m_library;
};

/// A name that TensorFlow accepts for nodes and functions: letters, digits, "._/-"; others become "_".
std::string nodeName(std::string_view text);
/// A name for arguments: lower case letters, digits and "_", beginning with a letter.
std::string argumentName(std::string_view text);

} // namespace lw::graph
