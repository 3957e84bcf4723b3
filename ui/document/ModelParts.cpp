// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/ModelParts.h"

#include <QStringList>

namespace lw::ui {

PartsMime::PartsMime(ModelParts parts) : m_parts(std::move(parts))
{
    QStringList lines;
    for (const std::string& path : m_parts.paths)
        lines << (path == "." ? m_parts.title : QString::fromStdString(path));
    setText(lines.join(QLatin1Char('\n')));
    setData(QStringLiteral("application/x-layerwright-parts"), text().toUtf8());
}

const ModelParts* PartsMime::parts(const QMimeData* data)
{
    const auto* mime = qobject_cast<const PartsMime*>(data);
    return mime ? &mime->m_parts : nullptr;
}

} // namespace lw::ui
