// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/GraftEdits.h"
#include "core/edit/surgery/NestedModels.h"
#include "core/edit/surgery/Surgery.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/ObjectsFile.h"
#include "core/graph/objects/CarriedFunctions.h"
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lw;

namespace {

Variable weight(const std::string& layer, const std::string& role, Shape shape, std::vector<float> values)
{
    Variable variable;
    variable.path = layer + "/" + role;
    variable.name = variable.path + ":0";
    variable.layer = layer;
    variable.role = role;
    variable.tensor = Tensor::fromVector(std::move(shape), std::move(values));
    return variable;
}

/// x (2) > first, a Dense of 3 > cd, a class of the user's that multiplies by w (3 > 2) and scale, > last, a Dense
/// of 1.
Model taught()
{
    Model model;
    const char* const architecture = R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "x"}},
        {"class_name": "Dense", "config": {"name": "first", "trainable": true, "units": 3}},
        {"class_name": "Mine", "config": {"name": "cd", "trainable": true, "scale": 2.0}},
        {"class_name": "Dense", "config": {"name": "last", "trainable": true, "units": 1}}]}})";
    if (!keras::readArchitecture(*Json::parse(architecture), model))
        qFatal("the architecture of the test is wrong");
    model.variables = {weight("first", "kernel", {2, 3}, {1, 2, 3, 4, 5, 6}), weight("first", "bias", {3}, {0, 1, 0}),
                       weight("cd", "w", {3, 2}, {1, 0, 2, 1, 0, 3}), weight("last", "kernel", {2, 1}, {1, -1}),
                       weight("last", "bias", {1}, {0.5F})};
    keras::countParameters(model);
    return model;
}

std::shared_ptr<const graph::CustomObjects> definitions()
{
    auto objects = std::make_shared<graph::CustomObjects>();
    objects->set("Mine", {"inputs @ w * scale", {}, nullptr});
    return objects;
}

edit::SurgeryOptions withDefinitions(std::shared_ptr<const graph::CustomObjects> objects)
{
    edit::SurgeryOptions options;
    options.misfit = edit::Misfit::Fresh;
    options.objects = std::move(objects);
    return options;
}

const Json kDense = Json::object(
    {{"class_name", "Dense"}, {"config", Json::object({{"name", "more"}, {"units", 4}, {"activation", "relu"}})}});

std::vector<double> outputs(const Model& model, const std::shared_ptr<const graph::CustomObjects>& objects = {})
{
    engine::RunnerOptions options;
    options.build.objects = objects;
    auto runner = engine::ModelRunner::create(model, options);
    if (!runner) {
        qWarning("%s", runner.error().toString().c_str());
        return {};
    }
    engine::NamedTensors inputs{{model.inputs.front().name, Tensor::fromVector(Shape{1, 2}, std::vector<float>{1, 2})}};
    const auto result = runner->run(inputs, {});
    return result ? *result->outputs.front().second.toDoubles() : std::vector<double>();
}

} // namespace

class TestCustomLayers : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string place(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    /// The model as a SavedModel has it: with the traced function of the custom layer, without its definition.
    Model traced() const
    {
        Diagnostics diagnostics;
        formats::SaveOptions options;
        options.objects = definitions();
        const auto saved = formats::saveModel(taught(), place("traced"), "saved_model", options, diagnostics);
        if (!saved)
            qFatal("%s", saved.error().toString().c_str());
        return *formats::openModel(place("traced"));
    }
    Model savedAndOpened(const Model& model, const char* name) const
    {
        Diagnostics diagnostics;
        const auto saved = formats::saveModel(model, place(name), "saved_model", {}, diagnostics);
        if (!saved)
            qFatal("%s", saved.error().toString().c_str());
        return *formats::openModel(place(name));
    }

private slots:
    void tracedFunctionsStayWithTheirLayers();
    void severalEditsKeepThem();
    void graftsIntoOtherFormatsTakeThemAlong_data();
    void graftsIntoOtherFormatsTakeThemAlong();
    void shapesComeFromTracedFunctions();
    void shapesComeFromDefinitions();
    void partsOfAModelKeepThem();
    void freshWeightsOfCustomClasses();
    void weightsBeyondMemoryAreRefused();
};

void TestCustomLayers::tracedFunctionsStayWithTheirLayers()
{
    const std::vector<double> before = outputs(taught(), definitions());
    QCOMPARE(before.size(), 1U);
    const Model opened = traced();
    for (const auto& edit :
         {edit::renameLayer("cd", "other"), edit::setTrainable("cd", false), edit::nestModel("outer")}) {
        Model model = opened;
        const auto applied = edit->apply(model);
        QVERIFY2(applied.ok(), edit->title().c_str());
        QCOMPARE(outputs(model), before);
        QCOMPARE(outputs(savedAndOpened(model, "edited")), before);
        QVERIFY((*applied)->apply(model).ok());
        QCOMPARE(model.payload, opened.payload);
    }
}

void TestCustomLayers::graftsIntoOtherFormatsTakeThemAlong_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("h5") << QStringLiteral("h5");
    QTest::newRow("keras") << QStringLiteral("keras");
}

void TestCustomLayers::graftsIntoOtherFormatsTakeThemAlong()
{
    QFETCH(QString, format);
    const auto source = std::make_shared<const Model>(traced());
    Model plain = *source;
    QVERIFY(edit::removeLayer("cd", withDefinitions(nullptr))->apply(plain).ok());
    formats::SaveOptions keras2; // a class of the user's has no translation
    keras2.dialect = 2;
    const std::string path = place(("plain." + format.toStdString()).c_str());
    Diagnostics notes;
    QVERIFY(formats::saveModel(plain, path, format.toStdString(), keras2, notes).ok());
    Model model = *formats::openModel(path);
    const auto before = model.payload;
    QVERIFY(before);
    const auto graft = edit::Graft::take(source, "traced", {"cd"}, keras::kerasGeneration(model));
    QVERIFY(graft.ok());
    const auto inverse = edit::insertGraft(*graft, {"first", ""}, withDefinitions(nullptr))->apply(model);
    QVERIFY2(inverse.ok(), inverse.ok() ? "" : inverse.error().toString().c_str());
    QVERIFY(graph::layerFunction(model, "cd"));
    QCOMPARE(graph::formatPayload(model), before); // the format's own part is still there
    const std::vector<double> values = outputs(model);
    QCOMPARE(values.size(), 1U);
    QCOMPARE(outputs(savedAndOpened(model, ("grafted_" + format.toStdString()).c_str())), values);
    QVERIFY(formats::saveModel(model, path + ".again", format.toStdString(), keras2, notes).ok());
    QVERIFY(edit::removeLayer("cd", withDefinitions(nullptr))->apply(model).ok());
    QCOMPARE(model.payload, before);
}

void TestCustomLayers::severalEditsKeepThem()
{
    Model model = traced();
    const std::vector<double> before = outputs(model);
    QVERIFY(edit::renameLayer("cd", "a")->apply(model).ok());
    QVERIFY(edit::nestModel("outer")->apply(model).ok());
    QVERIFY(edit::renameLayer("m/a", "b")->apply(model).ok());
    QCOMPARE(outputs(model), before);
    // The weights are those of the model, not those that the file was traced with.
    for (Variable& variable : model.variables)
        if (variable.role == "w")
            variable.tensor = Tensor::fromVector(Shape{3, 2}, std::vector<float>(6, 0.0F));
    QCOMPARE(outputs(savedAndOpened(model, "several")), std::vector<double>{0.5});
}

void TestCustomLayers::shapesComeFromTracedFunctions()
{
    Model model = traced();
    QVERIFY(edit::insertAfter("cd", kDense, withDefinitions(nullptr))->apply(model).ok());
    const Variable* kernel = findVariable(model, "more/kernel");
    QVERIFY(kernel != nullptr);
    QCOMPARE(kernel->tensor.shape(), (Shape{2, 4}));
    QCOMPARE(findVariable(model, "last/kernel")->tensor.shape(), (Shape{4, 1}));
}

void TestCustomLayers::shapesComeFromDefinitions()
{
    Model model = taught();
    QVERIFY(!edit::insertAfter("cd", kDense)->apply(model).ok());
    QVERIFY(edit::newHead(5, "softmax", withDefinitions(definitions()))->apply(model).ok());
    QCOMPARE(findVariable(model, "last/kernel")->tensor.shape(), (Shape{2, 5}));
    QCOMPARE(outputs(model, definitions()).size(), 5U);
}

void TestCustomLayers::partsOfAModelKeepThem()
{
    Model model = traced();
    QVERIFY(edit::extractLayers({"first", "cd"})->apply(model).ok());
    const std::vector<double> values = outputs(model);
    QCOMPARE(values.size(), 2U);
    // (1, 2) @ first + bias = (9, 13, 15); @ w * 2
    QCOMPARE(values, (std::vector<double>{70, 116}));
}

void TestCustomLayers::freshWeightsOfCustomClasses()
{
    for (const auto& edit : {edit::resetLayer("cd"), edit::cloneModel(withDefinitions(definitions()))}) {
        Model model = taught();
        QVERIFY(edit->apply(model).ok());
        const Variable* w = findVariable(model, "cd/w");
        QVERIFY2(w != nullptr, edit->title().c_str());
        QCOMPARE(w->tensor.shape(), (Shape{3, 2}));
        QVERIFY(*w->tensor.toDoubles() != *findVariable(taught(), "cd/w")->tensor.toDoubles());
        const auto& notes = model.diagnostics.entries();
        QVERIFY(std::any_of(notes.begin(), notes.end(), [](const Diagnostic& note) {
            return note.code == "initializer-replaced" && note.message.find("Mine") != std::string::npos;
        }));
    }
}

void TestCustomLayers::weightsBeyondMemoryAreRefused()
{
    Model model = taught();
    const auto applied = edit::newHead(99'999'999'999, "softmax", withDefinitions(definitions()))->apply(model);
    QVERIFY(!applied.ok());
    QVERIFY2(applied.error().message.find("GiB") != std::string::npos, applied.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestCustomLayers)
#include "tst_CustomLayers.moc"
