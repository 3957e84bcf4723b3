// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/start/Samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    const char* name;
    const char* title;
    const char* hint;
};

constexpr Row kRows[] = {
    {"digits.h5", QT_TRANSLATE_NOOP("lw::ui::Samples", "Digits, a small CNN"),
     QT_TRANSLATE_NOOP("lw::ui::Samples",
                       "Open the weights of conv_1 and see the kernels as tiles, then run it on digit-3.png.")},
    {"digits", QT_TRANSLATE_NOOP("lw::ui::Samples", "The same as a SavedModel"),
     QT_TRANSLATE_NOOP("lw::ui::Samples",
                       "Look at the operator graph that TensorFlow traced, beside the Keras layers.")},
    {"digits.keras", QT_TRANSLATE_NOOP("lw::ui::Samples", "The same as a Keras 3 file"),
     QT_TRANSLATE_NOOP("lw::ui::Samples", "Save all its weights as one .npz for NumPy.")},
    {"digits-epoch-1.h5", QT_TRANSLATE_NOOP("lw::ui::Samples", "Digits after one epoch"),
     QT_TRANSLATE_NOOP("lw::ui::Samples", "Show it beside the trained one and watch the histograms spread.")},
};

QString word(const char* text)
{
    return QCoreApplication::translate("lw::ui::Samples", text);
}

} // namespace

QString samplesFolder()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../share/layerwright/samples"_s);
}

QList<Sample> installedSamples()
{
    QList<Sample> samples;
    const QDir folder(samplesFolder());
    for (const Row& row : kRows) {
        const QString path = folder.filePath(QLatin1String(row.name));
        if (QFileInfo::exists(path))
            samples.append({path, word(row.title), word(row.hint)});
    }
    return samples;
}

} // namespace lw::ui
