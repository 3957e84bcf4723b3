// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/FuzzSupport.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace lw::fuzz {

namespace {

/// Made when first asked for, and removed when the program ends well.
struct ScratchFolder {
    ScratchFolder()
    {
        const char* chosen = std::getenv("TMPDIR");
        path = std::string(chosen ? chosen : "/dev/shm") + "/layerwright-fuzz-XXXXXX";
        require(::mkdtemp(path.data()) != nullptr, "there is a folder for temporary files");
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::string path;
};

const std::string& scratchFolder()
{
    static const ScratchFolder folder;
    return folder.path;
}

} // namespace

void require(bool holds, const char* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "Broken promise: %s\n", promise);
    std::abort();
}

std::vector<std::string_view> pieces(std::string_view input)
{
    std::vector<std::string_view> list;
    while (true) {
        const std::size_t at = input.find(kSeparator);
        list.push_back(input.substr(0, at));
        if (at == std::string_view::npos)
            return list;
        input.remove_prefix(at + kSeparator.size());
    }
}

std::string scratch(const std::string& name)
{
    return name.empty() ? scratchFolder() : scratchFolder() + "/" + name;
}

void remove(const std::string& name)
{
    ::unlink(scratch(name).c_str());
}

std::string write(const std::string& name, std::string_view bytes)
{
    const std::string path = scratch(name);
    remove(name);
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        std::filesystem::create_directories(path.substr(0, path.rfind('/')));
        file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
    require(file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
            "temporary files can be written");
    ::close(file);
    return path;
}

} // namespace lw::fuzz
