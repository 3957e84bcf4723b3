// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/UserObjects.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 4 << 20; ///< of definitions that are looked at while a layer is selected

} // namespace

UserObjectsNews& UserObjectsNews::current()
{
    static UserObjectsNews news;
    return news;
}

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
    LW_TRY(formats::writeObjectsFile(objects, path.toStdString()));
    emit UserObjectsNews::current().changed();
    return {};
}

std::optional<graph::CustomObject> findUserObject(const std::string& name)
{
    QFile file(userObjectsPath());
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return {};
    const auto definitions = Json::parse(file.readAll().toStdString());
    if (!definitions)
        return {};
    for (const auto& [key, definition] : definitions->members())
        if (key == name)
            if (auto object = graph::customObjectFromJson(key, definition))
                return std::move(*object);
    return {};
}

} // namespace lw::ui
