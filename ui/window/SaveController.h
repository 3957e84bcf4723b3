// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "ui/dialogs/SavePlan.h"
#include "ui/document/Document.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace lw::ui {

class TaskHandle;

/// Saves documents: over their file, beside it in any format that can hold them, or all weights as .npz. Asks before it
/// overwrites what somebody else changed; the writing itself runs off the user interface thread, one save per document
/// at a time. Every dialog is opened without blocking. User interface thread only.
class SaveController : public QObject {
    Q_OBJECT
public:
    explicit SaveController(QWidget* window);

    /// The document's own format when it is in a file and that can hold all of it, or null.
    [[nodiscard]] static const formats::Format* formatOf(const Document& document);
    /// True when there is a format that can hold the document.
    [[nodiscard]] static bool canSave(const Document& document);

    /// Over its own file; asks where when the document's format is only read.
    void save(Document* document);
    void saveAs(Document* document);
    void saveWeights(Document* document);
    /// Without asking anything.
    void write(Document* document, const SaveRequest& request);

    [[nodiscard]] bool isSaving(Document* document) const { return m_running.contains(document); }
    [[nodiscard]] bool isSaving() const { return !m_running.isEmpty(); }
    /// The old file stays as it was.
    void cancel(Document* document);

signals:
    /// Of a save that runs from now on.
    void started(lw::ui::Document* document);
    /// The file is complete. report says what was translated or left out.
    void saved(lw::ui::Document* document, const lw::ui::SaveRequest& request, const lw::Diagnostics& report);
    void failed(lw::ui::Document* document, const QString& title, const lw::Error& error);
    /// After saved or failed, and when a question was answered with Cancel.
    void ended(lw::ui::Document* document, bool good);

private:
    void ask(Document* document, const QString& path, const formats::Format* format);
    void confirmOverwrite(Document* document, const SaveRequest& request);
    QWidget* m_window;
    QHash<Document*, QPointer<TaskHandle>> m_running;
};

} // namespace lw::ui
