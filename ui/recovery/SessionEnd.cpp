// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recovery/SessionEnd.h"

#include <QGuiApplication>
#include <QSessionManager>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace lw::ui {

namespace {

constexpr std::array kSignals = {SIGTERM, SIGHUP, SIGINT};

int wakeEnd = -1;

/// A signal handler may hardly do anything: it wakes the event loop.
void wake(int)
{
    const int before = errno;
    const char byte = 0;
    [[maybe_unused]] const ssize_t ignored = ::write(wakeEnd, &byte, 1);
    errno = before;
}

} // namespace

SessionEnd::SessionEnd(std::function<void()> keep) : m_keep(std::move(keep))
{
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, [this](QSessionManager&) { m_keep(); });
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_receiver = ends[0];
    wakeEnd = ends[1];
    auto* notifier = new QSocketNotifier(m_receiver, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &SessionEnd::receive);
    for (const int number : kSignals) {
        struct sigaction action {};
        ::sigaction(number, nullptr, &action);
        if (action.sa_handler == SIG_IGN) // nohup
            continue;
        action = {};
        action.sa_handler = wake;
        action.sa_flags = SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
}

SessionEnd::~SessionEnd()
{
    if (m_receiver < 0)
        return;
    for (const int number : kSignals)
        if (std::signal(number, SIG_DFL) == SIG_IGN)
            std::signal(number, SIG_IGN);
    ::close(m_receiver);
    ::close(wakeEnd);
    wakeEnd = -1;
}

/// Without closing the windows, which would ask about unsaved edits: they are kept.
void SessionEnd::receive()
{
    char bytes[16];
    while (::read(m_receiver, bytes, sizeof(bytes)) > 0) {
    }
    m_keep();
    QCoreApplication::exit(0);
}

} // namespace lw::ui
