// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SmallGraphs.h"
#include "tests/support/Fixtures.h"

using namespace lw;
using namespace lw::engine::test;
using engine::Interpreter;
using engine::Value;

/// What the interpreter does with any graph: results, checks before a run, limits, errors.
class TestInterpreter : public QObject {
    Q_OBJECT

private slots:
    void computesOutputsAndFetches()
    {
        Graph graph;
        const Edge x = input(graph, DType::Float32, Shape{kUnknownDim, 2});
        const Edge product =
            op(graph, "MatMul", {x, constant(graph, Tensor::fromVector({2, 1}, std::vector<float>{3, 4}))});
        output(graph, op(graph, "Relu", {product}));
        engine::InterpreterOptions options;
        options.fetches = {product};
        options.profile = true;
        const auto interpreter = Interpreter::create(std::make_shared<const Graph>(graph), options);
        VERIFY_RESULT(interpreter);
        for (int repeat = 0; repeat < 2; ++repeat) {
            const auto results = interpreter->run({floats({2, 2}, {1, 1, -1, 0})}, {});
            VERIFY_RESULT(results);
            QCOMPARE(results->size(), 2U);
            QCOMPARE((*results)[0].as<float>()[0], 7.0F);
            QCOMPARE((*results)[0].as<float>()[1], 0.0F);
            QCOMPARE((*results)[1].as<float>()[1], -3.0F);
        }
        QCOMPARE(interpreter->times().size(), 2U);
    }

    void leavesInputsAndWeightsAlone()
    {
        Graph graph;
        const Edge x = input(graph, DType::Float32);
        output(graph, op(graph, "Relu", {op(graph, "Neg", {x})}));
        output(graph, op(graph, "Neg", {constant(graph, Tensor::fromVector({1}, std::vector<float>{5}))}));
        const auto interpreter = Interpreter::create(std::make_shared<const Graph>(graph));
        VERIFY_RESULT(interpreter);
        const Value given = floats({2}, {1, -2});
        for (int repeat = 0; repeat < 2; ++repeat) {
            const auto results = interpreter->run({given}, {});
            VERIFY_RESULT(results);
            QCOMPARE((*results)[0].as<float>()[1], 2.0F);
            QCOMPARE((*results)[1].as<float>()[0], -5.0F);
            QCOMPARE(given.as<float>()[1], -2.0F);
        }
    }

    void refusesInputsThatDoNotFit()
    {
        Graph graph;
        output(graph, op(graph, "Relu", {input(graph, DType::Float32, Shape{kUnknownDim, 2})}));
        const auto wrongType = runGraph(graph, {integer(1)});
        QVERIFY(!wrongType && wrongType.error().kind == ErrorKind::Invalid);
        const auto wrongShape = runGraph(graph, {floats({3}, {1, 2, 3})});
        QCOMPARE(QString::fromStdString(wrongShape.error().toString()),
                 QString("x0: expected shape (None, 2), got (3,)"));
        QVERIFY(!runGraph(graph, {}));
    }

    void namesAnUnsupportedOperationBeforeRunning()
    {
        Graph graph;
        const Edge bad = op(graph, "ReadFile", {number(graph, 1)});
        op(graph, "PyFunc", {}); // not needed by anything
        graph.nodes[bad.node].layer = "body/custom";
        output(graph, bad);
        const auto interpreter = Interpreter::create(std::make_shared<const Graph>(graph));
        QVERIFY(!interpreter);
        QVERIFY(interpreter.error().kind == ErrorKind::Unsupported);
        QCOMPARE(QString::fromStdString(interpreter.error().toString()),
                 QString("body/custom (ReadFile1): operation ReadFile is not supported"));
    }

    void findsUnsupportedOperationsInFunctions()
    {
        Graph body;
        output(body, op(body, "WriteFile", {input(body, DType::Int32)}));
        Graph graph;
        graph.functions =
            std::make_shared<const FunctionTable>(FunctionTable{{"f", std::make_shared<const Graph>(body)}});
        output(graph, op(graph, "PartitionedCall", {number(graph, 1)}, {{"f", graph::FunctionRef{"f"}}}));
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(graph)).error().kind == ErrorKind::Unsupported);
    }

    void rejectsBrokenGraphs()
    {
        Graph cycle;
        const Edge a = op(cycle, "Identity", {Edge{1, 0}});
        op(cycle, "Identity", {a});
        output(cycle, a);
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(cycle)).error().kind == ErrorKind::Corrupt);
        Graph self;
        const Edge alone = op(self, "NoOp", {});
        self.nodes[0].controls = {0};
        output(self, alone);
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(self)).error().kind == ErrorKind::Corrupt);
        Graph outside;
        output(outside, op(outside, "Identity", {Edge{99999, 0}}));
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(outside)).error().kind == ErrorKind::Corrupt);
        Graph port;
        output(port, op(port, "Identity", {Edge{number(port, 1).node, 99999}}));
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(port)).error().kind == ErrorKind::Corrupt);
        Graph missing;
        output(missing, op(missing, "PartitionedCall", {}, {{"f", graph::FunctionRef{"nowhere"}}}));
        QVERIFY(Interpreter::create(std::make_shared<const Graph>(missing)).error().kind == ErrorKind::Corrupt);
        Graph unbound;
        output(unbound, op(unbound, "Placeholder", {}));
        QVERIFY(!Interpreter::create(std::make_shared<const Graph>(unbound)));
    }

    void runsDeepChainsWithoutRecursion()
    {
        Graph graph;
        Edge last = number(graph, 0);
        const Edge one = number(graph, 1);
        for (int i = 0; i < 100000; ++i)
            last = op(graph, "AddV2", {last, one});
        output(graph, last);
        const auto results = runGraph(std::move(graph));
        VERIFY_RESULT(results);
        QCOMPARE(asInt((*results)[0]), 100000);
    }

    void freesValuesAfterTheirLastUse()
    {
        Graph graph;
        Edge last = op(graph, "Fill",
                       {constant(graph, Tensor::fromVector({1}, std::vector<std::int32_t>{1 << 20})),
                        constant(graph, Tensor::fromVector(Shape{}, std::vector<float>{1}))});
        const Edge column = constant(graph, Tensor::fromVector({1}, std::vector<float>{1}));
        for (int i = 0; i < 50; ++i)
            last = op(graph, i % 2 == 0 ? "Softplus" : "SquaredDifference",
                      i % 2 == 0 ? std::vector{last} : std::vector{last, column});
        output(graph, op(graph, "Max", {last, number(graph, 0)}));
        engine::InterpreterOptions options;
        options.memoryLimit = 13 << 20; // three tensors of 4 MiB
        VERIFY_RESULT(runGraph(graph, {}, {}, options));
        options.memoryLimit = 3 << 20;
        const auto tooMuch = runGraph(graph, {}, {}, options);
        QVERIFY(!tooMuch && tooMuch.error().kind == ErrorKind::Invalid);
    }

    void errorsNameTheNodeAndItsLayer()
    {
        Graph graph;
        const Edge product = op(
            graph, "MatMul",
            {input(graph, DType::Float32), constant(graph, Tensor::fromVector({3, 1}, std::vector<float>{1, 2, 3}))});
        graph.nodes[product.node].layer = "dense_1";
        output(graph, product);
        const auto results = runGraph(graph, {floats({1, 2}, {1, 2})});
        QVERIFY(!results);
        QVERIFY(QString::fromStdString(results.error().toString())
                    .startsWith("dense_1 (MatMul2): MatMul: inner dimensions differ"));
    }
};

QTEST_APPLESS_MAIN(TestInterpreter)
#include "tst_Interpreter.moc"
