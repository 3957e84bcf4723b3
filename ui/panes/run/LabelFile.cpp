// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/LabelFile.h"

#include "ui/widgets/Text.h"

#include <QFile>

namespace lw::ui {

namespace {

constexpr qint64 kLargestFile = 4 << 20;

} // namespace

Result<QStringList> readLabelFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioError(file.errorString().toStdString()).at(pathBytes(path));
    if (file.size() > kLargestFile)
        return invalid("the file is larger than 4 MiB").at(pathBytes(path));
    QStringList labels;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n'))
        labels << line.trimmed();
    while (!labels.isEmpty() && labels.constLast().isEmpty())
        labels.removeLast();
    return labels;
}

} // namespace lw::ui
