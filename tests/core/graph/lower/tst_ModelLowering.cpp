// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/BuildGraph.h"
#include "core/graph/lower/ExpressionVariables.h"
#include "core/graph/objects/PythonCode.h"
#include "core/keras/Architecture.h"
#include "tests/support/Fixtures.h"

#include <QObject>
#include <algorithm>
#include <array>

using namespace lw;

/// What the graphs look like; that they compute what Keras does is the business of tst_LayerOutputs.
class tst_ModelLowering : public QObject {
    Q_OBJECT

private slots:
    void namesNodesAfterLayers();
    void lowersAConvolutionToThePatternThatFuses();
    void sharesTheWeightsOfALayerThatIsCalledTwice();
    void tapsEveryLayerAlsoInsideNestedModels();
    void activatesDropoutOnlyInTraining();
    void saysThatThereAreNoWeights();
    void namesAnUnknownClassAndTheWaysOut();
    void namesALambda();
    void runsALambdaThatIsTaught();
    void namesTheWeightsOfCustomLayers();
    void readsTheNamesOfPythonFunctions();
    void takesTheWeightsThatAWrapperHas();
    void refusesALayerThatIsNotThere();
    void survivesNonsenseInConfigs_data();
    void survivesNonsenseInConfigs();
};

namespace {

constexpr const char* kDense = R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
  {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "x"}},
  {"class_name": "Dense", "config": {"name": "d", "units": 3, "activation": "relu"}}]}})";

/// The architecture with zeros for all weights.
Result<Model> modelOf(const std::string& text, bool weights = true)
{
    LW_ASSIGN(const Json json, Json::parse(text));
    Model model;
    LW_TRY(keras::readArchitecture(json, model));
    for (const auto& expected : keras::expectedVariables(model)) {
        const auto count = elementCount(expected.shape);
        if (!weights || !count || *count > 1 << 20)
            continue;
        Variable variable;
        variable.path = expected.path;
        variable.layer = expected.layer;
        variable.role = expected.role;
        variable.tensor = Tensor::fromVector(expected.shape, std::vector<float>(*count, 0.0F));
        model.variables.push_back(std::move(variable));
    }
    return model;
}

Result<graph::Graph> lowered(const std::string& text, graph::BuildOptions options = {}, bool weights = true)
{
    LW_ASSIGN(const Model model, modelOf(text, weights));
    Diagnostics diagnostics;
    return graph::buildGraph(model, options, diagnostics);
}

/// The ops of a graph without constants, in order.
std::string operations(const graph::Graph& graph)
{
    std::string text;
    for (const auto& node : graph.nodes)
        if (node.op != "Const")
            text += (text.empty() ? "" : " ") + node.op;
    return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

void tst_ModelLowering::namesNodesAfterLayers()
{
    const auto graph = lowered(kDense);
    VERIFY_RESULT(graph);
    QCOMPARE(QString::fromStdString(graph::dump(*graph)),
             QStringLiteral("x = Placeholder() dtype=float32 shape=(None, 4) -> float32 (None, 4)\n"
                            "d/kernel = Const() dtype=float32 value=float32(4, 3) -> float32 (4, 3)\n"
                            "d/MatMul = MatMul(x, d/kernel) -> float32 (None, 3)\n"
                            "d/bias = Const() dtype=float32 value=float32(3,){0, 0, 0} -> float32 (3,)\n"
                            "d/BiasAdd = BiasAdd(d/MatMul, d/bias) data_format=\"NHWC\" -> float32 (None, 3)\n"
                            "d/Relu = Relu(d/BiasAdd) -> float32 (None, 3)\n"
                            "input x = x\noutput d = d/Relu\n"));
}

void tst_ModelLowering::lowersAConvolutionToThePatternThatFuses()
{
    const auto graph = lowered(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
      {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8, 8, 3], "dtype": "float32", "name": "x"}},
      {"class_name": "Conv2D", "config": {"name": "c", "filters": 4, "kernel_size": [3, 3], "padding": "same"}},
      {"class_name": "BatchNormalization", "config": {"name": "b", "axis": [3]}},
      {"class_name": "ReLU", "config": {"name": "r", "max_value": 6.0}},
      {"class_name": "GlobalAveragePooling2D", "config": {"name": "g"}}]}})");
    VERIFY_RESULT(graph);
    QCOMPARE(operations(*graph), std::string("Placeholder Conv2D BiasAdd FusedBatchNormV3 Relu6 Mean"));
}

constexpr const char* kShared = R"({"class_name": "Functional", "config": {"name": "m", "layers": [
  {"class_name": "InputLayer", "name": "a", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "a"}, "inbound_nodes": []},
  {"class_name": "Sequential", "name": "n", "inbound_nodes": [[["a", 0, 0, {}]]], "config": {"name": "n", "layers": [
    {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "i"}},
    {"class_name": "Dense", "config": {"name": "d", "units": 4}}]}},
  {"class_name": "Dense", "name": "e", "config": {"name": "e", "units": 4}, "inbound_nodes": [[["a", 0, 0, {}]], [["n", 1, 0, {}]]]}],
  "input_layers": [["a", 0, 0]], "output_layers": [["e", 0, 0], ["e", 1, 0]]}})";

void tst_ModelLowering::sharesTheWeightsOfALayerThatIsCalledTwice()
{
    const auto graph = lowered(kShared);
    VERIFY_RESULT(graph);
    int kernels = 0;
    for (const auto& node : graph->nodes)
        kernels += node.op == "Const" && node.layer == "e" ? 1 : 0;
    QCOMPARE(kernels, 2);
    QCOMPARE(graph->outputs.size(), std::size_t(2));
}

void tst_ModelLowering::tapsEveryLayerAlsoInsideNestedModels()
{
    const auto graph = lowered(kShared);
    VERIFY_RESULT(graph);
    std::vector<std::string> names;
    for (const auto& tap : graph->taps)
        names.push_back(tap.name);
    for (const char* name : {"a", "n", "n/d", "e"})
        QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
}

void tst_ModelLowering::activatesDropoutOnlyInTraining()
{
    const std::string text = replaced(kDense, R"("class_name": "Dense", "config": {"name": "d")",
                                      R"("class_name": "Dropout", "config": {"name": "d", "rate": 0.5)");
    const auto still = lowered(text);
    VERIFY_RESULT(still);
    QCOMPARE(operations(*still), std::string("Placeholder"));
    graph::BuildOptions options;
    options.training = true;
    const auto trained = lowered(text, options);
    VERIFY_RESULT(trained);
    QVERIFY(operations(*trained).find("RandomUniform") != std::string::npos);
}

void tst_ModelLowering::saysThatThereAreNoWeights()
{
    const auto graph = lowered(kDense, {}, false);
    QVERIFY(!graph.ok());
    QCOMPARE(graph.error().kind, ErrorKind::Invalid);
    QVERIFY(graph.error().message.find("this model has no weights") != std::string::npos);
}

void tst_ModelLowering::namesAnUnknownClassAndTheWaysOut()
{
    const auto graph = lowered(replaced(kDense, "\"Dense\"", "\"MyLayer\""));
    QVERIFY(!graph.ok());
    QCOMPARE(graph.error().kind, ErrorKind::Unsupported);
    for (const char* word : {"MyLayer", "\"d\"", "--objects", "SavedModel"})
        QVERIFY2(graph.error().message.find(word) != std::string::npos, word);
}

void tst_ModelLowering::namesALambda()
{
    const auto graph = lowered(replaced(kDense, "\"Dense\"", "\"Lambda\""));
    QVERIFY(!graph.ok());
    QVERIFY(graph.error().message.find("Lambda layer \"d\"") != std::string::npos);
}

void tst_ModelLowering::runsALambdaThatIsTaught()
{
    auto objects = std::make_shared<graph::CustomObjects>();
    objects->set("d", {"inputs * 2", {}, nullptr});
    graph::BuildOptions options;
    options.objects = objects;
    const auto graph = lowered(replaced(kDense, "\"Dense\"", "\"Lambda\""), options);
    VERIFY_RESULT(graph);
    QVERIFY2(operations(*graph).find("Mul") != std::string::npos, operations(*graph).c_str());
}

void tst_ModelLowering::namesTheWeightsOfCustomLayers()
{
    const auto names = [](const std::vector<std::array<const char*, 4>>& variables, const char* layer) {
        Model model;
        for (const auto& [place, path, role, key] : variables) {
            Variable variable;
            variable.layer = place;
            variable.path = path;
            variable.role = role;
            variable.key = key;
            model.variables.push_back(variable);
        }
        QStringList list;
        for (const graph::ExpressionVariable& entry : graph::expressionVariables(model, layer)) {
            QStringList one;
            for (const std::string& name : entry.names)
                one << QString::fromStdString(name);
            list << one.join(' ');
        }
        return list.join(", ");
    };
    QCOMPARE(names({{"m", "m/w", "w", ""}, {"m", "m/b", "b", ""}}, "m"), "w var0, b var1");
    QCOMPARE(names({{"m", "m/d1/kernel", "kernel", ""}, {"m", "m/d2/kernel", "kernel", ""}}, "m"),
             "d1_kernel var0, d2_kernel var1");
    QCOMPARE(names({{"m/d1", "m/d1/kernel", "kernel", ""}, {"m/d2", "m/d2/kernel", "kernel", ""}}, "m"),
             "d1_kernel var0, d2_kernel var1");
    // Keras counts on in the second layer of a class; one expression is for both.
    QCOMPARE(names({{"m", "m/dense_2/kernel", "kernel", ""}, {"m", "m/dense_3/kernel", "kernel", ""}}, "m"),
             "dense_2_kernel dense_kernel var0, dense_3_kernel dense_1_kernel var1");
    QCOMPARE(names({{"m/dense_2", "m/dense_2/kernel", "kernel", ""}, {"m/dense_2", "m/dense_2/bias", "bias", ""}}, "m"),
             "dense_2_kernel dense_kernel var0, dense_2_bias dense_bias var1");
    // Where that would name another weight than the file does, nothing is counted.
    QCOMPARE(names({{"m", "m/block_1/kernel", "kernel", ""}, {"m", "m/block_2/kernel", "kernel", ""}}, "m"),
             "block_1_kernel var0, block_2_kernel var1");
    QCOMPARE(names({{"m", "m/dense_3/0", "0", "layers/block/d1/vars/0"}, {"m", "m/dense_4/0", "0", "layers/block/d2/vars/0"}},
                   "m"),
             "dense_3_var0 d1_var0 dense_var0 var0, dense_4_var0 d2_var0 dense_1_var0 var1");
    QCOMPARE(names({{"m", "m/0", "0", "layers/mine/vars/0"}, {"n", "n/0", "0", "layers/n/vars/0"}}, "m"), "var0");
}

void tst_ModelLowering::takesTheWeightsThatAWrapperHas()
{
    Model model;
    VERIFY_RESULT(keras::readArchitecture(*Json::parse(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3, 2], "name": "x"}},
        {"class_name": "TimeDistributed", "config": {"name": "td", "layer":
            {"class_name": "Mine", "config": {"name": "inner"}}}}]}})"),
                                          model));
    Variable k;
    k.layer = "td";
    k.path = "td/layer/k";
    k.role = "layer/k";
    k.tensor = Tensor::fromVector(Shape{2, 4}, std::vector<float>(8, 1.0F));
    model.variables.push_back(k);
    auto objects = std::make_shared<graph::CustomObjects>();
    objects->set("Mine", {"x @ k", {}, nullptr});
    graph::BuildOptions options;
    options.objects = objects;
    Diagnostics diagnostics;
    const auto graph = graph::buildGraph(model, options, diagnostics);
    VERIFY_RESULT(graph);
}

void tst_ModelLowering::refusesALayerThatIsNotThere()
{
    graph::BuildOptions options;
    options.layers = {"nowhere"};
    const auto graph = lowered(kDense, options);
    QVERIFY(!graph.ok());
    QCOMPARE(graph.error().kind, ErrorKind::NotFound);
}

void tst_ModelLowering::survivesNonsenseInConfigs_data()
{
    QTest::addColumn<QString>("layer");
    const char* const layers[] = {
        R"("Dense", "config": {"name": "d", "units": -3})",
        R"("Dense", "config": {"name": "d", "units": 3, "activation": {"class_name": 7}})",
        R"("Conv2D", "config": {"name": "d", "filters": 1e300, "kernel_size": [9223372036854775807, -1]})",
        R"("Conv3D", "config": {"name": "d", "filters": 2, "kernel_size": 2, "groups": 4000})",
        R"("MaxPooling2D", "config": {"name": "d", "pool_size": [0, 2], "strides": -1})",
        R"("Reshape", "config": {"name": "d", "target_shape": [9223372036854775807, 9007199254740991, -1]})",
        R"("Permute", "config": {"name": "d", "dims": [7, 7]})",
        R"("ZeroPadding2D", "config": {"name": "d", "padding": [[1], "x"]})",
        R"("Cropping1D", "config": {"name": "d", "cropping": [9007199254740991, 9007199254740991]})",
        R"("UpSampling3D", "config": {"name": "d", "size": [9007199254740991, 9007199254740991, 2]})",
        R"("RepeatVector", "config": {"name": "d", "n": 9007199254740991})",
        R"("LSTM", "config": {"name": "d", "units": 0})",
        R"("Bidirectional", "config": {"name": "d", "layer": null})",
        R"("TimeDistributed", "config": {"name": "d"})",
        R"("MultiHeadAttention", "config": {"name": "d", "num_heads": 9007199254740991, "key_dim": 9007199254740991})",
        R"("EinsumDense", "config": {"name": "d", "equation": "->,", "output_shape": 3})",
        R"("Normalization", "config": {"name": "d", "axis": [99], "mean": [[[]]]})",
        R"("GroupNormalization", "config": {"name": "d", "groups": 0})",
        R"("BatchNormalization", "config": {"name": "d", "axis": [0, 1, 2, 3, -99]})",
        R"("Dot", "config": {"name": "d", "axes": [5, 5]})",
        R"("Concatenate", "config": {"name": "d", "axis": 77})",
        R"("Softmax", "config": {"name": "d", "axis": [-50, 50]})",
        R"("CategoryEncoding", "config": {"name": "d", "num_tokens": 9007199254740991})",
        R"("IntegerLookup", "config": {"name": "d", "vocabulary": [[], {}]})",
        R"("TFOpLambda", "config": {"name": "d", "function": "reshape"})",
        R"("SlicingOpLambda", "config": {"name": "d", "function": "__operators__.getitem"})",
        R"("ConvLSTM2D", "config": {"name": "d", "filters": 2, "kernel_size": 3})",
        R"("Attention", "config": {"name": "d"})",
    };
    for (const char* layer : layers)
        QTest::newRow(layer) << QString::fromLatin1(layer);
}

void tst_ModelLowering::survivesNonsenseInConfigs()
{
    QFETCH(QString, layer);
    const auto graph = lowered(
        replaced(kDense, R"("Dense", "config": {"name": "d", "units": 3, "activation": "relu"})", layer.toStdString()));
    QVERIFY(graph.ok() || !graph.error().message.empty());
}

/// Of code that marshal wrote; it is not run.
void tst_ModelLowering::readsTheNamesOfPythonFunctions()
{
    const std::string code = // def wobble(x, k=3), with a lambda in it, by Python 3.11
        "4wIAAAAAAAAAAAAAAAUAAAADAAAA8y4AAACHAZcAiAFmAWQBhAh9AgIAfAJ8AKYBAACrAQAAAAAAAAAAZAJkA2QAZARnBVMAKQVO"
        "YwEAAAAAAAAAAAAAAAIAAAATAAAA8xQAAACVAZcAfACJAXoFAABkAXoAAABTACkCTucAAAAAAAD4P6kAKQLaAXTaAWtzAgAAACCA"
        "+gc8c3RkaW4++gg8bGFtYmRhPnoYd29iYmxlLjxsb2NhbHM+LjxsYW1iZGE+BQAAAHMPAAAA+IAAkAGQIZEDkEORB4AA8wAAAADs"
        "+////9IKPlYzJqVaCgDaBHRleHSpAukBAAAA6QIAAAByBAAAACkD2gF4cgYAAADaAWhzAwAAACBgIHIHAAAA2gZ3b2JibGVyEQAA"
        "AAQAAABzKwAAAPiAANgGF9AGF9AGF9AGF4BB2AwNiEGIYYlEjETQEieoFrAUsHXQCz3QBD1yCQAAAA==";
    const std::string lambda = // lambda x: x * 2
        "4wEAAAAAAAAAAAAAAAIAAAADAAAA8wwAAACXAHwAZAF6BQAAUwApAk7pAgAAAKkAKQHaAXhzAQAAACD6BzxzdGRpbj76CDxsYW1i"
        "ZGE+cgYAAAAIAAAAcwoAAACAAKhhsAGpY4AA8wAAAAA=";
    QCOMPARE(graph::pythonFunctionName(code), std::string("wobble"));
    QCOMPARE(graph::pythonFunctionName(lambda), std::string());
    for (std::size_t i = 0; i + 4 < code.size(); ++i) { // cut and flipped
        QCOMPARE(graph::pythonFunctionName(code.substr(0, i)), std::string());
        std::string other = code;
        other[i] = other[i] == 'A' ? '/' : 'A';
        QVERIFY(graph::pythonFunctionName(other).find_first_of(" \n<") == std::string::npos);
    }
    QCOMPARE(graph::pythonFunctionName(std::string(100'000, 'K')), std::string());
}

QTEST_GUILESS_MAIN(tst_ModelLowering)
#include "tst_ModelLowering.moc"
