// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/start/RecentFiles.h"

#include "core/model/Model.h"
#include "ui/widgets/ModelThumbnail.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace lw::ui {

using namespace Qt::StringLiterals;

RecentFiles::RecentFiles(QObject* parent) : QObject(parent)
{
    read();
}

void RecentFiles::read()
{
    const QSettings settings;
    m_paths = settings.value("recent/paths").toStringList();
    m_formats = settings.value("recent/formats").toStringList();
    m_formats.resize(m_paths.size());
}

void RecentFiles::refresh()
{
    const QStringList before = m_paths;
    read();
    if (m_paths != before)
        emit changed();
}

QString RecentFiles::format(const QString& path) const
{
    const auto index = m_paths.indexOf(path);
    return index < 0 ? QString() : m_formats.at(index);
}

void RecentFiles::add(const QString& path, const Model& model)
{
    read(); // another window may have added some
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const auto known = m_paths.indexOf(absolute);
    if (known >= 0) {
        m_paths.removeAt(known);
        m_formats.removeAt(known);
    }
    m_paths.prepend(absolute);
    m_formats.prepend(QString::fromStdString(model.format));
    while (m_paths.size() > kLimit) {
        QFile::remove(thumbnailPath(m_paths.takeLast()));
        m_formats.removeLast();
    }
    const QString picture = thumbnailPath(absolute);
    QDir().mkpath(QFileInfo(picture).path());
    modelThumbnail(model, QSize(240, 72)).save(picture, "PNG");
    store();
}

void RecentFiles::remove(const QString& path)
{
    read();
    const auto index = m_paths.indexOf(path);
    if (index < 0)
        return;
    m_paths.removeAt(index);
    m_formats.removeAt(index);
    QFile::remove(thumbnailPath(path));
    store();
}

void RecentFiles::clear()
{
    read();
    for (const QString& path : std::as_const(m_paths))
        QFile::remove(thumbnailPath(path));
    m_paths.clear();
    m_formats.clear();
    store();
}

bool RecentFiles::isMissing(const QString& path)
{
    // A checkpoint is opened by a prefix, which is no file itself.
    return !QFileInfo::exists(path) && !QFileInfo::exists(path + u".index"_s);
}

QString RecentFiles::thumbnailPath(const QString& path)
{
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Md5).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/thumbnails/"_L1 +
           QString::fromLatin1(hash) + ".png"_L1;
}

void RecentFiles::store()
{
    QSettings settings;
    settings.setValue("recent/paths", m_paths);
    settings.setValue("recent/formats", m_formats);
    emit changed();
}

} // namespace lw::ui
