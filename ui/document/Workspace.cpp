// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Workspace.h"

#include <QFileInfo>

#include <algorithm>

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
    return append(new Document(std::move(model), this));
}

Document* Workspace::addUnsaved(std::shared_ptr<const Model> model, const QString& title)
{
    const auto taken = [this](const QString& text) {
        return std::any_of(m_documents.begin(), m_documents.end(),
                           [&](const Document* document) { return document->title() == text; });
    };
    QString free = title;
    for (int number = 2; taken(free); ++number)
        free = QStringLiteral("%1 %2").arg(title).arg(number);
    auto* document = new Document(std::move(model), this);
    document->beUnsaved(free);
    return append(document);
}

Document* Workspace::append(Document* document)
{
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

void Workspace::showChanged(Document* document)
{
    if (m_documents.contains(document))
        setCurrent(document);
}

void Workspace::setCurrent(Document* document)
{
    if (m_current == document)
        return;
    m_current = document;
    emit currentChanged(document);
}

} // namespace lw::ui
