// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lw {

/// A JSON value that can be written back as it was read: members keep their order, numbers keep their text (any length,
/// and Python's NaN, Infinity and -Infinity), so that a Keras config survives a round trip (design decision 12).
/// A plain value whose copies share their items and members until one is changed, so that copying a model costs little.
/// What the changing items(), members() and find() gave out must not be used after the value has been copied.
/// Destruction does not recurse without bound (nesting is limited when parsing).
class Json {
public:
    enum class Type { Null, Bool, Number, String, Array, Object };
    using Member = std::pair<std::string, Json>;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : m_type(Type::Bool), m_bool(value) {}
    Json(int value) : Json(static_cast<std::int64_t>(value)) {}
    Json(std::int64_t value);
    Json(std::uint64_t value);
    Json(double value); ///< written as Python's repr() does: 1.0, 1e-07, NaN
    Json(std::string value) : m_type(Type::String), m_text(std::move(value)) {}
    Json(std::string_view value) : Json(std::string(value)) {}
    Json(const char* value) : Json(std::string(value)) {}
    static Json array() { return ofType(Type::Array); }
    static Json array(std::initializer_list<Json> items);
    static Json object() { return ofType(Type::Object); }
    static Json object(std::initializer_list<Member> members);
    /// A number with exactly this text, which must be a JSON number or one of Python's three words.
    static Json numberText(std::string text);

    [[nodiscard]] Type type() const { return m_type; }
    [[nodiscard]] bool isNull() const { return m_type == Type::Null; }
    [[nodiscard]] bool isBool() const { return m_type == Type::Bool; }
    [[nodiscard]] bool isNumber() const { return m_type == Type::Number; }
    [[nodiscard]] bool isInteger() const; ///< a number without fraction or exponent that fits 64 bits
    [[nodiscard]] bool isString() const { return m_type == Type::String; }
    [[nodiscard]] bool isArray() const { return m_type == Type::Array; }
    [[nodiscard]] bool isObject() const { return m_type == Type::Object; }

    /// The value, or the fallback when the type is another. Booleans are not numbers.
    [[nodiscard]] bool toBool(bool fallback = false) const;
    [[nodiscard]] std::int64_t toInt(std::int64_t fallback = 0) const; ///< also for 8.0
    [[nodiscard]] double toDouble(double fallback = 0) const;
    [[nodiscard]] const std::string& toText() const; ///< of a string; a static empty string for others
    [[nodiscard]] std::string toText(std::string_view fallback) const;
    [[nodiscard]] const std::string& numberText() const { return m_text; }

    /// Array items or object members; an empty list for other types.
    [[nodiscard]] const std::vector<Json>& items() const;
    [[nodiscard]] const std::vector<Member>& members() const;
    [[nodiscard]] std::vector<Json>& items();     ///< becomes an array when null
    [[nodiscard]] std::vector<Member>& members(); ///< becomes an object when null
    [[nodiscard]] std::size_t size() const;

    /// Member by name (the last of duplicates, as Python reads them), or a static null.
    [[nodiscard]] const Json& operator[](std::string_view key) const;
    [[nodiscard]] const Json& operator[](const char* key) const { return (*this)[std::string_view(key)]; }
    /// Item by index, or a static null when out of range.
    [[nodiscard]] const Json& at(std::size_t index) const;
    [[nodiscard]] const Json* find(std::string_view key) const;
    [[nodiscard]] Json* find(std::string_view key);
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }
    void set(std::string_view key, Json value); ///< replaces in place or appends; becomes an object when null
    void remove(std::string_view key);
    void push(Json value); ///< becomes an array when null

    /// Same type, members in the same order, numbers by text.
    bool operator==(const Json& other) const;

    /// Compact like Python's json.dumps (", " and ": " separators, non-ASCII escaped), or indented.
    [[nodiscard]] std::string dump(int indent = -1) const;

    /// Limits: nesting 512, any size. Invalid UTF-8 in strings is kept byte for byte. Errors: Corrupt with the offset.
    static Result<Json> parse(std::string_view text);

private:
    static Json ofType(Type type)
    {
        Json json;
        json.m_type = type;
        return json;
    }
    struct Children;
    /// The children for changing: made when there are none, copied when another value has them too.
    Children& ownChildren();

    Type m_type = Type::Null;
    bool m_bool = false;
    std::string m_text;                   ///< string value or number text
    std::shared_ptr<Children> m_children; ///< of arrays and objects; null when they are empty
};

} // namespace lw
