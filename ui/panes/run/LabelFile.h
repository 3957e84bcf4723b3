// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QStringList>

namespace lw::ui {

/// The names in a text file in UTF-8, one a line, without the space around them; empty lines at the end are left out.
/// Io when it cannot be read, Invalid when it is larger than 4 MiB. Thread safe.
Result<QStringList> readLabelFile(const QString& path);

} // namespace lw::ui
