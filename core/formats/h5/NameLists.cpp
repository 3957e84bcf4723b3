// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/NameLists.h"

#include <charconv>
#include <map>

namespace lw::formats::h5 {

namespace {

/// The attributes name0, name1, ... by number; one pass, since a hostile group may have very many.
std::map<std::uint32_t, const Hdf5Attribute*> chunksOf(const Hdf5Object& group, std::string_view name)
{
    std::map<std::uint32_t, const Hdf5Attribute*> chunks;
    for (const Hdf5Attribute& attribute : group.attributes) {
        if (!attribute.name.starts_with(name) || attribute.name.size() == name.size())
            continue;
        const std::string_view digits = std::string_view(attribute.name).substr(name.size());
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool canonical = digits == "0" || digits.front() != '0';
        if (error == std::errc() && end == digits.data() + digits.size() && canonical)
            chunks.emplace(number, &attribute);
    }
    return chunks;
}

} // namespace

std::optional<std::vector<std::string>> nameList(const Hdf5Object& group, std::string_view name,
                                                 Diagnostics& diagnostics, const std::string& subject)
{
    const Hdf5Attribute* whole = group.attribute(name);
    const auto chunks = chunksOf(group, name);
    if (whole != nullptr) {
        auto names = whole->strings();
        if (!chunks.empty() && chunks.begin()->second->strings() != names)
            diagnostics.warning(
                "The list " + std::string(name) + " is there both whole and in chunks; the whole one is used", subject);
        return names;
    }
    if (chunks.empty() || chunks.begin()->first != 0)
        return std::nullopt;
    std::vector<std::string> names;
    std::uint32_t next = 0;
    for (const auto& [number, attribute] : chunks) {
        if (number != next++) {
            diagnostics.warning("The list " + std::string(name) + " has a gap before chunk " + std::to_string(number) +
                                    "; the rest is not used",
                                subject);
            break;
        }
        const auto part = attribute->strings();
        names.insert(names.end(), part.begin(), part.end());
    }
    return names;
}

} // namespace lw::formats::h5
