// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Parser.h"

#include "core/base/Error.h"

#include <algorithm>

namespace lw::graph::expression {

bool isKeyword(std::string_view name)
{
    return name == "if" || name == "else" || name == "and" || name == "or" || name == "not" || name == "lambda" ||
           name == "return" || name == "for" || name == "in" || name == "is" || name == "def";
}

Parsed Parser::run()
{
    while (!m_problem && skipSeparators())
        statement();
    if (!m_problem && (m_program.statements.empty() || !m_program.statements.back().targets.empty()))
        fail(m_program.statements.empty() ? "there is nothing to compute" : "the last line must be the result",
             current().span);
    return {std::move(m_program), std::move(m_problem)};
}

const Token& Parser::current(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

bool Parser::is(std::string_view symbol, std::size_t ahead) const
{
    const Token& token = current(ahead);
    return (token.kind == TokenKind::Operator || token.kind == TokenKind::Name) && token.text == symbol;
}

bool Parser::accept(std::string_view symbol)
{
    const bool found = is(symbol);
    if (found)
        ++m_at;
    return found;
}

bool Parser::skipSeparators()
{
    while (current().kind == TokenKind::NewStatement)
        ++m_at;
    return current().kind != TokenKind::End;
}

Parser::Index Parser::fail(std::string message, Span span)
{
    if (!m_problem)
        m_problem = Problem{std::move(message), span};
    m_at = m_tokens.size() - 1;
    return 0;
}

void Parser::expect(std::string_view symbol, Span opening)
{
    if (m_problem || accept(symbol))
        return;
    const Token& token = current();
    if (token.kind == TokenKind::End || token.kind == TokenKind::NewStatement)
        fail("this bracket is never closed: a \"" + std::string(symbol) + "\" is missing", opening);
    else
        fail("\"" + std::string(symbol) + "\" or an operator was expected here, not \"" + printable(token.text, 40) +
                 "\"",
             token.span);
}

Parser::Index Parser::add(SyntaxKind kind, Span span, std::string text, std::vector<Index> children)
{
    if (m_problem)
        return 0;
    Syntax node{kind, span, std::move(text), std::move(children), 1};
    for (const Index child : node.children)
        if (child != kMissing)
            node.depth = std::max(node.depth, m_program.nodes[child].depth + 1);
    if (node.depth > kDeepest)
        return fail("the expression is nested too deeply; give parts of it names (\"h = ...\")", span);
    m_program.nodes.push_back(std::move(node));
    return static_cast<Index>(m_program.nodes.size() - 1);
}

Span Parser::spanOf(Index node) const
{
    return node < m_program.nodes.size() ? m_program.nodes[node].span : Span{};
}

Span Parser::to(Span begin) const
{
    return {begin.begin, m_at > 0 ? m_tokens[m_at - 1].span.end : begin.end, begin.at};
}

void Parser::statement()
{
    Statement result;
    if (!m_program.statements.empty() && m_program.statements.back().targets.empty())
        return void(fail("the result was computed before this line", current().span));
    if (is("return"))
        ++m_at;
    else
        result.targets = targets();
    result.expression = expressionList();
    const Token& token = current();
    if (!m_problem && token.kind != TokenKind::End && token.kind != TokenKind::NewStatement)
        fail(token.text == "=" ? "only a plain name can be given a value; write \"==\" to compare"
             : token.text == ")" || token.text == "]"
                 ? "this bracket was never opened"
                 : "an operator was expected here, not \"" + printable(token.text, 40) + "\"",
             token.span);
    m_program.statements.push_back(std::move(result));
}

std::vector<std::string> Parser::targets()
{
    std::vector<std::string> names;
    std::size_t ahead = 0;
    while (current(ahead).kind == TokenKind::Name && !isKeyword(current(ahead).text)) {
        names.push_back(current(ahead++).text);
        if (is("=", ahead)) {
            m_at += ahead + 1;
            return names;
        }
        if (!is(",", ahead))
            break;
        ++ahead;
    }
    return {};
}

std::string describe(const Problem& problem, std::string_view text)
{
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < std::min<std::size_t>(problem.span.at, text.size()); ++i) {
        if (text[i] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++column;
        }
    }
    const bool several = text.find('\n') != std::string_view::npos;
    return (several ? "line " + std::to_string(line) + ", " : std::string()) + "column " + std::to_string(column) +
           ": " + problem.message;
}

Parsed parse(std::string_view text)
{
    if (text.size() > kLongestText)
        return {{}, Problem{"the expression is longer than 16 KiB", {0, 0}}};
    Tokens tokens = tokenize(text);
    if (tokens.problem)
        return {{}, std::move(tokens.problem)};
    return Parser(std::move(tokens)).run();
}

} // namespace lw::graph::expression
