// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/ArrayFile.h"

#include "core/containers/npy/Npy.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QWidget>

namespace lw::ui {

using namespace Qt::StringLiterals;

static QString words(const char* text)
{
    return QCoreApplication::translate("lw::ui::ArrayFile", text);
}

void saveArray(QWidget* parent, const Tensor& tensor, const QString& suggestion,
               std::function<void(Result<QString>)> done)
{
    QString name = suggestion;
    name.replace(u'/', u'_');
    const QString path = QFileDialog::getSaveFileName(
        parent, words(QT_TRANSLATE_NOOP("lw::ui::ArrayFile", "Save values")), name + u".npy"_s,
        words(QT_TRANSLATE_NOOP("lw::ui::ArrayFile", "NumPy array (*.npy)")));
    if (!path.isEmpty())
        writeArray(parent, tensor, path, std::move(done));
}

void writeArray(QWidget* parent, const Tensor& tensor, const QString& path, std::function<void(Result<QString>)> done)
{
    const auto write = [tensor, path](const Progress& progress) -> Result<QString> {
        LW_ASSIGN(SaveFile file, SaveFile::create(pathBytes(path)));
        LW_TRY(writeNpy(file, tensor));
        LW_TRY(progress.check());
        LW_TRY(file.commit());
        return path;
    };
    startTask<QString>(parent,
                       words(QT_TRANSLATE_NOOP("lw::ui::ArrayFile", "Saving %1")).arg(QFileInfo(path).fileName()),
                       write, std::move(done));
}

} // namespace lw::ui
