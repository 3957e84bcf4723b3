// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Surgery.h"
#include "core/keras/Architecture.h"

#include <QTest>

#include <algorithm>

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

/// a (4 -> 3) and b (4 -> 3) are added, then c (3 -> 2).
Model branched()
{
    return withWeights(R"({"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "in"},
         "name": "in", "inbound_nodes": []},
        {"class_name": "Dense", "config": {"name": "a", "trainable": true, "units": 3}, "name": "a",
         "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "b", "trainable": true, "units": 3}, "name": "b",
         "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Add", "config": {"name": "sum", "trainable": true}, "name": "sum",
         "inbound_nodes": [[["a", 0, 0, {}], ["b", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "c", "trainable": true, "units": 2}, "name": "c",
         "inbound_nodes": [[["sum", 0, 0, {}]]]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["c", 0, 0]]}})");
}

/// body (a Sequential of x 4 -> 4 and norm) and head (4 -> 2) in the dialect of Keras 3.
Model nested()
{
    return withWeights(R"({"module": "keras", "class_name": "Sequential", "config": {"name": "m", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "in"}},
        {"module": "keras", "class_name": "Sequential", "config": {"name": "body", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "bin"}},
          {"module": "keras.layers", "class_name": "Dense", "config": {"name": "x", "units": 4},
           "build_config": {"input_shape": [null, 4]}},
          {"module": "keras.layers", "class_name": "BatchNormalization", "config": {"name": "norm"}}]}},
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "head", "units": 2},
         "build_config": {"input_shape": [null, 4]}}]}})");
}

QStringList pathsOf(const Model& model)
{
    QStringList paths;
    for (const Variable& variable : model.variables)
        paths << QString::fromStdString(variable.path + (variable.trainable ? "" : "!"));
    return paths;
}

void compareModels(const Model& a, const Model& b)
{
    QCOMPARE(a.architecture.dump(), b.architecture.dump());
    QCOMPARE(pathsOf(a), pathsOf(b));
    for (std::size_t i = 0; i < a.variables.size(); ++i)
        QVERIFY(a.variables[i].tensor.source() == b.variables[i].tensor.source());
    QCOMPARE(a.totalParameters, b.totalParameters);
}

} // namespace

class TestSurgery : public QObject {
    Q_OBJECT
private:
    /// Applies, takes back, compares, applies again.
    static void there(Model& model, const edit::EditPointer& edit)
    {
        const Model before = model;
        const auto inverse = edit->apply(model);
        QVERIFY2(inverse, inverse ? "" : inverse.error().toString().c_str());
        Model back = model;
        QVERIFY((*inverse)->apply(back));
        compareModels(back, before);
    }
    static std::string refusal(Model model, const edit::EditPointer& edit)
    {
        const Model before = model;
        const auto result = edit->apply(model);
        compareModels(model, before);
        return result ? "applied" : result.error().toString();
    }

private slots:
    void cutsAndAppends()
    {
        Model model = branched();
        const auto kernel = model.variables[0].tensor.source();
        there(model, edit::dropLast());
        QCOMPARE(pathsOf(model), (QStringList{"a/kernel", "a/bias", "b/kernel", "b/bias"}));
        there(model, edit::appendLayer(parsed(R"({"class_name": "Dense", "config": {"units": 5}})")));
        QCOMPARE(pathsOf(model).mid(4), (QStringList{"dense/kernel", "dense/bias"}));
        QCOMPARE(model.variables[4].tensor.shape(), (Shape{3, 5}));
        QVERIFY(model.variables[0].tensor.source() == kernel);
        there(model, edit::endAt("a"));
        QCOMPARE(pathsOf(model), (QStringList{"a/kernel", "a/bias"}));
        QCOMPARE(model.layers.size(), std::size_t(2));
        QVERIFY(refusal(model, edit::dropLast()).find("nothing but the input") != std::string::npos);
    }

    /// Files without the entry hold the GRU of older Keras, which has one bias; a new one is not of those.
    void newGrusAreAsKerasMakesThemNow()
    {
        Model model = withWeights(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 5, 3], "name": "in"}}]}})");
        there(model, edit::appendLayer(parsed(R"({"class_name": "GRU", "config": {"units": 4}})")));
        QCOMPARE(model.variables.back().tensor.shape(), (Shape{2, 12}));
        QVERIFY(findLayer(model, "gru")->config["reset_after"].toBool());
        there(model, edit::replaceLayer("gru", parsed(R"({"class_name": "Bidirectional", "config": {"layer":
            {"class_name": "GRU", "config": {"units": 2}}}})")));
        QVERIFY(findLayer(model, "gru")->config["layer"]["config"]["reset_after"].toBool());
        there(model, edit::replaceLayer("gru", parsed(R"({"class_name": "GRU", "config": {"units": 4,
            "reset_after": false}})")));
        QCOMPARE(model.variables.back().tensor.shape(), Shape{12});
    }

    void severalLayersGoAtOnce()
    {
        Model model = withWeights(R"({"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "name": "in"}, "name": "in",
             "inbound_nodes": []},
            {"class_name": "Dense", "config": {"name": "a", "units": 4}, "name": "a",
             "inbound_nodes": [[["in", 0, 0, {}]]]},
            {"class_name": "Add", "config": {"name": "sum"}, "name": "sum",
             "inbound_nodes": [[["in", 0, 0, {}], ["a", 0, 0, {}]]]},
            {"class_name": "Dense", "config": {"name": "c", "units": 2}, "name": "c",
             "inbound_nodes": [[["sum", 0, 0, {}]]]},
            {"class_name": "ReLU", "config": {"name": "r"}, "name": "r", "inbound_nodes": [[["c", 0, 0, {}]]]}],
            "input_layers": [["in", 0, 0]], "output_layers": [["r", 0, 0]]}})");
        QVERIFY(refusal(model, edit::removeLayers({"r", "sum"})).find("2 tensors") != std::string::npos);
        // The sum can go once there is nothing to add.
        there(model, edit::removeLayers({"r", "sum", "a"}));
        QCOMPARE(pathsOf(model), (QStringList{"c/kernel", "c/bias"}));
        QCOMPARE(model.layers.size(), std::size_t(2));
        Model whole = nested();
        there(whole, edit::removeLayers({"body/x", "body"}));
        QCOMPARE(pathsOf(whole), (QStringList{"head/kernel", "head/bias"}));
    }

    void insertsReplacesAndRemoves()
    {
        Model model = branched();
        there(model, edit::insertAfter("a", parsed(R"({"class_name": "Dense", "config": {"units": 3, "name": "n"}})")));
        QCOMPARE(pathsOf(model).mid(2, 2), (QStringList{"n/kernel", "n/bias"}));
        there(model, edit::removeLayer("n"));
        QCOMPARE(pathsOf(model), pathsOf(branched()));
        there(model, edit::replaceLayer("c", parsed(R"({"class_name": "Dense", "config": {"units": 7}})")));
        QCOMPARE(findVariable(model, "c/kernel")->tensor.shape(), (Shape{3, 7}));
        there(model, edit::newHead(9, "softmax"));
        QCOMPARE(model.outputs.front().shape, std::optional(Shape{-1, 9}));
        QVERIFY(refusal(model, edit::duplicateLayer("b")).find("(None, 3) from b") != std::string::npos);
        Model square = nested();
        there(square, edit::duplicateLayer("body/x"));
        QVERIFY(findVariable(square, "body/x_copy/kernel")->tensor.source() ==
                findVariable(square, "body/x/kernel")->tensor.source());
    }

    void refusesWhatDoesNotFit()
    {
        const Model model = branched();
        const auto wide = edit::replaceLayer("a", parsed(R"({"class_name": "Dense", "config": {"units": 9}})"));
        QVERIFY2(refusal(model, wide).find("sum") != std::string::npos, refusal(model, wide).c_str());
        const auto removed = refusal(model, edit::removeLayer("sum"));
        QVERIFY2(removed.find("reads 2 tensors") != std::string::npos, removed.c_str());
        const auto shape = refusal(model, edit::setInputShape({}, {6}));
        QVERIFY2(shape.find("(None, 6) from in") != std::string::npos && shape.find("(4, 3)") != std::string::npos,
                 shape.c_str());
        QVERIFY(refusal(model, edit::endAt("nobody")).find("begins with in, a, b") != std::string::npos);
        QVERIFY(refusal(model, edit::appendLayer(parsed(R"({"class_name": "Dense", "config": {}})"))).find("units") !=
                std::string::npos);
        QVERIFY(refusal(model, edit::appendLayer(parsed(R"({"class_name": "Mine", "config": {}})"))).find("Mine") !=
                std::string::npos);
        Model fresh = model;
        there(fresh, edit::setInputShape({}, {6}, {.misfit = edit::Misfit::Fresh}));
        QCOMPARE(fresh.variables[0].tensor.shape(), (Shape{6, 3}));
    }

    void aMergeGoesWithTheInputThatIsNotKept()
    {
        Model model = branched();
        QCOMPARE(edit::inputChoices(model, "sum"), (std::vector<std::string>{"a", "b"}));
        QCOMPARE(edit::inputChoices(model, "c").size(), std::size_t(1));
        QVERIFY(refusal(model, edit::removeLayer("sum", {}, "in")).find("does not read in") != std::string::npos);
        const auto kernel = findVariable(model, "b/kernel")->tensor.source();
        there(model, edit::removeLayer("sum", {}, "b"));
        QCOMPARE(pathsOf(model), (QStringList{"b/kernel", "b/bias", "c/kernel", "c/bias"}));
        QVERIFY(findVariable(model, "b/kernel")->tensor.source() == kernel);
        // A way around: what the merge is left with is no longer needed elsewhere, and the way around stays.
        Model residual = branched();
        there(residual, edit::removeLayer("sum", {}, "a"));
        QCOMPARE(pathsOf(residual), (QStringList{"a/kernel", "a/bias", "c/kernel", "c/bias"}));
        QCOMPARE(residual.inputs.size(), std::size_t(1));
    }

    void aHeadComesBehindWhatIsNone()
    {
        const auto place = [](const Model& model) {
            const auto found = edit::headPlace(model);
            return found ? found->layer + (found->replaces ? "!" : "") : found.error().toString();
        };
        Model model = branched();
        QCOMPARE(place(model), std::string("c!"));
        there(model, edit::dropLast());
        QCOMPARE(place(model), std::string("sum"));
        there(model, edit::newHead(9, "softmax"));
        QCOMPARE(pathsOf(model), (QStringList{"a/kernel", "a/bias", "b/kernel", "b/bias", "dense/kernel", "dense/bias"}));
        QCOMPARE(findVariable(model, "dense/kernel")->tensor.shape(), (Shape{3, 9}));
        // Activations behind a head are a part of it.
        there(model, edit::appendLayer(parsed(R"({"class_name": "Softmax", "config": {}})")));
        there(model, edit::appendLayer(parsed(R"({"class_name": "Activation", "config": {"activation": "relu"}})")));
        QCOMPARE(place(model), std::string("dense!"));
        there(model, edit::newHead(5, "sigmoid"));
        QCOMPARE(model.layers.back().name, std::string("dense"));
        QCOMPARE(findVariable(model, "dense/kernel")->tensor.shape(), (Shape{3, 5}));
        // Behind a nested model that ends without one; inside of one that ends with one.
        Model body = nested();
        there(body, edit::dropLast());
        QCOMPARE(place(body), std::string("body"));
        there(body, edit::newHead(7, "softmax"));
        QCOMPARE(findVariable(body, "dense/kernel")->tensor.shape(), (Shape{4, 7}));
        there(body, edit::nestModel("outer"));
        QCOMPARE(place(body), std::string("m/dense!"));
        // Activations behind the nested model are a part of its head, too.
        there(body, edit::appendLayer(parsed(R"({"class_name": "Softmax", "config": {}})")));
        QCOMPARE(place(body), std::string("m/dense!"));
        there(body, edit::newHead(5, "softmax"));
        QCOMPARE(body.layers.back().name, std::string("m"));
        QCOMPARE(findVariable(body, "m/dense/kernel")->tensor.shape(), (Shape{4, 5}));
    }

    void renamesAndFreezes()
    {
        Model model = branched();
        there(model, edit::renameLayer("a", "first"));
        QCOMPARE(pathsOf(model).first(), QString("first/kernel"));
        QVERIFY(refusal(model, edit::renameLayer("b", "c")).find("already") != std::string::npos);
        there(model, edit::setTrainable("b", false));
        QCOMPARE(pathsOf(model).mid(2, 2), (QStringList{"b/kernel!", "b/bias!"}));
        there(model, edit::setTrainable("b", true));
        QCOMPARE(pathsOf(model).mid(2, 2), (QStringList{"b/kernel", "b/bias"}));
    }

    void editsInsideOfNestedModels()
    {
        Model model = nested();
        there(model, edit::setTrainable("body", false));
        QCOMPARE(pathsOf(model).first(), QString("body/x/kernel!"));
        there(model, edit::setTrainable("body", true));
        there(model, edit::renameLayer("body", "trunk"));
        QCOMPARE(pathsOf(model).first(), QString("trunk/x/kernel"));
        there(model, edit::insertAfter("trunk/x", parsed(R"({"class_name": "Dense", "config": {"units": 4}})")));
        QVERIFY(findVariable(model, "trunk/dense/kernel"));
        there(model, edit::removeLayer("trunk/dense"));
        there(model, edit::setLayerConfig("head", parsed(R"({"units": 3})")));
        QCOMPARE(findVariable(model, "head/kernel")->tensor.shape(), (Shape{4, 3}));
    }

    void wrappedLayersHaveSettingsToo()
    {
        Model model = withWeights(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 5, 4], "name": "in"}},
            {"class_name": "Bidirectional", "config": {"name": "both", "merge_mode": "concat", "layer":
              {"class_name": "LSTM", "config": {"name": "lstm", "units": 3, "return_sequences": true}}}},
            {"class_name": "TimeDistributed", "config": {"name": "each", "layer":
              {"class_name": "Dense", "config": {"name": "dense", "units": 2}}}}]}})");
        there(model, edit::setLayerConfig("each/dense", parsed(R"({"units": 7})")));
        QCOMPARE(model.outputs.front().shape, std::optional(Shape{-1, 5, 7}));
        there(model,
              edit::setLayerConfig("both/backward_lstm", parsed(R"({"units": 6})"), {.misfit = edit::Misfit::Fresh}));
        QCOMPARE(findVariable(model, "each/dense/kernel")->tensor.shape(), (Shape{12, 7}));
        QVERIFY(refusal(model, edit::setLayerConfig("both/forward_lstm", parsed(R"({"go_backwards": true})")))
                    .find("turns") != std::string::npos);
        QVERIFY(refusal(model, edit::setLayerConfig("both/nobody", parsed("{}"))).find("as a whole") !=
                std::string::npos);
    }

    void wrapsLayersWithTheirWeights()
    {
        Model model = withWeights(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 5, 4], "name": "in"}},
            {"class_name": "LSTM", "config": {"name": "lstm", "units": 3, "return_sequences": true}},
            {"class_name": "Dense", "config": {"name": "dense", "units": 2}}]}})");
        const auto kernel = findVariable(model, "lstm/lstm_cell/kernel")->tensor.source();
        const auto dense = findVariable(model, "dense/kernel")->tensor.source();
        const std::string concat =
            refusal(model, edit::wrapLayer("lstm", parsed(R"({"class_name": "Bidirectional"})")));
        QVERIFY2(concat.find("(None, 5, 6) from bidirectional") != std::string::npos, concat.c_str());
        there(model, edit::wrapLayer("lstm", parsed(R"({"class_name": "Bidirectional", "config":
                                                        {"name": "both", "merge_mode": "ave"}})")));
        QCOMPARE(model.layers[1].layers.size(), std::size_t(2));
        std::size_t kept = 0, made = 0;
        for (const Variable& variable : model.variables) {
            kept += variable.tensor.source() == kernel && variable.layer == "both/forward_lstm" ? 1 : 0;
            made += variable.layer == "both/backward_lstm" ? 1 : 0;
        }
        QCOMPARE(kept, std::size_t(1));
        QCOMPARE(made, std::size_t(3));
        there(model, edit::wrapLayer("dense", parsed(R"({"class_name": "TimeDistributed"})")));
        QCOMPARE(model.outputs.front().shape, std::optional(Shape{-1, 5, 2}));
        QVERIFY(std::any_of(model.variables.begin(), model.variables.end(), [&](const Variable& variable) {
            return variable.layer == "time_distributed/dense" && variable.tensor.source() == dense;
        }));
    }

    void refusesToWrapWhatNoWrapperTakes()
    {
        const Json distributed = parsed(R"({"class_name": "TimeDistributed"})");
        QVERIFY(refusal(nested(), edit::wrapLayer("body", distributed)).find("a dimension less") != std::string::npos);
        QVERIFY(refusal(branched(), edit::wrapLayer("sum", distributed)).find("reads 2 tensors") != std::string::npos);
        const std::string other = refusal(nested(), edit::wrapLayer("head", parsed(R"({"class_name": "RNN"})")));
        QVERIFY2(other.find("not in a RNN") != std::string::npos, other.c_str());
        const std::string both =
            refusal(nested(), edit::wrapLayer("head", parsed(R"({"class_name": "Bidirectional"})")));
        QVERIFY2(both.find("wraps a recurrent layer") != std::string::npos, both.c_str());
    }

    void nestsResetsAndClones()
    {
        Model model = branched();
        const auto kernel = model.variables[0].tensor.source();
        there(model, edit::nestModel("outer"));
        QCOMPARE(model.name, std::string("outer"));
        QCOMPARE(pathsOf(model).first(), QString("m/a/kernel"));
        QVERIFY(model.variables[0].tensor.source() == kernel);
        Model headed = model;
        there(headed, edit::newHead(9, "softmax"));
        QCOMPARE(findVariable(headed, "m/c/kernel")->tensor.shape(), (Shape{3, 9}));
        there(model, edit::resetLayer("m/a", {.seed = 5}));
        QVERIFY(model.variables[0].tensor.source() != kernel);
        model.training = TrainingState{};
        there(model, edit::cloneModel({.seed = 6}));
        QVERIFY(!model.training);
    }
};

QTEST_APPLESS_MAIN(TestSurgery)
#include "tst_Surgery.moc"
