// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/LayerAlignment.h"

#include <algorithm>
#include <unordered_map>

namespace lw::edit {

namespace {

/// A layer that owns variables, with numbers that are equal where text would be.
struct Owner {
    Indices variables;
    std::size_t shapes = 0, className = 0, name = 0;
};

/// Numbers for texts, shared between both models.
class Numbers {
public:
    std::size_t of(const std::string& text) { return m_numbers.emplace(text, m_numbers.size()).first->second; }

private:
    std::unordered_map<std::string, std::size_t> m_numbers;
};

std::string roleOf(const Variable& variable)
{
    return variable.role.empty() ? variable.path.substr(variable.path.rfind('/') + 1) : variable.role;
}

std::vector<Owner> ownersOf(const Model& model, const Indices& indices, Numbers& numbers)
{
    std::unordered_map<std::string, std::string> classes;
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) { classes[path] = layer.className; });
    std::vector<Owner> owners;
    std::unordered_map<std::string, std::size_t> known;
    for (const std::size_t index : indices) {
        const std::string& layer = model.variables[index].layer;
        const auto [entry, isNew] = known.emplace(layer, owners.size());
        if (isNew) {
            owners.emplace_back();
            owners.back().className = numbers.of("class " + classes[layer]);
            owners.back().name = numbers.of("name " + layer.substr(layer.rfind('/') + 1));
        }
        owners[entry->second].variables.push_back(index);
    }
    for (Owner& owner : owners) {
        std::string shapes;
        for (const std::size_t index : owner.variables)
            shapes += roleOf(model.variables[index]) + shapeText(model.variables[index].tensor.shape());
        owner.shapes = numbers.of("shapes " + shapes);
    }
    return owners;
}

/// 0: never together. Shapes outweigh everything; a name only decides between equals.
int score(const Owner& a, const Owner& b)
{
    if (a.className != b.className)
        return 0;
    return (a.shapes == b.shapes ? 16 : 2) + (a.name == b.name ? 1 : 0);
}

/// Pairs of positions, ascending in both.
IndexPairs align(const std::vector<Owner>& a, const std::vector<Owner>& b)
{
    enum Step : std::uint8_t { Both, SkipA, SkipB };
    const std::size_t width = b.size() + 1;
    std::vector<Step> steps((a.size() + 1) * width, SkipB);
    std::vector<int> above(width, 0), row(width, 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = 0;
        steps[i * width] = SkipA;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int together = score(a[i - 1], b[j - 1]);
            row[j] = std::max(above[j], row[j - 1]);
            steps[i * width + j] = row[j] == above[j] ? SkipA : SkipB;
            if (together > 0 && above[j - 1] + together >= row[j]) {
                row[j] = above[j - 1] + together;
                steps[i * width + j] = Both;
            }
        }
        std::swap(above, row);
    }
    IndexPairs pairs;
    for (std::size_t i = a.size(), j = b.size(); i > 0 && j > 0;) {
        const Step step = steps[i * width + j];
        if (step == Both)
            pairs.emplace_back(i - 1, j - 1);
        i -= step == SkipB ? 0 : 1;
        j -= step == SkipA ? 0 : 1;
    }
    std::reverse(pairs.begin(), pairs.end());
    return pairs;
}

IndexPairs alignEnds(const std::vector<Owner>& a, const std::vector<Owner>& b)
{
    IndexPairs pairs;
    const std::size_t count = std::min(a.size(), b.size());
    std::size_t begin = 0, end = 0;
    for (; begin < count && score(a[begin], b[begin]) >= 16; ++begin)
        pairs.emplace_back(begin, begin);
    for (; begin + end < count && score(a[a.size() - 1 - end], b[b.size() - 1 - end]) >= 16; ++end)
        pairs.emplace_back(a.size() - 1 - end, b.size() - 1 - end);
    return pairs;
}

void pairWithin(const Model& source, const Owner& from, const Model& target, const Owner& to, IndexPairs& pairs)
{
    for (const std::size_t b : to.variables)
        for (const std::size_t a : from.variables)
            if (roleOf(source.variables[a]) == roleOf(target.variables[b])) {
                pairs.emplace_back(a, b);
                break;
            }
}

} // namespace

IndexPairs pairByStructure(const Model& source, const Indices& from, const Model& target, const Indices& to)
{
    Numbers numbers;
    const std::vector<Owner> a = ownersOf(source, from, numbers), b = ownersOf(target, to, numbers);
    constexpr std::size_t kLimit = 40'000'000;
    const bool small = a.empty() || b.size() <= kLimit / a.size();
    IndexPairs pairs;
    for (const auto& [i, j] : small ? align(a, b) : alignEnds(a, b))
        pairWithin(source, a[i], target, b[j], pairs);
    std::sort(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
    return pairs;
}

} // namespace lw::edit
