// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/GraphBuilder.h"
#include "core/graph/shapes/ShapeInference.h"
#include "tests/support/Fixtures.h"

#include <QObject>

using namespace lw;
using graph::Edge;
using graph::Graph;
using graph::GraphBuilder;

class tst_ShapeInference : public QObject {
    Q_OBJECT

private slots:
    void infersShapes_data();
    void infersShapes();
    void namesTheNodeWhoseShapesDoNotFit();
    void followsShapeArithmetic();
    void fillsConcreteShapesIntoAnOpenGraph();
    void settlesLoopsWhoseShapesStay();
    void forgetsWhatALoopChanges();
};

namespace {

using Build = Edge (*)(GraphBuilder&, Edge);

QString shapeOf(const GraphBuilder& builder, Edge edge)
{
    return QString::fromStdString(builder.shape(edge) ? shapeText(*builder.shape(edge)) : "?");
}

Edge weights(GraphBuilder& g, Shape shape)
{
    std::size_t count = 1;
    for (const std::int64_t dim : shape)
        count *= static_cast<std::size_t>(dim);
    return g.constant(Tensor::fromVector(std::move(shape), std::vector<float>(count, 0.0F)));
}

using Ints = std::vector<std::int64_t>;

} // namespace

Q_DECLARE_METATYPE(Build)

void tst_ShapeInference::infersShapes_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char* name, Build build, const char* shape) {
        QTest::newRow(name) << build << QString::fromLatin1(shape);
    };
    // The input is (None, 8, 6, 4).
    row(
        "element by element", [](GraphBuilder& g, Edge x) { return g.unary("Relu", x); }, "(None, 8, 6, 4)");
    row(
        "broadcasting",
        [](GraphBuilder& g, Edge x) {
            return g.add(x, weights(g, {6, 1}));
        },
        "(None, 8, 6, 4)");
    row(
        "convolution, same",
        [](GraphBuilder& g, Edge x) {
            return g.op("Conv2D", {x, weights(g, {3, 3, 4, 5})}, {{"strides", Ints{1, 2, 1, 1}}, {"padding", "SAME"}});
        },
        "(None, 4, 6, 5)");
    row(
        "convolution, valid and dilated",
        [](GraphBuilder& g, Edge x) {
            return g.op("Conv2D", {x, weights(g, {3, 3, 4, 5})},
                        {{"strides", Ints{1, 1, 1, 1}}, {"dilations", Ints{1, 2, 2, 1}}, {"padding", "VALID"}});
        },
        "(None, 4, 2, 5)");
    row(
        "depthwise convolution",
        [](GraphBuilder& g, Edge x) {
            return g.op("DepthwiseConv2dNative", {x, weights(g, {3, 3, 4, 2})},
                        {{"strides", Ints{1, 1, 1, 1}}, {"padding", "VALID"}});
        },
        "(None, 6, 4, 8)");
    row(
        "pooling",
        [](GraphBuilder& g, Edge x) {
            return g.op("MaxPool", {x},
                        {{"ksize", Ints{1, 2, 2, 1}}, {"strides", Ints{1, 2, 2, 1}}, {"padding", "VALID"}});
        },
        "(None, 4, 3, 4)");
    row(
        "mean over axes",
        [](GraphBuilder& g, Edge x) {
            return g.reduce("Mean", x, {1, 2}, false);
        },
        "(None, 4)");
    row(
        "mean keeping axes", [](GraphBuilder& g, Edge x) { return g.reduce("Mean", x, {-1}, true); },
        "(None, 8, 6, 1)");
    row(
        "transpose",
        [](GraphBuilder& g, Edge x) {
            return g.transpose(x, {0, 3, 1, 2});
        },
        "(None, 4, 8, 6)");
    row(
        "product of matrices",
        [](GraphBuilder& g, Edge x) {
            return g.dense(x, weights(g, {4, 7}));
        },
        "(None, 8, 6, 7)");
    row(
        "slice", [](GraphBuilder& g, Edge x) { return g.slice(x, 1, 1, -2); }, "(None, 5, 6, 4)");
    row(
        "slice with a step", [](GraphBuilder& g, Edge x) { return g.slice(x, 2, std::nullopt, std::nullopt, -2); },
        "(None, 8, 3, 4)");
    row(
        "concatenation",
        [](GraphBuilder& g, Edge x) {
            return g.concat({x, x}, -1);
        },
        "(None, 8, 6, 8)");
    row(
        "expanded and squeezed", [](GraphBuilder& g, Edge x) { return g.squeeze(g.expandDims(x, 1), {1}); },
        "(None, 8, 6, 4)");
    row(
        "reshape with an open size",
        [](GraphBuilder& g, Edge x) {
            return g.reshape(x, {g.size(x, 0), {192, {}, 0, false}});
        },
        "(None, 192)");
    row(
        "einsum",
        [](GraphBuilder& g, Edge x) {
            return g.op("Einsum", {x, weights(g, {4, 2, 3})}, {{"equation", "abcd,def->abcef"}, {"N", 2}});
        },
        "(None, 8, 6, 2, 3)");
    row(
        "resize",
        [](GraphBuilder& g, Edge x) {
            return g.op("ResizeBilinear", {x, g.ints({3, 9})});
        },
        "(None, 3, 9, 4)");
    row(
        "gather",
        [](GraphBuilder& g, Edge x) {
            return g.op("GatherV2", {x, g.ints({1, 2, 3}), g.intScalar(1)}, {{"batch_dims", 0}});
        },
        "(None, 3, 6, 4)");
    row(
        "pad",
        [](GraphBuilder& g, Edge x) {
            return g.op("Pad",
                        {x, g.constant(Tensor::fromVector({4, 2}, std::vector<std::int32_t>{0, 0, 1, 2, 0, 0, 0, 1}))});
        },
        "(None, 11, 6, 5)");
}

void tst_ShapeInference::infersShapes()
{
    QFETCH(Build, build);
    QFETCH(QString, shape);
    Graph graph;
    GraphBuilder builder(graph);
    const Edge x = builder.placeholder("x", DType::Float32, Shape{kUnknownDim, 8, 6, 4});
    const Edge y = build(builder, x);
    QVERIFY2(!builder.error(), builder.error() ? builder.error()->toString().c_str() : "");
    QCOMPARE(shapeOf(builder, y), shape);
}

void tst_ShapeInference::namesTheNodeWhoseShapesDoNotFit()
{
    Graph graph;
    GraphBuilder builder(graph);
    builder.setLayer("dense");
    const Edge x = builder.placeholder("x", DType::Float32, Shape{kUnknownDim, 31});
    builder.dense(x, weights(builder, {32, 2}));
    QVERIFY(builder.error().has_value());
    QCOMPARE(builder.error()->kind, ErrorKind::Invalid);
    QCOMPARE(QString::fromStdString(builder.error()->toString()),
             QStringLiteral("dense/MatMul: MatMul: shapes (None, 31) and (32, 2) cannot be multiplied"));
}

void tst_ShapeInference::followsShapeArithmetic()
{
    Graph graph;
    GraphBuilder g(graph);
    const Edge x = g.placeholder("x", DType::Float32, Shape{kUnknownDim, 6, 4});
    const graph::Size area = g.times(g.size(x, 0), g.size(x, 1));
    const Edge y = g.op("Reshape", {x, g.sizes({area, g.size(x, 2)})});
    QCOMPARE(shapeOf(g, y), QStringLiteral("(None, 4)"));
    graph.inputs = {{"x", x}};
    graph.outputs = {{"y", y}};
    const std::vector<Shape> shapes{{5, 6, 4}};
    VERIFY_RESULT(graph::inferShapes(graph, shapes));
    QCOMPARE(*graph.nodes[y.node].outputs[0].shape, (Shape{30, 4}));
    QVERIFY(graph::allShapesKnown(graph));
}

void tst_ShapeInference::fillsConcreteShapesIntoAnOpenGraph()
{
    Graph graph;
    GraphBuilder g(graph);
    const Edge x = g.placeholder("x", DType::Float32, Shape{kUnknownDim, kUnknownDim, kUnknownDim, 3});
    const Edge y =
        g.op("MaxPool", {x}, {{"ksize", Ints{1, 2, 2, 1}}, {"strides", Ints{1, 2, 2, 1}}, {"padding", "SAME"}});
    graph.inputs = {{"x", x}};
    graph.outputs = {{"y", y}};
    QVERIFY(!graph::allShapesKnown(graph));
    const std::vector<Shape> shapes{{2, 7, 5, 3}};
    VERIFY_RESULT(graph::inferShapes(graph, shapes));
    QCOMPARE(*graph.nodes[y.node].outputs[0].shape, (Shape{2, 4, 3, 3}));
}

namespace {

/// A While over (counter, value) whose body is given.
Graph loopOver(Graph body, Shape start)
{
    Graph graph;
    auto functions = std::make_shared<std::map<std::string, std::shared_ptr<const Graph>, std::less<>>>();
    functions->emplace("body", std::make_shared<Graph>(std::move(body)));
    graph.functions = functions;
    GraphBuilder g(graph);
    const Edge count = g.intScalar(0);
    const Edge value = g.placeholder("x", DType::Float32, start);
    g.op("While", {count, value}, {{"body", graph::FunctionRef{"body"}}, {"cond", graph::FunctionRef{"body"}}});
    graph.inputs = {{"x", value}};
    return graph;
}

Graph bodyThat(Edge (*changes)(GraphBuilder&, Edge))
{
    Graph body;
    GraphBuilder g(body);
    const Edge count = g.placeholder("count", DType::Int32, Shape{});
    const Edge value = g.placeholder("value", DType::Float32, std::nullopt);
    body.inputs = {{"count", count}, {"value", value}};
    body.outputs = {{"count", g.binary("AddV2", count, 1.0)}, {"value", changes(g, value)}};
    return body;
}

} // namespace

void tst_ShapeInference::settlesLoopsWhoseShapesStay()
{
    Graph graph = loopOver(bodyThat([](GraphBuilder& g, Edge x) { return g.unary("Tanh", x); }), {2, 3});
    VERIFY_RESULT(graph::inferShapes(graph, std::vector<Shape>{{2, 3}}));
    QCOMPARE(*graph.nodes.back().outputs[1].shape, (Shape{2, 3}));
}

void tst_ShapeInference::forgetsWhatALoopChanges()
{
    Graph graph = loopOver(bodyThat([](GraphBuilder& g, Edge x) {
                               return g.op("ConcatV2", {x, x, g.intScalar(0)}, {{"N", 2}});
                           }),
                           {2, 3});
    VERIFY_RESULT(graph::inferShapes(graph, std::vector<Shape>{{2, 3}}));
    QCOMPARE(*graph.nodes.back().outputs[1].shape, (Shape{kUnknownDim, 3}));
}

QTEST_GUILESS_MAIN(tst_ShapeInference)
#include "tst_ShapeInference.moc"
