// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

namespace lw::ui {

/// The end of the session, which asks nobody: SIGTERM, SIGHUP and SIGINT leave the event loop, and a session manager
/// tells before it logs out. keep is called first, in the user interface thread. One for the program.
class SessionEnd : public QObject {
    Q_OBJECT
public:
    explicit SessionEnd(std::function<void()> keep);
    ~SessionEnd() override;

private:
    void receive();
    std::function<void()> m_keep;
    int m_receiver = -1;
};

} // namespace lw::ui
