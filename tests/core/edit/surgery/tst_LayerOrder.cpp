// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Surgery.h"
#include "core/keras/Architecture.h"

#include <QTest>

using namespace lw;

namespace {

Json parsed(const char* text)
{
    return *Json::parse(text);
}

Model withWeights(const char* architecture)
{
    Model model;
    if (!keras::readArchitecture(parsed(architecture), model) || !edit::cloneModel()->apply(model))
        qFatal("the architecture of the test is wrong");
    return model;
}

/// Two heads on one input, in the order of Keras: both are as far from the outputs.
Model twoHeads()
{
    return withWeights(R"({"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "in"},
         "name": "in", "inbound_nodes": []},
        {"class_name": "Dense", "config": {"name": "a", "trainable": true, "units": 4}, "name": "a",
         "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "b", "trainable": true, "units": 4}, "name": "b",
         "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "p", "trainable": true, "units": 3}, "name": "p",
         "inbound_nodes": [[["a", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "q", "trainable": true, "units": 2}, "name": "q",
         "inbound_nodes": [[["b", 0, 0, {}]]]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["p", 0, 0], ["q", 0, 0]]}})");
}

/// x + y of Keras 3 with a mask that only one layer reads; in and rnn give what is added.
Model operators()
{
    return withWeights(R"({"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "m",
        "trainable": true, "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 5, 4], "dtype": "float32",
         "name": "in"}, "name": "in", "inbound_nodes": []},
        {"module": "keras.layers", "class_name": "LSTM", "config": {"name": "rnn", "units": 4, "return_sequences": true,
         "return_state": true}, "name": "rnn", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config":
         {"shape": [null, 5, 4], "dtype": "float32", "keras_history": ["in", 0, 0]}}], "kwargs": {}}]},
        {"module": "keras.src.ops.numpy", "class_name": "NotEqual", "config": {"name": "mask"}, "name": "mask",
         "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32",
         "keras_history": ["rnn", 0, 1]}}, 0.0], "kwargs": {}}]},
        {"module": "keras.src.ops.numpy", "class_name": "Add", "config": {"name": "sum"}, "name": "sum",
         "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4], "dtype":
         "float32", "keras_history": ["in", 0, 0]}}, {"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4],
         "dtype": "float32", "keras_history": ["rnn", 0, 0]}}], "kwargs": {}}]},
        {"module": "keras.layers", "class_name": "LayerNormalization", "config": {"name": "norm"}, "name": "norm",
         "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4], "dtype":
         "float32", "keras_history": ["sum", 0, 0]}}], "kwargs": {"mask": {"class_name": "__keras_tensor__", "config":
         {"shape": [null, 4], "dtype": "bool", "keras_history": ["mask", 0, 0]}}}}]},
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "head", "units": 2}, "name": "head",
         "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 4], "dtype":
         "float32", "keras_history": ["norm", 0, 0]}}], "kwargs": {}}]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["head", 0, 0]]}})");
}

/// Words to classes.
Model words()
{
    Model model;
    if (!keras::readArchitecture(
            parsed(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1], "dtype": "string", "name": "in"}},
        {"class_name": "TextVectorization", "config": {"name": "vec", "output_mode": "int", "output_sequence_length": 5}},
        {"class_name": "Embedding", "config": {"name": "emb", "input_dim": 9, "output_dim": 2}}]}})"),
            model))
        qFatal("the architecture of the test is wrong");
    return model;
}

QStringList namesOf(const Model& model)
{
    QStringList names;
    for (const Layer& layer : model.layers)
        names << QString::fromStdString(layer.name);
    return names;
}

QString refusal(Model model, const edit::EditPointer& edit)
{
    const auto done = edit->apply(model);
    return done ? QString("it goes") : QString::fromStdString(done.error().toString());
}

} // namespace

class TestLayerOrder : public QObject {
    Q_OBJECT
private slots:
    /// One more layer behind a head puts all before that head farther from the outputs, so Keras lists them earlier.
    void longerBranchesComeFirst()
    {
        Model model = twoHeads();
        const Json act = parsed(R"({"class_name": "Activation", "config": {"name": "act", "activation": "tanh"}})");
        QVERIFY(edit::insertAfter("q", act)->apply(model));
        QCOMPARE(namesOf(model), QStringList({"in", "b", "a", "q", "p", "act"}));
        QVERIFY(model.variables.front().path == "b/kernel");
        QVERIFY(edit::removeLayer("act")->apply(model));
        QCOMPARE(namesOf(model), QStringList({"in", "a", "b", "p", "q"}));
        QVERIFY(edit::insertAfter("p", act)->apply(model));
        QCOMPARE(namesOf(model), QStringList({"in", "a", "p", "b", "act", "q"}));
    }

    void operationsHaveNoTrainable()
    {
        Model model = operators();
        QVERIFY(edit::setTrainable("", false)->apply(model));
        for (const Json& layer : model.architecture["config"]["layers"].items())
            QCOMPARE(layer["config"].contains("trainable"), layer["class_name"].toText() != "InputLayer" &&
                                                                layer["module"].toText() == "keras.layers");
    }

    void operandsMustFit()
    {
        const Json rnn = parsed(R"({"class_name": "Dense", "config": {"name": "other", "units": 7}})");
        QVERIFY2(refusal(operators(), edit::insertAfter("in", rnn)).contains("(None, 5, 7) and (None, 5, 4)"),
                 qPrintable(refusal(operators(), edit::insertAfter("in", rnn))));
    }

    void masksAreNoInputs()
    {
        Model model = operators();
        QVERIFY(edit::removeLayer("norm")->apply(model));
        QCOMPARE(namesOf(model), QStringList({"in", "rnn", "sum", "head"})); // what made the mask goes, too
        QVERIFY(model.layers.back().nodes.front().inputs.front().layer == "sum");
    }

    void othersReadMoreThanThereIs()
    {
        const Json dense = parsed(R"({"class_name": "Dense", "config": {"units": 4}})");
        QCOMPARE(refusal(operators(), edit::replaceLayer("rnn", dense)),
                 QString("rnn: mask reads 2 of its outputs, and it gives out fewer"));
    }

    /// What a Lambda gives out nobody knows, but the weights behind it were made for it.
    void weightsTellWhatALambdaGave()
    {
        const char* architecture = R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "in"}},
            %1
            {"class_name": "Dense", "config": {"name": "head", "units": 2}}]}})";
        Model model = withWeights(QString(architecture).arg("").toUtf8().constData());
        Model behind;
        QVERIFY(keras::readArchitecture(parsed(QString(architecture)
                                                   .arg(R"({"class_name": "Lambda", "config": {"name": "lam"}},)")
                                                   .toUtf8()
                                                   .constData()),
                                        behind));
        behind.variables = model.variables;
        QVERIFY(edit::newHead(3, "softmax")->apply(behind));
        QVERIFY(behind.variables.front().tensor.shape() == Shape({4, 3}));
        QVERIFY(edit::resetLayer("head")->apply(behind));
        QVERIFY(behind.variables.front().tensor.shape() == Shape({4, 3}));
    }

    /// Keras 3 loads no tensor without a shape: those of a Lambda come from the file, or are (None,), which says nothing.
    void tensorsHaveShapes()
    {
        const char* architecture = R"({"module": "keras", "class_name": "Functional", "config": {"name": "m", "trainable":
            true, "layers": [
            {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "in"},
             "name": "in", "inbound_nodes": []},
            {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "lam"}, "name": "lam", "inbound_nodes":
             [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32",
             "keras_history": ["in", 0, 0]}}], "kwargs": {}}]}%1],
            "input_layers": [["in", 0, 0]], "output_layers": [["%2", 0, 0]]}})";
        const QString head = R"(, {"module": "keras.layers", "class_name": "Dense", "config": {"name": "head", "units": 2},
             "name": "head", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 7],
             "dtype": "float32", "keras_history": ["lam", 0, 0]}}], "kwargs": {}}]})";
        const Json act = parsed(R"({"class_name": "Activation", "config": {"name": "act", "activation": "tanh"}})");
        const auto shapeOf = [](const Model& model) {
            const Json& layers = model.architecture["config"]["layers"];
            for (const Json& layer : layers.items())
                if (layer["name"].toText() == "act")
                    return layer["inbound_nodes"].at(0)["args"].at(0)["config"]["shape"].dump();
            return std::string();
        };
        Model model = withWeights(QString(architecture).arg(head, "head").toUtf8().constData());
        QVERIFY(edit::insertAfter("lam", act)->apply(model));
        QCOMPARE(QString::fromStdString(shapeOf(model)), QString("[null, 7]"));
        QVERIFY(edit::newHead(3, "softmax")->apply(model));
        QVERIFY(model.variables.front().tensor.shape() == Shape({7, 3}));
        Model unknown;
        QVERIFY(keras::readArchitecture(parsed(QString(architecture).arg("", "lam").toUtf8().constData()), unknown));
        QVERIFY(edit::appendLayer(act)->apply(unknown));
        QCOMPARE(QString::fromStdString(shapeOf(unknown)), QString("[null]"));
        QVERIFY(edit::removeLayer("act")->apply(unknown));
        QVERIFY(edit::appendLayer(act)->apply(unknown));
        const Json dense = parsed(R"({"class_name": "Dense", "config": {"units": 4}})");
        QVERIFY(refusal(unknown, edit::appendLayer(dense)).contains("unknown shape"));
    }

    void textIsNoNumber()
    {
        QCOMPARE(refusal(words(), edit::removeLayer("vec")),
                 QString("emb: it would get (None, 1) from in, but it takes numbers, not strings"));
        QVERIFY(refusal(words(), edit::duplicateLayer("vec")).contains("takes strings, not int64"));
    }
};

QTEST_GUILESS_MAIN(TestLayerOrder)
#include "tst_LayerOrder.moc"
