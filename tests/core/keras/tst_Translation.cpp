// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/Translation.h"
#include "tests/support/Fixtures.h"

#include <algorithm>

using namespace lw;

/// Models of one generation of Keras in the dialect of the other; the architectures are those that real Keras wrote
/// (tests/fixtures/json/make_json.py).
class TranslationTest : public QObject {
    Q_OBJECT

private slots:
    void keepsShapesAndWeights_data();
    void keepsShapesAndWeights();
    void givesBackWhatItGot_data() { keepsShapesAndWeights_data(); }
    void givesBackWhatItGot();
    void countsCallsOfNestedModelsAsTheTargetDoes();
    void saysWhatCannotBeExpressed();
    void settlesShapesThatTheGraphComputes();
    void turnsMatricesByEinsum();
    void saysWhereClassesComputeSomethingElse();
    void translatesOperations();
    void saysThatLambdasAreCode();
    void namesBoundariesAndNoNumberOfThemForKeras2();
    void countsWhatKeras3Crosses();
    void leavesItsOwnDialectAlone();
    void survivesNonsense();
};

namespace {

/// Output shapes and, sorted, the weights of a model as text.
QString factsOf(const Json& architecture)
{
    Model model;
    if (const auto read = keras::readArchitecture(architecture, model); !read)
        return QString::fromStdString(read.error().toString());
    QString text;
    for (const TensorSpec& spec : model.outputs)
        text += QString::fromStdString(spec.shape ? shapeText(*spec.shape) : "?") + "\n";
    QStringList weights;
    for (const keras::ExpectedVariable& weight : keras::expectedVariables(model))
        // Keras 2 renames a second direction that the user gave, Keras 3 does not.
        weights += QString::fromStdString(weight.layer + " " + shapeText(weight.shape)).remove("backward_");
    weights.sort();
    return text + weights.join('\n');
}

Json parsed(const char* text)
{
    const auto json = Json::parse(text);
    return json.ok() ? *json : Json();
}

keras::Translation toOther(const Json& architecture)
{
    return keras::dialectGeneration(architecture) == 3 ? keras::toKeras2(architecture) : keras::toKeras3(architecture);
}

const char* const kNested = R"({"class_name": "Functional", "config": {"name": "outer", "layers": [
    {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "a"}, "name": "a",
     "inbound_nodes": []},
    {"class_name": "Functional", "name": "body", "inbound_nodes": [[["a", 0, 0, {}]]], "config": {"name": "body", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "b"},
         "name": "b", "inbound_nodes": []},
        {"class_name": "Dense", "config": {"name": "d", "units": 3}, "name": "d", "inbound_nodes": [[["b", 0, 0, {}]]]}],
        "input_layers": [["b", 0, 0]], "output_layers": [["d", 0, 0]]}},
    {"class_name": "LSTM", "config": {"name": "l/x", "units": 2, "time_major": true, "implementation": 1}, "name": "l/x",
     "inbound_nodes": [[["body", 1, 0, {}]]]}],
    "input_layers": [["a", 0, 0]], "output_layers": [["l/x", 0, 0], ["body", 1, 0]]}})";

} // namespace

void TranslationTest::keepsShapesAndWeights_data()
{
    QTest::addColumn<QByteArray>("architecture");
    for (const char* file : {"json/keras2.json", "json/keras3.json"}) {
        const auto json = Json::parse(test::readAll(test::fixture(file)));
        VERIFY_RESULT(json);
        for (const Json& row : json->items())
            QTest::addRow("%s: %s", file, row["name"].toText().c_str())
                << QByteArray::fromStdString(row["architecture"].dump());
    }
}

void TranslationTest::keepsShapesAndWeights()
{
    QFETCH(QByteArray, architecture);
    const auto source = Json::parse(architecture.toStdString());
    VERIFY_RESULT(source);
    const keras::Translation translation = toOther(*source);
    if (!translation.complete) {
        QVERIFY(!translation.notes.empty());
        return;
    }
    QCOMPARE(keras::dialectGeneration(translation.serialized), 5 - keras::dialectGeneration(*source));
    QCOMPARE(factsOf(translation.serialized), factsOf(*source));
}

void TranslationTest::givesBackWhatItGot()
{
    QFETCH(QByteArray, architecture);
    const auto source = Json::parse(architecture.toStdString());
    VERIFY_RESULT(source);
    const keras::Translation there = toOther(*source);
    if (!there.complete)
        return;
    const keras::Translation back = toOther(there.serialized);
    QVERIFY(back.complete);
    QCOMPARE(factsOf(back.serialized), factsOf(*source));
}

void TranslationTest::countsCallsOfNestedModelsAsTheTargetDoes()
{
    const keras::Translation translation = keras::toKeras3(parsed(kNested));
    const Json& config = translation.serialized["config"];
    const Json& call = config["layers"].at(2)["inbound_nodes"].at(0)["args"].at(0)["config"];
    QCOMPARE(call["keras_history"].dump(), std::string("[\"body\", 0, 0]"));
    QCOMPARE(call["shape"].dump(), std::string("[null, 3]"));
    // Only the border counts the definition (models/functional.py get_config).
    QCOMPARE(config["output_layers"].dump(), std::string("[[\"l_x\", 0, 0], [\"body\", 1, 0]]"));
    QCOMPARE(config["input_layers"].dump(), std::string("[\"a\", 0, 0]"));
    const Json back = keras::toKeras2(translation.serialized).serialized["config"];
    QCOMPARE(back["layers"].at(2)["inbound_nodes"].dump(), std::string("[[[\"body\", 1, 0, {}]]]"));
    QCOMPARE(back["output_layers"].dump(), std::string("[[\"l_x\", 0, 0], [\"body\", 1, 0]]"));
}

namespace {

/// An input x of (None, 6, 8), the operations, and the output of the last.
Json operations(const std::string& list, const std::string& last)
{
    return parsed((R"({"class_name": "Functional", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 6, 8], "dtype": "float32", "name": "x"},
         "name": "x", "inbound_nodes": []},
        {"class_name": "TFOpLambda", "config": {"name": "s", "function": "compat.v1.shape"}, "name": "s",
         "inbound_nodes": [["x", 0, 0, {}]]},
        {"class_name": "SlicingOpLambda", "config": {"name": "b", "function": "__operators__.getitem"}, "name": "b",
         "inbound_nodes": [["s", 0, 0, {"slice_spec": 0}]]},)" +
                   list + R"(], "input_layers": [["x", 0, 0]], "output_layers": [[")" + last + R"(", 0, 0]]}})")
                      .c_str());
}

} // namespace

void TranslationTest::settlesShapesThatTheGraphComputes()
{
    const auto reshaped = [](const char* shape) {
        return keras::toKeras3(operations(R"({"class_name": "TFOpLambda", "config": {"name": "r", "function": "reshape"},
            "name": "r", "inbound_nodes": [["x", 0, 0, {"shape": )" + std::string(shape) + "}]]}", "r"));
    };
    for (const auto& [shape, wanted] : {std::pair{R"([["b", 0, 0], 48])", "[-1,48]"},
                                        std::pair{R"([["b", 0, 0], -1, 4])", "[-1,12,4]"},
                                        std::pair{R"(["s", 0, 0])", "[-1,6,8]"}}) {
        const keras::Translation translation = reshaped(shape);
        QVERIFY2(translation.complete, shape);
        const Json& layers = translation.serialized["config"]["layers"];
        QCOMPARE(layers.size(), std::size_t(2)); // what computed the shape is gone
        std::string sizes = layers.at(1)["config"]["newshape"].dump();
        std::erase(sizes, ' ');
        QCOMPARE(sizes, std::string(wanted));
    }
    const keras::Translation lost = keras::toKeras3(
        operations(R"({"class_name": "TFOpLambda", "config": {"name": "z", "function": "linalg.qr"}, "name": "z",
            "inbound_nodes": [["x", 0, 0, {}]]})",
                   "z"));
    QVERIFY(!lost.complete);
    const std::string& told = lost.notes.entries().back().message;
    QVERIFY2(told.find("qr; Keras 3 will not open the file: save the model for Keras 2") != std::string::npos,
             told.c_str());
    // 5 is no part of 48: two sizes stay open, and a layer takes each example by itself.
    const keras::Translation open = reshaped(R"([["b", 0, 0], -1, 5])");
    QCOMPARE(open.serialized["config"]["layers"].items().back()["class_name"].toText(), std::string("Reshape"));
}

void TranslationTest::turnsMatricesByEinsum()
{
    const keras::Translation there = keras::toKeras3(
        operations(R"({"class_name": "TFOpLambda", "config": {"name": "p", "function": "linalg.matmul"}, "name": "p",
            "inbound_nodes": [["x", 0, 0, {"b": ["x", 0, 0], "transpose_b": true}]]})",
                   "p"));
    const Json& product = there.serialized["config"]["layers"].items().back();
    QCOMPARE(product["class_name"].toText(), std::string("Einsum"));
    QCOMPARE(product["config"]["subscripts"].toText(), std::string("axy,azy->axz"));
    const Json back = keras::toKeras2(there.serialized).serialized["config"]["layers"].items().back();
    QCOMPARE(back["config"]["function"].toText(), std::string("linalg.matmul"));
    const Json& arguments = back["inbound_nodes"].at(0).at(3);
    QVERIFY(arguments["transpose_b"].toBool() && !arguments["transpose_a"].toBool());
}

void TranslationTest::saysWhatCannotBeExpressed()
{
    const keras::Translation translation = keras::toKeras3(parsed(kNested));
    QVERIFY(translation.changed);
    QVERIFY(!translation.complete);
    const auto& entries = translation.notes.entries();
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [](const Diagnostic& note) { return note.severity == Severity::Warning; });
    QVERIFY(found != entries.end());
    QCOMPARE(found->subject, std::string("l/x"));
    QVERIFY(found->message.find("time_major") != std::string::npos);
    QVERIFY(!translation.serialized["config"]["layers"].at(2)["config"].contains("time_major"));
    QVERIFY(!translation.serialized["config"]["layers"].at(2)["config"].contains("implementation"));
}

void TranslationTest::saysWhereClassesComputeSomethingElse()
{
    for (const char* key : {"batch_input_shape", "batch_shape"}) {
        const Json source = parsed((R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {")" +
                                    std::string(key) + R"(": [null, 9, 9, 3], "dtype": "float32", "name": "a"}},
            {"class_name": "RandomCrop", "config": {"name": "crop", "height": 6, "width": 7}}]}})")
                                       .c_str());
        const keras::Translation translation = toOther(source);
        QVERIFY(!translation.complete);
        const auto& entries = translation.notes.entries();
        QVERIFY(std::any_of(entries.begin(), entries.end(), [](const Diagnostic& note) {
            return note.subject == "crop" && note.message.starts_with("RandomCrop is another function");
        }));
    }
}

void TranslationTest::translatesOperations()
{
    const Json source = parsed(R"({"class_name": "Functional", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4, 6], "dtype": "float32", "name": "a"},
         "name": "a", "inbound_nodes": []},
        {"class_name": "TFOpLambda", "config": {"name": "s", "function": "math.subtract"}, "name": "s",
         "inbound_nodes": [["_CONSTANT_VALUE", -1, 2.0, {"y": ["a", 0, 0], "name": null}]]},
        {"class_name": "SlicingOpLambda", "config": {"name": "g", "function": "__operators__.getitem"}, "name": "g",
         "inbound_nodes": [["s", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, -1]}]]},
        {"class_name": "TFOpLambda", "config": {"name": "c", "function": "concat"}, "name": "c",
         "inbound_nodes": [[["g", 0, 0, {"axis": 1}], ["g", 0, 0, {"axis": 1}]]]}],
        "input_layers": [["a", 0, 0]], "output_layers": [["c", 0, 0]]}})");
    const keras::Translation translation = keras::toKeras3(source);
    QVERIFY(translation.complete);
    const Json& layers = translation.serialized["config"]["layers"];
    QCOMPARE(layers.at(1)["class_name"].toText(), std::string("Subtract"));
    QCOMPARE(layers.at(1)["module"].toText(), std::string("keras.src.ops.numpy"));
    QCOMPARE(layers.at(1)["inbound_nodes"].at(0)["args"].at(0).dump(), std::string("2.0"));
    QCOMPARE(layers.at(2)["inbound_nodes"].at(0)["args"].at(1).at(1).dump(), std::string("-1"));
    QCOMPARE(layers.at(3)["config"].dump(), std::string("{\"name\": \"c\", \"axis\": 1}"));
    QCOMPARE(layers.at(3)["inbound_nodes"].at(0)["args"].at(0).size(), std::size_t(2));
    const Json back = keras::toKeras2(translation.serialized).serialized["config"]["layers"];
    QCOMPARE(back.at(1)["inbound_nodes"].dump(),
             std::string("[[\"_CONSTANT_VALUE\", -1, 2.0, {\"y\": [\"a\", 0, 0]}]]"));
    QCOMPARE(back.at(3)["inbound_nodes"].dump(),
             std::string("[[[\"g\", 0, 0, {\"axis\": 1}], [\"g\", 0, 0, {\"axis\": 1}]]]"));
}

void TranslationTest::saysThatLambdasAreCode()
{
    const keras::Translation translation = keras::toKeras3(parsed(
        R"({"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Lambda", "config":
           {"name": "twice", "function": ["4wEAAAA=", null, null], "function_type": "lambda"}}]}})"));
    QVERIFY(!translation.complete);
    const auto& entries = translation.notes.entries();
    QVERIFY(std::any_of(entries.begin(), entries.end(), [](const Diagnostic& note) {
        return note.severity == Severity::Warning && note.subject == "twice" &&
               note.message.find("safe_mode=False") != std::string::npos;
    }));
}

void TranslationTest::namesBoundariesAndNoNumberOfThemForKeras2()
{
    // As Keras 3 says it of a layer that was adapted; tf_keras refuses both at once.
    const keras::Translation translation = keras::toKeras2(parsed(R"({"module": "keras.src.models.sequential", "class_name": "Sequential",
        "config": {"name": "m", "layers": [{"module": "keras.layers", "class_name": "Discretization", "config":
        {"name": "bins", "bin_boundaries": [-0.5, 0.25], "num_bins": 3, "epsilon": 0.01}}]}})"));
    QVERIFY(translation.complete);
    const Json& config = translation.serialized["config"]["layers"].at(0)["config"];
    QCOMPARE(config["bin_boundaries"].dump(), std::string("[-0.5, 0.25]"));
    QVERIFY(config.contains("num_bins") && config["num_bins"].isNull());
}

void TranslationTest::countsWhatKeras3Crosses()
{
    for (const auto& [third, complete] : {std::pair("", true), std::pair(R"(, ["a", 0, 0, {}])", false)}) {
        const keras::Translation translation = keras::toKeras3(parsed((R"({"class_name": "Functional", "config": {
            "name": "m", "layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1],
            "dtype": "int64", "name": "a"}, "name": "a", "inbound_nodes": []}, {"class_name": "HashedCrossing",
            "config": {"name": "c", "num_bins": 5}, "name": "c", "inbound_nodes": [[["a", 0, 0, {}], ["a", 0, 0, {}])" +
                                                                       std::string(third) + R"(]]}],
            "input_layers": [["a", 0, 0]], "output_layers": [["c", 0, 0]]}})")
                                                                          .c_str()));
        QCOMPARE(translation.complete, complete);
    }
}

void TranslationTest::leavesItsOwnDialectAlone()
{
    const Json source = parsed(kNested);
    const keras::Translation translation = keras::toKeras2(source);
    QVERIFY(!translation.changed);
    QVERIFY(translation.complete);
    QVERIFY(translation.serialized == source);
}

void TranslationTest::survivesNonsense()
{
    for (const char* text :
         {"null", "[]", "{}", R"({"class_name": "Functional", "config": {"layers": 3}})",
          R"({"class_name": "Functional", "config": {"layers": [{"class_name": "Dense", "config": 7,
                             "inbound_nodes": [[["x"]], 3, {"args": {}}]}], "input_layers": [[3, 4]]}})",
          R"({"class_name": "Sequential", "config": [{"class_name": "Bidirectional", "config": {"layer": 3}}]})"}) {
        const keras::Translation three = keras::toKeras3(parsed(text)), two = keras::toKeras2(parsed(text));
        QVERIFY(three.serialized.type() == three.serialized.type());
        QVERIFY(two.serialized.type() == two.serialized.type());
    }
}

QTEST_APPLESS_MAIN(TranslationTest)
#include "tst_Translation.moc"
