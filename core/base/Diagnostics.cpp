// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Diagnostics.h"

#include <algorithm>

namespace lw {

namespace {
constexpr std::size_t kMaximumEntries = 1000; // a hostile file must not fill memory with complaints
}

void Diagnostics::add(Diagnostic diagnostic)
{
    const auto same = std::find_if(m_entries.begin(), m_entries.end(), [&](const Diagnostic& entry) {
        return entry.message == diagnostic.message && entry.subject == diagnostic.subject &&
               entry.severity == diagnostic.severity;
    });
    if (same != m_entries.end()) {
        same->count += diagnostic.count;
        return;
    }
    if (m_entries.size() < kMaximumEntries) {
        m_entries.push_back(std::move(diagnostic));
        return;
    }
    if (m_dropped++ == 0)
        m_entries.push_back(
            {Severity::Warning, "there are more problems than are listed here", {}, 1, "more-problems", {}});
    else
        m_entries.back().count = m_dropped;
}

void Diagnostics::info(std::string message, std::string subject)
{
    add({Severity::Info, std::move(message), std::move(subject), 1, {}, {}});
}

void Diagnostics::warning(std::string message, std::string subject)
{
    add({Severity::Warning, std::move(message), std::move(subject), 1, {}, {}});
}

void Diagnostics::error(std::string message, std::string subject)
{
    add({Severity::Error, std::move(message), std::move(subject), 1, {}, {}});
}

} // namespace lw
