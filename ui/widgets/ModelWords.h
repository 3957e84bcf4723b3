// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Catalogue.h"
#include "core/model/Layer.h"

#include <QString>

/// Core's words in the user's language.
namespace lw::ui {

QString kindWord(ModelKind kind);
QString categoryWord(keras::Category category);
/// The registry's title of a format, translated where it is made of words ("Keras 2 HDF5" stays).
QString formatWord(std::string_view formatId);
/// Icon of a format for lists of files.
QString formatIconName(const QString& formatId);

} // namespace lw::ui
