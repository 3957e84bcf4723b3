// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/TextPattern.h"

#include <algorithm>

namespace lw::engine {

namespace {

using Bytes = std::bitset<256>;

constexpr std::size_t kMostAtoms = 64, kMostEffort = std::size_t{1} << 26;

void addRange(Bytes& bytes, unsigned char first, unsigned char last)
{
    for (unsigned byte = first; byte <= last; ++byte)
        bytes.set(byte);
}

/// The class or character that stands after a backslash; false for escapes that mean something else.
bool addEscape(Bytes& bytes, char letter)
{
    Bytes set;
    switch (letter) {
    case 'd':
    case 'D':
        addRange(set, '0', '9');
        break;
    case 's':
    case 'S':
        for (const char c : {' ', '\t', '\n', '\f', '\r'})
            set.set(static_cast<unsigned char>(c));
        break;
    case 'w':
    case 'W':
        addRange(set, '0', '9');
        addRange(set, 'A', 'Z');
        addRange(set, 'a', 'z');
        set.set('_');
        break;
    case 'n':
        set.set('\n');
        break;
    case 't':
        set.set('\t');
        break;
    case 'r':
        set.set('\r');
        break;
    default:
        if ((letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))
            return false;
        set.set(static_cast<unsigned char>(letter));
    }
    // A complement takes part of a character of several bytes apart, which RE2 would not do.
    if (letter == 'D' || letter == 'S' || letter == 'W')
        return false;
    bytes |= set;
    return true;
}

/// A class after its "["; at stands behind its "]" afterwards. False when it cannot be read.
bool addClass(Bytes& bytes, std::string_view pattern, std::size_t& at)
{
    if (at < pattern.size() && pattern[at] == '^')
        return false;
    for (bool first = true;; first = false) {
        if (at >= pattern.size())
            return false;
        char c = pattern[at++];
        if (c == ']' && !first)
            return true;
        if (c == '[' && at < pattern.size() && pattern[at] == ':')
            return false;
        if (static_cast<unsigned char>(c) >= 0x80)
            return false;
        const bool escaped = c == '\\';
        if (escaped) {
            if (at >= pattern.size())
                return false;
            c = pattern[at++];
        }
        const bool range = at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']';
        if (!range) {
            if (escaped ? !addEscape(bytes, c) : (bytes.set(static_cast<unsigned char>(c)), false))
                return false;
            continue;
        }
        char last = pattern[at + 1];
        at += 2;
        if (last == '\\') {
            if (at >= pattern.size())
                return false;
            last = pattern[at++];
        }
        const bool letters = escaped && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
        if (letters || static_cast<unsigned char>(last) >= 0x80 || last < c)
            return false;
        addRange(bytes, static_cast<unsigned char>(c), static_cast<unsigned char>(last));
    }
}

} // namespace

Result<TextPattern> TextPattern::parse(std::string_view pattern)
{
    const auto refuse = [&] {
        return unsupported("the pattern \"" + printable(std::string(pattern), 80) +
                           "\" needs more than characters, classes and repetition");
    };
    TextPattern result;
    for (std::size_t at = 0; at < pattern.size();) {
        Atom atom;
        const char c = pattern[at++];
        if (c == '[') {
            if (!addClass(atom.bytes, pattern, at))
                return refuse();
        } else if (c == '\\') {
            if (at >= pattern.size() || !addEscape(atom.bytes, pattern[at++]))
                return refuse();
        } else if (std::string_view("().|^$*+?{}").find(c) != std::string_view::npos) {
            return refuse();
        } else {
            atom.bytes.set(static_cast<unsigned char>(c));
        }
        if (at < pattern.size() && std::string_view("*+?{").find(pattern[at]) != std::string_view::npos) {
            const char repeat = pattern[at++];
            if (repeat == '{' || static_cast<unsigned char>(c) >= 0x80 ||
                (at < pattern.size() && std::string_view("*+?{").find(pattern[at]) != std::string_view::npos))
                return refuse();
            atom.optional = repeat != '+';
            atom.repeated = repeat != '?';
        }
        result.m_atoms.push_back(atom);
        if (result.m_atoms.size() > kMostAtoms)
            return refuse();
    }
    for (const Atom& atom : result.m_atoms)
        if (!atom.optional)
            return result;
    return refuse(); // it would match between all bytes
}

/// The end of the match of the atoms from this one on, or npos.
std::size_t TextPattern::match(std::string_view text, std::size_t at, std::size_t atom, std::size_t& effort) const
{
    for (; atom < m_atoms.size(); ++atom) {
        const Atom& wanted = m_atoms[atom];
        std::size_t most = at;
        const std::size_t limit = wanted.repeated ? text.size() : std::min(text.size(), at + 1);
        while (most < limit && wanted.bytes[static_cast<unsigned char>(text[most])])
            ++most;
        effort += most - at + 1;
        const std::size_t least = at + (wanted.optional ? 0 : 1);
        if (most < least || effort > kMostEffort)
            return std::string_view::npos;
        if (most == least) {
            at = most;
            continue;
        }
        for (std::size_t end = most + 1; end-- > least;)
            if (const std::size_t found = match(text, end, atom + 1, effort); found != std::string_view::npos)
                return found;
        return std::string_view::npos;
    }
    return at;
}

Result<std::string> TextPattern::replaced(std::string_view text, std::string_view by, bool all) const
{
    std::string result;
    std::size_t effort = 0, at = 0;
    while (at < text.size()) {
        const std::size_t end = match(text, at, 0, effort);
        if (effort > kMostEffort)
            return invalid("a text takes too long to match");
        if (end == std::string_view::npos) {
            result += text[at++];
            continue;
        }
        result += by;
        at = end;
        if (!all)
            break;
    }
    return result.append(text.substr(at));
}

} // namespace lw::engine
