// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MappedFile.h"
#include "core/base/Progress.h"
#include "core/base/SaveFile.h"
#include "core/model/Tensor.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lw {

/// The content of a safetensors file (huggingface/safetensors, safetensors/src/tensor.rs): a header of JSON, then the
/// tensors' bytes without gaps.
struct SafetensorsFile {
    std::vector<std::pair<std::string, Tensor>> tensors; ///< in the order of their bytes
    std::vector<std::pair<std::string, std::string>> metadata;
};

/// Whether a file may begin so: a plausible length, then the brace of an object.
bool looksLikeSafetensors(ByteSpan head, std::uint64_t fileSize);

/// Reads the header alone; tensors are views of the mapping. Held to the rules of the reference: a header of at most
/// 100 MB, unique names, tensors that cover the rest of the file without gap or overlap. Errors: Corrupt with the
/// offset or the tensor's name; Unsupported for element types below a byte.
Result<SafetensorsFile> readSafetensors(const std::shared_ptr<const MappedFile>& file);

/// Writes tensors of wide elements first, so that all of them are aligned, otherwise in the given order, which is also
/// the header's. Names must be unique. Errors: Unsupported with the name for strings, quantised and 128-bit numbers.
Result<void> writeSafetensors(SaveFile& file, const SafetensorsFile& content, const Progress& progress);

} // namespace lw
