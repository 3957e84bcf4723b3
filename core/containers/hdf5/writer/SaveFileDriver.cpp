// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/writer/SaveFileDriver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace lw {

namespace {

/// H5FD_t must come first: libhdf5 keeps its own fields there.
struct DriverFile {
    H5FD_t common;
    SaveFileState* state;
};

SaveFileState& stateOf(const H5FD_t* file)
{
    return *reinterpret_cast<const DriverFile*>(file)->state;
}

/// The state travels in the access list, as driver information of this size that libhdf5 copies.
struct DriverInfo {
    SaveFileState* state;
};

H5FD_t* openDriver(const char*, unsigned, hid_t access, haddr_t)
{
    const auto* info = static_cast<const DriverInfo*>(H5Pget_driver_info(access));
    if (info == nullptr)
        return nullptr;
    auto* file = new DriverFile{};
    file->state = info->state;
    return &file->common;
}

herr_t closeDriver(H5FD_t* file)
{
    delete reinterpret_cast<DriverFile*>(file);
    return 0;
}

herr_t queryDriver(const H5FD_t*, unsigned long* flags)
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA;
    return 0;
}

haddr_t endOfAddresses(const H5FD_t* file, H5FD_mem_t)
{
    return stateOf(file).endOfAddresses;
}

herr_t setEndOfAddresses(H5FD_t* file, H5FD_mem_t, haddr_t end)
{
    stateOf(file).endOfAddresses = end;
    return 0;
}

haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t)
{
    return stateOf(file).end;
}

/// What was never written reads as zeros.
herr_t readDriver(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer)
{
    auto* target = static_cast<char*>(buffer);
    std::memset(target, 0, size);
    while (size > 0) {
        const ssize_t got = ::pread(stateOf(file).file->descriptor(), target, size, static_cast<off_t>(address));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 && !stateOf(file).failure ? -1 : 0;
        target += got;
        address += static_cast<haddr_t>(got);
        size -= static_cast<size_t>(got);
    }
    return 0;
}

herr_t writeDriver(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, const void* buffer)
{
    SaveFileState& state = stateOf(file);
    state.end = std::max<std::uint64_t>(state.end, address + size);
    if (state.failure)
        return 0;
    const auto written = state.file->writeAt(address, {static_cast<const std::byte*>(buffer), size});
    if (!written.ok())
        state.failure = written.error();
    return 0;
}

/// The file grows to all that was reserved, elements included, which are written last.
herr_t truncateDriver(H5FD_t* file, hid_t, hbool_t)
{
    SaveFileState& state = stateOf(file);
    state.end = std::max(state.end, state.endOfAddresses);
    return 0;
}

H5FD_class_t driverClass()
{
    H5FD_class_t driver{};
    driver.name = "layerwright-savefile";
    driver.maxaddr = static_cast<haddr_t>(1) << 62;
    driver.fc_degree = H5F_CLOSE_STRONG;
    driver.fapl_size = sizeof(DriverInfo);
    driver.open = openDriver;
    driver.close = closeDriver;
    driver.query = queryDriver;
    driver.get_eoa = endOfAddresses;
    driver.set_eoa = setEndOfAddresses;
    driver.get_eof = endOfFile;
    driver.read = readDriver;
    driver.write = writeDriver;
    driver.truncate = truncateDriver;
    const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
    std::memcpy(driver.fl_map, map, sizeof map);
    return driver;
}

} // namespace

hid_t createThroughSaveFile(SaveFileState& state, hid_t creation, hid_t access)
{
    static const H5FD_class_t driver = driverClass();
    static const hid_t id = H5FDregister(&driver);
    const DriverInfo info{&state};
    if (id < 0 || H5Pset_driver(access, id, &info) < 0)
        return -1;
    return H5Fcreate("layerwright", H5F_ACC_TRUNC, creation, access);
}

} // namespace lw
