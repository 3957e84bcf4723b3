// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CliProgram.h"

#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lw::test {

namespace {

constexpr unsigned kLongestRun = 120; // seconds; what waits for a FIFO waits for ever

/// What the child does; it returns only when the program cannot be started.
void becomeCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables, int output,
               int errors)
{
    ::dup2(errors, STDERR_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::alarm(kLongestRun);
    std::vector<char*> words{const_cast<char*>(LAYERWRIGHT_CLI)};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    for (const std::string& variable : variables)
        ::putenv(const_cast<char*>(variable.c_str()));
    ::execv(LAYERWRIGHT_CLI, words.data());
}

} // namespace

ProgramEnd runCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables,
                  const std::function<void()>& before, int killAfter)
{
    // Standard output goes to a file in memory, so that neither pipe can fill up while the other is read.
    int ends[2] = {-1, -1};
    const int output = ::memfd_create("output", MFD_CLOEXEC);
    if (output < 0 || ::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        if (before)
            before();
        becomeCli(arguments, variables, output, ends[1]);
        ::_exit(127);
    }
    ::close(ends[1]);
    if (killAfter >= 0) {
        ::usleep(static_cast<useconds_t>(killAfter));
        ::kill(child, SIGKILL);
    }
    ProgramEnd end;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof(buffer))) > 0;)
        end.errors.append(buffer, got);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::lseek(output, 0, SEEK_SET);
    for (ssize_t got = 0; (got = ::read(output, buffer, sizeof(buffer))) > 0;)
        end.output.append(buffer, got);
    ::close(output);
    end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end;
}

} // namespace lw::test
