// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/VisibleGraph.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <set>
#include <sstream>

using namespace lw;
using namespace lw::layout;

namespace {

Layer layer(const std::string& name, const std::string& className, const std::vector<std::string>& inputs)
{
    Layer made;
    made.name = name;
    made.className = className;
    LayerNode call;
    for (const auto& input : inputs)
        call.inputs.push_back({input, 0, 0});
    call.outputShapes.push_back(Shape{kUnknownDim, 8});
    made.nodes.push_back(call);
    return made;
}

/// "name:Class < input input" a line.
std::vector<Layer> layersOf(const std::string& text)
{
    std::vector<Layer> layers;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line, ';');) {
        std::istringstream words(line);
        std::string head, word;
        words >> head;
        std::vector<std::string> inputs;
        while (words >> word)
            if (word != "<")
                inputs.push_back(word);
        const auto colon = head.find(':');
        layers.push_back(layer(head.substr(0, colon), head.substr(colon + 1), inputs));
    }
    return layers;
}

Model functional(std::vector<Layer> layers)
{
    Model model;
    model.kind = ModelKind::Functional;
    model.layers = std::move(layers);
    model.inputRefs = {{model.layers.front().name, 0, 0}};
    model.outputRefs = {{model.layers.back().name, 0, 0}};
    return model;
}

/// "a > b" for every edge between cards, sorted; groups by their title.
QString edgesOf(const Outline& outline, const VisibleGraph& graph)
{
    const auto name = [&](std::uint32_t card) {
        const auto& shown = graph.cards[card];
        return QString::fromStdString(shown.isGroup ? "[" + outline.groups[shown.index].card.title + "]"
                                                    : outline.nodes[shown.index].card.title);
    };
    QStringList list;
    for (const VisibleEdge& edge : graph.edges)
        list << name(edge.from) + QStringLiteral(" > ") + name(edge.to);
    list.sort();
    return list.join(QStringLiteral("; "));
}

VisibleGraph shown(const Outline& outline, bool folded)
{
    return visibleGraph(outline, std::vector<bool>(outline.groups.size(), folded));
}

Model nestedModel()
{
    Layer head = layer("head", "Functional", {"x"});
    head.nested = ModelKind::Functional;
    head.layers = layersOf("in:InputLayer; d1:Dense < in; add:Add < in d1");
    head.inputs = {{"in", 0, 0}};
    head.outputs = {{"add", 0, 0}};
    auto layers = layersOf("x:InputLayer; y:Dense < head");
    layers.insert(layers.begin() + 1, head);
    return functional(layers);
}

/// Blocks of dense, norm, relu, dense and a sum, as residual networks have them.
Model residual(int blocks, const std::string& prefix)
{
    std::string text = "x:InputLayer; stem:Conv2D < x", before = "stem";
    for (int block = 0; block < blocks; ++block) {
        const std::string name = prefix + std::to_string(block + 1) + "_";
        text += "; " + name + "a:Conv2D < " + before + "; " + name + "b:BatchNormalization < " + name + "a; " + name +
                "c:ReLU < " + name + "b; " + name + "d:Conv2D < " + name + "c; " + name + "add:Add < " + before + " " +
                name + "d";
        before = name + "add";
    }
    return functional(layersOf(text + "; pool:GlobalAveragePooling2D < " + before + "; out:Dense < pool"));
}

} // namespace

class tst_Outline : public QObject {
    Q_OBJECT

private slots:
    void emptyModelIsEmpty()
    {
        const Outline outline = outlineOfModel({});
        QVERIFY(outline.nodes.empty());
        QVERIFY(!outline.hasGraph);
    }

    void functionalModelKeepsItsConnections()
    {
        const Outline outline =
            outlineOfModel(functional(layersOf("a:InputLayer; b:Dense < a; c:Dense < a; d:Add < b c")));
        QCOMPARE(edgesOf(outline, shown(outline, false)), QStringLiteral("a > b; a > c; b > d; c > d"));
        QVERIFY(outline.nodes[0].card.isInput);
        QVERIFY(outline.nodes[3].card.isOutput);
        QCOMPARE(outline.edges[0].label, std::string("None × 8"));
    }

    void sequentialModelWithoutCallsIsAChain()
    {
        Model model;
        model.kind = ModelKind::Sequential;
        model.layers = layersOf("a:Dense; b:Dense; c:Dense");
        const Outline outline = outlineOfModel(model);
        QCOMPARE(edgesOf(outline, shown(outline, false)), QStringLiteral("a > b; b > c"));
    }

    void layerCalledTwiceIsOneNode()
    {
        auto layers = layersOf("a:InputLayer; b:InputLayer; s:Dense < a; m:Add < s");
        layers[2].nodes.push_back({{{"b", 0, 0}}, {}, {}, {}});
        const Outline outline = outlineOfModel(functional(layers));
        QCOMPARE(edgesOf(outline, shown(outline, false)), QStringLiteral("a > s; b > s; s > m"));
        QCOMPARE(outline.nodes[2].card.calls, 2U);
    }

    void nestedModelUnfoldsToItsLayers()
    {
        const Outline outline = outlineOfModel(nestedModel());
        QCOMPARE(edgesOf(outline, shown(outline, false)),
                 QStringLiteral("add > y; d1 > add; in > add; in > d1; x > in"));
        QCOMPARE(edgesOf(outline, shown(outline, true)), QStringLiteral("[head] > y; x > [head]"));
        QCOMPARE(outline.groups[0].leaves, 3U);
        QCOMPARE(outline.nodes[2].card.path, std::string("head/d1"));
    }

    void frameHoldsTheCardsOfItsGroup()
    {
        const Outline outline = outlineOfModel(nestedModel());
        const VisibleGraph graph = shown(outline, false);
        QCOMPARE(graph.frames.size(), std::size_t(1));
        QCOMPARE(std::count_if(graph.cards.begin(), graph.cards.end(),
                               [](const VisibleCard& card) { return card.frame == 0; }),
                 std::ptrdiff_t(3));
        QVERIFY(shown(outline, true).frames.empty());
    }

    void wrapperStartsFolded()
    {
        auto layers = layersOf("a:InputLayer; w:Bidirectional < a");
        layers[1].layers = layersOf("forward_lstm:LSTM; backward_lstm:LSTM");
        for (Layer& inner : layers[1].layers)
            inner.nodes.clear();
        const Outline outline = outlineOfModel(functional(layers));
        QVERIFY(outline.groups[0].startsFolded);
        QCOMPARE(outline.groups[0].card.detail, std::string("LSTM"));
        QCOMPARE(edgesOf(outline, shown(outline, true)), QStringLiteral("a > [w]"));
        QCOMPARE(edgesOf(outline, shown(outline, false)), QStringLiteral("a > w"));
    }

    void brokenReferencesAreLeftOut()
    {
        auto layers = layersOf("a:InputLayer; b:Dense < nowhere a");
        layers[1].nodes[0].inputs[1].node = 99;
        layers[1].nodes[0].inputs[1].tensor = 99;
        const Outline outline = outlineOfModel(functional(layers));
        QCOMPARE(edgesOf(outline, shown(outline, false)), QStringLiteral("a > b"));
    }

    void layersWithoutCallsHaveNoGraph()
    {
        Model model;
        model.layers = layersOf("a:Dense; b:Dense");
        for (Layer& each : model.layers)
            each.nodes.clear();
        const Outline outline = outlineOfModel(model);
        QCOMPARE(outline.nodes.size(), std::size_t(2));
        QVERIFY(outline.edges.empty());
        QVERIFY(!outline.hasGraph);
    }

    void residualBlocksAreFound()
    {
        const Outline outline = outlineOfModel(residual(6, "block"));
        const auto stack = std::find_if(outline.groups.begin(), outline.groups.end(),
                                        [](const OutlineGroup& group) { return group.kind == GroupKind::Stack; });
        QVERIFY(stack != outline.groups.end());
        QCOMPARE(stack->repeats, 6U);
        QCOMPARE(stack->leaves, 0U + 30U);
        std::vector<bool> folded(outline.groups.size(), true);
        QCOMPARE(visibleGraph(outline, folded).cards.size(), std::size_t(5));
    }

    void equalLayersAreOneRunEach()
    {
        Model model;
        std::string text = "in:InputLayer";
        for (int i = 0; i < 20; ++i)
            text += "; dense_" + std::to_string(i) + ":Dense " + (i == 0 ? "in" : "dense_" + std::to_string(i - 1));
        model.layers = layersOf(text);
        const Outline outline = outlineOfModel(model);
        QCOMPARE(outline.groups.size(), std::size_t(1));
        QVERIFY(outline.groups.front().kind == GroupKind::Stack);
        QVERIFY(outline.groups.front().repeats >= 19U); // the first reads the input, which may tell it from the others
        QCOMPARE(outline.groups.front().leaves, outline.groups.front().repeats);
    }

    void blocksBeginWhereOneValuePasses()
    {
        const Outline outline = outlineOfModel(residual(4, "block"));
        std::set<std::string> titles;
        for (const OutlineGroup& group : outline.groups)
            if (group.kind == GroupKind::Block)
                titles.insert(group.card.title);
        QCOMPARE(titles, (std::set<std::string>{"block1", "block2", "block3", "block4"}));
    }

    void smallModelsStartUnfolded()
    {
        const Outline outline = outlineOfModel(residual(6, "block"));
        QVERIFY(!outline.foldedRepeats);
        for (const OutlineGroup& group : outline.groups)
            QVERIFY(!group.startsFolded);
    }

    void largeModelsStartWithFoldedRepeats()
    {
        const Outline outline = outlineOfModel(residual(60, "block"));
        QVERIFY(outline.foldedRepeats);
        std::vector<bool> folded;
        for (const OutlineGroup& group : outline.groups)
            folded.push_back(group.startsFolded);
        QVERIFY(visibleGraph(outline, folded).cards.size() < 10);
    }

    void foldedGraphNeverHasACycle()
    {
        const Outline outline = outlineOfModel(residual(9, "b"));
        const VisibleGraph graph = shown(outline, true);
        for (const VisibleEdge& edge : graph.edges)
            for (const VisibleEdge& other : graph.edges)
                QVERIFY(!(edge.from == other.to && edge.to == other.from));
    }

    void operatorsAreGroupedByScope()
    {
        graph::Graph graph;
        const auto add = [&](const char* name, const char* op, std::vector<graph::Edge> inputs) {
            graph::Node node;
            node.name = name;
            node.op = op;
            node.inputs = std::move(inputs);
            return graph.add(std::move(node));
        };
        const auto x = add("x", "Placeholder", {});
        const auto w = add("model/dense/w", "Const", {});
        const auto product = add("model/dense/MatMul", "MatMul", {x, w});
        const auto sum = add("model/dense/BiasAdd", "BiasAdd", {product});
        const auto relu = add("model/act/Relu", "Relu", {sum});
        const auto two = add("model/act/Mul", "Mul", {relu, relu});
        add("y", "Identity", {two});
        const Outline outline = outlineOfGraph(graph);
        QCOMPARE(outline.nodes.size(), std::size_t(6)); // without the constant
        QCOMPARE(outline.groups.size(), std::size_t(3));
        QCOMPARE(edgesOf(outline, shown(outline, false)),
                 QStringLiteral("BiasAdd > Relu; MatMul > BiasAdd; Mul > y; Relu > Mul; x > MatMul"));
        QCOMPARE(edgesOf(outline, shown(outline, true)), QStringLiteral("[model] > y; x > [model]"));
    }

    void variablesAreToldByTheirReaders()
    {
        graph::Graph graph;
        graph::Node variable;
        variable.name = "kernel";
        variable.op = "Placeholder";
        variable.outputs = {{DType::Resource, Shape{}}};
        const auto handle = graph.add(variable);
        graph::Node reading;
        reading.name = "dense/ReadVariableOp";
        reading.op = "ReadVariableOp";
        reading.inputs = {handle};
        reading.outputs = {{DType::Float32, Shape{4, 2}}};
        const auto read = graph.add(reading);
        graph::Node product;
        product.name = "dense/MatMul";
        product.op = "MatMul";
        product.inputs = {read};
        graph.add(product);
        const Outline outline = outlineOfGraph(graph);
        QCOMPARE(outline.nodes.size(), std::size_t(1));
        QCOMPARE(outline.nodes[0].card.detail, std::string("4 × 2"));
    }

    void shapesAreWrittenWithTimes()
    {
        QCOMPARE(edgeShapeText(Shape{kUnknownDim, 28, 28, 1}), std::string("None × 28 × 28 × 1"));
        QCOMPARE(edgeShapeText(Shape{}), std::string("scalar"));
        QCOMPARE(edgeShapeText(std::nullopt), std::string("?"));
    }
};

QTEST_GUILESS_MAIN(tst_Outline)
#include "tst_Outline.moc"
