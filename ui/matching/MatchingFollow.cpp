// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingFollow.h"

#include <algorithm>

namespace lw::ui {

namespace {

/// The longest choice of lines of which none crosses another (patience sorting).
std::vector<std::pair<int, int>> uncrossed(std::vector<std::pair<int, int>> lines)
{
    std::sort(lines.begin(), lines.end());
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends, before(lines.size(), kNone); // ends[n]: of the best choice of n + 1 lines
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto place = std::partition_point(ends.begin(), ends.end(),
                                                [&](std::size_t end) { return lines[end].second < lines[i].second; });
        before[i] = place == ends.begin() ? kNone : *(place - 1);
        if (place == ends.end())
            ends.push_back(i);
        else
            *place = i;
    }
    std::vector<std::pair<int, int>> chosen;
    for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i])
        chosen.push_back(lines[i]);
    std::reverse(chosen.begin(), chosen.end());
    return chosen;
}

double interpolate(const std::vector<double>& from, const std::vector<double>& to, double at)
{
    const auto next = std::upper_bound(from.begin(), from.end(), at);
    if (next == from.begin())
        return to.front();
    if (next == from.end())
        return to.back();
    const auto i = static_cast<std::size_t>(next - from.begin());
    const double share = (at - from[i - 1]) / (from[i] - from[i - 1]);
    return to[i - 1] + share * (to[i] - to[i - 1]);
}

} // namespace

MatchingFollow::MatchingFollow(std::vector<std::pair<int, int>> lines, int firstHeight, int secondHeight)
    : m_first{0}, m_second{0}
{
    for (const auto& [first, second] : uncrossed(std::move(lines))) {
        if (first <= m_first.back() || second <= m_second.back())
            continue;
        m_first.push_back(first);
        m_second.push_back(second);
    }
    m_first.push_back(std::max<double>(firstHeight, m_first.back()));
    m_second.push_back(std::max<double>(secondHeight, m_second.back()));
}

double MatchingFollow::inSecond(double first) const
{
    return interpolate(m_first, m_second, first);
}

double MatchingFollow::inFirst(double second) const
{
    return interpolate(m_second, m_first, second);
}

} // namespace lw::ui
