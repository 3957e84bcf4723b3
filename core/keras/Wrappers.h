// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace lw::keras {

/// The entry of a wrapper's config that what it wraps stands in ("layer", of an RNN "cell"); empty for other classes.
std::string_view wrappedKey(std::string_view className);

/// Whether a wrapper takes layers of a class: an RNN runs cells, a Bidirectional runs recurrent layers, and a
/// TimeDistributed calls layers that read one tensor. Models are not asked about here: only a TimeDistributed takes
/// one.
bool canWrap(std::string_view wrapper, std::string_view className);

/// The wrappers that a layer can be put into where it stands, without another input or output: Bidirectional and
/// TimeDistributed, as far as they take its class.
std::vector<std::string_view> wrappersAround(std::string_view className);

} // namespace lw::keras
