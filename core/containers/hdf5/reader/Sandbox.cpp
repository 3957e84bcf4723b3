// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/Sandbox.h"

#include "core/containers/hdf5/Hdf5Protocol.h"

#include <cerrno>
#include <initializer_list>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lw::hdf5_reader {

namespace {

void limit(__rlimit_resource resource, std::uint64_t value)
{
    rlimit old{};
    ::getrlimit(resource, &old);
    const rlim_t allowed = old.rlim_max != RLIM_INFINITY && old.rlim_max < value ? old.rlim_max : value;
    const rlimit wanted{allowed, allowed};
    ::setrlimit(resource, &wanted);
}

/// Handles every access right of the running kernel's landlock and allows none.
bool closeFileSystem()
{
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return false;
    landlock_ruleset_attr rules{};
    const unsigned rights = version >= 3 ? 15 : version == 2 ? 14 : 13; // linux/landlock.h: ABI 2 REFER, 3 TRUNCATE
    rules.handled_access_fs = (1ULL << rights) - 1;
    const int ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
    if (ruleset < 0)
        return false;
    const bool closed = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return closed;
}

/// The system calls of a program that computes and talks over descriptors it already has. Names of files and times fail
/// softly, because libhdf5 and libc try them harmlessly; everything else ends the process.
bool restrictSystemCalls()
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr)
        return false;
    int failed = 0;
    for (const int call : {SCMP_SYS(read),          SCMP_SYS(pread64),       SCMP_SYS(write),
                           SCMP_SYS(sendmsg),       SCMP_SYS(recvmsg),       SCMP_SYS(poll),
                           SCMP_SYS(ppoll),         SCMP_SYS(brk),           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),        SCMP_SYS(madvise),       SCMP_SYS(close),
                           SCMP_SYS(exit),          SCMP_SYS(exit_group),    SCMP_SYS(futex),
                           SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),  SCMP_SYS(restart_syscall),
                           SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigprocmask)})
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    // The struct itself, since the macros of seccomp.h make a compound literal, which is no C++.
    const scmp_arg_cmp notExecutable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, notExecutable);
    for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat),
                           SCMP_SYS(newfstatat), SCMP_SYS(access), SCMP_SYS(readlink), SCMP_SYS(getcwd)})
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0);
    const bool loaded = failed == 0 && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}

} // namespace

std::uint32_t enterSandbox(std::uint64_t addressSpace, std::uint32_t cpuSeconds)
{
    limit(RLIMIT_AS, addressSpace);
    limit(RLIMIT_CPU, cpuSeconds);
    limit(RLIMIT_NOFILE, 16);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return 0;
    std::uint32_t held = closeFileSystem() ? hdf5_protocol::kHasLandlock : 0;
    if (restrictSystemCalls())
        held |= hdf5_protocol::kHasSeccomp;
    return held;
}

} // namespace lw::hdf5_reader
