// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace lw::hdf5_reader {

/// Reads little-endian numbers from bytes. The first read past the end makes it bad for good, and all later reads give
/// zero, so that a structure is read in one go and judged once.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}
    /// Of a file at an address.
    Cursor(std::string_view file, std::uint64_t address) : m_bytes(file)
    {
        m_good = address <= file.size();
        m_at = m_good ? static_cast<std::size_t>(address) : 0;
    }

    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] std::size_t remaining() const { return m_good ? m_bytes.size() - m_at : 0; }

    std::string_view bytes(std::uint64_t count)
    {
        if (count > remaining()) {
            m_good = false;
            return {};
        }
        const std::string_view piece = m_bytes.substr(m_at, static_cast<std::size_t>(count));
        m_at += static_cast<std::size_t>(count);
        return piece;
    }
    void skip(std::uint64_t count) { bytes(count); }
    template <typename T>
    T number()
    {
        const std::string_view piece = bytes(sizeof(T));
        T value{};
        if (m_good)
            std::memcpy(&value, piece.data(), sizeof value);
        return value;
    }
    /// Four letters that open most structures.
    bool expect(std::string_view signature)
    {
        m_good = bytes(signature.size()) == signature && m_good;
        return m_good;
    }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_good = true;
};

} // namespace lw::hdf5_reader
