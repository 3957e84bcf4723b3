// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/KerasVersion.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace lw::keras {

namespace {

constexpr std::string_view kVersion2 = "2.15.0", kVersion3 = "3.15.1";

/// "2.21.0" of "Keras 2.21.0, tensorflow"; empty when it is none.
std::string_view fileVersion(const Model& model)
{
    constexpr std::string_view kWord = "Keras ";
    std::string_view version = model.formatDetail;
    if (!version.starts_with(kWord))
        return {};
    version.remove_prefix(kWord.size());
    version = version.substr(0, version.find(','));
    const bool plain = std::all_of(version.begin(), version.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '+';
    });
    return plain ? version : std::string_view();
}

/// The second number of a version; -1 when there is none.
int minorOf(std::string_view version)
{
    int minor = -1;
    const auto dot = version.find('.');
    if (dot != std::string_view::npos)
        std::from_chars(version.data() + dot + 1, version.data() + version.size(), minor);
    return minor;
}

} // namespace

std::string writtenVersion(const Model& model, int dialect, int atLeast)
{
    const std::string_view version = fileVersion(model);
    const std::string_view major = dialect == 3 ? "3." : "2.";
    if (version.starts_with(major) && minorOf(version) >= atLeast)
        return std::string(version);
    return std::string(dialect == 3 ? kVersion3 : kVersion2);
}

} // namespace lw::keras
