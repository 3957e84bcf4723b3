// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// layerwright-hdf5-reader: the only code of Layerwright that lets libhdf5 look at a foreign file. It is started by the
// program with a socket and an open file, gives up every right, and only then parses (design decision 11). It has no
// options, opens no names and writes nothing but the socket. If it dies, the program says that the file is damaged.
#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Sandbox.h"
#include "core/containers/hdf5/reader/Service.h"

#include <cstdio>
#include <ctime>
#include <unistd.h>

int main()
{
    using namespace lw;
    hdf5_protocol::Start start;
    if (::read(hdf5_protocol::kSocket, &start, sizeof start) != static_cast<ssize_t>(sizeof start) ||
        start.magic != hdf5_protocol::kMagic) {
        std::fputs("layerwright-hdf5-reader is a part of Layerwright and is started by it\n", stderr);
        return 2;
    }
    ::tzset(); // what libc looks up on first use, it looks up before the doors close
    const std::uint32_t isolation = hdf5_reader::enterSandbox(start.addressSpace, start.cpuSeconds);
    hdf5_reader::serve(start, isolation);
    // Nothing is closed: the file was only read, and the process ends.
    ::_exit(0);
}
