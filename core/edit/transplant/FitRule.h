// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <optional>
#include <string_view>
#include <vector>

namespace lw::edit {

/// How values of one shape are made to fit another.
enum class FitKind {
    Refuse,    ///< they are not: only equal shapes move
    TakeFirst, ///< the first entries along every axis that is longer: the first N classes
    TakeRows,  ///< chosen entries of one axis, in the given order: a class list
    Pad,       ///< all that is there; what is missing keeps fresh initial values
    Transpose, ///< other order of the axes: reversed, the last two, or kernels as PyTorch has them
    Resize,    ///< kernels, and tables of positions, by linear interpolation
};
std::string_view fitKindName(FitKind kind); ///< "first", as the command line has it
std::optional<FitKind> fitKindFromName(std::string_view name);

struct FitRule {
    FitKind kind = FitKind::Refuse;
    std::vector<std::int64_t> rows; ///< of TakeRows; counted from 0
    bool operator==(const FitRule&) const = default;
};

/// Whether the rule makes shape from into shape to; Invalid says why it does not, with both shapes. Equal shapes pass
/// under every rule; TakeRows then reorders the last axis, and Transpose exchanges axes of equal length (a square
/// matrix).
Result<void> checkFit(const FitRule& rule, const Shape& from, const Shape& to);

/// The tensor in shape to, computed whenever its bytes are asked for. fresh has shape to and the tensor's dtype; only
/// Pad reads it. The same errors as checkFit(); Unsupported for Resize of types that are not numbers.
Result<Tensor> fitTensor(const Tensor& tensor, const FitRule& rule, const Shape& to, const Tensor& fresh = {});

/// Whether the rule changes values of this shape when they become that one: always when the shapes differ.
bool changesValues(const FitRule& rule, const Shape& from, const Shape& to);

/// The rules that would make from into to, for a menu; TakeRows is among them when one axis differs, and Transpose for
/// squares.
std::vector<FitKind> possibleFits(const Shape& from, const Shape& to);

} // namespace lw::edit
