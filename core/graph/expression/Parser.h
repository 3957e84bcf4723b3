// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/expression/Lexer.h"

namespace lw::graph::expression {

/// Reads tokens into a Program by recursive descent, after the grammar of Python (The Python Language Reference, 6.
/// Expressions). The first problem ends it: what is read afterwards gives harmless nodes. One use, one thread.
class Parser {
public:
    explicit Parser(Tokens tokens) : m_tokens(std::move(tokens.tokens)) {}

    Parsed run();

private:
    using Index = std::uint32_t; ///< of a node in the program

    // Tokens, in Parser.cpp.
    /// The token that is next, or one behind it; the last one is End.
    [[nodiscard]] const Token& current(std::size_t ahead = 0) const;
    [[nodiscard]] bool is(std::string_view symbol, std::size_t ahead = 0) const;
    bool accept(std::string_view symbol);
    /// True when a statement follows.
    bool skipSeparators();

    // Nodes and the problem, in Parser.cpp.
    /// Keeps the first problem and skips to the end of the text.
    Index fail(std::string message, Span span);
    /// A closing bracket; opening: where its partner stands.
    void expect(std::string_view symbol, Span opening);
    /// A node of the program; 0 after a problem.
    Index add(SyntaxKind kind, Span span, std::string text, std::vector<Index> children);
    [[nodiscard]] Span spanOf(Index node) const;
    /// From there to the last token that was taken, pointing at where begin points.
    [[nodiscard]] Span to(Span begin) const;

    void statement();
    /// The names before "=", if that is what follows.
    std::vector<std::string> targets();

    // Operators from the weakest to the strongest, in ParseOperators.cpp.
    /// a, b, c without brackets is a tuple.
    Index expressionList();
    /// value if condition else other, or what binds more strongly.
    Index expression();
    /// Operators that bind at least this strongly.
    Index binary(int weakest);
    /// A value with the signs before it; weakest: of the operators around it.
    Index operand(int weakest);
    /// a ** b, which groups from the right; the exponent may have a sign.
    Index power();

    // What operators work on, in ParseOperands.cpp.
    /// A value with the subscripts, attributes and calls behind it.
    Index postfix();
    /// The arguments in brackets, behind those that are given. begin points at the function's name.
    Index call(const std::string& function, Span begin, std::vector<Index> arguments);
    Index subscript(Index value, Span begin);
    /// An index, or begin:end:step.
    Index entry();
    /// (a), or a tuple: (a, b), [a, b].
    Index bracketed(std::string_view closing);
    Index atom();
    /// x, self.w, tf.math.tanh(x): packages stay part of a function's name.
    Index name();

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::uint32_t m_depth = 0;
    Program m_program;
    std::optional<Problem> m_problem;
};

/// Words of the language, which cannot be names of values.
bool isKeyword(std::string_view name);

} // namespace lw::graph::expression
