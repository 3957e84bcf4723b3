// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Broadcast.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Gemm.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>
#include <map>

/// Einsum of one or two operands: each is brought to (batch, free, contracted), then it is a product of matrices.
namespace lw::engine {

namespace {

/// A label is a letter, or a negative number for a dimension of the ellipsis (-1 is the last).
using Labels = std::vector<int>;
using Sizes = std::map<int, std::int64_t>;

struct Equation {
    std::vector<Labels> inputs;
    Labels output;
};

/// "ab...c" for a tensor of this rank. ellipsis is the number of dimensions that the dots stand for.
Result<Labels> readLabels(const KernelContext& context, std::string_view text, std::size_t ellipsis)
{
    Labels labels;
    bool dotted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 3) == "...") {
            if (dotted)
                return opError(context, "the equation has two ellipses");
            dotted = true;
            for (std::size_t n = ellipsis; n > 0; --n)
                labels.push_back(-static_cast<int>(n));
            i += 2;
        } else if ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')) {
            labels.push_back(text[i]);
        } else {
            return opError(context, "the equation is not understood");
        }
    }
    return labels;
}

std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != '.'; }));
}

Result<Equation> readEquation(const KernelContext& context)
{
    std::string text = context.node.textAttr("equation");
    std::erase(text, ' ');
    const auto arrow = text.find("->");
    if (arrow == std::string::npos)
        return opError(context, "the equation has no arrow");
    std::vector<std::string> parts{""};
    for (const char c : text.substr(0, arrow)) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    if (parts.size() != context.inputs.size() || parts.empty() || parts.size() > 2)
        return unsupportedForm(context, "an equation of " + std::to_string(parts.size()) + " operands");
    Equation equation;
    std::size_t widest = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t rank = context.inputs[i].shape.size();
        const bool dotted = parts[i].find("...") != std::string::npos;
        if (letters(parts[i]) > rank || (!dotted && letters(parts[i]) != rank))
            return opError(context, "the equation does not fit the rank of operand " + std::to_string(i));
        const std::size_t ellipsis = rank - letters(parts[i]);
        widest = std::max(widest, dotted ? ellipsis : 0);
        LW_ASSIGN(auto labels, readLabels(context, parts[i], ellipsis));
        equation.inputs.push_back(std::move(labels));
    }
    LW_ASSIGN(equation.output, readLabels(context, std::string_view(text).substr(arrow + 2), widest));
    return equation;
}

bool contains(const Labels& labels, int label)
{
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Sizes of all labels; dimensions of the ellipsis may be 1 in one operand.
Result<Sizes> readSizes(const KernelContext& context, const Equation& equation)
{
    Sizes sizes;
    for (std::size_t i = 0; i < equation.inputs.size(); ++i)
        for (std::size_t d = 0; d < equation.inputs[i].size(); ++d) {
            const std::int64_t dim = context.inputs[i].shape[d];
            const auto [found, fresh] = sizes.try_emplace(equation.inputs[i][d], dim);
            if (fresh || found->second == dim)
                continue;
            const bool broadcasts = equation.inputs[i][d] < 0;
            if (!broadcasts || (dim != 1 && found->second != 1))
                return opError(context, "a label of the equation stands for different sizes");
            found->second = std::max(found->second, dim) == 1 ? 1 : (found->second == 1 ? dim : found->second);
        }
    for (std::size_t i = 0; i < equation.output.size(); ++i) {
        if (!sizes.contains(equation.output[i]))
            return opError(context, "a label of the result is in no operand");
        if (std::count(equation.output.begin(), equation.output.end(), equation.output[i]) > 1)
            return unsupportedForm(context, "a label twice in the result");
    }
    return sizes;
}

/// The operand's dimensions in the order of labels (broadcast where it lacks one), diagonals taken for repeated labels,
/// and labels outside of the list summed away.
template <typename T>
Result<Scratch<ComputeType<T>>> arranged(const KernelContext& context, const Value& x, const Labels& own,
                                         const Labels& wanted, const Sizes& sizes)
{
    using Compute = ComputeType<T>;
    const auto strides = rowMajorStrides(x.shape);
    const auto strideOf = [&](int label) {
        std::int64_t stride = 0;
        for (std::size_t d = 0; d < own.size(); ++d)
            if (own[d] == label && x.shape[d] != 1)
                stride += strides[d];
        return stride;
    };
    Shape shape, summed;
    std::vector<std::int64_t> shapeStrides, summedStrides;
    for (const int label : wanted) {
        shape.push_back(sizes.at(label));
        shapeStrides.push_back(strideOf(label));
    }
    Labels seen;
    for (const int label : own) {
        if (contains(wanted, label) || contains(seen, label))
            continue;
        seen.push_back(label);
        summed.push_back(sizes.at(label));
        summedStrides.push_back(strideOf(label));
    }
    LW_ASSIGN(const auto count, checkedElements(shape));
    LW_ASSIGN(auto result, scratch<Compute>(context, count));
    if (count == 0 || x.elements() == 0)
        return result;
    const T* in = reinterpret_cast<const T*>(x.data);
    Odometer<1> walk(shape, {shapeStrides});
    std::size_t at = 0;
    do {
        Compute sum = 0;
        Odometer<1> inner(summed, {summedStrides});
        do {
            sum = wrappingAdd(sum, static_cast<Compute>(in[walk.offsets[0] + inner.offsets[0]]));
        } while (inner.next());
        result[at++] = sum;
        if ((at & 0xFFFFF) == 0)
            LW_TRY(context.progress.check());
    } while (walk.next());
    return result;
}

/// Labels by what happens to them.
struct Roles {
    Labels batch, left, right, contracted;
    [[nodiscard]] static std::int64_t size(const Labels& labels, const Sizes& sizes)
    {
        std::int64_t count = 1;
        for (const int label : labels)
            count *= sizes.at(label);
        return count;
    }
};

Roles assignRoles(const Equation& equation)
{
    Roles roles;
    for (const int label : equation.output) {
        const bool inLeft = contains(equation.inputs[0], label);
        const bool inRight = equation.inputs.size() > 1 && contains(equation.inputs[1], label);
        (inLeft && inRight ? roles.batch : inLeft ? roles.left : roles.right).push_back(label);
    }
    if (equation.inputs.size() > 1)
        for (const int label : equation.inputs[0])
            if (!contains(equation.output, label) && contains(equation.inputs[1], label) &&
                !contains(roles.contracted, label))
                roles.contracted.push_back(label);
    return roles;
}

Labels joined(std::initializer_list<const Labels*> lists)
{
    Labels all;
    for (const Labels* list : lists)
        all.insert(all.end(), list->begin(), list->end());
    return all;
}

Result<void> einsum(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(1, context.inputs.size())));
    LW_ASSIGN(const Equation equation, readEquation(context));
    LW_ASSIGN(const Sizes sizes, readSizes(context, equation));
    const bool two = equation.inputs.size() > 1;
    if (two)
        LW_TRY(requireSameType(context, 0, 1));
    const Roles roles = assignRoles(equation);
    Shape shape;
    for (const int label : equation.output)
        shape.push_back(sizes.at(label));
    Shape everything = shape; // bounds the products of sizes below
    for (const int label : roles.contracted)
        everything.push_back(sizes.at(label));
    if (const auto possible = checkedElements(everything); !possible)
        return opError(context, possible.error().message);
    const DType dtype = context.inputs[0].dtype;
    return dispatch(ProductTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, dtype, shape));
        T* out = reinterpret_cast<T*>(y->data);
        if (!two) {
            LW_ASSIGN(const auto only,
                      arranged<T>(context, context.inputs[0], equation.inputs[0], equation.output, sizes));
            std::transform(only.get(), only.get() + y->elements(), out,
                           [](const Compute& x) { return static_cast<T>(x); });
            return {};
        }
        const std::int64_t batch = Roles::size(roles.batch, sizes), m = Roles::size(roles.left, sizes);
        const std::int64_t n = Roles::size(roles.right, sizes), k = Roles::size(roles.contracted, sizes);
        const Labels leftOrder = joined({&roles.batch, &roles.left, &roles.contracted});
        const Labels rightOrder = joined({&roles.batch, &roles.contracted, &roles.right});
        LW_ASSIGN(const auto a, arranged<T>(context, context.inputs[0], equation.inputs[0], leftOrder, sizes));
        LW_ASSIGN(const auto b, arranged<T>(context, context.inputs[1], equation.inputs[1], rightOrder, sizes));
        LW_ASSIGN(const auto sums, scratch<Compute>(context, static_cast<std::uint64_t>(batch * m * n)));
        for (std::int64_t i = 0; i < batch; ++i)
            for (std::int64_t row = 0; row < m; row += rowsAtOnce(k, n)) {
                LW_TRY(context.progress.check());
                multiplyAdd(a.get() + (i * m + row) * k, b.get() + i * k * n, sums.get() + (i * m + row) * n,
                            std::min(rowsAtOnce(k, n), m - row), k, n);
            }
        // From (batch, left, right) to the order of the result.
        const Labels order = joined({&roles.batch, &roles.left, &roles.right});
        Shape from;
        for (const int label : order)
            from.push_back(sizes.at(label));
        const auto strides = rowMajorStrides(from);
        std::vector<std::int64_t> walkStrides;
        for (const int label : equation.output)
            walkStrides.push_back(
                strides[static_cast<std::size_t>(std::find(order.begin(), order.end(), label) - order.begin())]);
        if (y->elements() == 0)
            return {};
        Odometer<1> walk(shape, {walkStrides});
        do {
            *out++ = static_cast<T>(sums[static_cast<std::size_t>(walk.offsets[0])]);
        } while (walk.next());
        return {};
    });
}

constexpr OpEntry kTable[] = {{"Einsum", einsum}};

} // namespace

std::span<const OpEntry> einsumOps()
{
    return kTable;
}

} // namespace lw::engine
