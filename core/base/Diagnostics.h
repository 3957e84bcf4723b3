// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lw {

enum class Severity { Info, Warning, Error };

/// Trouble that one can survive: what, about which layer or variable, and how often the same thing was seen.
struct Diagnostic {
    Severity severity = Severity::Warning;
    std::string message; ///< one sentence of English, without the subject
    std::string subject; ///< path of a layer or variable ("encoder/dense_1"), or empty for the whole model
    std::size_t count = 1;
    std::string code; ///< stable id such as "unknown-layer"; the window translates by it, with the arguments below
    std::vector<std::string> arguments; ///< values in the message, in the order of the code's placeholders
};

/// A list that readers and writers append to; equal entries are counted, and the list is bounded against hostile files.
/// Not thread safe: one reader, one list.
class Diagnostics {
public:
    void add(Diagnostic diagnostic);
    void info(std::string message, std::string subject = {});
    void warning(std::string message, std::string subject = {});
    void error(std::string message, std::string subject = {});

    [[nodiscard]] const std::vector<Diagnostic>& entries() const { return m_entries; }
    [[nodiscard]] bool empty() const { return m_entries.empty(); }

private:
    std::vector<Diagnostic> m_entries;
    std::size_t m_dropped = 0;
};

} // namespace lw
