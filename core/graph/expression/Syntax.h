// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lw::graph::expression {

/// Bytes [begin, end) of the text of an expression. at: where to point within it, the operator or the function's name.
struct Span {
    std::uint32_t begin = 0, end = 0;
    std::uint32_t at = begin;
};

/// What is wrong with an expression, and where.
struct Problem {
    std::string message;
    Span span;
};
/// "column 7: message" of the place to point at, or "line 2, column 7: message" for texts of several lines. Columns count characters from 1.
std::string describe(const Problem& problem, std::string_view text);

inline constexpr std::size_t kLongestText = 16'384; ///< bytes
inline constexpr std::uint32_t kDeepest = 200;      ///< levels of syntax, brackets as well as long sums

enum class SyntaxKind {
    Number,      ///< text
    Text,        ///< a string: text without its quotes
    Name,        ///< text: "x", "tf.math.tanh", "self.w"
    Tuple,       ///< (a, b) or [a, b]: children; text: the opening bracket, none for a, b
    Unary,       ///< text: "-", "+", "not"
    Binary,      ///< text: "+", "@", "and", "<", ...; two children
    Conditional, ///< children: value, condition, other value
    Call,        ///< text: the function, "." before that of a method, as in x.sum(); children: arguments, of which some are Keyword
    Keyword,     ///< text: its name; one child
    Subscript,   ///< children: the value, then one for each entry in the brackets
    Slice,       ///< children: begin, end, step; kMissing where left out
    Attribute,   ///< text: "shape"; one child
    Ellipsis,
};
inline constexpr std::uint32_t kMissing = 0xffffffffU;

/// A node of the tree; children are numbers in Program::nodes, always smaller than the node's own.
struct Syntax {
    SyntaxKind kind = SyntaxKind::Number;
    Span span;
    std::string text;
    std::vector<std::uint32_t> children;
    std::uint32_t depth = 1;
};

/// "name = expression", "a, b = expression", or the expression whose value is the result.
struct Statement {
    std::vector<std::string> targets;
    std::uint32_t expression = 0;
};

struct Program {
    std::vector<Syntax> nodes;
    std::vector<Statement> statements; ///< the last one has no targets
};

/// A program, or the first problem in the text.
struct Parsed {
    Program program;
    std::optional<Problem> problem;
};
/// Reads the expression language: Python's operators, calls, slices and "a if c else b", with assignments to names
/// before the expression that is the result. Never fails otherwise than by a problem; time and memory are linear.
Parsed parse(std::string_view text);

} // namespace lw::graph::expression
