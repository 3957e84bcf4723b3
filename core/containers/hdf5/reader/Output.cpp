// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/Output.h"

#include <cerrno>
#include <unistd.h>

namespace lw::hdf5_reader {

void Output::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            ::_exit(1);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    m_buffer.clear();
}

} // namespace lw::hdf5_reader
