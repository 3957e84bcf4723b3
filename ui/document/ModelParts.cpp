// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/ModelParts.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

namespace lw::ui {

PartsMime::PartsMime(ModelParts parts) : m_parts(std::move(parts))
{
    QStringList lines;
    Json paths = Json::array();
    for (const std::string& path : m_parts.paths) {
        lines << (path == "." ? m_parts.title : QString::fromStdString(path));
        paths.push(path);
    }
    setText(lines.join(QLatin1Char('\n')));
    const QString file = m_parts.model ? QFile::decodeName(QByteArray::fromStdString(m_parts.model->path)) : QString();
    const Json letter = Json::object({{"file", QFile::encodeName(QFileInfo(file).absoluteFilePath()).toStdString()},
                                      {"title", m_parts.title.toStdString()},
                                      {"paths", std::move(paths)},
                                      {"modified", m_parts.modified || file.isEmpty()}});
    setData(format(), QByteArray::fromStdString(letter.dump()));
}

const ModelParts* PartsMime::parts(const QMimeData* data)
{
    const auto* mime = qobject_cast<const PartsMime*>(data);
    return mime ? &mime->m_parts : nullptr;
}

} // namespace lw::ui
