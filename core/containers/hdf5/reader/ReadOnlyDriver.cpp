// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/ReadOnlyDriver.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace lw::hdf5_reader {

namespace {

/// H5FD_t must come first: libhdf5 keeps its own fields there.
struct Window {
    H5FD_t common;
    int descriptor;
    std::uint64_t offset, length;
    haddr_t endOfAddresses;
};

Window s_window; // one file a process

H5FD_t* openWindow(const char*, unsigned flags, hid_t, haddr_t)
{
    if ((flags & (H5F_ACC_RDWR | H5F_ACC_TRUNC | H5F_ACC_CREAT)) != 0)
        return nullptr;
    std::memset(&s_window.common, 0, sizeof s_window.common);
    return &s_window.common;
}

herr_t closeWindow(H5FD_t*)
{
    return 0;
}
int compareWindows(const H5FD_t* a, const H5FD_t* b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

herr_t queryWindow(const H5FD_t*, unsigned long* flags)
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE;
    return 0;
}

haddr_t endOfAddresses(const H5FD_t*, H5FD_mem_t)
{
    return s_window.endOfAddresses;
}

herr_t setEndOfAddresses(H5FD_t*, H5FD_mem_t, haddr_t end)
{
    s_window.endOfAddresses = end;
    return 0;
}

haddr_t endOfFile(const H5FD_t*, H5FD_mem_t)
{
    return s_window.length;
}

herr_t readWindow(H5FD_t*, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer)
{
    if (address == HADDR_UNDEF || address > s_window.length || size > s_window.length - address)
        return -1;
    auto* target = static_cast<char*>(buffer);
    std::uint64_t at = s_window.offset + address;
    while (size > 0) {
        const ssize_t got = ::pread(s_window.descriptor, target, size, static_cast<off_t>(at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return -1;
        target += got;
        at += static_cast<std::uint64_t>(got);
        size -= static_cast<size_t>(got);
    }
    return 0;
}

herr_t refuseWrite(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, size_t, const void*)
{
    return -1;
}

H5FD_class_t driverClass()
{
    H5FD_class_t driver{};
    driver.name = "layerwright-window";
    driver.maxaddr = (static_cast<haddr_t>(1) << 62);
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.open = openWindow;
    driver.close = closeWindow;
    driver.cmp = compareWindows;
    driver.query = queryWindow;
    driver.get_eoa = endOfAddresses;
    driver.set_eoa = setEndOfAddresses;
    driver.get_eof = endOfFile;
    driver.read = readWindow;
    driver.write = refuseWrite;
    const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
    std::memcpy(driver.fl_map, map, sizeof map);
    return driver;
}

char s_errorText[256];

herr_t keepFirst(unsigned, const H5E_error2_t* entry, void*)
{
    if (entry->desc != nullptr && s_errorText[0] == '\0')
        std::snprintf(s_errorText, sizeof s_errorText, "%s", entry->desc);
    return 0;
}

} // namespace

hid_t openReadOnly(int descriptor, std::uint64_t offset, std::uint64_t length)
{
    s_window.descriptor = descriptor;
    s_window.offset = offset;
    s_window.length = length;
    static const H5FD_class_t driver = driverClass();
    const hid_t id = H5FDregister(&driver);
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (id < 0 || access < 0 || H5Pset_driver(access, id, nullptr) < 0)
        return -1;
    return H5Fopen("model", H5F_ACC_RDONLY, access);
}

const char* lastHdf5Error()
{
    s_errorText[0] = '\0';
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, nullptr);
    H5Eclear2(H5E_DEFAULT);
    return s_errorText[0] != '\0' ? s_errorText : "libhdf5 does not say why";
}

} // namespace lw::hdf5_reader
