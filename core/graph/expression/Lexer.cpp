// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Lexer.h"

#include <array>

namespace lw::graph::expression {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Longer operators first.
constexpr std::array<std::string_view, 30> kOperators = {"**", "//", "==", "!=", "<=", ">=", "...", "+", "-", "*",
                                                         "/",  "%",  "@",  "<",  ">",  "(",  ")",   "[", "]", ",",
                                                         ":",  "=",  ".",  "&",  "|",  "~",  "^",   "{", "}", "!"};

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Tokens run()
    {
        while (!m_result.problem && m_at < m_text.size())
            next();
        add(TokenKind::End, m_at, {});
        return std::move(m_result);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    void add(TokenKind kind, std::size_t begin, std::string text)
    {
        const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m_at)};
        m_result.tokens.push_back({kind, std::move(text), span});
    }
    void fail(std::string message, std::size_t begin, std::size_t end)
    {
        m_result.problem =
            Problem{std::move(message), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    }

    void next()
    {
        const char c = peek();
        if (c == ' ' || c == '\t' || c == '\r') {
            ++m_at;
        } else if (c == '#') {
            while (m_at < m_text.size() && peek() != '\n')
                ++m_at;
        } else if (c == '\n' || c == ';') {
            const std::size_t begin = m_at++;
            if (m_brackets == 0)
                add(TokenKind::NewStatement, begin, {});
            else if (c == ';')
                fail("a bracket is still open before this \";\"", begin, m_at);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c)) {
            const std::size_t begin = m_at;
            while (isNameStart(peek()) || isDigit(peek()))
                ++m_at;
            add(TokenKind::Name, begin, std::string(m_text.substr(begin, m_at - begin)));
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else {
            symbol();
        }
    }

    void number()
    {
        const std::size_t begin = m_at;
        const auto digits = [this] {
            while (isDigit(peek()) || (peek() == '_' && isDigit(peek(1))))
                ++m_at;
        };
        digits();
        if (peek() == '.') {
            ++m_at;
            digits();
        }
        if ((peek() == 'e' || peek() == 'E') &&
            (isDigit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && isDigit(peek(2))))) {
            m_at += 2;
            digits();
        }
        if (isNameStart(peek()))
            return fail("a number goes over into a name here", begin, m_at + 1);
        std::string plain;
        for (const char c : m_text.substr(begin, m_at - begin))
            if (c != '_')
                plain += c;
        add(TokenKind::Number, begin, std::move(plain));
    }

    void quoted(char quote)
    {
        const std::size_t begin = m_at++;
        std::string value;
        while (m_at < m_text.size() && peek() != quote && peek() != '\n') {
            if (peek() == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            value += peek();
            ++m_at;
        }
        if (peek() != quote)
            return fail("this text is not closed by a quote", begin, m_at);
        ++m_at;
        add(TokenKind::Text, begin, std::move(value));
    }

    void symbol()
    {
        for (const std::string_view symbol : kOperators) {
            if (!m_text.substr(m_at).starts_with(symbol))
                continue;
            const std::size_t begin = m_at;
            m_at += symbol.size();
            if (symbol == "(" || symbol == "[")
                ++m_brackets;
            else if ((symbol == ")" || symbol == "]") && m_brackets > 0)
                --m_brackets;
            return add(TokenKind::Operator, begin, std::string(symbol));
        }
        std::size_t end = m_at + 1; // the whole character, if it has several bytes
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0U) == 0x80U)
            ++end;
        fail("this character has no meaning here", m_at, end);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_brackets = 0;
    Tokens m_result;
};

} // namespace

Tokens tokenize(std::string_view text)
{
    return Lexer(text).run();
}

} // namespace lw::graph::expression
