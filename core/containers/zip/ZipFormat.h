// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Numbers of the zip format that reader and writer share. Sections are those of PKWARE's APPNOTE.TXT 6.3.10.
namespace lw::zip {

inline constexpr std::uint32_t kLocalSignature = 0x04034b50;     // 4.3.7
inline constexpr std::uint32_t kCentralSignature = 0x02014b50;   // 4.3.12
inline constexpr std::uint32_t kEnd64Signature = 0x06064b50;     // 4.3.14
inline constexpr std::uint32_t kLocator64Signature = 0x07064b50; // 4.3.15
inline constexpr std::uint32_t kEndSignature = 0x06054b50;       // 4.3.16
inline constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocator64Size = 20;
inline constexpr std::uint16_t kExtra64 = 0x0001; // 4.5.3
inline constexpr std::uint16_t kStored = 0, kDeflated = 8;
inline constexpr std::uint16_t kFlagEncrypted = 0x0001, kFlagUtf8 = 0x0800; // 4.4.4

} // namespace lw::zip
