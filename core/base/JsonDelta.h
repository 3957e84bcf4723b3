// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"

namespace lw {

/// What turns one JSON value into another, as JSON itself: as small as what differs, where objects keep their members
/// and lists change in one place. Plain functions; any thread.

/// Null when both are equal.
Json jsonDelta(const Json& from, const Json& to);
/// Trusts nothing: Corrupt for a delta that is none, or that does not fit the value.
Result<Json> applyDelta(const Json& from, const Json& delta);

} // namespace lw
