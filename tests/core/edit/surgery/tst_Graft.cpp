// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/GraftEdits.h"
#include "core/engine/ModelRunner.h"
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/model/Draft.h"

#include <QTest>

using namespace lw;
using Strings = std::vector<std::string>;

namespace {

std::shared_ptr<const Model> made(const std::string& architecture, std::uint64_t seed = 1)
{
    Model model;
    edit::SurgeryOptions options;
    options.seed = seed;
    if (!keras::readArchitecture(*Json::parse(architecture), model) || !edit::cloneModel(options)->apply(model))
        qFatal("the architecture of the test is wrong");
    return std::make_shared<const Model>(std::move(model));
}

/// in > a > b > c, of the given units, in the dialect of Keras 2; a is also read by "sum", together with b.
std::shared_ptr<const Model> target()
{
    return made(R"({"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "name": "in"},
         "name": "in", "inbound_nodes": []},
        {"class_name": "Dense", "config": {"name": "a", "trainable": true, "units": 3}, "name": "a",
         "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "b", "trainable": true, "units": 3}, "name": "b",
         "inbound_nodes": [[["a", 0, 0, {}]]]},
        {"class_name": "Add", "config": {"name": "sum", "trainable": true}, "name": "sum",
         "inbound_nodes": [[["a", 0, 0, {}], ["b", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "c", "trainable": true, "units": 2}, "name": "c",
         "inbound_nodes": [[["sum", 0, 0, {}]]]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["c", 0, 0]]}})");
}

/// Keras 2: dense 3 > 5, relu, back 5 > 3 with a shortcut around the two, wide 3 > 8.
std::shared_ptr<const Model> source()
{
    return made(R"({"class_name": "Functional", "config": {"name": "s", "trainable": true, "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "in"},
         "name": "in", "inbound_nodes": []},
        {"class_name": "Dense", "config": {"name": "a", "units": 5, "activation": "tanh", "trainable": false},
         "name": "a", "inbound_nodes": [[["in", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "back", "units": 3}, "name": "back",
         "inbound_nodes": [[["a", 0, 0, {}]]]},
        {"class_name": "Add", "config": {"name": "add"}, "name": "add",
         "inbound_nodes": [[["in", 0, 0, {}], ["back", 0, 0, {}]]]},
        {"class_name": "Dense", "config": {"name": "wide", "units": 8}, "name": "wide",
         "inbound_nodes": [[["add", 0, 0, {}]]]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["wide", 0, 0]]}})",
                7);
}

/// Keras 3: body (a Sequential of x 3 -> 3 and norm), head (3 -> 2).
std::shared_ptr<const Model> third()
{
    return made(
        R"({"module": "keras", "class_name": "Sequential", "registered_name": null, "config": {"name": "m", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
         "config": {"batch_shape": [null, 3], "name": "in"}},
        {"module": "keras", "class_name": "Sequential", "registered_name": null, "config": {"name": "body", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
           "config": {"batch_shape": [null, 3], "name": "bin"}},
          {"module": "keras.layers", "class_name": "Dense", "registered_name": null,
           "config": {"name": "x", "units": 3}, "build_config": {"input_shape": [null, 3]}},
          {"module": "keras.layers", "class_name": "BatchNormalization", "registered_name": null,
           "config": {"name": "norm"}}]}},
        {"module": "keras.layers", "class_name": "Dense", "registered_name": null,
         "config": {"name": "head", "units": 2}, "build_config": {"input_shape": [null, 3]}}]}})",
        9);
}

Strings names(const std::vector<Layer>& layers)
{
    Strings names;
    for (const Layer& layer : layers)
        names.push_back(layer.name);
    return names;
}

Strings paths(const Model& model)
{
    Strings paths;
    for (const Variable& variable : model.variables)
        paths.push_back(variable.path + (variable.trainable ? "" : "!"));
    return paths;
}

bool shares(const Model& a, const char* path, const Model& b, const char* other)
{
    const Variable *x = findVariable(a, path), *y = findVariable(b, other);
    return x != nullptr && y != nullptr && x->tensor.source() == y->tensor.source();
}

std::vector<float> outputOf(const Model& model, const std::string& layer, std::int64_t width)
{
    engine::RunnerOptions options;
    if (!layer.empty())
        options.build.layers = {layer};
    auto runner = engine::ModelRunner::create(model, options);
    if (!runner)
        qFatal("%s", runner.error().toString().c_str());
    std::vector<float> values;
    for (std::int64_t i = 0; i < 2 * width; ++i)
        values.push_back(0.3F * static_cast<float>(i % 5) - 0.5F);
    auto result = runner->run({{model.inputs.front().name, Tensor::fromVector(Shape{2, width}, values)}}, {});
    if (!result)
        qFatal("%s", result.error().toString().c_str());
    for (const auto& [name, tensor] : result->outputs)
        if (name == layer || (layer.empty() && name == model.outputs.front().name))
            return *tensor.toFloats();
    return {};
}

Result<edit::Graft> take(const std::shared_ptr<const Model>& from, const Strings& layers, const Model& into)
{
    return edit::Graft::take(from, "s.h5", layers, keras::kerasGeneration(into));
}

} // namespace

/// Layers that are put into another model, with their weights.
class TestGraft : public QObject {
    Q_OBJECT
private:
    /// Applies, takes back, compares; the model stays changed.
    static void there(Model& model, const edit::EditPointer& edit)
    {
        const Model before = model;
        const auto inverse = edit->apply(model);
        QVERIFY2(inverse, inverse ? "" : inverse.error().toString().c_str());
        Model back = model;
        QVERIFY((*inverse)->apply(back));
        QCOMPARE(back.architecture.dump(), before.architecture.dump());
        QCOMPARE(paths(back), paths(before));
        for (std::size_t i = 0; i < before.variables.size(); ++i)
            QVERIFY(back.variables[i].tensor.source() == before.variables[i].tensor.source());
    }
    static void insert(Model& model, const std::shared_ptr<const Model>& from, const Strings& layers,
                       const edit::Gap& gap)
    {
        const auto graft = take(from, layers, model);
        QVERIFY2(graft, graft ? "" : graft.error().toString().c_str());
        there(model, edit::insertGraft(*graft, gap));
    }
    static QString refusal(Model model, const std::shared_ptr<const Model>& from, const Strings& layers,
                           const edit::Gap& gap)
    {
        const auto graft = take(from, layers, model);
        if (!graft)
            return QString::fromStdString(graft.error().toString());
        const std::string before = model.architecture.dump();
        const auto result = edit::insertGraft(*graft, gap)->apply(model);
        if (model.architecture.dump() != before)
            return QStringLiteral("changed");
        return result ? QStringLiteral("applied") : QString::fromStdString(result.error().toString());
    }
    static QString refusal(Model model, const edit::EditPointer& edit)
    {
        const auto result = edit->apply(model);
        return result ? QStringLiteral("applied") : QString::fromStdString(result.error().toString());
    }

private slots:
    void takesSettingsAndWeightsToOneReader()
    {
        const auto from = made(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
            {"class_name": "Dense", "config": {"name": "a", "units": 3, "activation": "tanh", "trainable": false,
             "batch_input_shape": [null, 3]}}]}})",
                               5);
        Model model = *target();
        insert(model, from, {"a"}, {"a", "sum"});
        QCOMPARE(names(model.layers), (Strings{"in", "a", "a_1", "b", "sum", "c"}));
        QCOMPARE(paths(model), (Strings{"a/kernel", "a/bias", "a_1/kernel!", "a_1/bias!", "b/kernel", "b/bias",
                                        "c/kernel", "c/bias"}));
        const Layer* added = findLayer(model, "a_1");
        QCOMPARE(added->config["activation"].toText(), std::string("tanh"));
        QVERIFY(!added->config.contains("batch_input_shape"));
        QVERIFY(shares(model, "a_1/kernel", *from, "a/kernel"));
        QCOMPARE(findVariable(model, "a_1/kernel")->name, std::string("a_1/kernel:0"));
        QCOMPARE(findLayer(model, "sum")->nodes[0].inputs[0].layer, std::string("a_1"));
        QCOMPARE(findLayer(model, "b")->nodes[0].inputs[0].layer, std::string("a")); // the other reader stays
    }

    void predictsWhatTheLayersDid()
    {
        const auto from = source();
        Model model = *target();
        const std::vector<float> b = outputOf(model, "b", 4);
        insert(model, from, {"a", "back", "add"}, {"b", {}}); // with the shortcut around them
        QCOMPARE(names(model.layers), (Strings{"in", "a", "b", "a_1", "back", "add", "sum", "c"}));
        QCOMPARE(findLayer(model, "sum")->nodes[0].inputs[1].layer, std::string("add"));
        QCOMPARE(outputOf(model, "b", 4), b);
        // The same layers on the same numbers, in a model of their own.
        Model alone = *from;
        const auto cut = edit::endAt("add")->apply(alone);
        QVERIFY(cut);
        auto runner = engine::ModelRunner::create(alone, {});
        QVERIFY(runner);
        const auto wanted = runner->run({{alone.inputs.front().name, Tensor::fromVector(Shape{2, 3}, b)}}, {});
        QVERIFY(wanted);
        const std::vector<float> expected = *wanted->outputs.front().second.toFloats();
        const std::vector<float> now = outputOf(model, "add", 4);
        QCOMPARE(now.size(), expected.size());
        for (std::size_t i = 0; i < now.size(); ++i)
            QVERIFY(std::abs(now[i] - expected[i]) < 1e-6F);
    }

    void endsAndBeginnings()
    {
        Model model = *target();
        const auto from = made(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
            {"class_name": "Dense", "config": {"name": "four", "units": 4, "batch_input_shape": [null, 4]}},
            {"class_name": "Dense", "config": {"name": "two", "units": 2}}]}})");
        insert(model, from, {"four"}, {{}, "a"}); // before the first layer
        QCOMPARE(findLayer(model, "a")->nodes[0].inputs[0].layer, std::string("four"));
        const auto head = made(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
            {"class_name": "Dense", "config": {"name": "c", "units": 9, "batch_input_shape": [null, 2]}}]}})");
        insert(model, head, {"c"}, {"c", {}}); // behind the last
        QCOMPARE(model.outputRefs.front().layer, std::string("c_1"));
        QCOMPARE(model.outputs.front().shape->back(), 9);
    }

    void sequentialsStaySequential()
    {
        Model model = *third();
        insert(model, third(), {"body/x"}, {"body/x", "body/norm"});
        QCOMPARE(model.kind, ModelKind::Sequential);
        QCOMPARE(names(findLayer(model, "body")->layers), (Strings{"bin", "x", "x_1", "norm"}));
        insert(model, third(), {"body"}, {{}, "head"}); // a nested model as it is
        QCOMPARE(names(model.layers), (Strings{"in", "body", "body_1", "head"}));
        QCOMPARE(paths(model).size(), std::size_t(16));
        insert(model, third(), {"body/x", "body/norm"}, {"in", "body"});
        QCOMPARE(names(model.layers), (Strings{"in", "x", "norm", "body", "body_1", "head"}));
        QCOMPARE(model.kind, ModelKind::Sequential);
    }

    void aWholeModelBecomesALayer()
    {
        Model model = *third();
        const std::vector<float> before = outputOf(model, "head", 3);
        const auto narrow = made(R"({"module": "keras", "class_name": "Sequential", "registered_name": null,
            "config": {"name": "m", "layers": [
            {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
             "config": {"batch_shape": [null, 2], "name": "in"}},
            {"module": "keras.layers", "class_name": "Dense", "registered_name": null,
             "config": {"name": "x", "units": 6}, "build_config": {"input_shape": [null, 2]}}]}})");
        insert(model, narrow, {"."}, {"head", {}});
        QCOMPARE(names(model.layers), (Strings{"in", "body", "head", "m"}));
        QVERIFY(shares(model, "m/x/kernel", *narrow, "x/kernel"));
        QCOMPARE(model.outputs.front().shape->back(), 6);
        QCOMPARE(outputOf(model, "head", 3), before);
    }

    void theOtherKerasIsTranslated()
    {
        Model model = *third(); // of Keras 3
        const auto from = made(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
            {"class_name": "Dense", "config": {"name": "old", "trainable": true, "batch_input_shape": [null, 3],
             "dtype": "float32", "units": 3, "activation": "relu", "use_bias": true,
             "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}},
             "bias_initializer": {"class_name": "Zeros", "config": {}}}}]}})");
        insert(model, from, {"old"}, {"body", {}});
        const Layer* added = findLayer(model, "old");
        QVERIFY(added);
        QCOMPARE(added->module, std::string("keras.layers"));
        QCOMPARE(added->config["dtype"]["class_name"].toText(), std::string("DTypePolicy"));
        QVERIFY(shares(model, "old/kernel", *from, "old/kernel"));
        Model second = *target(); // of Keras 2
        insert(second, third(), {"body"}, {"b", "sum"});
        QCOMPARE(names(findLayer(second, "body")->layers), (Strings{"bin", "x", "norm"}));
        QVERIFY(second.architecture.dump().find("DTypePolicy") == std::string::npos);
        QCOMPARE(findVariable(second, "body/norm/moving_mean")->trainable, false);
    }

    void refusalsNameTheConnection()
    {
        const Model model = *target();
        const auto from = source();
        const QString input = refusal(model, from, {"wide"}, {"in", {}});
        QVERIFY2(input.contains("wide") && input.contains("(None, 4) from in") && input.contains("(3, 8)") &&
                     input.contains("(4, 8)"),
                 qPrintable(input));
        const QString reader = refusal(model, from, {"wide"}, {"a", "b"});
        QVERIFY2(reader.contains("(None, 8) from wide") && reader.contains("b"), qPrintable(reader));
        QVERIFY(refusal(model, from, {"add"}, {"a", {}}).contains("it reads 2 tensors (in, back)"));
        QVERIFY(refusal(model, from, {"back", "add"}, {"a", {}}).contains("read 2 tensors from elsewhere"));
        QVERIFY(refusal(model, from, {"in"}, {"a", {}}).contains("input layer"));
        QVERIFY(refusal(model, from, {"nobody"}, {"a", {}}).contains("no layer of this name"));
        QVERIFY(refusal(model, from, {"wide"}, {{}, "sum"}).contains("reads 2 tensors"));
        QVERIFY(refusal(model, from, {"wide"}, {"a", "c"}).contains("does not read from a"));
        Model weights;
        weights.kind = ModelKind::Weights;
        QVERIFY(refusal(model, std::make_shared<const Model>(weights), {"x"}, {"a", {}}).contains("weights"));
    }

    void misfitsGetFreshWeightsOrStayADraft()
    {
        const auto from = source();
        Model model = *target();
        edit::SurgeryOptions options;
        options.misfit = edit::Misfit::Fresh;
        const auto graft = take(from, {"wide"}, model);
        QVERIFY(graft);
        there(model, edit::insertGraft(*graft, {"in", {}}, options));
        QCOMPARE(findVariable(model, "wide/kernel")->tensor.shape(), (Shape{4, 8}));
        QCOMPARE(findVariable(model, "a/kernel")->tensor.shape(), (Shape{8, 3}));
        Model draft = *target();
        options.draft = true;
        there(draft, edit::insertGraft(*graft, {"b", "sum"}, options));
        QVERIFY(isDraft(draft));
    }

    void layersThatDoNotKnowEachOtherAreChained()
    {
        Model model = *target();
        const auto from = made(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
            {"class_name": "Dropout", "config": {"name": "d", "rate": 0.5, "batch_input_shape": [null, 3]}},
            {"class_name": "Dense", "config": {"name": "n", "units": 3}},
            {"class_name": "BatchNormalization", "config": {"name": "norm"}}]}})");
        insert(model, from, {"norm", "d"}, {"a", {}});
        QCOMPARE(findLayer(model, "norm")->nodes[0].inputs[0].layer, std::string("d"));
        QCOMPARE(findLayer(model, "b")->nodes[0].inputs[0].layer, std::string("norm"));
        QCOMPARE(findLayer(model, "sum")->nodes[0].inputs[0].layer, std::string("norm"));
    }

    void movesWithinAModel()
    {
        Model model = *third();
        there(model, edit::moveLayers({"body"}, {"head", {}}, [] {
                  edit::SurgeryOptions options;
                  options.misfit = edit::Misfit::Fresh;
                  options.draft = true;
                  return options;
              }()));
        QCOMPARE(names(model.layers), (Strings{"in", "head", "body"}));
        Model other = *third();
        const auto kernel = findVariable(other, "body/x/kernel")->tensor.source();
        there(other, edit::moveLayers({"body/x"}, {"body/norm", {}}));
        QCOMPARE(names(findLayer(other, "body")->layers), (Strings{"bin", "norm", "x"}));
        QVERIFY(findVariable(other, "body/x/kernel")->tensor.source() == kernel);
        there(other, edit::moveLayers({"body/norm"}, {{}, "head"})); // out of the nested model
        QCOMPARE(names(other.layers), (Strings{"in", "body", "norm", "head"}));
        QVERIFY(refusal(other, edit::moveLayers({"norm"}, {"norm", "head"})).contains("there already"));
        QVERIFY(refusal(other, edit::moveLayers({"norm"}, {"body", {}})).contains("there already"));
        QVERIFY(refusal(*target(), edit::moveLayers({"sum"}, {"c", {}})).contains("reads 2 tensors"));
    }

    void tellsWhichLayersAreNew()
    {
        Model model = *third();
        insert(model, third(), {"body"}, {{}, "head"});
        QCOMPARE(edit::newLayers(*third(), model), (Strings{"body_1"}));
    }
};

QTEST_GUILESS_MAIN(TestGraft)
#include "tst_Graft.moc"
