// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/FitRule.h"

#include "core/edit/transplant/FitSources.h"
#include "core/model/TensorSlice.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace lw::edit {

namespace {

using Axes = std::vector<std::size_t>;

constexpr std::array<std::pair<FitKind, std::string_view>, 6> kNames = {{{FitKind::Refuse, "refuse"},
                                                                         {FitKind::TakeFirst, "first"},
                                                                         {FitKind::TakeRows, "rows"},
                                                                         {FitKind::Pad, "pad"},
                                                                         {FitKind::Transpose, "transpose"},
                                                                         {FitKind::Resize, "resize"}}};

Error misfit(const Shape& from, const Shape& to, const std::string& why = {})
{
    return invalid(shapeText(from) + " does not fit " + shapeText(to) + (why.empty() ? "" : ": " + why));
}

Axes differingAxes(const Shape& from, const Shape& to)
{
    Axes axes;
    for (std::size_t d = 0; d < from.size(); ++d)
        if (from[d] != to[d])
            axes.push_back(d);
    return axes;
}

/// The axis whose entries TakeRows chooses: the only one that differs, or the last, where Keras keeps the classes.
std::optional<std::size_t> rowAxis(const Shape& from, const Shape& to)
{
    if (from.size() != to.size() || from.empty())
        return std::nullopt;
    const Axes differing = differingAxes(from, to);
    if (differing.size() > 1)
        return std::nullopt;
    return differing.empty() ? from.size() - 1 : differing.front();
}

/// Orders of axes in which weights are kept elsewhere, the likeliest first: reversed (a matrix the other way), the last
/// two exchanged, and PyTorch's (out, in, window...) kernels as Keras' (window..., in, out).
std::vector<Axes> knownOrders(std::size_t rank)
{
    Axes reversed(rank);
    std::iota(reversed.rbegin(), reversed.rend(), 0);
    Axes lastTwo(rank);
    std::iota(lastTwo.begin(), lastTwo.end(), 0);
    if (rank < 2)
        return {};
    std::swap(lastTwo[rank - 1], lastTwo[rank - 2]);
    std::vector<Axes> orders = {reversed, lastTwo};
    if (rank > 3) {
        Axes kernel(rank);
        std::iota(kernel.begin(), kernel.end() - 2, 2);
        kernel[rank - 2] = 1;
        kernel[rank - 1] = 0;
        orders.insert(orders.begin(), std::move(kernel));
    }
    return orders;
}

std::optional<Axes> axesOrder(const Shape& from, const Shape& to)
{
    if (from.size() != to.size())
        return std::nullopt;
    for (const Axes& order : knownOrders(from.size())) {
        bool fits = true;
        for (std::size_t d = 0; d < order.size() && fits; ++d)
            fits = to[d] == from[order[d]];
        if (fits)
            return order;
    }
    return std::nullopt;
}

/// What may be interpolated: the window of a kernel (all but its last two axes), or the positions of a table.
std::size_t resizableAxes(std::size_t rank)
{
    return rank > 2 ? rank - 2 : rank == 2 ? 1 : 0;
}

bool isWithin(const Shape& inner, const Shape& outer)
{
    return std::equal(inner.begin(), inner.end(), outer.begin(), outer.end(),
                      [](std::int64_t a, std::int64_t b) { return a <= b; });
}

Result<void> checkRows(const FitRule& rule, const Shape& from, const Shape& to)
{
    const auto axis = rowAxis(from, to);
    if (!axis)
        return misfit(from, to, "rows can be chosen when one axis differs");
    if (rule.rows.size() != static_cast<std::size_t>(to[*axis]))
        return misfit(from, to,
                      std::to_string(rule.rows.size()) + " rows are chosen, " + std::to_string(to[*axis]) +
                          " are needed");
    for (const std::int64_t row : rule.rows)
        if (row < 0 || row >= from[*axis])
            return misfit(from, to, "row " + std::to_string(row) + " does not exist");
    return {};
}

Result<void> checkResize(const Shape& from, const Shape& to)
{
    if (from.size() != to.size())
        return misfit(from, to);
    const std::size_t resizable = resizableAxes(from.size());
    for (const std::size_t axis : differingAxes(from, to))
        if (axis >= resizable || from[axis] < 1)
            return misfit(from, to, "only windows of kernels and tables of positions can be resized");
    return {};
}

} // namespace

std::string_view fitKindName(FitKind kind)
{
    return std::find_if(kNames.begin(), kNames.end(), [&](const auto& entry) { return entry.first == kind; })->second;
}

std::optional<FitKind> fitKindFromName(std::string_view name)
{
    for (const auto& [kind, known] : kNames)
        if (known == name)
            return kind;
    return std::nullopt;
}

Result<void> checkFit(const FitRule& rule, const Shape& from, const Shape& to)
{
    if (rule.kind == FitKind::TakeRows)
        return checkRows(rule, from, to);
    if (from == to)
        return {};
    switch (rule.kind) {
    case FitKind::TakeFirst:
        return isWithin(to, from) ? Result<void>() : misfit(from, to, "there is not enough to take from");
    case FitKind::Pad:
        return isWithin(from, to) ? Result<void>() : misfit(from, to, "it is too large to be padded");
    case FitKind::Transpose:
        return axesOrder(from, to) ? Result<void>() : misfit(from, to, "also when transposed");
    case FitKind::Resize:
        return checkResize(from, to);
    default:
        return misfit(from, to);
    }
}

Result<Tensor> fitTensor(const Tensor& tensor, const FitRule& rule, const Shape& to, const Tensor& fresh)
{
    const Shape& from = tensor.shape();
    LW_TRY(checkFit(rule, from, to));
    if (tensor.isNull())
        return notFound("there are no values to move");
    if (rule.kind == FitKind::TakeRows)
        return chosenRows(tensor, *rowAxis(from, to), rule.rows);
    if (!changesValues(rule, from, to))
        return tensor;
    switch (rule.kind) {
    case FitKind::TakeFirst:
        return firstEntries(tensor, to);
    case FitKind::Pad:
        return paddedWith(tensor, fresh, to);
    case FitKind::Transpose:
        return permuted(tensor, *axesOrder(from, to));
    default:
        if (!numberReader(tensor.dtype()))
            return unsupported(std::string(dtypeName(tensor.dtype())) + " values cannot be interpolated");
        return resized(tensor, to);
    }
}

bool changesValues(const FitRule& rule, const Shape& from, const Shape& to)
{
    return from != to || rule.kind == FitKind::TakeRows ||
           (rule.kind == FitKind::Transpose && axesOrder(from, to).has_value());
}

std::vector<FitKind> possibleFits(const Shape& from, const Shape& to)
{
    std::vector<FitKind> kinds;
    for (const FitKind kind : {FitKind::TakeFirst, FitKind::Pad, FitKind::Transpose, FitKind::Resize})
        if (changesValues({kind, {}}, from, to) && checkFit({kind, {}}, from, to))
            kinds.push_back(kind);
    if (const auto axis = rowAxis(from, to); axis && from[*axis] >= to[*axis])
        kinds.push_back(FitKind::TakeRows);
    return kinds;
}

} // namespace lw::edit
