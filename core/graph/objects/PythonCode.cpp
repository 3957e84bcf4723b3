// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/objects/PythonCode.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <vector>

namespace lw::graph {

namespace {

constexpr std::size_t kLongest = std::size_t(1) << 20; ///< bytes of base64
constexpr std::size_t kMostReferences = 100'000;
constexpr std::size_t kLongestName = 1000; ///< of a function, and of what may be referred to again
constexpr int kDeepest = 50;

/// Spaces and line feeds are skipped; what follows padding or another character is left out.
std::string decoded(std::string_view text)
{
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == ' ')
            continue;
        const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                          : c >= 'a' && c <= 'z' ? c - 'a' + 26
                          : c >= '0' && c <= '9' ? c - '0' + 52
                          : c == '+'             ? 62
                          : c == '/'             ? 63
                                                 : -1;
        if (value < 0)
            break;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU));
        }
    }
    return bytes;
}

/// The order of a code object's parts (Python/marshal.c, TYPE_CODE), which its version says nowhere.
struct Layout {
    int numbers, objects, name, rest; ///< numbers first; name: which of the objects; rest: objects behind a last number
};
constexpr Layout kLayouts[] = {{5, 8, 6, 2}, {6, 8, 7, 1}, {5, 8, 7, 1}}; // 3.11 on, 3.8 to 3.10, 3.6 and 3.7

/// Python's identifiers, and "<lambda>"; letters beyond ASCII are taken as they come.
bool isName(std::string_view text)
{
    if (text == "<lambda>")
        return true;
    return !text.empty() && text.size() <= kLongestName && (text[0] < '0' || text[0] > '9') &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      static_cast<unsigned char>(c) >= 0x80;
           });
}

/// Walks marshalled objects; texts are the only values that it keeps.
class Reader {
public:
    Reader(std::string_view bytes, const Layout& layout) : m_bytes(bytes), m_layout(layout) {}

    /// The name of the code object that the bytes are, when they are one and nothing else.
    std::optional<std::string> functionName()
    {
        if (m_bytes.empty() || (m_bytes[0] & 0x7F) != 'c')
            return std::nullopt;
        const auto name = object(0);
        return name && isName(*name) && m_at == m_bytes.size() ? name : std::nullopt;
    }

private:
    std::optional<std::size_t> number(int bytes)
    {
        if (m_bytes.size() - m_at < static_cast<std::size_t>(bytes))
            return std::nullopt;
        std::size_t value = 0;
        for (int i = 0; i < bytes; ++i)
            value |= std::size_t(static_cast<unsigned char>(m_bytes[m_at++])) << (8U * static_cast<unsigned>(i));
        return value;
    }

    std::optional<std::string> text(std::optional<std::size_t> length)
    {
        if (!length || *length > m_bytes.size() - m_at)
            return std::nullopt;
        std::string value(m_bytes.substr(m_at, *length));
        m_at += *length;
        return value;
    }

    bool items(std::optional<std::size_t> count, int depth)
    {
        if (!count || *count > m_bytes.size() - m_at) // each takes a byte at least
            return false;
        for (std::size_t i = 0; i < *count; ++i)
            if (!object(depth))
                return false;
        return true;
    }

    std::optional<std::string> code(int depth)
    {
        std::string name;
        for (int i = 0; i < m_layout.numbers; ++i)
            if (!number(4))
                return std::nullopt;
        for (int i = 0; i < m_layout.objects; ++i) {
            auto part = object(depth);
            if (!part)
                return std::nullopt;
            if (i == m_layout.name)
                name = std::move(*part);
        }
        if (!number(4) || !items(static_cast<std::size_t>(m_layout.rest), depth))
            return std::nullopt;
        return name;
    }

    std::optional<std::string> object(int depth)
    {
        const auto tag = number(1);
        if (!tag || depth > kDeepest || m_references.size() > kMostReferences)
            return std::nullopt;
        const bool kept = (*tag & 0x80U) != 0 && (*tag & 0x7FU) != 'r'; // references to references would multiply
        const std::size_t place = m_references.size();
        if (kept)
            m_references.emplace_back();
        auto value = content(static_cast<char>(*tag & 0x7FU), depth + 1);
        if (kept && value && value->size() <= kLongestName)
            m_references[place] = *value;
        return value;
    }

    std::optional<std::string> content(char type, int depth)
    {
        switch (type) {
        case 'N': case 'F': case 'T': case 'S': case '.':
            return std::string();
        case 'i':
            return text(4);
        case 'I': case 'g':
            return text(8);
        case 'y':
            return text(16);
        case 'l': // digits of 15 bits; the sign is that of their number
            if (const auto digits = number(4))
                return text(2 * static_cast<std::size_t>(
                                    std::abs(static_cast<std::int64_t>(static_cast<std::int32_t>(*digits)))));
            return std::nullopt;
        case 's': case 't': case 'u': case 'a': case 'A':
            return text(number(4));
        case 'z': case 'Z':
            return text(number(1));
        case 'r': {
            const auto index = number(4);
            return index && *index < m_references.size() ? std::optional(m_references[*index]) : std::nullopt;
        }
        case '(': case '[': case '<': case '>':
            return items(number(4), depth) ? std::optional<std::string>("") : std::nullopt;
        case ')':
            return items(number(1), depth) ? std::optional<std::string>("") : std::nullopt;
        case 'c':
            return code(depth);
        default:
            return std::nullopt;
        }
    }

    std::string_view m_bytes;
    const Layout& m_layout;
    std::size_t m_at = 0;
    std::vector<std::string> m_references;
};

} // namespace

std::string pythonFunctionName(std::string_view base64)
{
    if (base64.size() > kLongest)
        return {};
    const std::string bytes = decoded(base64);
    for (const Layout& layout : kLayouts)
        if (const auto name = Reader(bytes, layout).functionName(); name && *name != "<lambda>")
            return *name;
    return {};
}

} // namespace lw::graph
