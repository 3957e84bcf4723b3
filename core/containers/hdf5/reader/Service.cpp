// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/Service.h"

#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Describe.h"
#include "core/containers/hdf5/reader/Handle.h"
#include "core/containers/hdf5/reader/QuickListing.h"
#include "core/containers/hdf5/reader/ReadOnlyDriver.h"
#include "core/containers/hdf5/reader/Walker.h"

#include <cstdlib>
#include <memory>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lw::hdf5_reader {

namespace {

using namespace hdf5_protocol;

constexpr int kIdleMilliseconds = 5000;

/// A request and the descriptor that came with it, or -1.
bool receive(int socket, Request& request, int& memory)
{
    pollfd waiting{socket, POLLIN, 0};
    if (::poll(&waiting, 1, kIdleMilliseconds) <= 0)
        return false;
    iovec piece{&request, sizeof request};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (::recvmsg(socket, &message, 0) != static_cast<ssize_t>(sizeof request))
        return false;
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
        std::memcpy(&memory, CMSG_DATA(header), sizeof memory);
    return true;
}

void answer(Output& output, std::uint32_t isolation, bool failed, std::uint64_t length)
{
    output.number(Answer{kMagic, failed ? 1U : 0U, isolation, 0, length});
}

void refuse(Output& output, std::uint32_t isolation, std::string_view why)
{
    answer(output, isolation, true, why.size());
    output.raw(why.data(), why.size());
    output.flush();
}

/// All elements into the shared memory, in the file's own type, so that libhdf5 converts nothing.
const char* readNumbers(hid_t file, const Request& request, int memory)
{
    const Handle dataset(H5Oopen_by_addr(file, request.address), H5Oclose);
    if (!dataset.valid() || H5Iget_type(dataset) != H5I_DATASET)
        return lastHdf5Error();
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const Handle space(H5Dget_space(dataset), H5Sclose);
    const hssize_t count = space.valid() ? H5Sget_simple_extent_npoints(space) : -1;
    std::uint64_t size = 0;
    if (count < 0 || !isPlain(type) ||
        __builtin_mul_overflow(static_cast<std::uint64_t>(count), H5Tget_size(type), &size) || size != request.size)
        return "the dataset is not what the listing said";
    if (size == 0)
        return nullptr;
    void* target = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (target == MAP_FAILED)
        return "there is not enough memory for it";
    const bool read = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, target) >= 0;
    ::munmap(target, size);
    return read ? nullptr : lastHdf5Error();
}

/// The strings of a dataset as lengths and bytes.
const char* readStrings(hid_t file, const Request& request, Output& strings)
{
    const Handle dataset(H5Oopen_by_addr(file, request.address), H5Oclose);
    if (!dataset.valid() || H5Iget_type(dataset) != H5I_DATASET)
        return lastHdf5Error();
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const Handle space(H5Dget_space(dataset), H5Sclose);
    const hssize_t count = space.valid() ? H5Sget_simple_extent_npoints(space) : -1;
    if (count < 0 || static_cast<std::uint64_t>(count) > request.size / sizeof(std::uint32_t) ||
        H5Tis_variable_str(type) <= 0)
        return "the dataset is not what the listing said";
    const auto number = static_cast<std::size_t>(count);
    const std::unique_ptr<char*, void (*)(void*)> texts(static_cast<char**>(std::calloc(number + 1, sizeof(char*))),
                                                        std::free);
    if (!texts)
        return "there is not enough memory for it";
    if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.get()) < 0)
        return lastHdf5Error();
    for (std::size_t i = 0; i < number; ++i) {
        const std::string_view text = texts.get()[i] != nullptr ? texts.get()[i] : "";
        if (text.size() + sizeof(std::uint32_t) > request.size - strings.written())
            return "its strings are larger than the limit";
        strings.text(text);
    }
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.get());
    return nullptr;
}

void serveStrings(hid_t file, const Request& request, Output& output, std::uint32_t isolation)
{
    Output strings(kNoDescriptor);
    if (const char* trouble = readStrings(file, request, strings))
        return refuse(output, isolation, trouble);
    answer(output, isolation, false, strings.written());
    output.raw(strings.collected().data(), strings.collected().size());
    output.flush();
}

/// The file through libhdf5, opened when first asked for.
class LibraryFile {
public:
    explicit LibraryFile(const Start& start) : m_start(start) {}
    hid_t id()
    {
        if (!m_tried) {
            m_tried = true;
            H5dont_atexit();
            H5open();
            H5PLset_loading_state(0);
            H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
            m_id = openReadOnly(kFile, m_start.offset, m_start.length);
        }
        return m_id;
    }

private:
    const Start& m_start;
    hid_t m_id = -1;
    bool m_tried = false;
};

/// The bytes of the HDF5 file as memory; empty when it cannot be mapped. Stays mapped to the end of the process.
std::string_view mapped(const Start& start)
{
    constexpr std::uint64_t kPage = 4096;
    const std::uint64_t before = start.offset % kPage;
    void* memory =
        ::mmap(nullptr, start.length + before, PROT_READ, MAP_SHARED, kFile, static_cast<off_t>(start.offset - before));
    return memory == MAP_FAILED ? std::string_view()
                                : std::string_view(static_cast<const char*>(memory) + before, start.length);
}

bool serveQuickListing(const Start& start, Output& output, std::uint32_t isolation)
{
    Output listing(kNoDescriptor);
    if (!writeQuickListing(mapped(start), listing))
        return false;
    answer(output, isolation, false, kUntilEnd);
    output.raw(listing.collected().data(), listing.collected().size());
    output.flush();
    return true;
}

/// False when the connection is done with.
bool serveOne(const Start& start, const Request& request, int memory, LibraryFile& file, Output& output,
              std::uint32_t isolation)
{
    if (request.command == Command::List && serveQuickListing(start, output, isolation))
        return false;
    if (file.id() < 0) {
        refuse(output, isolation, lastHdf5Error());
        return true;
    }
    switch (request.command) {
    case Command::List:
    case Command::ListThroughLibrary:
        answer(output, isolation, false, kUntilEnd);
        writeListing(file.id(), output);
        return false;
    case Command::ReadNumbers:
        if (const char* trouble = readNumbers(file.id(), request, memory))
            refuse(output, isolation, trouble);
        else
            answer(output, isolation, false, 0);
        break;
    case Command::ReadStrings:
        serveStrings(file.id(), request, output, isolation);
        break;
    }
    return true;
}

} // namespace

void serve(const Start& start, std::uint32_t isolation)
{
    Output output(kSocket);
    LibraryFile file(start);
    Request request;
    for (int memory = -1; receive(kSocket, request, memory); memory = -1) {
        const bool goesOn = serveOne(start, request, memory, file, output, isolation);
        // Let go before the answer is sent: the other side seals the memory then.
        if (memory >= 0)
            ::close(memory);
        output.flush();
        if (!goesOn)
            return;
    }
}

} // namespace lw::hdf5_reader
