// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SmallGraphs.h"
#include "tests/support/Fixtures.h"

#include <thread>

using namespace lw;
using namespace lw::engine::test;
using engine::Interpreter;
using engine::Value;

/// Loops, branches and calls in the interpreter, and what lives through them: lists, variables, tables.
class TestControlFlow : public QObject {
    Q_OBJECT

private slots:
    void loops()
    {
        const auto results = runGraph(countingLoop(2500, 1));
        VERIFY_RESULT(results);
        QCOMPARE(asInt((*results)[0]), 2500);
    }

    void endlessLoopsAreCancelled()
    {
        std::stop_source source;
        std::jthread stopper([&source] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            source.request_stop();
        });
        const auto results = runGraph(countingLoop(1, 0), {}, Progress{source.get_token(), {}});
        QVERIFY(!results && results.error().kind == ErrorKind::Cancelled);
    }

    void recursionEndsWithAnError()
    {
        Graph body;
        output(body, op(body, "PartitionedCall", {input(body, DType::Int32)}, {{"f", graph::FunctionRef{"f"}}}));
        Graph graph;
        graph.functions =
            std::make_shared<const FunctionTable>(FunctionTable{{"f", std::make_shared<const Graph>(body)}});
        output(graph, op(graph, "PartitionedCall", {number(graph, 1)}, {{"f", graph::FunctionRef{"f"}}}));
        const auto results = runGraph(graph);
        QVERIFY(!results && results.error().kind == ErrorKind::Invalid);
    }

    void branches()
    {
        FunctionTable functions;
        for (const auto& [name, value] : {std::pair("yes", 10), std::pair("no", 20)}) {
            Graph branch;
            output(branch, op(branch, "AddV2", {input(branch, DType::Int32), number(branch, value)}));
            functions[name] = std::make_shared<const Graph>(branch);
        }
        Graph graph;
        graph.functions = std::make_shared<const FunctionTable>(functions);
        const Edge which = input(graph, DType::Int32);
        output(graph, op(graph, "StatelessIf", {op(graph, "Greater", {which, number(graph, 0)}), which},
                         {{"then_branch", graph::FunctionRef{"yes"}}, {"else_branch", graph::FunctionRef{"no"}}}));
        output(graph,
               op(graph, "Case", {which, which}, {{"branches", std::vector<graph::FunctionRef>{{"yes"}, {"no"}}}}));
        for (const auto& [given, ifResult, caseResult] :
             {std::tuple(1, 11, 21), {0, 20, 10}, {-4, 16, 16}, {7, 17, 27}}) {
            const auto results = runGraph(graph, {integer(given)});
            VERIFY_RESULT(results);
            QCOMPARE(asInt((*results)[0]), ifResult);
            QCOMPARE(asInt((*results)[1]), caseResult);
        }
    }

    void oldConditionalsSkipTheDeadSide()
    {
        Graph graph;
        const Edge x = input(graph, DType::Int32);
        const Edge split = op(graph, "Switch", {x, op(graph, "Greater", {x, number(graph, 0)})}, {}, 2);
        const Edge positive = op(graph, "FloorDiv", {number(graph, 100), Edge{split.node, 1}});
        const Edge other = op(graph, "Neg", {split});
        output(graph, op(graph, "Merge", {positive, other}, {}, 2));
        const auto divided = runGraph(graph, {integer(5)});
        VERIFY_RESULT(divided);
        QCOMPARE(asInt((*divided)[0]), 20);
        const auto negated = runGraph(graph, {integer(0)}); // the division by zero is on the dead side
        VERIFY_RESULT(negated);
        QCOMPARE(asInt((*negated)[0]), 0);
    }

    /// list[i] = i * i in a loop, as traced recurrent layers do.
    void fillsTensorListsInLoops()
    {
        FunctionTable functions;
        Graph condition;
        const Edge counter = input(condition, DType::Int32);
        input(condition, DType::Variant);
        output(condition, op(condition, "Less", {counter, number(condition, 200)}));
        Graph body;
        const Edge i = input(body, DType::Int32);
        const Edge list = input(body, DType::Variant);
        output(body, op(body, "AddV2", {i, number(body, 1)}));
        output(body, op(body, "TensorListSetItem", {list, i, op(body, "Mul", {i, i})}));
        functions["cond"] = std::make_shared<const Graph>(condition);
        functions["body"] = std::make_shared<const Graph>(body);
        Graph graph;
        graph.functions = std::make_shared<const FunctionTable>(functions);
        const Edge shape = constant(graph, Tensor::fromVector({0}, std::vector<std::int32_t>{}));
        const Edge empty =
            op(graph, "TensorListReserve", {shape, number(graph, 201)}, {{"element_dtype", DType::Int32}});
        const Edge loop = op(graph, "While", {number(graph, 0), empty},
                             {{"cond", graph::FunctionRef{"cond"}}, {"body", graph::FunctionRef{"body"}}}, 2);
        const Edge stacked =
            op(graph, "TensorListStack", {Edge{loop.node, 1}, shape}, {{"element_dtype", DType::Int32}});
        output(graph, stacked);
        output(graph, op(graph, "TensorListLength", {empty}));
        output(graph, op(graph, "TensorListStack", {empty, shape}, {{"element_dtype", DType::Int32}}));
        const auto results = runGraph(graph);
        VERIFY_RESULT(results);
        QCOMPARE((*results)[0].shape, (Shape{201}));
        QCOMPARE((*results)[0].as<std::int32_t>()[199], 199 * 199);
        QCOMPARE((*results)[0].as<std::int32_t>()[200], 0); // never set
        QCOMPARE(asInt((*results)[1]), 201);
        QCOMPARE((*results)[2].as<std::int32_t>()[199], 0); // the first list is as it was
    }

    void listsFromTensorsAndBack()
    {
        Graph graph;
        const Edge x = input(graph, DType::Float32);
        const Edge shape = constant(graph, Tensor::fromVector({1}, std::vector<std::int32_t>{-1}));
        const Edge list = op(graph, "TensorListFromTensor", {x, shape}, {{"element_dtype", DType::Float32}});
        const Edge pushed = op(graph, "TensorListPushBack",
                               {list, op(graph, "TensorListGetItem", {list, number(graph, 0), shape},
                                         {{"element_dtype", DType::Float32}})},
                               {{"element_dtype", DType::Float32}});
        output(graph, op(graph, "TensorListStack", {pushed, shape}, {{"element_dtype", DType::Float32}}));
        const Edge popped = op(graph, "TensorListPopBack", {list, shape}, {{"element_dtype", DType::Float32}}, 2);
        output(graph, Edge{popped.node, 1});
        output(graph, op(graph, "TensorListStack", {popped, shape}, {{"element_dtype", DType::Float32}}));
        output(graph, op(graph, "TensorListConcatV2", {list, shape, shape}, {{"element_dtype", DType::Float32}}, 2));
        const auto results = runGraph(graph, {floats({2, 2}, {1, 2, 3, 4})});
        VERIFY_RESULT(results);
        QCOMPARE((*results)[0].shape, (Shape{3, 2}));
        QCOMPARE((*results)[0].as<float>()[5], 2.0F);
        QCOMPARE((*results)[1].as<float>()[0], 3.0F);
        QCOMPARE((*results)[2].shape, (Shape{1, 2}));
        QCOMPARE((*results)[3].as<float>()[3], 4.0F);
    }

    void variablesLiveForOneRun()
    {
        Graph graph;
        const Edge handle = op(graph, "VarHandleOp", {}, {{"shared_name", "v"}, {"dtype", DType::Int32}});
        const Edge assign = op(graph, "AssignVariableOp", {handle, number(graph, 4)}, {}, 0);
        const Edge add = op(graph, "AssignAddVariableOp", {handle, number(graph, 3)}, {}, 0);
        graph.nodes[add.node].controls = {assign.node};
        const Edge read = op(graph, "ReadVariableOp", {handle}, {{"dtype", DType::Int32}});
        graph.nodes[read.node].controls = {add.node};
        output(graph, read);
        const auto interpreter = Interpreter::create(std::make_shared<const Graph>(graph));
        VERIFY_RESULT(interpreter);
        for (int repeat = 0; repeat < 2; ++repeat) {
            const auto results = interpreter->run({}, {});
            VERIFY_RESULT(results);
            QCOMPARE(asInt((*results)[0]), 7);
        }
        Graph unset;
        output(unset, op(unset, "ReadVariableOp", {op(unset, "VarHandleOp", {}, {{"shared_name", "v"}})}));
        QVERIFY(!runGraph(unset));
    }

    void tablesAreFilledFromConstants()
    {
        Graph graph;
        const Edge handle = op(graph, "HashTableV2", {},
                               {{"shared_name", "t"}, {"key_dtype", DType::String}, {"value_dtype", DType::Int64}});
        const Edge keys = constant(graph, Tensor::fromStrings({2}, {"cat", "dog"}));
        const Edge values = constant(graph, Tensor::fromVector({2}, std::vector<std::int64_t>{5, 6}));
        const Edge fill = op(graph, "LookupTableImportV2", {handle, keys, values}, {}, 0);
        const Edge fallback = constant(graph, Tensor::fromVector(Shape{}, std::vector<std::int64_t>{-1}));
        const Edge found = op(graph, "LookupTableFindV2",
                              {handle, constant(graph, Tensor::fromStrings({2}, {"dog", "cow"})), fallback});
        graph.nodes[found.node].controls = {fill.node};
        output(graph, found);
        const auto results = runGraph(graph);
        VERIFY_RESULT(results);
        QCOMPARE((*results)[0].as<std::int64_t>()[0], 6);
        QCOMPARE((*results)[0].as<std::int64_t>()[1], -1);
    }

    void functionsCanBeCalledFromOutside()
    {
        const Graph graph = countingLoop(5, 2);
        const auto interpreter = Interpreter::forFunctions(graph.functions, {"body"});
        VERIFY_RESULT(interpreter);
        const Progress progress;
        const auto runner = interpreter->functions(progress);
        const auto results = runner->call("body", {integer(1)});
        VERIFY_RESULT(results);
        QCOMPARE(asInt((*results)[0]), 3);
        QVERIFY(!runner->call("cond", {integer(1)})); // was not prepared
        QVERIFY(!runner->call("body", {}));
    }
};

QTEST_APPLESS_MAIN(TestControlFlow)
#include "tst_ControlFlow.moc"
