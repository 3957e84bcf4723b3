// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/Outline.h"

#include <QString>
#include <vector>

namespace lw::ui {

/// Nodes of an outline whose name, path, class or shape contains every word of the text, in any case; none for an empty
/// text.
std::vector<std::uint32_t> findInOutline(const layout::Outline& outline, const QString& text);

} // namespace lw::ui
