// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lw::ui {

/// A model that comes with the program, and what to try with it (translated).
struct Sample {
    QString path, title, hint;
};

/// The samples that are installed (share/layerwright/samples beside the program); empty when there are none.
QList<Sample> installedSamples();
QString samplesFolder();

} // namespace lw::ui
