// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Graph.h"
#include "core/graph/Prune.h"
#include "tests/support/Fixtures.h"

#include <QObject>
#include <algorithm>

using namespace lw;
using graph::Edge;
using graph::Graph;
using graph::Node;

class tst_Graph : public QObject {
    Q_OBJECT

private slots:
    void ordersNodesAfterTheirInputs();
    void ordersNodesAfterTheirControls();
    void refusesCycles();
    void refusesEdgesOutOfTheGraph();
    void ordersLongChainsWithoutRecursion();
    void dumpsALineForEveryNode();
    void dumpsOnlySmallTensors();
    void prunesWhatNobodyNeeds();
    void readsAttributesOnlyOfTheirKind();
};

namespace {

Node node(std::string name, std::string op, std::vector<Edge> inputs = {})
{
    Node made;
    made.name = std::move(name);
    made.op = std::move(op);
    made.inputs = std::move(inputs);
    return made;
}

} // namespace

void tst_Graph::ordersNodesAfterTheirInputs()
{
    Graph graph;
    graph.add(node("sum", "AddV2", {{1, 0}, {2, 0}}));
    graph.add(node("a", "Placeholder"));
    graph.add(node("b", "Relu", {{1, 0}}));
    const auto order = graph::topologicalOrder(graph);
    VERIFY_RESULT(order);
    QCOMPARE(*order, (std::vector<std::uint32_t>{1, 2, 0}));
}

void tst_Graph::ordersNodesAfterTheirControls()
{
    Graph graph;
    graph.add(node("late", "NoOp"));
    graph.add(node("early", "NoOp"));
    graph.nodes[0].controls = {1};
    const auto order = graph::topologicalOrder(graph);
    VERIFY_RESULT(order);
    QCOMPARE(order->front(), 1U);
}

void tst_Graph::refusesCycles()
{
    Graph graph;
    graph.add(node("a", "Relu", {{1, 0}}));
    graph.add(node("b", "Relu", {{0, 0}}));
    const auto order = graph::topologicalOrder(graph);
    QVERIFY(!order.ok());
    QCOMPARE(order.error().kind, ErrorKind::Corrupt);
}

void tst_Graph::refusesEdgesOutOfTheGraph()
{
    Graph graph;
    graph.add(node("a", "Relu", {{7, 0}}));
    const auto order = graph::topologicalOrder(graph);
    QVERIFY(!order.ok());
    QCOMPARE(order.error().kind, ErrorKind::Corrupt);
}

void tst_Graph::ordersLongChainsWithoutRecursion()
{
    Graph graph;
    constexpr std::uint32_t kCount = 300000;
    graph.add(node("0", "Placeholder"));
    for (std::uint32_t i = 1; i < kCount; ++i)
        graph.add(node("n", "Relu", {{i - 1, 0}}));
    const auto order = graph::topologicalOrder(graph);
    VERIFY_RESULT(order);
    QVERIFY(std::is_sorted(order->begin(), order->end()));
}

void tst_Graph::dumpsALineForEveryNode()
{
    Graph graph;
    graph.add(node("x", "Placeholder"));
    graph.nodes[0].outputs = {{DType::Float32, Shape{kUnknownDim, 4}}};
    graph.add(node("y", "LeakyRelu", {{0, 0}}));
    graph.nodes[1].attrs = {{"alpha", 0.5}};
    graph.inputs = {{"x", {0, 0}}};
    graph.outputs = {{"y", {1, 0}}};
    QCOMPARE(QString::fromStdString(graph::dump(graph)),
             QStringLiteral("x = Placeholder() -> float32 (None, 4)\ny = LeakyRelu(x) alpha=0.5\ninput x = x\n"
                            "output y = y\n"));
}

void tst_Graph::dumpsOnlySmallTensors()
{
    Graph graph;
    graph.add(node("c", "Const"));
    graph.nodes[0].attrs = {{"value", Tensor::fromVector({2}, std::vector<std::int32_t>{3, 4})}};
    graph.add(node("d", "Const"));
    graph.nodes[1].attrs = {{"value", Tensor::fromVector({9}, std::vector<float>(9, 1.0F))}};
    QCOMPARE(QString::fromStdString(graph::dump(graph)),
             QStringLiteral("c = Const() value=int32(2,){3, 4}\nd = Const() value=float32(9,)\n"));
}

void tst_Graph::prunesWhatNobodyNeeds()
{
    Graph graph;
    graph.add(node("dead", "Const"));
    graph.add(node("x", "Placeholder"));
    graph.add(node("unused", "Relu", {{1, 0}}));
    graph.add(node("y", "Neg", {{1, 0}}));
    graph.outputs = {{"y", {3, 0}}};
    graph::prune(graph);
    QCOMPARE(graph.nodes.size(), std::size_t(2));
    QCOMPARE(graph.nodes[1].inputs.front(), (Edge{0, 0}));
    QCOMPARE(graph.outputs.front().edge, (Edge{1, 0}));
}

void tst_Graph::readsAttributesOnlyOfTheirKind()
{
    Node some = node("n", "Op");
    some.attrs = {{"axis", 3}, {"name", "text"}};
    QCOMPARE(some.intAttr("axis"), std::int64_t(3));
    QCOMPARE(some.floatAttr("axis", 0.5), 0.5);
    QCOMPARE(some.textAttr("name"), std::string("text"));
    QCOMPARE(some.intAttr("name", 7), std::int64_t(7));
    QVERIFY(some.intsAttr("axis").empty());
}

QTEST_GUILESS_MAIN(tst_Graph)
#include "tst_Graph.moc"
