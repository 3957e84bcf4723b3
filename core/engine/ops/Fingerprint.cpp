// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Fingerprint.h"

#include <bit>
#include <utility>

namespace lw::engine {

namespace {

using Word = std::uint64_t;

/// Primes between 2^63 and 2^64.
constexpr Word kPrime0 = 0xc3a5c85c97cb3127ULL, kPrime1 = 0xb492b66fbe98f273ULL, kPrime2 = 0x9ae16a3b2f90404fULL;

/// Bytes from a place on as a little-endian number; the caller knows that they are there.
template <std::size_t bytes = 8>
Word load(std::string_view text, std::size_t at)
{
    Word value = 0;
    for (std::size_t i = bytes; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(text[at + i]);
    return value;
}

Word folded(Word value)
{
    return value ^ (value >> 47);
}

Word mixed(Word u, Word v, Word factor)
{
    const Word a = folded((u ^ v) * factor);
    return folded((v ^ a) * factor) * factor;
}

Word shortest(std::string_view text)
{
    const std::size_t size = text.size();
    const Word factor = kPrime2 + size * 2;
    if (size >= 8) {
        const Word a = load(text, 0) + kPrime2, b = load(text, size - 8);
        return mixed(std::rotr(b, 37) * factor + a, (std::rotr(a, 25) + b) * factor, factor);
    }
    if (size >= 4)
        return mixed(size + (load<4>(text, 0) << 3), load<4>(text, size - 4), factor);
    if (size == 0)
        return kPrime2;
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(text[at])); };
    const std::uint32_t y = byte(0) + (byte(size >> 1) << 8);
    const std::uint32_t z = static_cast<std::uint32_t>(size) + (byte(size - 1) << 2);
    return folded((y * kPrime2) ^ (z * kPrime0)) * kPrime2;
}

/// 17 to 32 bytes.
Word shorter(std::string_view text)
{
    const std::size_t size = text.size();
    const Word factor = kPrime2 + size * 2;
    const Word a = load(text, 0) * kPrime1, b = load(text, 8);
    const Word c = load(text, size - 8) * factor, d = load(text, size - 16) * kPrime2;
    return mixed(std::rotr(a + b, 43) + std::rotr(c, 30) + d, a + std::rotr(b + kPrime2, 18) + c, factor);
}

/// 33 to 64 bytes.
Word medium(std::string_view text)
{
    const std::size_t size = text.size();
    const Word factor = kPrime2 + size * 2;
    const Word a = load(text, 0) * kPrime2, b = load(text, 8);
    const Word c = load(text, size - 8) * factor, d = load(text, size - 16) * kPrime2;
    const Word y = std::rotr(a + b, 43) + std::rotr(c, 30) + d;
    const Word z = mixed(y, a + std::rotr(b + kPrime2, 18) + c, factor);
    const Word e = load(text, 16) * factor, f = load(text, 24);
    const Word g = (y + load(text, size - 32)) * factor, h = (z + load(text, size - 24)) * factor;
    return mixed(std::rotr(e + f, 43) + std::rotr(g, 30) + h, e + std::rotr(f + a, 18) + g, factor);
}

using Pair = std::pair<Word, Word>;

Pair ofThirtyTwo(std::string_view text, std::size_t at, Word a, Word b)
{
    const Word last = load(text, at + 24);
    a += load(text, at);
    b = std::rotr(b + a + last, 21);
    const Word c = a;
    a += load(text, at + 8) + load(text, at + 16);
    b += std::rotr(a, 44);
    return {a + last, b + c};
}

/// More than 64 bytes: blocks of 64, the last of which reaches back over the one before.
Word longest(std::string_view text)
{
    constexpr Word kSeed = 81;
    Word x = kSeed * kPrime2 + load(text, 0), y = kSeed * kPrime1 + 113, z = folded(y * kPrime2 + 113) * kPrime2;
    Pair v{0, 0}, w{0, 0};
    const auto step = [&](std::size_t at, Word factor, Word weight) {
        x = std::rotr(x + y + v.first + load(text, at + 8), 37) * factor;
        y = std::rotr(y + v.second + load(text, at + 48), 42) * factor;
        x ^= w.second * weight;
        y += v.first * weight + load(text, at + 40);
        z = std::rotr(z + w.first, 33) * factor;
        v = ofThirtyTwo(text, at, v.second * factor, x + w.first);
        w = ofThirtyTwo(text, at + 32, z + w.second, y + load(text, at + 16));
        std::swap(z, x);
    };
    const std::size_t end = (text.size() - 1) / 64 * 64;
    for (std::size_t at = 0; at < end; at += 64)
        step(at, kPrime1, 1);
    const Word factor = kPrime1 + ((z & 0xff) << 1);
    w.first += (text.size() - 1) & 63;
    v.first += w.first;
    w.first += v.first;
    step(text.size() - 64, factor, 9);
    return mixed(mixed(v.first, w.first, factor) + folded(y) * kPrime0 + z, mixed(v.second, w.second, factor) + x,
                 factor);
}

} // namespace

std::uint64_t fingerprint(std::string_view text)
{
    return text.size() <= 16   ? shortest(text)
           : text.size() <= 32 ? shorter(text)
           : text.size() <= 64 ? medium(text)
                               : longest(text);
}

std::uint64_t joinedFingerprint(std::uint64_t first, std::uint64_t second)
{
    constexpr Word kFactor = 0xc6a4a7935bd1e995ULL;
    const Word joined = ((first ^ kFactor) ^ (folded(second * kFactor) * kFactor)) * kFactor;
    return folded(folded(joined) * kFactor);
}

std::uint64_t keyedHash(std::uint64_t key0, std::uint64_t key1, std::string_view text)
{
    Word a = key0 ^ 0x736f6d6570736575ULL, b = key1 ^ 0x646f72616e646f6dULL;
    Word c = key0 ^ 0x6c7967656e657261ULL, d = key1 ^ 0x7465646279746573ULL;
    const auto rounds = [&](int count) {
        for (; count > 0; --count) {
            a += b;
            c += d;
            b = std::rotl(b, 13) ^ a;
            d = std::rotl(d, 16) ^ c;
            a = std::rotl(a, 32);
            c += b;
            a += d;
            b = std::rotl(b, 17) ^ c;
            d = std::rotl(d, 21) ^ a;
            c = std::rotl(c, 32);
        }
    };
    const auto absorb = [&](Word word) {
        d ^= word;
        rounds(2);
        a ^= word;
    };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8)
        absorb(load(text, at));
    Word rest = static_cast<Word>(text.size()) << 56;
    for (std::size_t i = at; i < text.size(); ++i)
        rest |= static_cast<Word>(static_cast<std::uint8_t>(text[i])) << (8 * (i - at));
    absorb(rest);
    c ^= 0xff;
    rounds(4);
    return a ^ b ^ c ^ d;
}

} // namespace lw::engine
