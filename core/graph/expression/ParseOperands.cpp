// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Parser.h"

#include <algorithm>

namespace lw::graph::expression {

Parser::Index Parser::postfix()
{
    const Span begin = current().span;
    Index value = atom();
    while (!m_problem) {
        if (is("[")) {
            value = subscript(value, begin);
        } else if (is(".") && current(1).kind == TokenKind::Name) {
            const std::string name = current(1).text;
            const Span named{begin.begin, current(1).span.end, current(1).span.begin};
            m_at += 2;
            if (is("("))
                value = call("." + name, named, {value}); // x.sum(axis=1) is sum(x, axis=1)
            else
                value = add(SyntaxKind::Attribute, to(named), name, {value});
        } else {
            break;
        }
    }
    return value;
}

Parser::Index Parser::call(const std::string& function, Span begin, std::vector<Index> arguments)
{
    const Span opening = current().span;
    ++m_at;
    while (!m_problem && !is(")")) {
        const Span start = current().span;
        if (current().kind == TokenKind::Name && is("=", 1)) {
            const std::string name = current().text;
            m_at += 2;
            const Index value = expression();
            arguments.push_back(add(SyntaxKind::Keyword, to(start), name, {value}));
        } else {
            arguments.push_back(expression());
        }
        if (!accept(","))
            break;
    }
    expect(")", opening);
    return add(SyntaxKind::Call, to(begin), function, std::move(arguments));
}

Parser::Index Parser::subscript(Index value, Span begin)
{
    const Span opening = current().span;
    ++m_at;
    std::vector<Index> children{value};
    while (!m_problem && !is("]")) {
        children.push_back(entry());
        if (!accept(","))
            break;
    }
    if (!m_problem && children.size() == 1)
        return fail("the brackets are empty", opening);
    expect("]", opening);
    return add(SyntaxKind::Subscript, to({begin.begin, opening.end, opening.begin}), {}, std::move(children));
}

Parser::Index Parser::entry()
{
    const Span begin = current().span;
    const auto part = [this]() -> Index { return is(":") || is(",") || is("]") ? kMissing : expression(); };
    const Index first = part();
    if (m_problem || !accept(":")) {
        if (first == kMissing && !m_problem)
            return fail("an index is missing", current().span);
        return first;
    }
    const Index second = part();
    const Index third = !m_problem && accept(":") ? part() : kMissing;
    return add(SyntaxKind::Slice, to(begin), {}, {first, second, third});
}

Parser::Index Parser::bracketed(std::string_view closing)
{
    const Span begin = current().span;
    ++m_at;
    std::vector<Index> items;
    bool tuple = closing == "]";
    while (!m_problem && !is(closing)) {
        items.push_back(expression());
        if (!accept(","))
            break;
        tuple = true;
    }
    expect(closing, begin);
    if (m_problem)
        return 0;
    if (!tuple && items.size() == 1)
        return items.front();
    return add(SyntaxKind::Tuple, to(begin), closing == "]" ? "[" : "(", std::move(items));
}

Parser::Index Parser::atom()
{
    const Token token = current();
    switch (token.kind) {
    case TokenKind::Number:
        ++m_at;
        return add(SyntaxKind::Number, token.span, token.text, {});
    case TokenKind::Text:
        ++m_at;
        return add(SyntaxKind::Text, token.span, token.text, {});
    case TokenKind::Name:
        if (isKeyword(token.text))
            return fail(token.text == "lambda" || token.text == "def" || token.text == "for"
                            ? "\"" + token.text + "\" is Python, and not part of expressions"
                            : "a value was expected here, not \"" + token.text + "\"",
                        token.span);
        return name();
    case TokenKind::Operator:
        if (token.text == "(")
            return bracketed(")");
        if (token.text == "[")
            return bracketed("]");
        if (token.text == "...") {
            ++m_at;
            return add(SyntaxKind::Ellipsis, token.span, {}, {});
        }
        return fail("a value was expected here, not \"" + token.text + "\"", token.span);
    default:
        return fail("the expression ends where a value was expected", token.span);
    }
}

Parser::Index Parser::name()
{
    static constexpr std::string_view kPackages[] = {"tf", "K", "np", "keras", "ops", "self", "backend", "jnp"};
    const Span begin = current().span;
    std::string text = current().text;
    ++m_at;
    if (std::find(std::begin(kPackages), std::end(kPackages), text) != std::end(kPackages))
        while (is(".") && current(1).kind == TokenKind::Name) {
            text += "." + current(1).text;
            m_at += 2;
            if (text.starts_with("self."))
                break;
        }
    if (is("("))
        return call(text, begin, {});
    return add(SyntaxKind::Name, to(begin), std::move(text), {});
}

} // namespace lw::graph::expression
