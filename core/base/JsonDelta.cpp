// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonDelta.h"

#include <algorithm>

namespace lw {

namespace {

// A delta is null (nothing changed) or an object with one of these:
constexpr const char *kWhole = "whole", // the new value
    *kParts = "parts",                  // [member or index, delta] pairs of what changed within
    *kPut = "put";                      // items that take the place of kRemove items from kAt on
constexpr const char *kAt = "at", *kRemove = "remove";

Json whole(const Json& to)
{
    return Json::object({{kWhole, to}});
}

bool sameNames(const Json& from, const Json& to)
{
    return std::equal(from.members().begin(), from.members().end(), to.members().begin(), to.members().end(),
                      [](const Json::Member& a, const Json::Member& b) { return a.first == b.first; });
}

Json objectDelta(const Json& from, const Json& to)
{
    Json parts = Json::array();
    for (std::size_t i = 0; i < from.members().size(); ++i) {
        Json delta = jsonDelta(from.members()[i].second, to.members()[i].second);
        if (!delta.isNull())
            parts.push(Json::array({Json(static_cast<std::uint64_t>(i)), std::move(delta)}));
    }
    return Json::object({{kParts, std::move(parts)}});
}

Json arrayDelta(const Json& from, const Json& to)
{
    const auto &old = from.items(), &now = to.items();
    const std::size_t shorter = std::min(old.size(), now.size());
    std::size_t head = 0, tail = 0;
    while (head < shorter && old[head] == now[head])
        ++head;
    while (tail < shorter - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    if (old.size() == now.size()) {
        Json parts = Json::array();
        for (std::size_t i = head; i < old.size() - tail; ++i) {
            Json delta = jsonDelta(old[i], now[i]);
            if (!delta.isNull())
                parts.push(Json::array({Json(static_cast<std::uint64_t>(i)), std::move(delta)}));
        }
        return Json::object({{kParts, std::move(parts)}});
    }
    Json put = Json::array();
    for (std::size_t i = head; i < now.size() - tail; ++i)
        put.push(now[i]);
    return Json::object({{kAt, static_cast<std::uint64_t>(head)},
                         {kRemove, static_cast<std::uint64_t>(old.size() - head - tail)},
                         {kPut, std::move(put)}});
}

Error wrong()
{
    return corrupt("the description of a change does not fit what was changed");
}

/// A number below the limit, or equal to it.
Result<std::size_t> number(const Json& json, std::size_t most)
{
    if (!json.isInteger() || json.toInt() < 0 || static_cast<std::uint64_t>(json.toInt()) > most)
        return wrong();
    return static_cast<std::size_t>(json.toInt());
}

Result<Json> applyParts(const Json& from, const Json& parts)
{
    if ((!from.isObject() && !from.isArray()) || !parts.isArray())
        return wrong();
    Json to = from;
    for (const Json& part : parts.items()) {
        LW_ASSIGN(const std::size_t index, number(part.at(0), from.size()));
        if (index == from.size())
            return wrong();
        Json& child = from.isObject() ? to.members()[index].second : to.items()[index];
        LW_ASSIGN(child, applyDelta(child, part.at(1)));
    }
    return to;
}

Result<Json> applySplice(const Json& from, const Json& delta)
{
    if (!from.isArray() || !delta[kPut].isArray())
        return wrong();
    const auto& old = from.items();
    LW_ASSIGN(const std::size_t at, number(delta[kAt], old.size()));
    LW_ASSIGN(const std::size_t removed, number(delta[kRemove], old.size() - at));
    Json to = Json::array();
    std::vector<Json>& now = to.items();
    const auto first = old.begin() + static_cast<std::ptrdiff_t>(at);
    now.assign(old.begin(), first);
    now.insert(now.end(), delta[kPut].items().begin(), delta[kPut].items().end());
    now.insert(now.end(), first + static_cast<std::ptrdiff_t>(removed), old.end());
    return to;
}

} // namespace

Json jsonDelta(const Json& from, const Json& to)
{
    if (from == to)
        return {};
    if (from.isObject() && to.isObject() && sameNames(from, to))
        return objectDelta(from, to);
    if (from.isArray() && to.isArray())
        return arrayDelta(from, to);
    return whole(to);
}

Result<Json> applyDelta(const Json& from, const Json& delta)
{
    if (delta.isNull())
        return from;
    if (const Json* value = delta.find(kWhole))
        return *value;
    if (const Json* parts = delta.find(kParts))
        return applyParts(from, *parts);
    return applySplice(from, delta);
}

} // namespace lw
