// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QObject>
#include <QPointer>
#include <vector>

namespace lw::ui {

/// Where the user was: selections of all documents in order, for Alt+Left and Alt+Right, as a browser has it.
class NavigationHistory : public QObject {
    Q_OBJECT
public:
    explicit NavigationHistory(Workspace* workspace);

    [[nodiscard]] bool canGoBack() const { return m_position > 0; }
    [[nodiscard]] bool canGoForward() const { return m_position + 1 < static_cast<int>(m_places.size()); }
    void back() { go(-1); }
    void forward() { go(1); }

signals:
    void changed();

private:
    struct Place {
        QPointer<Document> document;
        Selection::Kind kind = Selection::Kind::None;
        QString path, layerPath;
        bool operator==(const Place&) const = default;
    };
    void record(Document* document);
    void forget(Document* document);
    void go(int step);
    Workspace* m_workspace;
    std::vector<Place> m_places;
    int m_position = -1;
    bool m_going = false;
};

} // namespace lw::ui
