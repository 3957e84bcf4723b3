// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QObject>
#include <QSet>
#include <QStringList>
#include <functional>
#include <memory>

namespace lw {
struct Model;
}

namespace lw::ui {

class Document;
class RecentFiles;
class Workspace;

/// Opens files and folders off the user interface thread and puts them into the workspace; a path that is open already
/// is only raised. User interface thread only.
class OpenController : public QObject {
    Q_OBJECT
public:
    OpenController(Workspace* workspace, RecentFiles* recent, QObject* parent = nullptr);

    void open(const QStringList& paths);
    /// Reads the document's path again, or another one that it was saved to, and replaces its model.
    void reload(Document* document, const QString& newPath = {});
    /// Asks with the system's dialog; remembers the folder.
    void askFile(QWidget* parent);
    void askFolder(QWidget* parent);

signals:
    void failed(const QString& title, const lw::Error& error);
    /// Several of the paths that were opened together; a line for each.
    void failedSeveral(const QString& title, const QString& lines);

private:
    struct Batch;
    void openOne(const QString& given, qsizetype place, const std::shared_ptr<Batch>& batch);
    void showTaughtShapes();
    void add(const QString& path, std::shared_ptr<const Model> model);
    void endOne(qsizetype place, const std::shared_ptr<Batch>& batch, std::function<void()> show);
    Workspace* m_workspace;
    RecentFiles* m_recent;
    QSet<QString> m_opening;
};

} // namespace lw::ui
