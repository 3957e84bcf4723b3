// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Parser.h"

namespace lw::graph::expression {

namespace {

/// How strongly operators bind, as in Python's grammar (reference, 6.17); 0: no binary operator.
int strengthOf(const Token& token)
{
    const std::string& t = token.text;
    if (token.kind == TokenKind::Name)
        return t == "or" ? 1 : t == "and" ? 2 : t == "is" ? 4 : 0;
    if (token.kind != TokenKind::Operator)
        return 0;
    if (t == "<" || t == ">" || t == "<=" || t == ">=" || t == "==" || t == "!=")
        return 4;
    if (t == "|")
        return 5;
    if (t == "^")
        return 6;
    if (t == "&")
        return 7;
    if (t == "+" || t == "-")
        return 8;
    if (t == "*" || t == "/" || t == "//" || t == "%" || t == "@")
        return 9;
    return 0;
}
constexpr int kNot = 3, kComparison = 4, kSign = 10;

} // namespace

Parser::Index Parser::expressionList()
{
    const Span begin = current().span;
    const Index first = expression();
    if (!is(","))
        return first;
    std::vector<Index> items{first};
    while (!m_problem && accept(",") && current().kind != TokenKind::End && current().kind != TokenKind::NewStatement)
        items.push_back(expression());
    return add(SyntaxKind::Tuple, to(begin), {}, std::move(items));
}

Parser::Index Parser::expression()
{
    if (++m_depth > kDeepest) {
        --m_depth;
        return fail("brackets are nested too deeply", current().span);
    }
    const Span begin = current().span;
    Index value = binary(1);
    if (!m_problem && accept("if")) {
        const Index condition = binary(1);
        if (!m_problem && !accept("else"))
            fail("\"else\" is missing after \"if\"", current().span);
        const Index other = m_problem ? 0 : expression();
        value = add(SyntaxKind::Conditional, to(begin), {}, {value, condition, other});
    }
    --m_depth;
    return value;
}

Parser::Index Parser::binary(int weakest)
{
    const Span begin = current().span;
    Index left = operand(weakest);
    Index chained = kMissing; // the right side of a comparison, which the next one compares again
    while (!m_problem) {
        const Token token = current();
        const int strength = strengthOf(token);
        if (strength == 0 || strength < weakest)
            break;
        ++m_at;
        std::string sign = token.text;
        if (sign == "is") // of None
            sign = accept("not") ? "!=" : "==";
        const Index right = binary(strength + 1);
        if (strength == kComparison && chained != kMissing) {
            const Span link{spanOf(chained).begin, token.span.end, token.span.begin};
            const Index second = add(SyntaxKind::Binary, to(link), sign, {chained, right});
            left = add(SyntaxKind::Binary, to(begin), "and", {left, second});
        } else {
            left = add(SyntaxKind::Binary, to({begin.begin, token.span.end, token.span.begin}), sign, {left, right});
        }
        chained = strength == kComparison ? right : kMissing;
    }
    return left;
}

Parser::Index Parser::operand(int weakest)
{
    const Span begin = current().span;
    const bool negation = is("not") && weakest <= kNot;
    if (!negation && !is("-") && !is("+") && !is("~"))
        return power();
    const std::string sign = current().text;
    if (++m_depth > kDeepest) {
        --m_depth;
        return fail("signs are nested too deeply", begin);
    }
    ++m_at;
    const Index value = negation ? binary(kNot) : operand(kSign);
    --m_depth;
    return add(SyntaxKind::Unary, to(begin), sign, {value});
}

Parser::Index Parser::power()
{
    const Span begin = current().span;
    const Index base = postfix();
    const Span sign = current().span;
    if (m_problem || !accept("**"))
        return base;
    if (++m_depth > kDeepest) {
        --m_depth;
        return fail("powers are nested too deeply", begin);
    }
    const Index exponent = operand(kSign);
    --m_depth;
    return add(SyntaxKind::Binary, to({begin.begin, sign.end, sign.begin}), "**", {base, exponent});
}

} // namespace lw::graph::expression
