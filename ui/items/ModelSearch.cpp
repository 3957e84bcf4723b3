// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/ModelSearch.h"

#include "core/graph/TracedProgram.h"
#include "core/layout/Outline.h"
#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

namespace {

/// A candidate: which thing it is, and how well its name fits.
struct Hit {
    Found::Kind kind;
    const void* thing;
    int rank;
    std::string path;
};

class Matcher {
public:
    explicit Matcher(const QString& text) : m_words(text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {}
    [[nodiscard]] bool empty() const { return m_words.isEmpty(); }

    /// 0 the last part of the path is the text, 1 it begins with it, 2 the path holds it, 3 another part does; -1 no
    /// match.
    [[nodiscard]] int rank(const QString& path, const QString& detail) const
    {
        bool inPath = true;
        for (const QString& word : m_words) {
            const bool here = path.contains(word, Qt::CaseInsensitive);
            if (!here && !detail.contains(word, Qt::CaseInsensitive))
                return -1;
            inPath = inPath && here;
        }
        const QString last = path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
        const QString& first = m_words.first();
        if (m_words.size() == 1 &&
            (last.compare(first, Qt::CaseInsensitive) == 0 || path.compare(first, Qt::CaseInsensitive) == 0))
            return 0;
        if (inPath && (last.startsWith(first, Qt::CaseInsensitive) || path.startsWith(first, Qt::CaseInsensitive)))
            return 1;
        return inPath ? 2 : 3;
    }

private:
    QStringList m_words;
};

QString layerDetail(const Layer& layer)
{
    const std::optional<Shape> shape = layer.nodes.empty() || layer.nodes.front().outputShapes.empty()
                                           ? std::nullopt
                                           : layer.nodes.front().outputShapes.front();
    const QString name = displayText(layer.className);
    return shape ? name + QStringLiteral("  ") + shapeLabel(shape) : name;
}

QString variableDetail(const Variable& variable)
{
    const std::string_view type = dtypeName(variable.tensor.dtype());
    return shapeLabel(variable.tensor.shape()) + QStringLiteral("  ") +
           QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size()));
}

/// "__inference_conv_1_layer_call_3848" as "conv_1_layer_call_3848": the part that tells functions apart.
std::string_view functionWord(std::string_view function)
{
    constexpr std::string_view kPrefix = "__inference_";
    function = function.starts_with(kPrefix) ? function.substr(kPrefix.size()) : function;
    while (function.starts_with('_'))
        function.remove_prefix(1);
    return function;
}

Found describe(const Hit& hit, const OperatorNames* operators)
{
    Found found;
    found.kind = hit.kind;
    found.path = identityText(hit.path);
    if (hit.kind == Found::Kind::Layer) {
        const auto& layer = *static_cast<const Layer*>(hit.thing);
        found.detail = layerDetail(layer);
        found.known = layer.known;
        found.className = layer.className;
    } else if (hit.kind == Found::Kind::Variable) {
        const auto& variable = *static_cast<const Variable*>(hit.thing);
        found.detail = variableDetail(variable);
        found.layerPath = identityText(variable.layer);
    } else {
        const auto& one = *static_cast<const OperatorName*>(hit.thing);
        found.function = identityText(operators->functions.at(one.function));
        found.detail = displayText(one.op);
        if (!found.function.isEmpty())
            found.detail += QStringLiteral("  ") + displayText(functionWord(operators->functions.at(one.function)));
    }
    return found;
}

} // namespace

OperatorNames operatorNames(const Model& model, std::stop_token stop)
{
    OperatorNames names;
    const graph::TracedProgram* program = graph::tracedProgram(model);
    if (!program)
        return names;
    const auto collect = [&names](std::string_view function, const Result<graph::Graph>& graph) {
        if (!graph)
            return; // a damaged function has nothing to find; the graph pane says so
        const auto index = static_cast<std::uint32_t>(names.functions.size());
        names.functions.emplace_back(function);
        for (const layout::OutlineNode& node : layout::outlineOfGraph(*graph).nodes)
            names.operators.push_back({index, node.card.path, node.card.className});
    };
    collect({}, program->mainGraph());
    for (const graph::FunctionSummary& function : program->functions()) {
        if (stop.stop_requested())
            break;
        collect(function.name, program->function(function.name));
    }
    return names;
}

const Variable* firstVariableOf(const Model& model, std::string_view layerPath)
{
    const Variable* below = nullptr;
    if (layerPath.empty())
        return nullptr;
    for (const Variable& variable : model.variables) {
        if (variable.layer == layerPath)
            return &variable;
        const std::string_view owner = variable.layer;
        if (!below && owner.starts_with(layerPath) && owner[layerPath.size()] == '/')
            below = &variable;
    }
    return below;
}

FoundList findInModel(const Model& model, const OperatorNames* operators, const QString& text, std::size_t limit)
{
    const Matcher matcher(text);
    FoundList list;
    if (matcher.empty())
        return list;
    std::vector<Hit> hits;
    const auto consider = [&](Found::Kind kind, const void* thing, const std::string& path, const QString& detail,
                              const std::string& className = {}) {
        int rank = matcher.rank(identityText(path), detail);
        if (rank < 0)
            return;
        if (rank > 1 && identityText(className).compare(text.simplified(), Qt::CaseInsensitive) == 0)
            rank = 1;
        // An operator is seldom what is meant while a layer or weight fits as well.
        hits.push_back({kind, thing, kind == Found::Kind::Operator ? rank + 2 : rank, path});
    };
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        consider(Found::Kind::Layer, &layer, path, layerDetail(layer), layer.className);
    });
    for (const Variable& variable : model.variables)
        consider(Found::Kind::Variable, &variable, variable.path, variableDetail(variable));
    if (operators) {
        for (const OperatorName& one : operators->operators)
            consider(Found::Kind::Operator, &one, one.name, identityText(one.op));
    }
    // Layers come before variables and operators of the same rank: they were visited first.
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.rank < b.rank; });
    list.total = hits.size();
    hits.resize(std::min(hits.size(), limit));
    for (const Hit& hit : hits)
        list.best.push_back(describe(hit, operators));
    return list;
}

} // namespace lw::ui
