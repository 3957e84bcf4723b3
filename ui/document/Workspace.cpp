// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Workspace.h"

#include <QFileInfo>

namespace lw::ui {

namespace {

QString identity(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? QFileInfo(path).absoluteFilePath() : canonical;
}

} // namespace

Workspace::Workspace(QObject* parent) : QObject(parent) {}

Workspace::~Workspace() = default;

Document* Workspace::find(const QString& path) const
{
    const QString wanted = identity(path);
    for (Document* document : m_documents) {
        if (identity(document->path()) == wanted)
            return document;
    }
    return nullptr;
}

Document* Workspace::add(std::shared_ptr<const Model> model)
{
    auto* document = new Document(std::move(model), this);
    m_documents.append(document);
    emit added(document);
    setCurrent(document);
    return document;
}

void Workspace::close(Document* document)
{
    const auto index = m_documents.indexOf(document);
    if (index < 0)
        return;
    emit aboutToClose(document);
    m_documents.removeAt(index);
    if (m_current == document)
        setCurrent(m_documents.isEmpty() ? nullptr : m_documents.at(qMin(index, m_documents.size() - 1)));
    document->deleteLater();
    emit closed();
}

void Workspace::setCurrent(Document* document)
{
    if (m_current == document)
        return;
    m_current = document;
    emit currentChanged(document);
}

} // namespace lw::ui
