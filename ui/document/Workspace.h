// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"

#include <QList>
#include <QObject>
#include <memory>
#include <vector>

namespace lw::ui {

/// All open documents and the current one. Owns the documents. User interface thread only.
class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] const QList<Document*>& documents() const { return m_documents; }
    [[nodiscard]] Document* current() const { return m_current; }
    /// The document that was opened from this path (compared after resolving links), or null.
    [[nodiscard]] Document* find(const QString& path) const;

    Document* add(std::shared_ptr<const Model> model);
    /// A model that is in no file yet. title: what it is called until it is saved; a number is added when it is taken.
    Document* addUnsaved(std::shared_ptr<const Model> model, const QString& title);
    /// The document is deleted once the event loop runs again; panes let go of it in aboutToClose().
    void close(Document* document);
    void setCurrent(Document* document);
    /// What was just changed is what Undo means: makes the document current, unless it is another window's.
    void showChanged(Document* document);

signals:
    void added(lw::ui::Document* document);
    void aboutToClose(lw::ui::Document* document);
    void closed();
    void currentChanged(lw::ui::Document* document);

private:
    Document* append(Document* document);
    QList<Document*> m_documents;
    Document* m_current = nullptr;
};

} // namespace lw::ui
