// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/base/Utf8.h"

namespace lw {

namespace {

constexpr int kMaximumNesting =
    512; // Keras models nest a handful deep; recursion here and in destructors stays bounded

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<Json> document()
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_position = 3;
        skipSpace();
        LW_ASSIGN(Json value, this->value(0));
        skipSpace();
        if (m_position != m_text.size())
            return failure("there is text behind the end of the JSON");
        return value;
    }

private:
    [[nodiscard]] Error failure(const char* message) const { return corrupt(message).atOffset(m_position); }
    [[nodiscard]] char peek() const { return m_position < m_text.size() ? m_text[m_position] : '\0'; }

    void skipSpace()
    {
        while (m_position < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r'))
            ++m_position;
    }

    bool accept(std::string_view word)
    {
        if (!m_text.substr(m_position).starts_with(word))
            return false;
        m_position += word.size();
        return true;
    }

    Result<Json> value(int depth)
    {
        if (depth > kMaximumNesting)
            return failure("the JSON is nested too deep");
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"': {
            LW_ASSIGN(std::string text, string());
            return Json(std::move(text));
        }
        default:
            return scalar();
        }
    }

    Result<Json> scalar()
    {
        if (accept("true"))
            return Json(true);
        if (accept("false"))
            return Json(false);
        if (accept("null"))
            return Json();
        for (const char* word : {"NaN", "Infinity", "-Infinity"})
            if (accept(word))
                return Json::numberText(word);
        return number();
    }

    std::size_t digits()
    {
        const std::size_t begin = m_position;
        while (peek() >= '0' && peek() <= '9')
            ++m_position;
        return m_position - begin;
    }

    Result<Json> number()
    {
        const std::size_t begin = m_position;
        if (peek() == '-')
            ++m_position;
        const bool zero = peek() == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero && whole > 1))
            return failure("the JSON has no value where one must be");
        if (peek() == '.') {
            ++m_position;
            if (digits() == 0)
                return failure("a number in the JSON has no digits after its point");
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_position;
            if (peek() == '+' || peek() == '-')
                ++m_position;
            if (digits() == 0)
                return failure("a number in the JSON has an empty exponent");
        }
        return Json::numberText(std::string(m_text.substr(begin, m_position - begin)));
    }

    Result<std::uint32_t> hex4()
    {
        std::uint32_t unit = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = peek();
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0)
                return failure("a \\u escape in the JSON needs four hexadecimal digits");
            unit = unit << 4 | static_cast<std::uint32_t>(digit);
            ++m_position;
        }
        return unit;
    }

    Result<void> unicodeEscape(std::string& out)
    {
        LW_ASSIGN(std::uint32_t unit, hex4());
        if (unit >= 0xD800 && unit < 0xDC00 && m_text.substr(m_position).starts_with("\\u")) {
            const std::size_t before = m_position;
            m_position += 2;
            LW_ASSIGN(const std::uint32_t low, hex4());
            if (low >= 0xDC00 && low < 0xE000)
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            else
                m_position = before;
        }
        appendUtf8(out, unit); // a lone surrogate is kept, as Python keeps it
        return {};
    }

    Result<void> escape(std::string& out)
    {
        const char c = peek();
        ++m_position;
        switch (c) {
        case '"':
        case '\\':
        case '/':
            out += c;
            return {};
        case 'b':
            out += '\b';
            return {};
        case 'f':
            out += '\f';
            return {};
        case 'n':
            out += '\n';
            return {};
        case 'r':
            out += '\r';
            return {};
        case 't':
            out += '\t';
            return {};
        case 'u':
            return unicodeEscape(out);
        default:
            return failure("the JSON has an unknown escape in a string");
        }
    }

    Result<std::string> string()
    {
        ++m_position; // the opening quote
        std::string out;
        while (true) {
            const std::size_t begin = m_position;
            while (m_position < m_text.size() && m_text[m_position] != '"' && m_text[m_position] != '\\')
                ++m_position;
            out += m_text.substr(begin, m_position - begin);
            if (m_position >= m_text.size())
                return failure("a string in the JSON does not end");
            ++m_position;
            if (m_text[m_position - 1] == '"')
                return out;
            LW_TRY(escape(out));
        }
    }

    Result<Json> array(int depth)
    {
        ++m_position;
        Json out = Json::array();
        skipSpace();
        if (accept("]"))
            return out;
        while (true) {
            skipSpace();
            LW_ASSIGN(Json item, value(depth + 1));
            out.items().push_back(std::move(item));
            skipSpace();
            if (accept("]"))
                return out;
            if (!accept(","))
                return failure("an array in the JSON does not end");
        }
    }

    Result<Json> object(int depth)
    {
        ++m_position;
        Json out = Json::object();
        skipSpace();
        if (accept("}"))
            return out;
        while (true) {
            skipSpace();
            if (peek() != '"')
                return failure("an object in the JSON has a member without a name");
            LW_ASSIGN(std::string key, string());
            skipSpace();
            if (!accept(":"))
                return failure("an object in the JSON has a member without a value");
            skipSpace();
            LW_ASSIGN(Json member, value(depth + 1));
            out.members().emplace_back(std::move(key), std::move(member));
            skipSpace();
            if (accept("}"))
                return out;
            if (!accept(","))
                return failure("an object in the JSON does not end");
        }
    }

    std::string_view m_text;
    std::size_t m_position = 0;
};

} // namespace

Result<Json> Json::parse(std::string_view text)
{
    return Parser(text).document();
}

} // namespace lw
