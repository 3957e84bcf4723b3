// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A library that LD_PRELOAD puts between layerwright-cli and the C library: it counts the calls that change files and
// lets one of them fail, do half of its work, or be the last thing the program does. So nothing of this is in the
// product. LAYERWRIGHT_FAULT is NUMBER:KIND; KIND is kill, an errno ("28"), or short. LAYERWRIGHT_FAULT_COUNT names a
// file that gets the number of calls when the program ends.
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

enum class Verdict { Proceed, Fail, Short };

struct Plan {
    Plan()
    {
        // The HDF5 reader, a child, writes no files.
        armed = std::strcmp(program_invocation_short_name, "layerwright-cli") == 0;
        const char* fault = std::getenv("LAYERWRIGHT_FAULT");
        if (fault == nullptr || std::sscanf(fault, "%ld:%15s", &number, kind) != 2)
            number = 0;
        countFile = std::getenv("LAYERWRIGHT_FAULT_COUNT");
    }
    ~Plan()
    {
        if (!armed || countFile == nullptr)
            return;
        armed = false;
        if (std::FILE* file = std::fopen(countFile, "w")) {
            std::fprintf(file, "%ld\n", calls);
            std::fclose(file);
        }
    }
    bool armed = false;
    long number = 0, calls = 0;
    char kind[16] = "";
    const char* countFile = nullptr;
};

Plan& plan()
{
    static Plan instance;
    return instance;
}

Verdict next(bool canBeShort = false)
{
    Plan& p = plan();
    if (!p.armed || ++p.calls != p.number)
        return Verdict::Proceed;
    if (std::strcmp(p.kind, "kill") == 0)
        ::kill(::getpid(), SIGKILL);
    if (std::strcmp(p.kind, "short") == 0)
        return canBeShort ? Verdict::Short : Verdict::Proceed;
    errno = std::atoi(p.kind);
    return Verdict::Fail;
}

bool isFile(int descriptor)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink > 0; // no memfd
}

template <typename Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

} // namespace

#define LW_WRAP(Result, name, parameters, arguments)                                                                   \
    extern "C" Result name parameters                                                                                  \
    {                                                                                                                  \
        static const auto call = real<Result(*) parameters>(#name);                                                    \
        return next() == Verdict::Fail ? Result(-1) : call arguments;                                                  \
    }

/// Removing is never made to fail: nobody can take away what cannot be removed.
#define LW_WRAP_REMOVING(Result, name, parameters, arguments)                                                          \
    extern "C" Result name parameters                                                                                  \
    {                                                                                                                  \
        static const auto call = real<Result(*) parameters>(#name);                                                    \
        next();                                                                                                        \
        return call arguments;                                                                                         \
    }

LW_WRAP(int, rename, (const char* from, const char* to), (from, to))
LW_WRAP(int, renameat2, (int d1, const char* from, int d2, const char* to, unsigned flags), (d1, from, d2, to, flags))
LW_WRAP_REMOVING(int, unlink, (const char* path), (path))
LW_WRAP_REMOVING(int, unlinkat, (int folder, const char* path, int flags), (folder, path, flags))
LW_WRAP_REMOVING(int, rmdir, (const char* path), (path))
LW_WRAP(int, link, (const char* from, const char* to), (from, to))
LW_WRAP(int, symlink, (const char* from, const char* to), (from, to))
LW_WRAP(int, mkdir, (const char* path, mode_t mode), (path, mode))
LW_WRAP(int, fsync, (int descriptor), (descriptor))
LW_WRAP(int, fdatasync, (int descriptor), (descriptor))
LW_WRAP(int, chmod, (const char* path, mode_t mode), (path, mode))
LW_WRAP(int, fchmod, (int descriptor, mode_t mode), (descriptor, mode))

extern "C" ssize_t write(int descriptor, const void* data, size_t size)
{
    static const auto call = real<ssize_t (*)(int, const void*, size_t)>("write");
    const Verdict verdict = isFile(descriptor) ? next(true) : Verdict::Proceed;
    return verdict == Verdict::Fail ? -1 : call(descriptor, data, verdict == Verdict::Short ? (size + 1) / 2 : size);
}

extern "C" ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset)
{
    static const auto call = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    const Verdict verdict = isFile(descriptor) ? next(true) : Verdict::Proceed;
    return verdict == Verdict::Fail ? -1
                                    : call(descriptor, data, verdict == Verdict::Short ? (size + 1) / 2 : size, offset);
}

extern "C" ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset)
{
    return ::pwrite(descriptor, data, size, offset);
}

extern "C" int open(const char* path, int flags, ...)
{
    static const auto call = real<int (*)(const char*, int, ...)>("open");
    std::va_list list;
    va_start(list, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
    va_end(list);
    return (flags & O_CREAT) != 0 && next() == Verdict::Fail ? -1 : call(path, flags, mode);
}

extern "C" int open64(const char* path, int flags, ...)
{
    std::va_list list;
    va_start(list, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
    va_end(list);
    return ::open(path, flags, mode);
}
