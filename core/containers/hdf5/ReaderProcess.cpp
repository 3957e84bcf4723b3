// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/ReaderProcess.h"

#include "core/containers/hdf5/SharedMemory.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lw {

namespace {

using namespace hdf5_protocol;
using Clock = ReaderProcess::Clock;

Error damaged()
{
    return corrupt("this file is damaged or hostile: the HDF5 reader did not survive it");
}
Error tooLong()
{
    return corrupt("this file is damaged or hostile: reading it took too long");
}

/// The folder of the running program, with a slash.
std::string programFolder()
{
    std::string path(4096, '\0');
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    path.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return path.substr(0, path.rfind('/') + 1);
}

Result<std::string> readerPath()
{
    if (const char* chosen = ::secure_getenv("LAYERWRIGHT_HDF5_READER"))
        return std::string(chosen);
    const std::string folder = programFolder();
    for (const char* place : {"", "../libexec/layerwright/", "../bin/"}) {
        const std::string path = folder + place + "layerwright-hdf5-reader";
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return ioError("the program layerwright-hdf5-reader is missing; install Layerwright again");
}

/// What posix_spawn is to do in the child: socket, silence, file, and no other descriptor; default signals.
class SpawnPlan {
public:
    SpawnPlan(int socket, int file)
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        // Above all targets first, so that no dup2 overwrites a source.
        posix_spawn_file_actions_adddup2(&actions, file, kFile);
        posix_spawn_file_actions_adddup2(&actions, socket, kSocket);
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, kFile + 1);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// A descriptor with a number that SpawnPlan's targets cannot collide with.
int lifted(int descriptor)
{
    return ::fcntl(descriptor, F_DUPFD_CLOEXEC, 16);
}

} // namespace

Result<ReaderProcess> ReaderProcess::start(int file, const Start& start)
{
    LW_ASSIGN(const std::string path, readerPath());
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return ioError(std::string("no socket for the HDF5 reader: ") + std::strerror(errno));
    ReaderProcess process;
    process.m_socket = ends[0];
    const int childSocket = lifted(ends[1]), childFile = lifted(file);
    ::close(ends[1]);
    int failed = childSocket < 0 || childFile < 0 ? errno : 0;
    if (failed == 0) {
        const SpawnPlan plan(childSocket, childFile);
        char* const arguments[] = {const_cast<char*>("layerwright-hdf5-reader"), nullptr};
        char* const environment[] = {nullptr};
        failed = posix_spawn(&process.m_process, path.c_str(), &plan.actions, &plan.attributes, arguments, environment);
    }
    for (const int descriptor : {childSocket, childFile}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    if (failed != 0) {
        process.m_process = -1;
        return ioError(std::string("the HDF5 reader does not start: ") + std::strerror(failed));
    }
    if (::send(process.m_socket, &start, sizeof start, MSG_NOSIGNAL) != static_cast<ssize_t>(sizeof start))
        return damaged();
    return Result<ReaderProcess>(std::move(process));
}

ReaderProcess::ReaderProcess(ReaderProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, -1)), m_socket(std::exchange(other.m_socket, -1)),
      m_isolation(other.m_isolation)
{
}

ReaderProcess::~ReaderProcess()
{
    if (m_socket >= 0)
        ::close(m_socket);
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGKILL);
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

Result<void> ReaderProcess::send(const Request& request, int memory)
{
    iovec piece{const_cast<Request*>(&request), sizeof request};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (memory >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &memory, sizeof memory);
    }
    if (::sendmsg(m_socket, &message, MSG_NOSIGNAL) != static_cast<ssize_t>(sizeof request))
        return damaged();
    return {};
}

Result<void> ReaderProcess::waitForInput(Clock::time_point deadline, const Progress& progress)
{
    while (true) {
        LW_TRY(progress.check());
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return tooLong();
        pollfd waiting{m_socket, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::min<long long>(left, 50)));
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return damaged();
    }
}

Result<void> ReaderProcess::receive(void* target, std::size_t size, Clock::time_point deadline,
                                    const Progress& progress)
{
    auto* at = static_cast<char*>(target);
    while (size > 0) {
        LW_TRY(waitForInput(deadline, progress));
        const ssize_t got = ::recv(m_socket, at, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return damaged();
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return {};
}

Result<std::uint64_t> ReaderProcess::receiveAnswer(Clock::time_point deadline, const Progress& progress)
{
    Answer answer;
    LW_TRY(receive(&answer, sizeof answer, deadline, progress));
    if (answer.magic != kMagic)
        return damaged();
    m_isolation = answer.isolation;
    if (answer.failed == 0)
        return answer.length;
    std::string words(static_cast<std::size_t>(std::min<std::uint64_t>(answer.length, 1024)), '\0');
    LW_TRY(receive(words.data(), words.size(), deadline, progress));
    return corrupt("damaged HDF5: " + printable(words));
}

Result<Bytes> ReaderProcess::receiveBytes(std::uint64_t length, Clock::time_point deadline)
{
    auto bytes = std::make_shared<std::vector<std::byte>>(static_cast<std::size_t>(length));
    LW_TRY(receive(bytes->data(), bytes->size(), deadline, {}));
    return Bytes{ByteSpan(*bytes), bytes};
}

Result<Bytes> ReaderProcess::list(Command command, Clock::time_point deadline, const Progress& progress)
{
    LW_TRY(send({command, 0, 0, 0}));
    LW_ASSIGN(const std::uint64_t length, receiveAnswer(deadline, progress));
    if (length != kUntilEnd)
        return damaged();
    auto bytes = std::make_shared<std::vector<std::byte>>();
    constexpr std::size_t kPiece = 256 * 1024;
    std::size_t used = 0;
    while (used <= kMaxListingBytes * 2) {
        if (bytes->size() - used < kPiece)
            bytes->resize(std::max(bytes->size() * 2, used + kPiece));
        LW_TRY(waitForInput(deadline, progress));
        const ssize_t got = ::recv(m_socket, bytes->data() + used, bytes->size() - used, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return damaged();
        used += static_cast<std::size_t>(got);
        if (got == 0)
            return Bytes{ByteSpan(*bytes).first(used), bytes};
    }
    return damaged();
}

Result<Bytes> ReaderProcess::readNumbers(std::uint64_t address, std::uint64_t size, Clock::time_point deadline)
{
    LW_ASSIGN(auto memory, SharedMemory::create(size));
    LW_TRY(send({Command::ReadNumbers, 0, address, size}, memory.descriptor()));
    LW_TRY(receiveAnswer(deadline, {}));
    return memory.seal();
}

Result<Bytes> ReaderProcess::readStrings(std::uint64_t address, std::uint64_t limit, Clock::time_point deadline)
{
    LW_TRY(send({Command::ReadStrings, 0, address, limit}));
    LW_ASSIGN(const std::uint64_t length, receiveAnswer(deadline, {}));
    if (length > limit)
        return damaged();
    return receiveBytes(length, deadline);
}

} // namespace lw
