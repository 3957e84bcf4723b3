// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The body of a target: LW_FUZZ_TARGET { ... input ... }
#define LW_FUZZ_TARGET                                                                                                 \
    static void lwFuzz(std::string_view input);                                                                        \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)                                  \
    {                                                                                                                  \
        lwFuzz({reinterpret_cast<const char*>(data), size});                                                           \
        return 0;                                                                                                      \
    }                                                                                                                  \
    static void lwFuzz([[maybe_unused]] std::string_view input)

namespace lw::fuzz {

/// Ends the program as a crash that libFuzzer reports, when a promise of a reader does not hold.
void require(bool holds, const char* promise);

/// Divides the files of an input that stands for several (run.sh joins them).
inline constexpr std::string_view kSeparator = "\n=layerwright=\n";
std::vector<std::string_view> pieces(std::string_view input);

/// Writes a file below the one scratch folder (TMPDIR, else /dev/shm) and returns its path; name may hold folders. The
/// file is a new one each time, so a mapping of an older one stays whole. Nothing is written when bytes are missing.
std::string write(const std::string& name, std::string_view bytes);
/// Removes what write() made under this name.
void remove(const std::string& name);
std::string scratch(const std::string& name);

/// What the window and the command line do with anything that opened: tables, pictures, small weights.
void use(const Model& model);
void use(const Tensor& tensor);
/// The operator graph: lowered or imported, functions and signatures too.
void lower(const Model& model);
/// Weights of zeros, as the architecture calls for them, so that a model without a file of weights can be lowered.
void addZeros(Model& model);

} // namespace lw::fuzz
