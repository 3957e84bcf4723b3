// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"

#include <string>

namespace lw::keras {

/// What a translation says of its work.
class TranslationNotes {
public:
    TranslationNotes(Diagnostics& list, bool& complete) : m_list(list), m_complete(complete) {}

    /// Of the whole model; equal ones are counted.
    void translated(std::string what) { m_list.add({Severity::Info, std::move(what), {}, 1, "translated", {}}); }
    /// The target computes something else, or refuses the layer.
    void impossible(std::string what, const std::string& layer)
    {
        m_complete = false;
        m_list.add({Severity::Warning, std::move(what), layer, 1, "not-translated", {}});
    }

private:
    Diagnostics& m_list;
    bool& m_complete;
};

} // namespace lw::keras
