// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/Bundle.h"

#include "core/formats/checkpoint/BundleLoader.h"

#include <algorithm>

namespace lw::formats {

Result<std::shared_ptr<const Bundle>> Bundle::open(const std::string& prefix, Diagnostics& diagnostics)
{
    return BundleLoader(prefix, diagnostics).load();
}

const BundleItem* Bundle::find(std::string_view key) const
{
    const auto at = std::lower_bound(m_items.begin(), m_items.end(), key,
                                     [](const BundleItem& item, std::string_view wanted) { return item.key < wanted; });
    return at != m_items.end() && at->key == key ? &*at : nullptr;
}

Result<std::optional<std::string>> Bundle::objectGraph() const
{
    const BundleItem* item = find(kObjectGraphKey);
    if (!item)
        return std::optional<std::string>();
    LW_ASSIGN(std::vector<std::string> texts, item->tensor.strings());
    if (texts.size() != 1)
        return corrupt("the object graph is not one string").in(item->key).at(m_prefix);
    return std::optional(std::move(texts.front()));
}

} // namespace lw::formats
