// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/Catalogue.h"
#include "core/keras/SummaryTable.h"
#include "tests/support/Fixtures.h"

using namespace lw;

/// Dialects, odd files and what readArchitecture promises of any JSON.
class Architecture : public QObject {
    Q_OBJECT

private slots:
    void readsSequentialOfABareList();
    void makesTheInputLayerOfOldSequentials();
    void wrapsASingleLayer();
    void keepsSubclassedModelsOpaque();
    void marksUnknownClassesAndTakesShapesFromTheFile();
    void marksRegisteredClassesOfOtherPackages();
    void warnsOfLambdas();
    void readsKeywordTensorsOfKeras2();
    void leavesOutLayersOfNestedConfigs();
    void numbersKeysAsEachFileKind();
    void countsFromVariables();
    void ordersGroupsForHdf5();
    void printsASummary();
    void printsConnectionsOfBranches();
    void knowsTheClassesOfBothGenerations();
};

namespace {

Model read(const std::string& json)
{
    Model model;
    auto parsed = Json::parse(json);
    if (!parsed || !keras::readArchitecture(std::move(parsed).value(), model))
        qFatal("not read: %s", json.c_str());
    return model;
}

bool hasCode(const Model& model, std::string_view code, std::string_view subject)
{
    for (const Diagnostic& diagnostic : model.diagnostics.entries())
        if (diagnostic.code == code && diagnostic.subject == subject)
            return true;
    return false;
}

constexpr const char* kBranches = R"({"class_name": "Functional", "config": {"name": "m", "layers": [
    {"class_name": "InputLayer", "name": "a", "config": {"batch_input_shape": [null, 4], "name": "a"}, "inbound_nodes": []},
    {"class_name": "Dense", "name": "d", "config": {"units": 1000, "name": "d"}, "inbound_nodes": [[["a", 0, 0, {}]]]},
    {"class_name": "Dense", "name": "e", "config": {"units": 1000, "name": "e", "trainable": false}, "inbound_nodes": [[["a", 0, 0, {}]]]},
    {"class_name": "Add", "name": "s", "config": {"name": "s"}, "inbound_nodes": [[["d", 0, 0, {}], ["e", 0, 0, {}]]]}],
    "input_layers": [["a", 0, 0]], "output_layers": ["s", 0, 0]}})";

} // namespace

void Architecture::readsSequentialOfABareList()
{
    const Model model = read(R"({"class_name": "Sequential", "config": [
        {"class_name": "Dense", "config": {"name": "one", "units": 3, "batch_input_shape": [null, 5]}},
        {"class_name": "Dense", "config": {"name": "two", "units": 2}}], "keras_version": "2.0.8"})");
    QCOMPARE(model.kind, ModelKind::Sequential);
    QCOMPARE(model.totalParameters, 26U);
    QCOMPARE(model.layers.size(), 3U);
    QCOMPARE(model.outputs.front().shape, std::optional(Shape{kUnknownDim, 2}));
}

void Architecture::makesTheInputLayerOfOldSequentials()
{
    const Model model = read(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
        {"class_name": "Embedding", "config": {"name": "words", "input_dim": 9, "output_dim": 2, "batch_input_shape": [null, 7]}}]}})");
    QCOMPARE(model.inputs.front().name, std::string("words_input"));
    QCOMPARE(model.inputs.front().dtype, DType::Int32);
    QCOMPARE(model.outputs.front().shape, std::optional(Shape{kUnknownDim, 7, 2}));
    QVERIFY(!keras::isListedLayer(model.layers.front(), model.kind));
}

void Architecture::wrapsASingleLayer()
{
    const Model model = read(
        R"({"class_name": "Dense", "config": {"name": "head", "units": 3}, "build_config": {"input_shape": [null, 4]}})");
    QCOMPARE(model.kind, ModelKind::Sequential);
    QCOMPARE(model.layers.back().name, std::string("head"));
    QCOMPARE(model.totalParameters, 15U);
    QVERIFY(hasCode(model, "single-layer", "head"));
}

void Architecture::keepsSubclassedModelsOpaque()
{
    const Model model = read(R"({"class_name": "Custom>Net", "config": {"hidden": [16, 16]}})");
    QCOMPARE(model.kind, ModelKind::Subclassed);
    QCOMPARE(model.name, std::string("net"));
    QVERIFY(model.layers.empty());
    QVERIFY(hasCode(model, "subclassed-model", ""));
}

void Architecture::marksUnknownClassesAndTakesShapesFromTheFile()
{
    const Model model = read(R"({"class_name": "Functional", "keras_version": "3.0.0", "config": {"layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "a"}, "name": "a", "inbound_nodes": []},
        {"module": "mine", "class_name": "Dense", "config": {"name": "x"}, "name": "x", "inbound_nodes": [{"args": [
            {"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32", "keras_history": ["a", 0, 0]}}], "kwargs": {}}]},
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "y", "units": 2}, "name": "y", "inbound_nodes": [{"args": [
            {"class_name": "__keras_tensor__", "config": {"shape": [null, 6], "dtype": "float32", "keras_history": ["x", 0, 0]}}], "kwargs": {}}]}],
        "input_layers": [["a", 0, 0]], "output_layers": [["y", 0, 0]]}})");
    QVERIFY(!model.layers[1].known);
    QVERIFY(hasCode(model, "unknown-layer", "x"));
    QCOMPARE(model.layers[1].nodes.front().outputShapes.front(), std::optional(Shape{kUnknownDim, 6}));
    QCOMPARE(model.totalParameters, 14U);
}

void Architecture::marksRegisteredClassesOfOtherPackages()
{
    const Model model = read(R"({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Addons>Dense", "config": {"name": "x", "units": 3, "batch_input_shape": [null, 2]}}]}})");
    QCOMPARE(model.layers.back().className, std::string("Dense"));
    QCOMPARE(model.layers.back().registeredName, std::string("Addons>Dense"));
    QVERIFY(!model.layers.back().known);
    QVERIFY(keras::expectedVariables(model).empty());
}

void Architecture::warnsOfLambdas()
{
    const Model model = read(R"({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Lambda", "config": {"name": "f", "function": ["4wEAAAA", null, null], "function_type": "lambda",
         "output_shape": [3], "batch_input_shape": [null, 2]}}]}})");
    QVERIFY(hasCode(model, "lambda", "f"));
    QVERIFY(model.layers.back().known);
    QCOMPARE(model.outputs.front().shape, std::optional(Shape{kUnknownDim, 3}));
}

void Architecture::readsKeywordTensorsOfKeras2()
{
    const Model model = read(R"({"class_name": "Functional", "config": {"layers": [
        {"class_name": "InputLayer", "name": "q", "config": {"batch_input_shape": [null, 4, 6], "name": "q"}, "inbound_nodes": []},
        {"class_name": "InputLayer", "name": "v", "config": {"batch_input_shape": [null, 9, 5], "name": "v"}, "inbound_nodes": []},
        {"class_name": "MultiHeadAttention", "name": "h", "config": {"name": "h", "num_heads": 2, "key_dim": 3, "value_dim": 3},
         "inbound_nodes": [[["q", 0, 0, {"value": ["v", 0, 0], "training": false}]]]}],
        "input_layers": [["q", 0, 0], ["v", 0, 0]], "output_layers": [["h", 0, 0]]}})");
    const LayerNode& node = model.layers.back().nodes.front();
    QCOMPARE(node.inputs.size(), 2U);
    QCOMPARE(node.inputs.back().layer, std::string("v"));
    QCOMPARE(keras::expectedVariables(model)[2].shape, (Shape{5, 2, 3}));
    QCOMPARE(keras::expectedVariables(model)[2].role, std::string("key/kernel"));
}

void Architecture::leavesOutLayersOfNestedConfigs()
{
    const Model model =
        read(R"({"class_name": "Sequential", "config": {"layers": [{"class_name": "Sequential", "config":
        {"name": "inner", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 3, "batch_input_shape": [null, 2]}}]}}]}})");
    const Layer& inner = model.layers.back();
    QCOMPARE(inner.nested, std::optional(ModelKind::Sequential));
    QVERIFY(!inner.config.contains("layers"));
    QCOMPARE(inner.layers.size(), 2U);
    QCOMPARE(keras::expectedVariables(model).front().path, std::string("inner/d/kernel"));
    QCOMPARE(keras::expectedVariables(model).front().topLayer, std::string("inner"));
    QCOMPARE(model.outputs.front().shape, std::optional(Shape{kUnknownDim, 3}));
}

void Architecture::numbersKeysAsEachFileKind()
{
    const Model model = read(R"({"class_name": "Sequential", "keras_version": "3.1.0", "config": {"layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": [null, 5, 3], "name": "i"}},
        {"class_name": "Dense", "config": {"name": "x", "units": 3}}, {"class_name": "Dropout", "config": {"name": "o", "rate": 0.5}},
        {"class_name": "Dense", "config": {"name": "y", "units": 3, "use_bias": false}},
        {"class_name": "Bidirectional", "config": {"name": "b", "layer": {"class_name": "LSTM", "config": {"name": "l", "units": 2}}}}]}})");
    const auto weights = keras::expectedVariables(model);
    QCOMPARE(weights[2].keras3Key, std::string("layers/dense_1/vars/0"));
    QCOMPARE(weights[2].objectKey, std::string("layer_with_weights-1/kernel"));
    QCOMPARE(weights[3].path, std::string("b/forward_l/lstm_cell/kernel"));
    QCOMPARE(weights[3].layer, std::string("b/forward_l"));
    QCOMPARE(weights[3].keras3Key, std::string("layers/bidirectional/forward_layer/cell/vars/0"));
    QCOMPARE(weights[8].objectKey, std::string("layer_with_weights-2/backward_layer/cell/bias"));
    QVERIFY(model.layers.back().layers.back().config["go_backwards"].toBool());
}

void Architecture::countsFromVariables()
{
    Model model = read(R"({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Mine", "config": {"name": "a/b", "batch_input_shape": [null, 2]}}, {"class_name": "Dense", "config": {"name": "a", "units": 3}}]}})");
    Variable variable;
    variable.path = "a/b/w";
    variable.layer = "a/b";
    variable.tensor = Tensor::fromVector({2, 2}, std::vector<float>(4));
    variable.trainable = false;
    model.variables.push_back(variable);
    keras::countParameters(model);
    QCOMPARE(model.layers[1].parameters, 4U);
    QCOMPARE(model.layers[1].trainableParameters, 0U);
    QCOMPARE(model.layers[2].parameters, 3U); // the bias; the kernel's height is unknown
    QCOMPARE(model.totalParameters, 7U);
}

void Architecture::ordersGroupsForHdf5()
{
    const Model model = read(
        R"({"class_name": "Sequential", "config": {"layers": [{"class_name": "Sequential", "config": {"name": "s", "layers": [
        {"class_name": "BatchNormalization", "config": {"name": "n", "axis": [1], "batch_input_shape": [null, 2]}},
        {"class_name": "Dense", "config": {"name": "d", "units": 3}}]}}]}})");
    auto weights = keras::expectedVariables(model);
    QCOMPARE(weights[2].role, std::string("moving_mean"));
    keras::orderAsKeras2Groups(weights);
    QCOMPARE(weights[2].role, std::string("kernel"));
    QCOMPARE(weights[4].role, std::string("moving_mean"));
}

void Architecture::printsASummary()
{
    const Model model = read(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
        {"class_name": "Dense", "config": {"name": "a_name_that_is_longer_than_the_column_is_wide", "units": 1000, "batch_input_shape": [null, 2]}}]}})");
    const QStringList lines = QString::fromStdString(keras::summaryText(model, false)).split(u'\n');
    QCOMPARE(lines[0], QStringLiteral("Model: \"s\""));
    QVERIFY(lines[4].startsWith(QStringLiteral("a_name_that_is_longer_than_the_column_is_wide (Dense)")));
    QVERIFY(lines[4].endsWith(QStringLiteral("(None, 1000)             3,000")));
    QVERIFY(lines.contains(QStringLiteral("Total params: 3,000 (11.72 KB)")));
    QVERIFY(!lines[2].contains(QStringLiteral("Connected")));
}

void Architecture::printsConnectionsOfBranches()
{
    const std::string text = keras::summaryText(read(kBranches), false);
    QVERIFY(text.find("Connected to") != std::string::npos);
    QVERIFY(text.find("e[0][0]") != std::string::npos);
    QVERIFY(text.find("Non-trainable params: 5,000 (19.53 KB)") != std::string::npos);
}

void Architecture::knowsTheClassesOfBothGenerations()
{
    QVERIFY(keras::catalogue().size() > 200);
    QCOMPARE(keras::categoryOf("DepthwiseConv2D"), keras::Category::Convolution);
    QCOMPARE(keras::categoryOf("Mine"), keras::Category::Unknown);
    QVERIFY(keras::findLayerInfo("CuDNNLSTM")->keras2 && !keras::findLayerInfo("CuDNNLSTM")->keras3);
    QVERIFY(!keras::findLayerInfo("RMSNormalization")->keras2 && keras::findLayerInfo("RMSNormalization")->keras3);
    QCOMPARE(keras::categoryName(keras::Category::Unknown), std::string_view("unknown"));
}

QTEST_APPLESS_MAIN(Architecture)
#include "tst_Architecture.moc"
