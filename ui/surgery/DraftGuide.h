// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <string>
#include <utility>
#include <vector>

namespace lw::ui {

class MessageArea;

/// As long as a document is a draft, a bar says what does not fit in it, and leads to one broken layer after another.
/// One that was closed, or had to make room for others, is back with the next step.
/// User interface thread only.
class DraftGuide : public QObject {
    Q_OBJECT
public:
    /// Workspace and messages are borrowed.
    DraftGuide(Workspace* workspace, MessageArea* messages, QObject* parent = nullptr);

private:
    struct Draft {
        QPointer<QWidget> bar;
        std::vector<std::pair<std::string, std::string>> broken; ///< layer and why; as the bar says
    };
    void follow(Document* document);
    void tell(Document* document, Draft& draft);
    void showNext(Document* document);
    MessageArea* m_messages;
    QHash<Document*, Draft> m_drafts;
};

} // namespace lw::ui
