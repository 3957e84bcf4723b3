// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace lw::keras {
namespace {

/// Whether an operand is turned; adjoint is the same for real numbers.
bool turnedA(const OperationCall& call)
{
    return call.flag({"transpose_a", "adjoint_a"});
}

bool turnedB(const OperationCall& call)
{
    return call.flag({"transpose_b", "adjoint_b"});
}

TensorInfos matmul(const OperationCall& call)
{
    if (call.inputs().size() != 2 || !call.inputs()[0].shape || !call.inputs()[1].shape)
        return unknownResult(call);
    Shape a = *call.inputs()[0].shape, b = *call.inputs()[1].shape;
    if (a.size() < 2 || b.size() < 2)
        return unknownResult(call);
    if (turnedA(call))
        std::swap(a[a.size() - 1], a[a.size() - 2]);
    if (turnedB(call))
        std::swap(b[b.size() - 1], b[b.size() - 2]);
    auto output = broadcastShapes(Shape(a.begin(), a.end() - 2), Shape(b.begin(), b.end() - 2));
    if (output) {
        output->push_back(a[a.size() - 2]);
        output->push_back(b.back());
    }
    return oneTensor(std::move(output), call.dtype());
}

/// The last dimension of one is the last but one of the other.
Result<void> multiplies(const OperationCall& call)
{
    if (call.inputs().size() != 2 || !call.inputs()[0].shape || !call.inputs()[1].shape)
        return {};
    const Shape &a = *call.inputs()[0].shape, &b = *call.inputs()[1].shape;
    if (a.size() < 2 || b.size() < 2)
        return {};
    const std::int64_t columns = a[a.size() - (turnedA(call) ? 2 : 1)];
    const std::int64_t rows = b[b.size() - (turnedB(call) ? 1 : 2)];
    if (columns >= 0 && rows >= 0 && columns != rows)
        return invalid("cannot multiply matrices of shapes " + shapeText(a) + " and " + shapeText(b));
    return {};
}

TensorInfos einsum(const OperationCall& call)
{
    const std::string equation = call.argument({"subscripts", "equation"}, 99).toText();
    const auto arrow = equation.find("->");
    if (arrow == std::string::npos || equation.find('.') != std::string::npos)
        return unknownResult(call);
    std::unordered_map<char, std::int64_t> sizes;
    std::size_t operand = 0, axis = 0;
    for (const char letter : equation.substr(0, arrow)) {
        if (letter == ' ')
            continue;
        if (letter == ',') {
            ++operand;
            axis = 0;
            continue;
        }
        if (operand >= call.inputs().size() || !call.inputs()[operand].shape ||
            axis >= call.inputs()[operand].shape->size())
            return unknownResult(call);
        std::int64_t& size = sizes.try_emplace(letter, kUnknownDim).first->second;
        size = std::max(size, (*call.inputs()[operand].shape)[axis++]);
    }
    Shape output;
    for (const char letter : equation.substr(arrow + 2))
        if (letter != ' ')
            output.push_back(sizes.contains(letter) ? sizes[letter] : kUnknownDim);
    return oneTensor(std::move(output), call.dtype());
}

} // namespace

std::span<const OperationRuleEntry> productOperationRules()
{
    static constexpr auto rules =
        std::to_array<OperationRuleEntry>({{"matmul", matmul, multiplies}, {"batch_matmul", matmul}, {"einsum", einsum}});
    return rules;
}

} // namespace lw::keras
