// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/SummaryTable.h"
#include "tests/support/Fixtures.h"

#include <map>
#include <set>

using namespace lw;

/// Architectures that lie: all open, or are refused, in bounded time and memory, and what opens keeps
/// readArchitecture's promises.
class HostileArchitecture : public QObject {
    Q_OBJECT

private slots:
    void survivesOddValues_data();
    void survivesOddValues();
    void cutsCyclesAndDanglingInputs();
    void tellsOfTensorsThatNoLayerGivesOut();
    void makesNamesUnique();
    void opensModelsNestedDeeply();
    void opensWrappersNestedDeeply();
    void opensSharedLayersOfManyCalls();
    void opensALayerOfManyInputs();
    void boundsSharedNestingOfNestedModels();
    void refusesMoreLayersThanAnyModelHas();
    void refusesWhatIsNoModel_data();
    void refusesWhatIsNoModel();
    void boundsPathsOfEndlessNames();
};

namespace {

std::string input(const std::string& name)
{
    return R"({"class_name": "InputLayer", "name": ")" + name +
           R"(", "config": {"batch_input_shape": [null, 8, 8, 4], "name": ")" + name + R"("}, "inbound_nodes": []})";
}

std::string layer(const std::string& className, const std::string& name, const std::string& config,
                  const std::string& nodes)
{
    return R"({"class_name": ")" + className + R"(", "name": ")" + name + R"(", "config": {"name": ")" + name + "\"" +
           (config.empty() ? "" : ", " + config) + R"(}, "inbound_nodes": )" + nodes + "}";
}

std::string functional(const std::string& name, const std::vector<std::string>& layers, const std::string& inputs,
                       const std::string& outputs)
{
    std::string text =
        R"({"class_name": "Functional", "name": ")" + name + R"(", "config": {"name": ")" + name + R"(", "layers": [)";
    for (std::size_t i = 0; i < layers.size(); ++i)
        text += (i == 0 ? "" : ", ") + layers[i];
    return text + R"(], "input_layers": )" + inputs + R"(, "output_layers": )" + outputs + "}";
}

void verifyPromises(const std::vector<Layer>& layers)
{
    std::set<std::string> names;
    std::map<std::string, std::size_t> calls;
    for (const Layer& one : layers) {
        QVERIFY2(names.insert(one.name).second, one.name.c_str());
        calls[one.name] = one.nodes.size();
        verifyPromises(one.layers);
    }
    for (const Layer& one : layers)
        for (const LayerNode& node : one.nodes)
            for (const InboundTensor& tensor : node.inputs)
                QVERIFY(calls.contains(tensor.layer) && tensor.node < calls[tensor.layer]);
}

Result<void> open(const std::string& text, Model& model)
{
    LW_ASSIGN(Json json, Json::parse(text));
    LW_TRY(keras::readArchitecture(std::move(json), model));
    keras::expectedVariables(model);
    keras::summaryText(model, true);
    verifyPromises(model.layers);
    return {};
}

} // namespace

void HostileArchitecture::survivesOddValues_data()
{
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("config");
    const QStringList values = {"-1",
                                "0",
                                "1.5",
                                "\"8\"",
                                "2147483648",
                                "1e300",
                                "9223372036854775807",
                                "NaN",
                                "null",
                                "[]",
                                "[0, 0]",
                                "[-1, -1]",
                                "[9007199254740992, 9007199254740992]",
                                "[[1]]",
                                "{}",
                                "true",
                                "[1, 2, 3, 4, 5, 6, 7]",
                                "\"\""};
    const std::vector<std::pair<const char*, QStringList>> classes = {
        {"Dense", {"units", "dtype"}},
        {"Conv2D", {"filters", "kernel_size", "strides", "dilation_rate", "groups", "padding", "data_format"}},
        {"Conv2DTranspose", {"filters", "kernel_size", "strides", "output_padding"}},
        {"DepthwiseConv2D", {"kernel_size", "depth_multiplier"}},
        {"SeparableConv2D", {"filters", "kernel_size", "depth_multiplier"}},
        {"LocallyConnected2D", {"filters", "kernel_size", "implementation"}},
        {"MaxPooling2D", {"pool_size", "strides"}},
        {"Reshape", {"target_shape"}},
        {"Permute", {"dims"}},
        {"Cropping2D", {"cropping"}},
        {"ZeroPadding2D", {"padding"}},
        {"UpSampling2D", {"size"}},
        {"Embedding", {"input_dim", "output_dim", "input_length"}},
        {"BatchNormalization", {"axis"}},
        {"LayerNormalization", {"axis"}},
        {"GroupNormalization", {"axis"}},
        {"Normalization", {"axis", "mean"}},
        {"PReLU", {"shared_axes"}},
        {"Concatenate", {"axis"}},
        {"EinsumDense", {"equation", "output_shape", "bias_axes"}},
        {"MultiHeadAttention", {"num_heads", "key_dim", "output_shape"}},
        {"LSTM", {"units"}},
        {"ConvLSTM2D", {"filters", "kernel_size"}},
        {"Bidirectional", {"layer", "merge_mode", "backward_layer"}},
        {"TimeDistributed", {"layer"}},
        {"RNN", {"cell"}},
        {"StackedRNNCells", {"cells"}},
        {"Resizing", {"height"}},
        {"CategoryEncoding", {"num_tokens", "output_mode"}},
        {"Lambda", {"function", "output_shape"}},
        {"TFOpLambda", {"function"}},
        {"STFTSpectrogram", {"frame_length", "fft_length"}},
        {"Functional", {"layers"}},
        {"Sequential", {"layers"}},
    };
    for (const auto& [className, keys] : classes)
        for (const QString& key : keys)
            for (const QString& value : values)
                QTest::addRow("%s %s %s", className, qPrintable(key), qPrintable(value))
                    << QString::fromLatin1(className) << QStringLiteral("\"%1\": %2").arg(key, value);
}

void HostileArchitecture::survivesOddValues()
{
    QFETCH(QString, className);
    QFETCH(QString, config);
    Model model;
    const auto opened =
        open(functional(
                 "m", {input("i"), layer(className.toStdString(), "x", config.toStdString(), R"([[["i", 0, 0, {}]]])")},
                 R"([["i", 0, 0]])", R"([["x", 0, 0]])") +
                 "}",
             model);
    VERIFY_RESULT(opened);
    QCOMPARE(model.outputs.size(), 1U);
}

void HostileArchitecture::cutsCyclesAndDanglingInputs()
{
    Model model;
    VERIFY_RESULT(
        open(functional("m",
                        {input("i"), layer("Dense", "self", "\"units\": 2", R"([[["self", 0, 0, {}]]])"),
                         layer("Add", "a", "", R"([[["b", 0, 0, {}], ["i", 0, 0, {}]]])"),
                         layer("Add", "b", "", R"([[["a", 0, 0, {}], ["i", 0, 0, {}]]])"),
                         layer("Add", "c", "",
                               R"([[["i", -1, 0, {}], ["i", 9e9, 0, {}], ["i", 0, 99999, {}], ["nobody", 0, 0, {}]]])"),
                         layer("Dense", "early", "\"units\": 2", R"([[["late", 0, 0, {}]]])"),
                         layer("Dense", "late", "\"units\": 3", R"([[["i", 0, 0, {}]]])")},
                        R"([["i", 0, 0], ["ghost", 0, 0]])", R"([["b", 0, 0], ["late", 7, 0]])") +
                 "}",
             model));
    QVERIFY(model.layers[1].nodes.front().inputs.empty());
    QCOMPARE(model.layers[2].nodes.front().inputs.size(), 1U);
    QVERIFY(model.layers[4].nodes.front().inputs.empty());
    QCOMPARE(model.layers[5].nodes.front().outputShapes.front(), std::optional(Shape{kUnknownDim, 8, 8, 2}));
    QCOMPARE(model.inputs.size(), 1U);
    QCOMPARE(model.outputs.size(), 1U);
}

void HostileArchitecture::makesNamesUnique()
{
    std::vector<std::string> layers{input("i")};
    for (int i = 0; i < 2000; ++i)
        layers.push_back(layer("Dense", "same", "\"units\": 2", R"([[["i", 0, 0, {}]]])"));
    Model model;
    VERIFY_RESULT(open(functional("m", layers, R"(["i", 0, 0])", R"(["same", 0, 0])") + "}", model));
    QCOMPARE(model.layers.size(), 2001U);
    QCOMPARE(model.layers[1].name, std::string("same"));
}

void HostileArchitecture::opensModelsNestedDeeply()
{
    std::string text = R"({"class_name": "Dense", "config": {"name": "d", "units": 2}})";
    for (int i = 0; i < 120; ++i)
        text = R"({"class_name": "Sequential", "config": {"name": "s", "layers": [)" + text + "]}}";
    Model model;
    VERIFY_RESULT(open(text, model));
    QVERIFY(!model.diagnostics.empty());
}

void HostileArchitecture::opensWrappersNestedDeeply()
{
    for (const char* wrapper : {"Bidirectional", "TimeDistributed", "SpectralNormalization", "RNN"}) {
        std::string text = R"({"class_name": "LSTM", "config": {"name": "d", "units": 2}})";
        for (int i = 0; i < 200; ++i)
            text =
                R"({"class_name": ")" + std::string(wrapper) + R"(", "config": {"name": "w", "layer": )" + text + "}}";
        Model model;
        VERIFY_RESULT(open(text, model));
    }
}

void HostileArchitecture::opensSharedLayersOfManyCalls()
{
    std::string nodes = "[";
    for (int i = 0; i < 100000; ++i)
        nodes += std::string(i == 0 ? "" : ",") + R"([["i",0,0,{}]])";
    Model model;
    VERIFY_RESULT(open(functional("m", {input("i"), layer("Dense", "d", "\"units\": 2", nodes + "]")}, R"(["i", 0, 0])",
                                  R"(["d", 99999, 0])") +
                           "}",
                       model));
    QCOMPARE(model.layers[1].nodes.size(), 100000U);
    QCOMPARE(model.totalParameters, 10U);
}

void HostileArchitecture::opensALayerOfManyInputs()
{
    std::string node = "[[";
    for (int i = 0; i < 200000; ++i)
        node += std::string(i == 0 ? "" : ",") + R"(["i",0,0,{}])";
    Model model;
    VERIFY_RESULT(open(functional("m", {input("i"), layer("Concatenate", "c", "\"axis\": -1", node + "]]")},
                                  R"(["i", 0, 0])", R"(["c", 0, 0])") +
                           "}",
                       model));
    QCOMPARE(model.outputs.front().shape, std::optional(Shape{kUnknownDim, 8, 8, 800000}));
}

void HostileArchitecture::boundsSharedNestingOfNestedModels()
{
    // Every level calls the one below twice under another size: 2^20 evaluations if taken literally.
    std::string below = layer("MaxPooling2D", "p", "", R"([[["i", 0, 0, {}]]])");
    std::string inner = functional("m0", {input("i"), below}, R"([["i", 0, 0]])", R"([["p", 0, 0]])") +
                        R"(, "inbound_nodes": [[["z", 0, 0, {}]], [["m0", 1, 0, {}]]]})";
    for (int depth = 1; depth < 20; ++depth) {
        const std::string name = "m" + std::to_string(depth), last = "m" + std::to_string(depth - 1);
        const std::string pad = layer("ZeroPadding2D", "z", "", R"([[["i", 0, 0, {}]]])");
        inner = functional(name, {input("i"), pad, inner}, R"([["i", 0, 0]])", R"([[")" + last + R"(", 2, 0]])") +
                R"(, "inbound_nodes": [[["z", 0, 0, {}]], [[")" + name + R"(", 1, 0, {}]]]})";
    }
    Model model;
    VERIFY_RESULT(open(functional("top", {input("i"), layer("ZeroPadding2D", "z", "", R"([[["i", 0, 0, {}]]])"), inner},
                                  R"([["i", 0, 0]])", R"([["m19", 2, 0]])") +
                           "}",
                       model));
}

void HostileArchitecture::refusesMoreLayersThanAnyModelHas()
{
    std::string text = R"({"class_name": "Sequential", "config": [)";
    for (int i = 0; i < 200001; ++i)
        text += std::string(i == 0 ? "" : ",") + R"({"class_name":"ReLU","config":{}})";
    Model model;
    const auto opened = open(text + "]}", model);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
}

void HostileArchitecture::refusesWhatIsNoModel_data()
{
    QTest::addColumn<QString>("json");
    for (const char* json :
         {"[]", "{}", "3", "\"x\"", R"({"class_name": 3, "config": {}})", R"({"class_name": "", "config": {}})",
          R"({"class_name": "Dense"})", R"({"class_name": "Dense", "config": 7})"})
        QTest::addRow("%s", json) << QString::fromLatin1(json);
}

void HostileArchitecture::refusesWhatIsNoModel()
{
    QFETCH(QString, json);
    Model model;
    const auto opened = open(json.toStdString(), model);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
}

void HostileArchitecture::boundsPathsOfEndlessNames()
{
    std::string layers;
    for (int i = 0; i < 1000; ++i)
        layers += std::string(i == 0 ? "" : ",") + R"({"class_name":"ReLU","config":{}})";
    const std::string name(1 << 20, 'n');
    Model model;
    const auto opened =
        open(R"({"class_name": "Sequential", "config": [{"class_name": "Sequential", "config": {"name": ")" + name +
                 R"(", "layers": [)" + layers + "]}}]}",
             model);
    QVERIFY(!opened.ok());
}

void HostileArchitecture::tellsOfTensorsThatNoLayerGivesOut()
{
    const auto warnings = [](const char* reader, const char* output) {
        const auto json = Json::parse(R"({"class_name": "Functional", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "x"},
           "name": "x", "inbound_nodes": []},
          {"class_name": "Dense", "config": {"name": "a", "units": 3}, "name": "a", "inbound_nodes": [[["x", 0, 0, {}]]]},
          {"class_name": "Dense", "config": {"name": "b", "units": 3}, "name": "b", "inbound_nodes": [[["a", 0, )" +
                                      std::string(reader) +
                                      R"(, {}]]]}], "input_layers": [["x", 0, 0]], "output_layers": [["b", 0, )" + output +
                                      "]]}}");
        Model model;
        if (!json || !keras::readArchitecture(*json, model))
            return QStringList{"not read"};
        QStringList subjects;
        for (const Diagnostic& note : model.diagnostics.entries())
            if (note.code == "missing-tensor")
                subjects << QString::fromStdString(note.subject);
        return subjects;
    };
    QCOMPARE(warnings("0", "0"), QStringList());
    QCOMPARE(warnings("2", "0"), QStringList{"a"});
    QCOMPARE(warnings("0", "1"), QStringList{"b"});
}

QTEST_APPLESS_MAIN(HostileArchitecture)
#include "tst_HostileArchitecture.moc"
