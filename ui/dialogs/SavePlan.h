// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/FormatRegistry.h"

#include <QList>
#include <QString>
#include <QStringList>

/// What a save dialog has to know, made of the registry's table and the model alone: no widgets, no writing.
namespace lw::ui {

/// Where to save, as what, and how.
struct SaveRequest {
    QString path;
    const formats::Format* format = nullptr; ///< a row of the registry
    formats::SaveOptions options;
};

/// The choices that make a difference for this model in this format.
struct OfferedOptions {
    bool optimizer = false, traces = false;
    QStringList dtypes; ///< types that the format takes for weights, besides those they have
    int dialect = 0;    ///< of Keras, when the user may choose it: the one that is written otherwise
};

/// The formats that the model can be saved in, its own first: those with a writer that can hold what it consists of.
QList<const formats::Format*> savableFormats(const Model& model);
OfferedOptions offeredOptions(const Model& model, const formats::Format& format);
/// What a file of the format cannot hold of this model, one line each; what the options leave out is not repeated.
QStringList lossesOf(const Model& model, const formats::Format& format);
/// Names of the classes among these layers, and inside of them, that are not built into Keras; a few of them.
QStringList customClasses(const std::vector<Layer>& layers);
/// Names of the classes, and of the Lambda layers, that a new SavedModel cannot be traced of: not built in and not
/// taught. A few of them.
QStringList untaughtClasses(const Model& model);
/// "Keras HDF5 file (.h5)".
QString formatLabel(const formats::Format& format);

/// name with the usual suffix of the format instead of one of another format: "digits.h5" -> "digits.keras".
/// A suffix of the format itself stays: "digits.hdf5".
QString nameInFormat(const QString& name, const formats::Format& format);
/// The one of the formats that a name with such an end stands for; now when it is one of several. Null: any.
const formats::Format* formatOfName(const QString& name, const QList<const formats::Format*>& formats,
                                    const formats::Format* now);
/// True when saving to this path replaces something that is there.
bool replacesSomething(const QString& path, const formats::Format& format);
/// Why the model cannot be saved in the format as it is, one sentence, or empty.
QString modelProblem(const Model& model, const formats::Format& format);
/// Why the path cannot be saved to, one sentence, or empty. Looks at the disk.
QString targetProblem(const QString& path, const formats::Format& format);

} // namespace lw::ui
