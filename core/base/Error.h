// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lw {

/// What sort of trouble it is; decides the icon and the advice, never the text.
enum class ErrorKind {
    NotFound,    ///< a file, variable, layer or signature that was asked for is not there
    Corrupt,     ///< the bytes contradict their format (cut, flipped, hostile)
    Unsupported, ///< well-formed, but something Layerwright does not do
    Invalid,     ///< what the user asked for cannot be (shapes, names, arguments)
    Io,          ///< the operating system refused (permission, full disk, read error)
    Cancelled,   ///< the user stopped it; never shown as a failure
};

/// Where the trouble is: any part may be missing, outer layers add what they know on the way up.
struct Where {
    std::string path;                    ///< the file or folder, as the user named it
    std::string inner;                   ///< a name inside: "model_weights/dense/kernel:0", a node, a config key
    std::optional<std::uint64_t> offset; ///< byte offset in the file or in the inner piece
};

/// A failure as a value. message is one line of English without path, place or full stop: those are added by
/// toString().
struct Error {
    ErrorKind kind = ErrorKind::Invalid;
    std::string message;
    Where where;

    /// Copies with a place added; parts already known are kept, since the innermost place is the most exact.
    [[nodiscard]] Error at(std::string path) const;
    [[nodiscard]] Error in(std::string inner) const;
    [[nodiscard]] Error atOffset(std::uint64_t offset) const;

    /// "path: inner: message (at byte N)": the line the command line prints. Control characters are escaped.
    [[nodiscard]] std::string toString() const;
};

/// Replaces control characters, invalid UTF-8 and bidirectional overrides by visible escapes, and shortens to limit
/// bytes, so that names from files are safe in terminals, labels and messages.
std::string printable(std::string_view text, std::size_t limit = 200);

} // namespace lw
