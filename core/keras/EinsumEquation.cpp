// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/EinsumEquation.h"

#include <array>

namespace lw::keras {
namespace {

struct Equation {
    std::string input, kernel, output;
};

/// Splits "ab,bc->ac" and drops ellipses and blanks; leading tells whether the ellipsis stands before the letters.
std::optional<Equation> parse(std::string_view text, bool& ellipsis, bool& leading)
{
    const auto comma = text.find(','), arrow = text.find("->");
    if (comma == std::string_view::npos || arrow == std::string_view::npos || arrow < comma || text.size() > 200)
        return std::nullopt;
    const auto letters = [&](std::string_view part) {
        std::string kept;
        for (const char letter : part)
            if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))
                kept += letter;
        return kept;
    };
    const std::string_view input = text.substr(0, comma);
    ellipsis = input.find("...") != std::string_view::npos;
    leading = input.find_first_not_of(' ') == input.find("...");
    return Equation{letters(input), letters(text.substr(comma + 1, arrow - comma - 1)),
                    letters(text.substr(arrow + 2))};
}

using Sizes = std::array<std::int64_t, 128>;

std::int64_t& sizeOf(Sizes& sizes, char letter)
{
    return sizes[static_cast<unsigned char>(letter) & 127U];
}

} // namespace

std::optional<EinsumShapes> resolveEinsumDense(const LayerConfig& config, const Shape& input)
{
    bool ellipsis = false, leading = false;
    const auto equation = parse(config.text("equation"), ellipsis, leading);
    if (!equation || (ellipsis ? input.size() < equation->input.size() : input.size() != equation->input.size()))
        return std::nullopt;
    Sizes sizes;
    sizes.fill(kUnknownDim);
    // Letters of the input stand at its end when the ellipsis leads, at its start otherwise.
    const std::size_t elided = input.size() - equation->input.size();
    for (std::size_t i = 0; i < equation->input.size(); ++i)
        sizeOf(sizes, equation->input[i]) = input[i + (leading ? elided : 0)];
    // output_shape lists the output without its first axis; elided axes are not in it.
    const auto wanted = shapeFromJson(config.json("output_shape"));
    Shape target = wanted.value_or(Shape{});
    if (const auto one = config.integer("output_shape"))
        target = {*one};
    const std::size_t outputLetters = equation->output.size();
    for (std::size_t back = 0; back < target.size() && back < outputLetters; ++back) {
        const char letter = equation->output[outputLetters - 1 - back];
        const std::int64_t dim = target[target.size() - 1 - back];
        if (dim >= 0 && sizeOf(sizes, letter) < 0)
            sizeOf(sizes, letter) = dim;
    }
    EinsumShapes shapes;
    for (const char letter : equation->kernel)
        shapes.kernel.push_back(sizeOf(sizes, letter));
    const auto elidedBegin =
        leading ? input.begin() : input.begin() + static_cast<std::ptrdiff_t>(equation->input.size());
    const Shape middle(elidedBegin, elidedBegin + static_cast<std::ptrdiff_t>(elided));
    if (leading)
        shapes.output = middle;
    for (const char letter : equation->output)
        shapes.output.push_back(sizeOf(sizes, letter));
    if (!leading)
        shapes.output.insert(shapes.output.end(), middle.begin(), middle.end());
    const std::string axes = config.text("bias_axes");
    if (axes.empty())
        return shapes;
    // The bias spans from its first axis to the last of the output, with 1 where it does not vary.
    const auto first = equation->output.find_first_of(axes);
    if (first == std::string::npos)
        return std::nullopt;
    shapes.bias.emplace();
    for (std::size_t i = first; i < equation->output.size(); ++i) {
        const char letter = equation->output[i];
        shapes.bias->push_back(axes.find(letter) == std::string::npos ? 1 : sizeOf(sizes, letter));
    }
    if (!leading)
        shapes.bias->insert(shapes.bias->end(), elided, 1);
    return shapes;
}

} // namespace lw::keras
