// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <functional>

namespace lw::ui {

class SaveController;

/// Stands between the wish to close and the closing: asks what to do with unsaved changes, saves where that is the
/// answer, waits for saves that run, and only then goes on. Nothing blocks. User interface thread only.
class CloseController : public QObject {
    Q_OBJECT
public:
    CloseController(SaveController* saver, QWidget* window);

    /// True when these documents can close without a question.
    [[nodiscard]] bool isFree(const QList<Document*>& documents) const;
    /// Calls proceed once nothing is in the way; never when the user cancels or a save fails.
    void close(const QList<Document*>& documents, std::function<void()> proceed);

signals:
    /// The question of what to do with this one's changes is open: it is what one wants to see meanwhile.
    void asked(lw::ui::Document* document);

private:
    void next();
    void askChanges(Document* document);
    void askRunning(Document* document);
    void stop();
    SaveController* m_saver;
    QWidget* m_window;
    QList<QPointer<Document>> m_waiting;
    QPointer<Document> m_saving; ///< the one whose save decides
    std::function<void()> m_proceed;
};

} // namespace lw::ui
