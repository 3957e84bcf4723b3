// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <algorithm>

namespace lw::graph::expression {

namespace {

Edge transposedLast(FunctionCall& c, Edge x)
{
    const std::size_t rank = c.g.rank(x);
    if (rank < 2)
        return x;
    std::vector<std::int64_t> order;
    for (std::size_t i = 0; i < rank; ++i)
        order.push_back(static_cast<std::int64_t>(i));
    std::swap(order[rank - 1], order[rank - 2]);
    return c.g.transpose(x, order);
}

Value matmul(FunctionCall& c)
{
    auto [a, b] = c.e.promoted(c.value(0), c.value(1), c.span);
    if (c.e.failed(c.span))
        return {};
    if (c.flag(2))
        a = transposedLast(c, a);
    if (c.flag(3))
        b = transposedLast(c, b);
    return c.e.matmul(a, b, c.span);
}

Value outer(FunctionCall& c)
{
    const auto [a, b] = c.e.promoted(c.value(0), c.value(1), c.span);
    if (c.e.failed(c.span) || c.g.rank(a) != 1 || c.g.rank(b) != 1)
        return c.fail("two vectors are needed here");
    return Value::of(c.g.mul(c.g.expandDims(a, 1), c.g.expandDims(b, 0)));
}

/// Checks that the letters fit the shapes, since a wrong equation is a likely mistake.
bool checkEquation(FunctionCall& c, const std::string& equation, const std::vector<Edge>& operands)
{
    const std::size_t arrow = equation.find("->");
    std::vector<std::string> terms(1);
    for (const char letter : equation.substr(0, arrow)) {
        const bool known = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '.';
        if (letter == ',')
            terms.emplace_back();
        else if (known)
            terms.back() += letter;
        else
            return c.fail("the equation may have letters, commas, dots and \"->\" only"), false;
    }
    if (arrow == std::string::npos)
        return c.fail("the equation needs an \"->\" before the letters of the result"), false;
    if (terms.size() != operands.size())
        return c.fail("the equation has " + std::to_string(terms.size()) + " terms for " +
                      std::to_string(operands.size()) + " tensors"),
               false;
    std::int64_t sizes[128] = {};
    for (std::size_t t = 0; t < terms.size(); ++t) {
        const bool open = terms[t].find('.') != std::string::npos || !c.g.shape(operands[t]);
        if (open)
            continue;
        if (terms[t].size() != c.g.rank(operands[t]))
            return c.fail("\"" + terms[t] + "\" does not fit " + describeValue(Value::of(operands[t]), c.g)), false;
        for (std::size_t i = 0; i < terms[t].size(); ++i) {
            std::int64_t& size = sizes[static_cast<unsigned char>(terms[t][i]) % 128];
            const std::int64_t dim = c.g.dim(operands[t], static_cast<std::int64_t>(i));
            if (size > 1 && dim > 1 && size != dim)
                return c.fail(std::string("\"") + terms[t][i] + "\" is " + std::to_string(size) + " and " +
                              std::to_string(dim)),
                       false;
            size = std::max(size, dim);
        }
    }
    for (const char letter : equation.substr(arrow + 2))
        if (letter != '.' && equation.substr(0, arrow).find(letter) == std::string::npos)
            return c.fail(std::string("the result has a \"") + printable(std::string(1, letter)) +
                          "\" that no tensor has"),
                   false;
    return true;
}

Value einsum(FunctionCall& c)
{
    std::string equation = c.text(0, "");
    std::erase(equation, ' ');
    if (c.rest.empty() || c.rest.size() > 2)
        return c.fail("einsum takes one or two tensors");
    const auto operands = c.e.promoted(c.rest, c.span);
    if (c.e.failed(c.span) || !checkEquation(c, equation, operands))
        return {};
    return Value::of(
        c.g.op("Einsum", operands, {{"equation", equation}, {"N", static_cast<std::int64_t>(operands.size())}}));
}

/// One number for all dimensions, or one each.
bool spatial(FunctionCall& c, std::size_t index, std::size_t count, std::vector<std::int64_t>& full)
{
    auto values = c.integers(index).value_or(std::vector<std::int64_t>{1});
    if (values.size() == 1)
        values.assign(count, values.front());
    const bool fits = values.size() == count &&
                      std::all_of(values.begin(), values.end(), [](std::int64_t v) { return v >= 1 && v <= 65536; });
    if (!fits)
        return c.fail("strides and dilations are " + std::to_string(count) + " positive numbers, or one"), false;
    full = {1};
    full.insert(full.end(), values.begin(), values.end());
    full.push_back(1);
    return true;
}

/// A convolution with 1 to 3 spatial dimensions, channels last.
Value convolution(FunctionCall& c)
{
    Edge x = c.floating(0), kernel = c.floating(1);
    if (c.e.failed(c.span) || !c.g.shape(x) || !c.g.shape(kernel) || c.g.rank(x) < 3 || c.g.rank(x) > 5 ||
        c.g.rank(kernel) != c.g.rank(x))
        return c.fail("conv needs a tensor (batch, ..., channels) and a kernel (..., channels, filters) of as many "
                      "dimensions");
    std::size_t count = c.g.rank(x) - 2;
    std::vector<std::int64_t> strides, dilations;
    std::string padding = c.text(3, "valid");
    for (char& letter : padding)
        letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (padding != "SAME" && padding != "VALID")
        return c.fail("the padding is \"same\" or \"valid\"");
    if (!spatial(c, 2, count, strides) || !spatial(c, 4, count, dilations))
        return {};
    const bool row = count == 1; // an image of one row
    if (row) {
        x = c.g.expandDims(x, 1);
        kernel = c.g.expandDims(kernel, 0);
        strides.insert(strides.begin(), 1);
        dilations.insert(dilations.begin(), 1);
    }
    const Edge result = c.g.op(count == 3 ? "Conv3D" : "Conv2D", {x, c.g.cast(kernel, c.g.dtype(x))},
                               {{"strides", strides},
                                {"dilations", dilations},
                                {"padding", padding},
                                {"data_format", count == 3 ? "NDHWC" : "NHWC"}});
    return Value::of(row ? c.g.squeeze(result, {1}) : result);
}

constexpr FunctionRow kRows[] = {
    {"matmul", "matmul(a, b, transpose_a=False, transpose_b=False)", "The matrix product, a @ b", matmul},
    {"outer", "outer(a, b)", "Every product of two vectors' elements", outer},
    {"einsum", "einsum(equation, *tensors)", "A product by letters: einsum(\"bij,jk->bik\", x, w)", einsum},
    {"conv", "conv(x, kernel, strides=1, padding=\"valid\", dilations=1)",
     "A convolution with 1 to 3 dimensions, channels last", convolution},
};

} // namespace

std::span<const FunctionRow> productFunctions()
{
    return kRows;
}

} // namespace lw::graph::expression
