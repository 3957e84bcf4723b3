// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/OutlineMatch.h"

#include <string_view>
#include <unordered_map>

namespace lw::layout {

namespace {

constexpr std::int32_t kNone = -1, kSeveral = -2;

/// "conv2d" of "body/conv2d".
std::string_view ownName(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

class Matcher {
public:
    Matcher(const Outline& now, const Outline& before)
        : m_now(now.nodes), m_before(before.nodes), m_found(now.nodes.size(), kNone),
          m_taken(before.nodes.size(), false)
    {
    }

    std::vector<std::int32_t> run()
    {
        byPath();
        byName();
        if (m_now.size() == m_before.size())
            byPlace();
        return std::move(m_found);
    }

private:
    void pair(std::size_t now, std::size_t before)
    {
        m_found[now] = static_cast<std::int32_t>(before);
        m_taken[before] = true;
    }

    void byPath()
    {
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t node = 0; node < m_before.size(); ++node)
            places.emplace(m_before[node].card.path, node);
        for (std::size_t node = 0; node < m_now.size(); ++node)
            if (const auto place = places.find(m_now[node].card.path); place != places.end() && !m_taken[place->second])
                pair(node, place->second);
    }

    void byPlace()
    {
        for (std::size_t node = 0; node < m_now.size(); ++node)
            if (m_found[node] == kNone && !m_taken[node] && m_now[node].card.className == m_before[node].card.className)
                pair(node, node);
    }

    void byName()
    {
        std::unordered_map<std::string_view, std::int32_t> places, wanted;
        const auto add = [](auto& map, std::string_view path, std::size_t node) {
            const auto [entry, isNew] = map.emplace(ownName(path), static_cast<std::int32_t>(node));
            if (!isNew)
                entry->second = kSeveral;
        };
        for (std::size_t node = 0; node < m_before.size(); ++node)
            if (!m_taken[node])
                add(places, m_before[node].card.path, node);
        for (std::size_t node = 0; node < m_now.size(); ++node)
            if (m_found[node] == kNone)
                add(wanted, m_now[node].card.path, node);
        for (const auto& [name, node] : wanted) {
            const auto place = places.find(name);
            if (node < 0 || place == places.end() || place->second < 0)
                continue;
            const auto now = static_cast<std::size_t>(node), before = static_cast<std::size_t>(place->second);
            if (m_now[now].card.className == m_before[before].card.className)
                pair(now, before);
        }
    }

    const std::vector<OutlineNode>&m_now, &m_before;
    std::vector<std::int32_t> m_found;
    std::vector<bool> m_taken;
};

} // namespace

std::vector<std::int32_t> nodesBefore(const Outline& now, const Outline& before)
{
    return Matcher(now, before).run();
}

} // namespace lw::layout
