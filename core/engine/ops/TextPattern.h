// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace lw::engine {

/// The part of RE2's patterns that models use to clean texts: characters, classes ("[a-z']", "\s"), each with "*", "+", "?"
/// or nothing after it, greedy, at least one byte in all. Anything else (groups, alternatives, anchors, counts) is
/// Unsupported, so that no text gets another meaning than TensorFlow gives it.
class TextPattern {
public:
    static Result<TextPattern> parse(std::string_view pattern);
    /// Every match of at least one byte (or the first alone) replaced. Time is linear in the text for patterns whose
    /// repeated atoms do not overlap, and at most its square times the number of atoms; Invalid past a fixed effort.
    [[nodiscard]] Result<std::string> replaced(std::string_view text, std::string_view by, bool all) const;

private:
    struct Atom {
        std::bitset<256> bytes;
        bool optional = false, repeated = false;
    };
    std::size_t match(std::string_view text, std::size_t at, std::size_t atom, std::size_t& effort) const;

    std::vector<Atom> m_atoms;
};

} // namespace lw::engine
