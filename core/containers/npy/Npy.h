// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/base/SaveFile.h"
#include "core/model/Tensor.h"

#include <string>
#include <utility>
#include <vector>

namespace lw {

/// NumPy's .npy format, versions 1 to 3 (numpy/lib/format.py). Fortran order and big-endian numbers are converted on
/// reading; fixed-width bytes (|S) and unicode (<U) become string tensors; object arrays are refused, since they are pickles.
Result<Tensor> readNpy(Bytes file);
/// The header that goes before row-major data; strings are written as |S of the longest element, bfloat16 as <V2.
Result<std::string> npyHeader(DType dtype, const Shape& shape, std::size_t longestString = 0);
/// The body of a string array and, in header, what goes before it.
Result<std::string> npyStrings(const Tensor& tensor, std::string& header);
Result<void> writeNpy(SaveFile& file, const Tensor& tensor);

using NamedTensors = std::vector<std::pair<std::string, Tensor>>;
/// .npz: a zip of .npy members, names without the suffix, in the order of the archive.
Result<NamedTensors> readNpz(const std::string& path);
Result<void> writeNpz(SaveFile& file, const NamedTensors& tensors, const Progress& progress);

} // namespace lw
