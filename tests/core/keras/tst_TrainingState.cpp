// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define QT_NO_KEYWORDS // an optimizer has slots
#include "core/keras/OptimizerState.h"
#include "core/keras/dialect/TrainingTranslation.h"
#include "tests/support/Fixtures.h"

using namespace lw;
using namespace lw::keras;

/// Optimizers, losses and metrics in the words of both generations of Keras, and optimizer variables in every order.
class TestTrainingState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalingOptimizersAreToldToBoth();
    void fixedScaleIsAnArgumentInKeras3();
    void oldArgumentsAreLeftOut();
    void lossesOfArchivesHaveModules();
    void ownClassesAreToldByTheirRegistration();
    void metricsOfDictionariesAreToldByName();
    void emptyMetricsOfAnOutputAreNone();
    void slotsThatNameTheirWeightGoByIt();
    void scaleIsReadFromEveryList();
    void oldKerasCountsInAFloat();
    void untrainedOptimizersHaveNoState();
    void sumsOverRowsAndColumnsBelongToMatrices();
};

namespace {

Json parsed(const char* text)
{
    const auto json = Json::parse(text);
    return json.ok() ? *json : Json();
}

TrainingState scaled(const char* config)
{
    TrainingState training;
    training.optimizerClass = "LossScaleOptimizerV3";
    training.optimizerConfig = parsed(config);
    return training;
}

TrainingState withOptimizer(const char* className, const char* config)
{
    TrainingState training;
    training.optimizerClass = className;
    training.optimizerConfig = parsed(config);
    return training;
}

Variable number(const std::string& name, float value)
{
    Variable variable;
    variable.name = variable.path = name;
    variable.tensor = Tensor::fromVector({}, std::vector<float>{value});
    return variable;
}

Variable counter(const std::string& name, std::int64_t value)
{
    Variable variable;
    variable.name = variable.path = name;
    variable.tensor = Tensor::fromVector({}, std::vector<std::int64_t>{value});
    return variable;
}

Variable slot(const std::string& key, float value)
{
    Variable variable;
    variable.name = variable.path = variable.key = key;
    variable.tensor = Tensor::fromVector({1, 2}, std::vector<float>{value, value});
    return variable;
}

float firstOf(const Tensor& tensor)
{
    const auto values = tensor.toFloats();
    return values.ok() && !values->empty() ? values->front() : -1;
}

/// "momentum 0: 1, velocity 1: 4"
QString textOf(const OptimizerState& state)
{
    QStringList text;
    for (const OptimizerSlot& one : state.slots)
        text << QString("%1 %2: %3").arg(QString::fromStdString(one.name)).arg(one.variable).arg(firstOf(one.tensor));
    text.sort();
    return text.join(", ");
}

constexpr const char* kScaled2 = R"({"inner_optimizer": {"class_name": "Custom>Adam", "config": {"name": "Adam",
    "jit_compile": false, "is_legacy_optimizer": false, "learning_rate": 0.5, "amsgrad": false}},
    "dynamic": true, "initial_scale": 64.0, "dynamic_growth_steps": 3})";

} // namespace

void TestTrainingState::scalingOptimizersAreToldToBoth()
{
    const TrainingState training = scaled(kScaled2);
    Diagnostics notes;
    const Json told = compileConfig(training, {}, 3, notes)["optimizer"];
    QCOMPARE(told["module"].toText(), std::string("keras.optimizers"));
    QCOMPARE(told["class_name"].toText(), std::string("LossScaleOptimizer"));
    QCOMPARE(told["config"]["initial_scale"].toDouble(), 64.0);
    QCOMPARE(told["config"]["dynamic_growth_steps"].toInt(), 3);
    QVERIFY(!told["config"].contains("dynamic"));
    const Json& inner = told["config"]["inner_optimizer"];
    QCOMPARE(inner["class_name"].toText(), std::string("Adam"));
    QCOMPARE(inner["config"]["learning_rate"].toDouble(), 0.5);
    QVERIFY(!inner["config"].contains("jit_compile"));

    const Json again = trainingConfig(training, {}, 2, notes)["optimizer_config"];
    QCOMPARE(again["class_name"].toText(), std::string("LossScaleOptimizerV3"));
    QCOMPARE(again["config"]["inner_optimizer"]["module"].toText(), std::string("keras.optimizers"));
    QVERIFY(again["config"]["dynamic"].toBool());
    const Json archive = compileConfig(training, {}, 2, notes)["optimizer"];
    QCOMPARE(archive["module"].toText(), std::string("tf_keras.src.mixed_precision.loss_scale_optimizer"));
    TrainingState fromKeras3 = training;
    fromKeras3.optimizerConfig.find("inner_optimizer")->set("config", parsed(R"({"loss_scale_factor": null})"));
    const Json back = compileConfig(fromKeras3, {}, 2, notes)["optimizer"]["config"]["inner_optimizer"]["config"];
    QVERIFY(back["is_legacy_optimizer"].isBool() && !back["is_legacy_optimizer"].toBool());
    QVERIFY(notes.empty());
}

void TestTrainingState::fixedScaleIsAnArgumentInKeras3()
{
    TrainingState training = scaled(kScaled2);
    training.optimizerConfig.set("dynamic", false);
    Diagnostics notes;
    const Json told = compileConfig(training, {}, 3, notes)["optimizer"];
    QCOMPARE(told["class_name"].toText(), std::string("Adam"));
    QCOMPARE(told["config"]["loss_scale_factor"].toDouble(), 64.0);
}

void TestTrainingState::oldArgumentsAreLeftOut()
{
    const TrainingState training = withOptimizer(
        "Nadam", R"({"lr": 0.25, "beta_1": 0.5, "epsilon": null, "schedule_decay": 0.004, "clipnorm": 1.0})");
    Diagnostics notes;
    QCOMPARE(compileConfig(training, {}, 3, notes)["optimizer"]["config"].dump(),
             std::string(R"({"beta_1": 0.5, "clipnorm": 1.0, "learning_rate": 0.25, )"
                         R"("loss_scale_factor": null, "gradient_accumulation_steps": null})"));
}

void TestTrainingState::lossesOfArchivesHaveModules()
{
    TrainingState training = withOptimizer("SGD", R"({"learning_rate": 0.1})");
    training.loss = parsed(R"(["mse", {"class_name": "Huber", "config": {"reduction": "auto", "delta": 0.5}}])");
    Diagnostics notes;
    const Json archive = compileConfig(training, {}, 2, notes)["loss"].at(1);
    QCOMPARE(archive["module"].toText(), std::string("keras.losses"));
    QCOMPARE(archive["config"]["delta"].toDouble(), 0.5);
    QVERIFY(trainingConfig(training, {}, 2, notes)["loss"].at(1)["module"].isNull());
    QCOMPARE(compileConfig(training, {}, 3, notes)["loss"].at(1)["config"]["reduction"].toText(),
             std::string("sum_over_batch_size"));
}

void TestTrainingState::ownClassesAreToldByTheirRegistration()
{
    TrainingState training = withOptimizer("SGD", R"({"learning_rate": 0.1})");
    training.metrics = parsed(R"([{"class_name": "mine>Score", "config": {"name": "s"}}])");
    Diagnostics notes;
    QCOMPARE(
        compileConfig(training, {}, 3, notes)["metrics"].at(0).dump(),
        std::string(
            R"({"module": null, "class_name": "Score", "config": {"name": "s"}, "registered_name": "mine>Score"})"));
}

void TestTrainingState::metricsOfDictionariesAreToldByName()
{
    TrainingState training = withOptimizer("SGD", R"({"learning_rate": 0.1})");
    training.metrics = parsed(R"([[null], [{"class_name": "MeanMetricWrapper",
        "config": {"name": "two_mae", "fn": "mean_absolute_error"}}, "mse"]])");
    const Json architecture = parsed(R"({"config": {"output_layers": {"two": ["b", 0, 0], "one": ["a", 0, 0]}}})");
    Diagnostics notes;
    for (const int dialect : {2, 3})
        QCOMPARE(compileConfig(training, architecture, dialect, notes)["metrics"].dump(),
                 std::string(R"({"two": ["mae", "mse"]})"));
}

void TestTrainingState::emptyMetricsOfAnOutputAreNone()
{
    TrainingState training = withOptimizer("SGD", R"({"learning_rate": 0.1})");
    training.metrics = parsed(R"([["mae"], [null]])");
    const Json architecture = parsed(R"({"config": {"output_layers": [["a", 0, 0], ["b", 0, 0]]}})");
    Diagnostics notes;
    QCOMPARE(compileConfig(training, architecture, 3, notes)["metrics"].dump(), std::string(R"([["mae"], null])"));
    QCOMPARE(trainingConfig(training, architecture, 2, notes)["metrics"].dump(), std::string(R"([["mae"], [null]])"));
}

void TestTrainingState::slotsThatNameTheirWeightGoByIt()
{
    TrainingState training = withOptimizer("Adam", R"({"decay": 0.0, "learning_rate": 0.1, "amsgrad": false})");
    const std::string suffix = "/.ATTRIBUTES/VARIABLE_VALUE";
    training.slotVariables = {counter("optimizer/iter", 7), slot("b/.OPTIMIZER_SLOT/optimizer/v" + suffix, 4),
                              slot("a/.OPTIMIZER_SLOT/optimizer/m" + suffix, 1),
                              slot("b/.OPTIMIZER_SLOT/optimizer/m" + suffix, 2),
                              slot("a/.OPTIMIZER_SLOT/optimizer/v" + suffix, 3)};
    Diagnostics notes;
    const std::vector<Shape> shapes(2, Shape{1, 2});
    const auto state = readOptimizerState(training, shapes, notes, {"a" + suffix, "b" + suffix});
    QVERIFY(state.has_value());
    QCOMPARE(state->iterations, 7);
    QCOMPARE(textOf(*state), QString("momentum 0: 1, momentum 1: 2, velocity 0: 3, velocity 1: 4"));
    const auto listed = listOptimizerState(*state, shapes, OptimizerForm::Legacy);
    QCOMPARE(listed.size(), 5u);
    for (std::size_t i = 1; i < listed.size(); ++i)
        QCOMPARE(firstOf(listed[i].tensor), static_cast<float>(i));
}

void TestTrainingState::scaleIsReadFromEveryList()
{
    TrainingState training = scaled(kScaled2);
    const std::vector<Shape> shapes(1, Shape{1, 2});
    const auto keyed = [](Variable variable, const std::string& key) {
        variable.name = variable.path = variable.key = key;
        return variable;
    };
    const std::string outer = "optimizer/vars/", inner = "optimizer/inner_optimizer/vars/";
    const std::vector<Variable> kArchive3 = {keyed(counter("", 0), outer + "0"),
                                             keyed(number("", 0), outer + "1"),
                                             keyed(counter("", 2), outer + "2"),
                                             keyed(number("", 16), outer + "3"),
                                             keyed(counter("", 9), outer + "4"),
                                             keyed(number("", 0.5), outer + "5"),
                                             slot(outer + "6", 1),
                                             slot(outer + "7", 3),
                                             keyed(counter("", 9), inner + "0"),
                                             keyed(number("", 0.5), inner + "1"),
                                             slot(inner + "2", 1),
                                             slot(inner + "3", 3)};
    const std::vector<Variable> kFile2 = {counter("iteration:0", 9), slot("Adam/m/k:0", 1), slot("Adam/v/k:0", 3),
                                          number("optimizer/loss_scale/current_loss_scale", 16),
                                          counter("optimizer/loss_scale/good_steps", 2)};
    Diagnostics notes;
    for (const auto& variables : {kArchive3, kFile2}) {
        training.slotVariables = variables;
        const auto state = readOptimizerState(training, shapes, notes);
        QVERIFY(state && state->scale);
        QCOMPARE(state->className, std::string("Adam"));
        QCOMPARE(state->iterations, 9);
        QCOMPARE(state->scale->current, 16.0);
        QCOMPARE(state->scale->goodSteps, 2);
        QCOMPARE(textOf(*state), QString("momentum 0: 1, velocity 0: 3"));
        QCOMPARE(listLossScale(*state, OptimizerForm::Keras3).size(), 4u);
        QCOMPARE(listLossScale(*state, OptimizerForm::Keras2).size(), 2u);
    }
    QVERIFY(notes.empty());
}

void TestTrainingState::oldKerasCountsInAFloat()
{
    TrainingState training = withOptimizer("Adam", R"({"lr": 0.25, "decay": 0.0, "amsgrad": false})");
    Variable placeholder = number("training/Adam/vhat_0:0", 0);
    placeholder.tensor = Tensor::fromVector({1}, std::vector<float>{0});
    training.slotVariables = {number("iterations_1:0", 12), slot("Variable_1:0", 1), slot("Variable_2:0", 3),
                              placeholder};
    Diagnostics notes;
    const auto state = readOptimizerState(training, std::vector<Shape>(1, Shape{1, 2}), notes);
    QVERIFY(state.has_value());
    QCOMPARE(state->iterations, 12);
    QCOMPARE(state->learningRate.value_or(0), 0.25);
    QCOMPARE(textOf(*state), QString("momentum 0: 1, velocity 0: 3"));
}

void TestTrainingState::untrainedOptimizersHaveNoState()
{
    TrainingState training = withOptimizer("Adam", R"({"learning_rate": 0.5, "jit_compile": false})");
    training.slotVariables = {counter("iteration:0", 0)};
    Diagnostics notes;
    QVERIFY(!readOptimizerState(training, std::vector<Shape>(1, Shape{1, 2}), notes));
    QVERIFY(notes.empty());
}

void TestTrainingState::sumsOverRowsAndColumnsBelongToMatrices()
{
    TrainingState training = withOptimizer("Adafactor", R"({"learning_rate": 0.5})");
    const auto add = [&](Shape shape, float value) {
        Variable variable;
        const auto count = static_cast<std::size_t>(*elementCount(shape));
        variable.tensor = Tensor::fromVector(std::move(shape), std::vector<float>(count, value));
        training.slotVariables.push_back(std::move(variable));
    };
    training.slotVariables = {counter("iteration", 3), number("learning_rate", 0.5F)};
    add({2, 3}, 1);    // kernel (2, 3, 4): rows
    add({2, 4}, 2);    // columns
    add({2, 3, 4}, 3); // itself
    add({4}, 4);       // the bias has no more
    const std::vector<Shape> trainable = {{2, 3, 4}, {4}};
    Diagnostics diagnostics;
    const auto state = readOptimizerState(training, trainable, diagnostics);
    QVERIFY(state);
    QCOMPARE(textOf(*state), QString("column 0: 2, row 0: 1, velocity 0: 3, velocity 1: 4"));
    const auto listed = listOptimizerState(*state, trainable, OptimizerForm::Keras2);
    QCOMPARE(listed.size(), std::size_t(5));
    QCOMPARE(listed[2].name, std::string("c"));
    QCOMPARE(listed[2].tensor.shape(), (Shape{2, 4}));
    // Of a weight that the state does not have: zeros of the same extents.
    const auto more = listOptimizerState(*state, {{2, 3, 4}, {4}, {5, 6}}, OptimizerForm::Keras3);
    QCOMPARE(more.size(), std::size_t(11)); // Keras 3 has placeholders for the bias: counter, rate, three for each
    QCOMPARE(more[5].tensor.shape(), Shape());
    QCOMPARE(more[5].tensor.dtype(), DType::Int32);
    QCOMPARE(more[8].tensor.shape(), Shape{5});
    QCOMPARE(more[9].tensor.shape(), Shape{6});
    training.slotVariables.resize(2);
    for (const auto& entry : std::span(more).subspan(2, 6)) {
        Variable variable;
        variable.tensor = entry.tensor;
        training.slotVariables.push_back(std::move(variable));
    }
    const auto again = readOptimizerState(training, trainable, diagnostics);
    QVERIFY(again);
    QCOMPARE(textOf(*again), textOf(*state));
}

QTEST_APPLESS_MAIN(TestTrainingState)
#include "tst_TrainingState.moc"
