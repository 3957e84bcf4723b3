// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace lw::hdf5_reader {

/// For an Output that only collects.
inline constexpr int kNoDescriptor = -1;

/// The reader's side of the stream: numbers and texts collected and written in large pieces. The process ends when
/// nobody listens any more.
class Output {
public:
    explicit Output(int descriptor) : m_descriptor(descriptor) { m_buffer.reserve(kPiece * 2); }

    template <typename T>
    void number(T value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        raw(&value, sizeof value);
    }
    void text(std::string_view text)
    {
        number(static_cast<std::uint32_t>(text.size()));
        raw(text.data(), text.size());
    }
    void raw(const void* data, std::size_t size)
    {
        m_buffer.append(static_cast<const char*>(data), size);
        m_written += size;
    }

    /// Remembers the place of a number that is known later; valid until the next flushIfLarge().
    [[nodiscard]] std::size_t mark() const { return m_buffer.size(); }
    void cutTo(std::size_t mark)
    {
        m_written -= m_buffer.size() - mark;
        m_buffer.resize(mark);
    }
    void patch(std::size_t mark, std::uint32_t value) { std::memcpy(m_buffer.data() + mark, &value, sizeof value); }

    [[nodiscard]] std::uint64_t written() const { return m_written; }
    void flushIfLarge()
    {
        if (m_buffer.size() >= kPiece)
            flush();
    }
    void flush();
    [[nodiscard]] std::string_view collected() const { return m_buffer; }

private:
    static constexpr std::size_t kPiece = 64 * 1024;
    int m_descriptor;
    std::string m_buffer;
    std::uint64_t m_written = 0;
};

} // namespace lw::hdf5_reader
