// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <string>

namespace lw::test {

/// All that a model file, folder or checkpoint says: architecture, every value of every variable. "missing" when there
/// is nothing of this name, "broken: why" when it does not open whole.
QByteArray contentOf(const std::string& path);

/// Every file and folder below a folder, by relative name.
QStringList everythingIn(const std::string& folder);

} // namespace lw::test
