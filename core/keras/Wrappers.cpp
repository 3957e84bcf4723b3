// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Wrappers.h"

#include "core/keras/Catalogue.h"

namespace lw::keras {

std::string_view wrappedKey(std::string_view className)
{
    if (className == "RNN")
        return "cell";
    return className == "Bidirectional" || className == "TimeDistributed" ? "layer" : std::string_view();
}

bool canWrap(std::string_view wrapper, std::string_view className)
{
    const Category category = categoryOf(className);
    const bool cell = className.ends_with("Cell") || className.ends_with("Cells");
    if (wrapper == "RNN")
        return cell && !className.starts_with("Abstract");
    if (wrapper == "Bidirectional")
        return category == Category::Recurrent && !cell && !className.starts_with("Bidirectional");
    return wrapper == "TimeDistributed" && !cell && category != Category::Merging && category != Category::Input &&
           category != Category::Attention;
}

std::vector<std::string_view> wrappersAround(std::string_view className)
{
    std::vector<std::string_view> wrappers;
    for (const char* wrapper : {"Bidirectional", "TimeDistributed"})
        if (canWrap(wrapper, className))
            wrappers.emplace_back(wrapper);
    return wrappers;
}

} // namespace lw::keras
