// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/expression/Syntax.h"

namespace lw::graph::expression {

enum class TokenKind { Number, Text, Name, Operator, NewStatement, End };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text; ///< of a Text without quotes and escapes
    Span span;
};

/// Splits a text; the last token is End. Line ends within brackets and comments ("# ...") are left out.
struct Tokens {
    std::vector<Token> tokens;
    std::optional<Problem> problem;
};
Tokens tokenize(std::string_view text);

} // namespace lw::graph::expression
