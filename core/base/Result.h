// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <utility>
#include <variant>

namespace lw {

/// A value or an Error. Every core function that can fail returns one; no exception leaves core.
/// Test it, then read value() or error(); reading the wrong one is a bug of the caller.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return *std::get_if<0>(&m_state); }
    const T& value() const& { return *std::get_if<0>(&m_state); }
    T&& value() && { return std::move(*std::get_if<0>(&m_state)); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

/// Shorthands: return lw::corrupt("...").in(name);
inline Error notFound(std::string message)
{
    return {ErrorKind::NotFound, std::move(message), {}};
}
inline Error corrupt(std::string message)
{
    return {ErrorKind::Corrupt, std::move(message), {}};
}
inline Error unsupported(std::string message)
{
    return {ErrorKind::Unsupported, std::move(message), {}};
}
inline Error invalid(std::string message)
{
    return {ErrorKind::Invalid, std::move(message), {}};
}
inline Error ioError(std::string message)
{
    return {ErrorKind::Io, std::move(message), {}};
}
inline Error cancelled()
{
    return {ErrorKind::Cancelled, "Cancelled", {}};
}

} // namespace lw

#define LW_CONCAT_2(a, b) a##b
#define LW_CONCAT(a, b) LW_CONCAT_2(a, b)

/// LW_TRY(expression);  returns the expression's error from the enclosing function.
#define LW_TRY(...)                                                                                                    \
    do {                                                                                                               \
        if (auto lwTried = (__VA_ARGS__); !lwTried.ok())                                                               \
            return lwTried.error();                                                                                    \
    } while (false)

/// LW_ASSIGN(auto x, expression);  declares or assigns x from the Result, or returns its error.
#define LW_ASSIGN(target, ...)                                                                                         \
    auto LW_CONCAT(lwResult, __LINE__) = (__VA_ARGS__);                                                                \
    if (!LW_CONCAT(lwResult, __LINE__).ok())                                                                           \
        return LW_CONCAT(lwResult, __LINE__).error();                                                                  \
    target = std::move(LW_CONCAT(lwResult, __LINE__)).value()
