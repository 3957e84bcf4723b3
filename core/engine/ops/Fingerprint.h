// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

/// Hashes that TensorFlow's ops give back to their user, so that their values are fixed for ever. Not for tables of our
/// own: all but the keyed one are easy to collide.
namespace lw::engine {

/// FarmHash's Fingerprint64 (github.com/google/farmhash, namespace farmhashna).
std::uint64_t fingerprint(std::string_view text);
/// Of two fingerprints, in this order (tsl/platform/fingerprint.h FingerprintCat64).
std::uint64_t joinedFingerprint(std::uint64_t first, std::uint64_t second);
/// SipHash-2-4 (Aumasson and Bernstein, 2012).
std::uint64_t keyedHash(std::uint64_t key0, std::uint64_t key1, std::string_view text);

} // namespace lw::engine
