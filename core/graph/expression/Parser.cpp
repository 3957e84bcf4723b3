// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/graph/expression/Lexer.h"

#include <algorithm>

namespace lw::graph::expression {

namespace {

/// How strongly operators bind, as in Python's grammar (reference, 6.17); 0: no binary operator.
int strengthOf(const Token& token)
{
    const std::string& t = token.text;
    if (token.kind == TokenKind::Name)
        return t == "or" ? 1 : t == "and" ? 2 : 0;
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

bool isKeyword(std::string_view name)
{
    return name == "if" || name == "else" || name == "and" || name == "or" || name == "not" || name == "lambda" ||
           name == "return" || name == "for" || name == "in" || name == "is" || name == "def";
}

class Parser {
public:
    explicit Parser(Tokens tokens) : m_tokens(std::move(tokens.tokens)) {}

    Parsed run()
    {
        while (!m_problem && skipSeparators())
            statement();
        if (!m_problem && (m_program.statements.empty() || !m_program.statements.back().targets.empty()))
            fail(m_program.statements.empty() ? "there is nothing to compute" : "the last line must be the result",
                 current().span);
        return {std::move(m_program), std::move(m_problem)};
    }

private:
    using Index = std::uint32_t;

    [[nodiscard]] const Token& current(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    [[nodiscard]] bool is(std::string_view symbol, std::size_t ahead = 0) const
    {
        const Token& token = current(ahead);
        return (token.kind == TokenKind::Operator || token.kind == TokenKind::Name) && token.text == symbol;
    }
    bool accept(std::string_view symbol)
    {
        const bool found = is(symbol);
        if (found)
            ++m_at;
        return found;
    }
    Index fail(std::string message, Span span)
    {
        if (!m_problem)
            m_problem = Problem{std::move(message), span};
        m_at = m_tokens.size() - 1;
        return 0;
    }
    void expect(std::string_view symbol, Span opening)
    {
        if (m_problem || accept(symbol))
            return;
        const Token& token = current();
        if (token.kind == TokenKind::End || token.kind == TokenKind::NewStatement)
            fail("this bracket is never closed: a \"" + std::string(symbol) + "\" is missing", opening);
        else
            fail("\"" + std::string(symbol) + "\" or an operator was expected here, not \"" +
                     printable(token.text, 40) + "\"",
                 token.span);
    }
    Index add(SyntaxKind kind, Span span, std::string text, std::vector<Index> children)
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
    [[nodiscard]] Span spanOf(Index node) const
    {
        return node < m_program.nodes.size() ? m_program.nodes[node].span : Span{};
    }
    [[nodiscard]] Span to(Span begin) const
    {
        return {begin.begin, m_at > 0 ? m_tokens[m_at - 1].span.end : begin.end};
    }

    /// True when a statement follows.
    bool skipSeparators()
    {
        while (current().kind == TokenKind::NewStatement)
            ++m_at;
        return current().kind != TokenKind::End;
    }

    void statement()
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

    /// The names before "=", if that is what follows.
    std::vector<std::string> targets()
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

    /// a, b, c without brackets is a tuple.
    Index expressionList()
    {
        const Span begin = current().span;
        const Index first = expression();
        if (!is(","))
            return first;
        std::vector<Index> items{first};
        while (!m_problem && accept(",") && current().kind != TokenKind::End &&
               current().kind != TokenKind::NewStatement)
            items.push_back(expression());
        return add(SyntaxKind::Tuple, to(begin), {}, std::move(items));
    }

    Index expression()
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

    /// Operators that bind at least this strongly.
    Index binary(int weakest)
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
            const Index right = binary(strength + 1);
            if (strength == kComparison && chained != kMissing) {
                const Index second = add(SyntaxKind::Binary, to(spanOf(chained)), token.text, {chained, right});
                left = add(SyntaxKind::Binary, to(begin), "and", {left, second});
            } else {
                left = add(SyntaxKind::Binary, to(begin), token.text, {left, right});
            }
            chained = strength == kComparison ? right : kMissing;
        }
        return left;
    }

    Index operand(int weakest)
    {
        const Span begin = current().span;
        const bool negation = is("not") && weakest <= kNot;
        if (!negation && !is("-") && !is("+") && !is("~"))
            return power();
        const std::string sign = is("~") ? "not" : current().text;
        if (++m_depth > kDeepest) {
            --m_depth;
            return fail("signs are nested too deeply", begin);
        }
        ++m_at;
        const Index value = negation ? binary(kNot) : operand(kSign);
        --m_depth;
        return add(SyntaxKind::Unary, to(begin), sign, {value});
    }

    /// a ** b, which groups from the right; the exponent may have a sign.
    Index power()
    {
        const Span begin = current().span;
        const Index base = postfix();
        if (m_problem || !accept("**"))
            return base;
        if (++m_depth > kDeepest) {
            --m_depth;
            return fail("powers are nested too deeply", begin);
        }
        const Index exponent = operand(kSign);
        --m_depth;
        return add(SyntaxKind::Binary, to(begin), "**", {base, exponent});
    }

    Index postfix()
    {
        const Span begin = current().span;
        Index value = atom();
        while (!m_problem) {
            if (is("[")) {
                value = subscript(value, begin);
            } else if (is(".") && current(1).kind == TokenKind::Name) {
                const std::string name = current(1).text;
                m_at += 2;
                if (is("("))
                    value = call(name, begin, {value}); // x.sum(axis=1) is sum(x, axis=1)
                else
                    value = add(SyntaxKind::Attribute, to(begin), name, {value});
            } else {
                break;
            }
        }
        return value;
    }

    Index call(const std::string& function, Span begin, std::vector<Index> arguments)
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

    Index subscript(Index value, Span begin)
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
        return add(SyntaxKind::Subscript, to(begin), {}, std::move(children));
    }

    /// An index, or begin:end:step.
    Index entry()
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

    Index bracketed(std::string_view closing)
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
        return add(SyntaxKind::Tuple, to(begin), {}, std::move(items));
    }

    Index atom()
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

    /// x, self.w, tf.math.tanh(x): packages stay part of a function's name.
    Index name()
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

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::uint32_t m_depth = 0;
    Program m_program;
    std::optional<Problem> m_problem;
};

} // namespace

std::string describe(const Problem& problem, std::string_view text)
{
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < std::min<std::size_t>(problem.span.begin, text.size()); ++i) {
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
