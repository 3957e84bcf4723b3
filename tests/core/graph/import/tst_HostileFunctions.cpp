// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/Message.h"
#include "core/graph/import/FunctionLibrary.h"
#include "core/graph/import/Inliner.h"
#include "core/graph/import/ProtoValues.h"
#include "core/graph/import/SavedObjects.h"
#include "tests/support/Fixtures.h"

#include <framework.pb.h>

using namespace lw;
using namespace lw::graph;

namespace {

/// A length-delimited field.
std::string field(int number, const std::string& bytes)
{
    std::string out(1, static_cast<char>(number << 3 | 2));
    std::size_t size = bytes.size();
    for (; size >= 0x80; size >>= 7)
        out.push_back(static_cast<char>(size | 0x80));
    out.push_back(static_cast<char>(size));
    return out + bytes;
}

pb::NodeDef node(const std::string& name, const std::string& op, const std::vector<std::string>& inputs = {})
{
    pb::NodeDef definition;
    definition.set_name(name);
    definition.set_op(op);
    for (const std::string& input : inputs)
        definition.add_input(input);
    auto* type = definition.add_attr();
    type->set_key("T");
    type->mutable_value()->set_type(1);
    return definition;
}

pb::NodeDef call(const std::string& name, const std::string& function, const std::string& input)
{
    pb::NodeDef definition = node(name, "PartitionedCall", {input});
    auto* f = definition.add_attr();
    f->set_key("f");
    f->mutable_value()->mutable_func()->set_name(function);
    auto* types = definition.add_attr();
    types->set_key("Tout");
    types->mutable_value()->mutable_list()->add_type(1);
    return definition;
}

/// A function of one float that returns the given tensor.
std::string function(const std::string& name, const std::vector<pb::NodeDef>& nodes, const std::string& returns)
{
    pb::FunctionDef definition;
    definition.mutable_signature()->set_name(name);
    auto* in = definition.mutable_signature()->add_input_arg();
    in->set_name("x");
    in->set_type(1);
    auto* out = definition.mutable_signature()->add_output_arg();
    out->set_name("y");
    out->set_type(1);
    for (const pb::NodeDef& one : nodes)
        *definition.add_node_def() = one;
    auto* ret = definition.add_ret();
    ret->set_key("y");
    ret->set_value(returns);
    return protobuf::serialize(definition);
}

struct Program {
    std::shared_ptr<const SavedModelFile> file;
    std::unique_ptr<FunctionLibrary> library;
};

Program program(const std::vector<std::string>& functions, const std::vector<pb::NodeDef>& nodes = {})
{
    std::string graph;
    for (const pb::NodeDef& one : nodes)
        graph += field(1, protobuf::serialize(one));
    std::string library;
    for (const std::string& one : functions)
        library += field(1, one);
    graph += field(2, library);
    const std::string path = test::temporaryFolder() + "/saved_model.pb";
    test::writeAll(path, "\x08\x01" + field(2, field(2, graph)));
    Program made;
    auto file = SavedModelFile::open(path);
    if (file) {
        made.file = std::move(file).value();
        made.library = std::make_unique<FunctionLibrary>(made.file, made.file->mainMetaGraph());
    }
    return made;
}

/// Unfolds function "A" of a program.
Result<Graph> unfold(const Program& made)
{
    Inliner inliner(*made.library, [](const std::string&) -> Result<BoundVariable> { return notFound("no variables"); },
                    {});
    const Edge input = inliner.addInput("x", DType::Float32, {});
    LW_ASSIGN(const auto outputs, inliner.call("A", {input}, {}));
    inliner.graph().outputs.push_back({"y", outputs.front()});
    return inliner.finish();
}

} // namespace

class TestHostileFunctions : public QObject {
    Q_OBJECT
private slots:
    void unfoldsCallsWithinCalls();
    void refusesRecursion_data();
    void refusesRecursion();
    void refusesDeepCalls();
    void refusesToUnfoldWithoutBound();
    void refusesAMissingFunction();
    void refusesCycles();
    void survivesALongChain();
    void refusesBadInputs_data();
    void refusesBadInputs();
    void keepsOperationsThatItDoesNotKnow();
    void refusesConstantsThatDoNotFit();
    void fillsConstantsWithTheirLastValue();
    void dropsEdgesToObjectsThatDoNotExist();
};

void TestHostileFunctions::unfoldsCallsWithinCalls()
{
    const auto graph =
        unfold(program({function("A", {call("c", "B", "x"), node("r", "Relu", {"c:output:0"})}, "r:activations:0"),
                        function("B", {node("n", "Neg", {"x"})}, "n:y:0")}));
    VERIFY_RESULT(graph);
    QCOMPARE(graph->nodes.size(), 3U);
    QCOMPARE(graph->nodes[1].name, std::string("c/n"));
    QCOMPARE(graph->nodes[2].op, std::string("Relu"));
}

void TestHostileFunctions::refusesRecursion_data()
{
    QTest::addColumn<QString>("second");
    QTest::newRow("A calls A") << "A";
    QTest::newRow("A calls B calls A") << "B";
}

void TestHostileFunctions::refusesRecursion()
{
    QFETCH(QString, second);
    const auto graph = unfold(program({function("A", {call("c", second.toStdString(), "x")}, "c:output:0"),
                                       function("B", {call("c", "A", "x")}, "c:output:0")}));
    QVERIFY(!graph);
    QCOMPARE(graph.error().kind, ErrorKind::Unsupported);
}

void TestHostileFunctions::refusesDeepCalls()
{
    std::vector<std::string> functions;
    for (int i = 0; i < 1000; ++i)
        functions.push_back(function(i == 0 ? "A" : "f" + std::to_string(i),
                                     {call("c", "f" + std::to_string(i + 1), "x")}, "c:output:0"));
    QCOMPARE(unfold(program(functions)).error().kind, ErrorKind::Unsupported);
}

void TestHostileFunctions::refusesToUnfoldWithoutBound()
{
    std::vector<std::string> functions; // each calls the next one ten times: 10^20 operations
    for (int i = 0; i < 20; ++i) {
        std::vector<pb::NodeDef> calls;
        std::string last = "x";
        for (int j = 0; j < 10; ++j) {
            calls.push_back(call("c" + std::to_string(j), "f" + std::to_string(i + 1), last));
            last = "c" + std::to_string(j) + ":output:0";
        }
        functions.push_back(function(i == 0 ? "A" : "f" + std::to_string(i), calls, last));
    }
    functions.push_back(function("f20", {node("n", "Neg", {"x"})}, "n:y:0"));
    QCOMPARE(unfold(program(functions)).error().kind, ErrorKind::Unsupported);
}

void TestHostileFunctions::refusesAMissingFunction()
{
    QCOMPARE(unfold(program({function("A", {call("c", "none", "x")}, "c:output:0")})).error().kind,
             ErrorKind::NotFound);
}

void TestHostileFunctions::refusesCycles()
{
    const auto graph =
        unfold(program({function("A", {node("a", "Neg", {"b:y:0"}), node("b", "Neg", {"a:y:0"})}, "a:y:0")}));
    QCOMPARE(graph.error().kind, ErrorKind::Corrupt);
}

void TestHostileFunctions::survivesALongChain()
{
    std::vector<pb::NodeDef> nodes;
    std::string last = "x";
    for (int i = 0; i < 100000; ++i) {
        nodes.push_back(node("n" + std::to_string(i), "Neg", {last}));
        last = "n" + std::to_string(i) + ":y:0";
    }
    const auto graph = unfold(program({function("A", nodes, last)}));
    VERIFY_RESULT(graph);
    QCOMPARE(graph->nodes.size(), 100001U);
}

void TestHostileFunctions::refusesBadInputs_data()
{
    QTest::addColumn<QString>("input");
    QTest::newRow("no such node") << "nobody";
    QTest::newRow("output 99999") << "n:y:99999";
    QTest::newRow("index that is no number") << "n:y:z";
    QTest::newRow("index past 32 bits") << "n:y:99999999999999";
    QTest::newRow("empty") << "";
}

void TestHostileFunctions::refusesBadInputs()
{
    QFETCH(QString, input);
    const auto graph =
        unfold(program({function("A", {node("n", "Neg", {"x"}), node("m", "Neg", {input.toStdString()})}, "m:y:0")}));
    QCOMPARE(graph.error().kind, ErrorKind::Corrupt);
    const auto main = program({}, {node("n", "Neg", {input.toStdString()})}).library->mainGraph();
    QVERIFY(!main);
    QVERIFY(!program({}, {node("n", "Neg", {}), node("n", "Neg", {})}).library->mainGraph());
}

void TestHostileFunctions::keepsOperationsThatItDoesNotKnow()
{
    const auto graph = unfold(
        program({function("A", {node("r", "ReadFile", {"x"}), node("p", "PyFunc", {"r:contents:0"})}, "p:output:0")}));
    VERIFY_RESULT(graph);
    QCOMPARE(graph->nodes[1].op, std::string("ReadFile"));
    QCOMPARE(graph->nodes[2].op, std::string("PyFunc"));
}

void TestHostileFunctions::refusesConstantsThatDoNotFit()
{
    pb::TensorData data;
    data.set_dtype(1);
    data.mutable_tensor_shape()->add_dim()->set_size(2);
    data.set_tensor_content("abc");
    QVERIFY(!tensorFromProto(data));
    data.clear_tensor_content();
    for (int i = 0; i < 3; ++i)
        data.add_float_val(1);
    QVERIFY(!tensorFromProto(data));
    data.clear_float_val();
    data.mutable_tensor_shape()->mutable_dim(0)->set_size(1LL << 40);
    QVERIFY(!tensorFromProto(data)); // one value for a terabyte
    data.mutable_tensor_shape()->mutable_dim(0)->set_size(-1);
    QVERIFY(!tensorFromProto(data));
    data.set_dtype(9999);
    QVERIFY(!tensorFromProto(data));
}

void TestHostileFunctions::fillsConstantsWithTheirLastValue()
{
    pb::TensorData data;
    data.set_dtype(1);
    data.mutable_tensor_shape()->add_dim()->set_size(4);
    data.add_float_val(1);
    data.add_float_val(2);
    const auto tensor = tensorFromProto(data);
    VERIFY_RESULT(tensor);
    QVERIFY(*tensor->toFloats() == (std::vector<float>{1, 2, 2, 2}));
    data.clear_float_val();
    QVERIFY(*tensorFromProto(data)->toFloats() == (std::vector<float>{0, 0, 0, 0}));
}

void TestHostileFunctions::dropsEdgesToObjectsThatDoNotExist()
{
    const std::string child = field(1, std::string("\x08\x07\x12\x01", 4) + "x"); // node 7, "x"
    const std::string self = field(1, std::string("\x12\x04", 2) + "self");       // node 0
    const std::string message = field(1, child + self);
    const auto objects = SavedObjects::read(asBytes(message));
    VERIFY_RESULT(objects);
    QCOMPARE(objects->size(), 1U);
    QCOMPARE(objects->children(0).size(), 1U);
    QVERIFY(objects->find(0, "self/self/self") == 0U);
    QVERIFY(!objects->find(0, "x"));
}

QTEST_APPLESS_MAIN(TestHostileFunctions)
#include "tst_HostileFunctions.moc"
