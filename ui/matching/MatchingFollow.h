// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

namespace lw::ui {

/// Which height of one column stands beside which of the other, so that lines stay level while one of them is scrolled:
/// straight pieces between the lines that do not cross. Always monotone; ends meet ends.
class MatchingFollow {
public:
    /// Heights of what is connected (first column, second column), in any order, and of both columns.
    explicit MatchingFollow(std::vector<std::pair<int, int>> lines = {}, int firstHeight = 0, int secondHeight = 0);

    [[nodiscard]] double inSecond(double first) const;
    [[nodiscard]] double inFirst(double second) const;

private:
    std::vector<double> m_first, m_second; ///< both ascending
};

} // namespace lw::ui
