// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/UserObjects.h"

#include "core/graph/TracedProgram.h"
#include "core/graph/lower/Definitions.h"
#include "core/graph/lower/LayerOutputs.h"
#include "core/keras/Architecture.h"
#include "core/keras/TakeArchitecture.h"
#include "core/keras/UnknownShapes.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <mutex>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 4 << 20; ///< of definitions that are looked at while a layer is selected

/// A SavedModel that is gone may be back.
bool hasTrouble(const graph::CustomObjects& objects)
{
    return std::any_of(objects.all().begin(), objects.all().end(),
                       [](const auto& entry) { return !entry.second.trouble.empty(); });
}

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
    return formats::readObjectsFile(path.toStdString(), {}, formats::Unusable::Keep);
}

formats::SharedObjects userObjectsFor(const Model& model)
{
    if (graph::undefinedNames(model).empty())
        return nullptr;
    static std::mutex mutex;
    static std::pair<QString, QDateTime> known;
    static formats::SharedObjects objects;
    const QFileInfo file(userObjectsPath());
    const std::pair now(file.filePath(), file.exists() ? file.lastModified() : QDateTime());
    const std::scoped_lock lock(mutex);
    if (known != now || !objects || hasTrouble(*objects)) {
        auto read = readUserObjects();
        objects = read ? *read : nullptr;
        known = now;
    }
    return objects;
}

void takeTaughtShapes(Model& model)
{
    if (model.architecture.isNull() || graph::tracedProgram(model) != nullptr)
        return;
    const formats::SharedObjects objects = userObjectsFor(model);
    if (!objects)
        return;
    Model layout;
    if (!keras::readArchitecture(Json(model.architecture), layout, graph::customShapes(model, objects.get())))
        return;
    keras::takeArchitecture(model, layout);
    keras::countParameters(model);
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
    graph::CustomObjects objects;
    for (const auto& [key, definition] : definitions->members())
        if (auto object = graph::customObjectFromJson(key, definition))
            objects.set(key, std::move(*object));
    const graph::CustomObject* found = objects.find(name);
    return found ? std::optional(*found) : std::nullopt;
}

} // namespace lw::ui
