// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <algorithm>

/// EinsumDense (keras/src/layers/core/einsum_dense.py).
namespace lw::graph {

namespace {

struct Equation {
    std::string x, kernel, output;
};

std::optional<Equation> parse(std::string text)
{
    std::erase(text, ' ');
    const std::size_t comma = text.find(','), arrow = text.find("->");
    if (comma == std::string::npos || arrow == std::string::npos || comma > arrow)
        return std::nullopt;
    return Equation{text.substr(0, comma), text.substr(comma + 1, arrow - comma - 1), text.substr(arrow + 2)};
}

/// "ab" of "abc,cd->abd": the output is the dimensions that x keeps, then those that the kernel adds. Then one product
/// of matrices does it. contracted counts the dimensions that are summed.
bool isProduct(const Equation& equation, std::size_t& contracted)
{
    for (contracted = 1; contracted < equation.kernel.size(); ++contracted) {
        const std::string sum = equation.kernel.substr(0, contracted), added = equation.kernel.substr(contracted);
        if (!equation.x.ends_with(sum) || equation.kernel.find('.') != std::string::npos)
            continue;
        const std::string kept = equation.x.substr(0, equation.x.size() - contracted);
        if (!kept.empty() && equation.output == kept + added)
            return true;
    }
    return false;
}

Edge asProduct(LayerCall& call, Edge x, const Shape& kernel, std::size_t contracted)
{
    GraphBuilder& g = call.g;
    std::int64_t inner = 1, outer = 1;
    for (std::size_t i = 0; i < kernel.size(); ++i)
        (i < contracted ? inner : outer) *= kernel[i];
    const Edge matrix = call.weightAs("kernel", {inner, outer});
    std::vector<Size> kept;
    for (std::size_t i = 0; i + contracted < g.rank(x); ++i)
        kept.push_back(g.size(x, static_cast<std::int64_t>(i)));
    if (contracted > 1) {
        std::vector<Size> sizes = kept;
        sizes.push_back({inner, {}, 0, false});
        x = g.reshape(x, sizes);
    }
    const Edge y = g.dense(x, matrix);
    if (kernel.size() - contracted == 1)
        return y;
    for (std::size_t i = contracted; i < kernel.size(); ++i)
        kept.push_back({kernel[i], {}, 0, false});
    return g.reshape(y, kept);
}

void einsumDense(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const std::string text = call.config().text("equation");
    const auto equation = parse(text);
    if (!equation)
        return void(call.refuse("an unreadable equation"));
    const Edge x = g.cast(call.x(), call.compute);
    const Tensor* kernel = call.findWeight("kernel");
    std::size_t contracted = 0;
    Edge y;
    if (kernel && kernel->rank() == equation->kernel.size() && isProduct(*equation, contracted)) {
        y = asProduct(call, x, kernel->shape(), contracted);
    } else {
        std::string plain = text;
        std::erase(plain, ' ');
        y = g.op("Einsum", {x, call.weight("kernel")}, {{"equation", plain}, {"N", 2}});
    }
    if (!call.setting("bias_axes").isNull()) {
        const Edge bias = call.weight("bias");
        y = g.rank(bias) == 1 ? g.biasAdd(y, bias) : g.add(y, bias);
    }
    call.out(call.activate(y));
}

constexpr LayerRow kRows[] = {{"EinsumDense", einsumDense}};

} // namespace

std::span<const LayerRow> einsumLayers()
{
    return kRows;
}

} // namespace lw::graph
