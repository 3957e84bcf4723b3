// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"

#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace lw {

namespace {

const Json kNull;
const std::string kEmpty;
const std::vector<Json> kNoItems;
const std::vector<Json::Member> kNoMembers;

/// Shortest text that reads back equal, in the manner of Python's repr(float).
std::string floatText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    char buffer[40];
    const double magnitude = std::fabs(value);
    const bool plain = value == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    std::string text(buffer, end);
    if (plain && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

void appendUnicodeEscape(std::string& out, std::uint32_t unit)
{
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += "0123456789abcdef"[unit >> shift & 0xF];
}

/// Whether the bytes of a low surrogate follow, so that escapes of both would be read as one character.
bool lowSurrogateFollows(std::string_view text)
{
    return text.size() >= 3 && text[0] == '\xED' && static_cast<unsigned char>(text[1]) >= 0xB0;
}

/// Decodes one UTF-8 sequence (also of lone surrogates, which Python writes); 0 when it would not be read back as the
/// same bytes: invalid, longer than it must be (RFC 3629, 3), or a pair of surrogates.
std::size_t decode(std::string_view text, std::uint32_t& codePoint)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || text.size() < length)
        return 0;
    codePoint = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
        codePoint = codePoint << 6 | (byte(i) & 0x3Fu);
    }
    const std::uint32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    const bool paired = codePoint >= 0xD800 && codePoint < 0xDC00 && lowSurrogateFollows(text.substr(length));
    return codePoint < least || codePoint > 0x10FFFF || paired ? 0 : length;
}

void appendString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text[0]);
        std::size_t used = 1;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += text[0];
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\b') {
            out += "\\b";
        } else if (c == '\f') {
            out += "\\f";
        } else if (c < 0x20 || c == 0x7F) {
            c == 0x7F ? void(out += '\x7F') : appendUnicodeEscape(out, c);
        } else if (c < 0x80) {
            out += text[0];
        } else {
            std::uint32_t codePoint = 0;
            const std::size_t length = decode(text, codePoint);
            if (length == 0) {
                out += text[0]; // not UTF-8: kept byte for byte
            } else if (codePoint < 0x10000) {
                appendUnicodeEscape(out, codePoint);
            } else {
                appendUnicodeEscape(out, 0xD800 + ((codePoint - 0x10000) >> 10));
                appendUnicodeEscape(out, 0xDC00 + ((codePoint - 0x10000) & 0x3FF));
            }
            used = length == 0 ? 1 : length;
        }
        text.remove_prefix(used);
    }
    out += '"';
}

void appendValue(std::string& out, const Json& value, int indent, int level)
{
    const auto newLine = [&](int depth) {
        if (indent >= 0)
            out += '\n' + std::string(static_cast<std::size_t>(indent * depth), ' ');
    };
    const std::string_view comma = indent >= 0 ? "," : ", ";
    switch (value.type()) {
    case Json::Type::Null:
        out += "null";
        return;
    case Json::Type::Bool:
        out += value.toBool() ? "true" : "false";
        return;
    case Json::Type::Number:
        out += value.numberText();
        return;
    case Json::Type::String:
        appendString(out, value.toText());
        return;
    case Json::Type::Array: {
        out += '[';
        bool first = true;
        for (const Json& item : value.items()) {
            out += first ? "" : comma;
            first = false;
            newLine(level + 1);
            appendValue(out, item, indent, level + 1);
        }
        if (!first)
            newLine(level);
        out += ']';
        return;
    }
    case Json::Type::Object: {
        out += '{';
        bool first = true;
        for (const auto& [key, member] : value.members()) {
            out += first ? "" : comma;
            first = false;
            newLine(level + 1);
            appendString(out, key);
            out += ": ";
            appendValue(out, member, indent, level + 1);
        }
        if (!first)
            newLine(level);
        out += '}';
        return;
    }
    }
}

} // namespace

struct Json::Children {
    std::vector<Json> items;
    std::vector<Member> members;
};

Json::Children& Json::ownChildren()
{
    if (!m_children) {
        m_children = std::make_shared<Children>();
    } else if (m_children.use_count() > 1) {
        m_children = std::make_shared<Children>(*m_children);
    } else {
        // Another thread may have let go of them just now; what it read comes before what is written here.
        std::atomic_thread_fence(std::memory_order_acquire);
    }
    return *m_children;
}

Json::Json(std::int64_t value) : m_type(Type::Number), m_text(std::to_string(value)) {}
Json::Json(std::uint64_t value) : m_type(Type::Number), m_text(std::to_string(value)) {}
Json::Json(double value) : m_type(Type::Number), m_text(floatText(value)) {}

Json Json::array(std::initializer_list<Json> items)
{
    Json json = array();
    json.ownChildren().items.assign(items.begin(), items.end());
    return json;
}

Json Json::object(std::initializer_list<Member> members)
{
    Json json = object();
    json.ownChildren().members.assign(members.begin(), members.end());
    return json;
}

Json Json::numberText(std::string text)
{
    Json json = ofType(Type::Number);
    json.m_text = std::move(text);
    return json;
}

bool Json::isInteger() const
{
    if (m_type != Type::Number)
        return false;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
    return error == std::errc() && end == m_text.data() + m_text.size();
}

bool Json::toBool(bool fallback) const
{
    return m_type == Type::Bool ? m_bool : fallback;
}

std::int64_t Json::toInt(std::int64_t fallback) const
{
    if (m_type != Type::Number)
        return fallback;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
    if (error == std::errc() && end == m_text.data() + m_text.size())
        return value;
    const double number = toDouble(std::numeric_limits<double>::quiet_NaN());
    const bool whole = number == std::floor(number) && std::fabs(number) < 9e18;
    return whole ? static_cast<std::int64_t>(number) : fallback;
}

double Json::toDouble(double fallback) const
{
    if (m_type != Type::Number)
        return fallback;
    if (m_text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (m_text == "Infinity" || m_text == "-Infinity")
        return m_text[0] == '-' ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
    if (error == std::errc::result_out_of_range)
        return std::strtod(m_text.c_str(), nullptr);
    return error == std::errc() ? value : fallback;
}

const std::string& Json::toText() const
{
    return m_type == Type::String ? m_text : kEmpty;
}
std::string Json::toText(std::string_view fallback) const
{
    return m_type == Type::String ? m_text : std::string(fallback);
}
const std::vector<Json>& Json::items() const
{
    return m_type == Type::Array && m_children ? m_children->items : kNoItems;
}
const std::vector<Json::Member>& Json::members() const
{
    return m_type == Type::Object && m_children ? m_children->members : kNoMembers;
}

std::vector<Json>& Json::items()
{
    if (m_type == Type::Null)
        m_type = Type::Array;
    return ownChildren().items;
}

std::vector<Json::Member>& Json::members()
{
    if (m_type == Type::Null)
        m_type = Type::Object;
    return ownChildren().members;
}

std::size_t Json::size() const
{
    return m_type == Type::Array ? items().size() : members().size();
}

const Json* Json::find(std::string_view key) const
{
    const std::vector<Member>& all = members();
    for (auto member = all.rbegin(); member != all.rend(); ++member)
        if (member->first == key)
            return &member->second;
    return nullptr;
}

Json* Json::find(std::string_view key)
{
    if (!std::as_const(*this).find(key))
        return nullptr;
    ownChildren();
    return const_cast<Json*>(std::as_const(*this).find(key));
}

const Json& Json::operator[](std::string_view key) const
{
    const Json* member = find(key);
    return member ? *member : kNull;
}

const Json& Json::at(std::size_t index) const
{
    return index < items().size() ? items()[index] : kNull;
}

void Json::set(std::string_view key, Json value)
{
    if (Json* member = find(key))
        *member = std::move(value);
    else
        members().emplace_back(std::string(key), std::move(value));
}

void Json::remove(std::string_view key)
{
    if (contains(key))
        std::erase_if(ownChildren().members, [&](const Member& member) { return member.first == key; });
}

void Json::push(Json value)
{
    items().push_back(std::move(value));
}

bool Json::operator==(const Json& other) const
{
    if (m_type != other.m_type || m_bool != other.m_bool || m_text != other.m_text)
        return false;
    return m_children == other.m_children || (items() == other.items() && members() == other.members());
}

std::string Json::dump(int indent) const
{
    std::string out;
    appendValue(out, *this, indent, 0);
    return out;
}

} // namespace lw
