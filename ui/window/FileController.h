// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "ui/dialogs/SavePlan.h"
#include "ui/document/Workspace.h"

#include <QObject>
#include <QSet>
#include <functional>

namespace lw::ui {

class CloseController;
class MessageArea;
class OpenController;
class RecentFiles;
class SaveController;
class WindowActions;

/// The file menu: opening, saving and closing put together, with what is said about their outcome. Notices when another
/// program changes a file that is open. User interface thread only.
class FileController : public QObject {
    Q_OBJECT
public:
    FileController(Workspace* workspace, RecentFiles* recent, WindowActions* actions, MessageArea* messages,
                   QWidget* window);

    [[nodiscard]] SaveController* saver() const { return m_saver; }
    void open(const QStringList& paths);
    void askFile();
    void askFolder();
    void close(Document* document);
    /// True when the window may go now; otherwise asks, and calls again once it may.
    bool mayCloseAll(std::function<void()> again);
    /// Looks at the disk, off the user interface thread, for open files that were changed or removed by others.
    void lookForChanges();
    void updateActions();
    void retranslate();

signals:
    void notice(const QString& text);

private:
    void connectActions();
    void fillRecent();
    void afterSave(Document* document, const SaveRequest& request, const Diagnostics& report);
    void sayChanged(Document* document, bool gone);
    Workspace* m_workspace;
    RecentFiles* m_recent;
    WindowActions* m_actions;
    MessageArea* m_messages;
    QWidget* m_window;
    OpenController* m_opener;
    SaveController* m_saver;
    CloseController* m_closer;
    QSet<QString> m_saidChanged; ///< path and time of changes that were told already
};

} // namespace lw::ui
