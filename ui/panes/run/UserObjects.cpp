// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/UserObjects.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace lw::ui {

using namespace Qt::StringLiterals;

QString userObjectsPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/objects.json"_s;
}

Result<formats::SharedObjects> readUserObjects()
{
    const QString path = userObjectsPath();
    if (!QFileInfo::exists(path))
        return formats::SharedObjects(std::make_shared<graph::CustomObjects>());
    return formats::readObjectsFile(path.toStdString());
}

Result<void> writeUserObjects(const graph::CustomObjects& objects)
{
    const QString path = userObjectsPath();
    QDir().mkpath(QFileInfo(path).absolutePath());
    return formats::writeObjectsFile(objects, path.toStdString());
}

} // namespace lw::ui
