// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interruption.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <pthread.h>
#include <thread>

namespace lw::cli {

namespace {

std::atomic<int> g_signal = 0;

std::stop_source& source()
{
    static auto* const stop = new std::stop_source; // the watching thread outlives main
    return *stop;
}

sigset_t watched()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

/// Whoever waits for this program sees by which signal it ended.
void endBy(int signal)
{
    std::signal(signal, SIG_DFL);
    const sigset_t set = watched();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    std::raise(signal);
}

} // namespace

void watchInterruptions()
{
    sigset_t set = watched();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) { // nohup, or in the background of a script
        struct sigaction action = {};
        if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
            sigdelset(&set, signal);
    }
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    static_cast<void>(source());
    std::thread([set] {
        int signal = 0;
        if (sigwait(&set, &signal) != 0)
            return;
        g_signal = signal;
        source().request_stop();
        std::this_thread::sleep_for(std::chrono::seconds(2));
        endBy(signal);
    }).detach();
}

std::stop_token interruption()
{
    return source().get_token();
}

void endIfInterrupted()
{
    if (const int signal = g_signal; signal != 0)
        endBy(signal);
}

} // namespace lw::cli
