// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/interpreter/Interpreter.h"
#include "core/formats/FormatRegistry.h"
#include "core/graph/TracedProgram.h"
#include "core/graph/import/BindVariables.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <set>

using namespace lw;
using namespace lw::graph;

namespace {

Result<Model> open(const std::string& name)
{
    return formats::openModel(test::fixture("saved_model/" + name));
}

std::string operations(const Graph& graph)
{
    std::set<std::string> names;
    for (const Node& node : graph.nodes)
        names.insert(node.op);
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " ") + name;
    return text;
}

std::string names(const std::vector<NamedEdge>& edges)
{
    std::string text;
    for (const NamedEdge& edge : edges)
        text += (text.empty() ? "" : " ") + edge.name;
    return text;
}

/// Runs a graph with the plain kernels; inputs in the graph's order.
Result<std::vector<std::vector<float>>> run(const Graph& graph, const std::vector<Tensor>& inputs)
{
    LW_ASSIGN(const auto interpreter, engine::Interpreter::create(std::make_shared<const Graph>(graph)));
    std::vector<engine::Value> values;
    for (const Tensor& input : inputs) {
        LW_ASSIGN(engine::Value value, engine::valueFromTensor(input));
        values.push_back(std::move(value));
    }
    LW_ASSIGN(const auto outputs, interpreter.run(std::move(values), {}));
    std::vector<std::vector<float>> numbers;
    for (const engine::Value& output : outputs) {
        LW_ASSIGN(std::vector<float> list, engine::tensorFromValue(output).toFloats());
        numbers.push_back(std::move(list));
    }
    return numbers;
}

} // namespace

class TestImportedProgram : public QObject {
    Q_OBJECT
private slots:
    void choosesTheTraceOfTheTrainingArgument();
    void namesLayersAndTheirOutputs();
    void callsASingleLayer();
    void keepsLoopsAndBranchesAsFunctions();
    void runsLoopsAndBranches();
    void returnsByName();
    void fillsTablesBeforeTheyAreUsed();
    void runsTensorFlow1();
    void showsEveryFunction();
    void bindsChangedWeights();
    void saysWhatIsNotThere();
};

void TestImportedProgram::choosesTheTraceOfTheTrainingArgument()
{
    const auto model = open("functional");
    VERIFY_RESULT(model);
    const auto inference = tracedProgram(*model)->call({}, false);
    VERIFY_RESULT(inference);
    QCOMPARE(operations(*inference), std::string("AddV2 BiasAdd Const MatMul Mul Placeholder Rsqrt Sub"));
    QCOMPARE(names(inference->inputs), std::string("numbers"));
    QCOMPARE(names(inference->outputs), std::string("scale"));
    const auto training = tracedProgram(*model)->call({}, true);
    VERIFY_RESULT(training);
    QVERIFY(operations(*training).find("SquaredDifference") != std::string::npos);
    VERIFY_RESULT(topologicalOrder(*training));
}

void TestImportedProgram::namesLayersAndTheirOutputs()
{
    const auto model = open("functional");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->call({}, false);
    VERIFY_RESULT(graph);
    QCOMPARE(names(graph->taps), std::string("hidden norm scale"));
    for (const Node& node : graph->nodes)
        if (node.op == "MatMul")
            QCOMPARE(node.layer, std::string("hidden"));
}

void TestImportedProgram::callsASingleLayer()
{
    const auto model = open("functional");
    VERIFY_RESULT(model);
    for (const char* path : {"scale", "layer-3"}) {
        const auto graph = tracedProgram(*model)->call(path, true);
        VERIFY_RESULT(graph);
        QCOMPARE(operations(*graph), std::string("Const Mul Placeholder"));
    }
}

void TestImportedProgram::keepsLoopsAndBranchesAsFunctions()
{
    const auto model = open("loops");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->call({}, false);
    VERIFY_RESULT(graph);
    QCOMPARE(operations(*graph), std::string("AddV2 Const Greater If Placeholder Split Sum While"));
    QVERIFY(graph->functions != nullptr);
    QCOMPARE(graph->functions->size(), 4U);
    for (const auto& [name, function] : *graph->functions)
        for (const NamedEdge& input : function->inputs) // variables go in by value
            QVERIFY(function->nodes[input.edge.node].outputs[0].dtype != DType::Resource);
}

void TestImportedProgram::runsLoopsAndBranches()
{
    const auto model = open("loops");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->call({}, false);
    VERIFY_RESULT(graph);
    QCOMPARE(names(graph->inputs), std::string("x rounds"));
    const auto outputs = run(*graph, {Tensor::fromVector({1, 2}, std::vector<float>{1, 2}),
                                      Tensor::fromVector(Shape{}, std::vector<std::int32_t>{2})});
    VERIFY_RESULT(outputs);
    QCOMPARE(outputs->at(0).at(0), 12.9375F); // first column: ((x W + 1) W + 1) 2 + 10
    QCOMPARE(outputs->at(1).at(0), 23.78125F);
    const auto other = run(*graph, {Tensor::fromVector({1, 2}, std::vector<float>{-1, -2}),
                                    Tensor::fromVector(Shape{}, std::vector<std::int32_t>{0})});
    VERIFY_RESULT(other);
    QCOMPARE(other->at(0).at(0), 8.0F); // the other branch: x - 1, + 10
}

void TestImportedProgram::returnsByName()
{
    const auto model = open("loops");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->signature("serving_default");
    VERIFY_RESULT(graph);
    QCOMPARE(names(graph->inputs), std::string("rounds x"));
    QCOMPARE(names(graph->outputs), std::string("first second"));
}

void TestImportedProgram::fillsTablesBeforeTheyAreUsed()
{
    const auto model = open("loops");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->signature("size");
    VERIFY_RESULT(graph);
    int lookups = 0;
    for (const Node& node : graph->nodes) {
        if (node.op != "LookupTableFindV2")
            continue;
        ++lookups;
        QCOMPARE(node.controls.size(), 1U);
        QVERIFY(graph->nodes[node.controls[0]].op != "NoOp");
    }
    QCOMPARE(lookups, 2);
}

void TestImportedProgram::runsTensorFlow1()
{
    const auto model = open("version1");
    VERIFY_RESULT(model);
    const auto graph = tracedProgram(*model)->signature("serving_default");
    VERIFY_RESULT(graph);
    QCOMPARE(operations(*graph), std::string("AddV2 Const MatMul Placeholder Softmax"));
    QCOMPARE(names(graph->inputs), std::string("input"));
    const auto outputs = run(*graph, {Tensor::fromVector({1, 3}, std::vector<float>{0, 0, 0})});
    VERIFY_RESULT(outputs);
    QVERIFY(std::abs(outputs->at(0).at(1) - 0.53120937F) < 1e-6F); // softmax of (0, 1/8)
}

void TestImportedProgram::showsEveryFunction()
{
    for (const char* name : {"functional", "loops", "version1"}) {
        const auto model = open(name);
        VERIFY_RESULT(model);
        const TracedProgram* program = tracedProgram(*model);
        VERIFY_RESULT(program->mainGraph());
        for (const FunctionSummary& summary : program->functions()) {
            const auto graph = program->function(summary.name);
            VERIFY_RESULT(graph);
            QCOMPARE(graph->nodes.size(), summary.nodes + summary.inputs.size());
            QCOMPARE(graph->outputs.size(), summary.outputs.size());
        }
    }
}

void TestImportedProgram::bindsChangedWeights()
{
    auto model = open("version1");
    VERIFY_RESULT(model);
    auto graph = tracedProgram(*model)->signature("serving_default");
    VERIFY_RESULT(graph);
    for (Variable& variable : model->variables)
        if (variable.path == "layer/bias")
            variable.tensor = Tensor::fromVector({2}, std::vector<float>{3, 3});
    bindVariables(*graph, *model);
    const auto outputs = run(*graph, {Tensor::fromVector({1, 3}, std::vector<float>{0, 0, 0})});
    VERIFY_RESULT(outputs);
    QCOMPARE(outputs->at(0).at(1), 0.5F);
}

void TestImportedProgram::saysWhatIsNotThere()
{
    const auto model = open("functional");
    VERIFY_RESULT(model);
    QCOMPARE(tracedProgram(*model)->signature("none").error().kind, ErrorKind::NotFound);
    QCOMPARE(tracedProgram(*model)->call("none", false).error().kind, ErrorKind::NotFound);
    QCOMPARE(tracedProgram(*model)->function("none").error().kind, ErrorKind::NotFound);
}

QTEST_APPLESS_MAIN(TestImportedProgram)
#include "tst_ImportedProgram.moc"
