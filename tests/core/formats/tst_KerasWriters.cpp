// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/keras/Dialect.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <filesystem>

using namespace lw;

/// Models saved as every container of Keras and opened again: the same tensors, layers and training state.
class KerasWriters : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryWeight_data();
    void keepsEveryWeight();
    void keepsWrappedKernelsOnTheSecondWay();
    void keepsTheTrainingState_data();
    void keepsTheTrainingState();
    void writesTheOptimizerInTheOrderOfTheTarget();
    void keepsTheOptimizerOfUnknownLayers();
    void namesLossesInFullForKeras3();
    void leavesTheOptimizerOut();
    void castsWeights();
    void alignsTheWeightsOfArchives();
    void keepsTheVersionOfTheDialect();
    void leavesNothingBehindWhenItFails();
};

namespace {

using formats::SaveOptions;

QStringList sources()
{
    QStringList list;
    for (const char* folder : {"h5", "keras3"})
        for (const auto& entry : std::filesystem::directory_iterator(test::fixture(folder))) {
            const std::string path = entry.path().string();
            if (!path.ends_with(".h5") && !path.ends_with(".keras"))
                continue;
            const auto model = formats::openModel(path, {});
            if (model.ok() && model->architecture.isObject() && model->kind != ModelKind::Subclassed &&
                !model->variables.empty())
                list += QString::fromStdString(path);
        }
    list.sort();
    return list;
}

/// Shapes and bytes of all weights, sorted: paths may differ between dialects.
QStringList weightsOf(const Model& model)
{
    QStringList list;
    for (const Variable& variable : model.variables) {
        if (variable.key.find("seed_generator") != std::string::npos)
            continue;
        const auto bytes = variable.tensor.bytes();
        const QByteArray data = bytes.ok() ? QByteArray(reinterpret_cast<const char*>(bytes->span.data()),
                                                        static_cast<qsizetype>(bytes->size()))
                                           : QByteArray("unreadable");
        list += QString::fromStdString(shapeText(variable.tensor.shape())) + " " + QString::number(qHash(data), 16) +
                (variable.trainable ? "" : " frozen");
    }
    list.sort();
    return list;
}

Result<Model> saved(const Model& model, const std::string& format, const char* suffix, const SaveOptions& options = {})
{
    const std::string path = test::temporaryFolder() + "/saved" + suffix;
    Diagnostics diagnostics;
    LW_TRY(formats::saveModel(model, path, format, options, diagnostics, {}));
    return formats::openModel(path, {});
}

struct Target {
    const char *format, *suffix;
    int dialect;
};
constexpr Target kTargets[] = {{"h5", ".h5", 2}, {"h5", ".h5", 3}, {"keras", ".keras", 2}, {"keras", ".keras", 3}};

std::vector<double> slotsOf(const Model& model)
{
    std::vector<double> sums;
    if (!model.training)
        return sums;
    for (const Variable& slot : model.training->slotVariables) {
        const auto values = slot.tensor.toDoubles();
        if (!values.ok() || slot.tensor.rank() == 0)
            continue;
        double sum = 0;
        for (const double value : *values)
            sum += value;
        sums.push_back(sum);
    }
    return sums;
}

} // namespace

void KerasWriters::keepsEveryWeight_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("target");
    for (const QString& source : sources())
        for (int target = 0; target < int(std::size(kTargets)); ++target)
            QTest::addRow("%s as %s %d", qPrintable(source.section('/', -2)), kTargets[target].format,
                          kTargets[target].dialect)
                << source << target;
    QVERIFY(sources().size() >= 3);
}

void KerasWriters::keepsEveryWeight()
{
    QFETCH(QString, source);
    QFETCH(int, target);
    const auto before = formats::openModel(source.toStdString(), {});
    VERIFY_RESULT(before);
    SaveOptions options;
    options.dialect = kTargets[target].dialect;
    const auto after = saved(*before, kTargets[target].format, kTargets[target].suffix, options);
    VERIFY_RESULT(after);
    QCOMPARE(keras::kerasGeneration(*after), options.dialect);
    QCOMPARE(weightsOf(*after), weightsOf(*before));
    QCOMPARE(after->totalParameters, before->totalParameters);
    QCOMPARE(after->outputs.size(), before->outputs.size());
    for (std::size_t i = 0; i < after->outputs.size(); ++i)
        QCOMPARE(after->outputs[i].shape, before->outputs[i].shape);
}

void KerasWriters::keepsWrappedKernelsOnTheSecondWay()
{
    const auto before = formats::openModel(test::fixture("keras3/spectral.keras"), {});
    VERIFY_RESULT(before);
    QCOMPARE(before->variables.size(), std::size_t(3));
    const auto once = saved(*before, "keras", ".keras");
    VERIFY_RESULT(once);
    const auto twice = saved(*once, "keras", "-again.keras");
    VERIFY_RESULT(twice);
    QCOMPARE(twice->variables.size(), std::size_t(3));
    QCOMPARE(weightsOf(*twice), weightsOf(*before));
}

void KerasWriters::keepsTheTrainingState_data()
{
    QTest::addColumn<QString>("source");
    for (const QString& source : sources()) {
        const auto model = formats::openModel(source.toStdString(), {});
        if (model.ok() && model->training && !model->training->slotVariables.empty() &&
            !model->training->optimizerClass.empty())
            QTest::addRow("%s", qPrintable(source.section('/', -2))) << source;
    }
}

void KerasWriters::keepsTheTrainingState()
{
    QFETCH(QString, source);
    const auto before = formats::openModel(source.toStdString(), {});
    VERIFY_RESULT(before);
    for (const Target& target : kTargets) {
        SaveOptions options;
        options.dialect = target.dialect;
        const auto after = saved(*before, target.format, target.suffix, options);
        VERIFY_RESULT(after);
        QVERIFY(after->training.has_value());
        QVERIFY(QString::fromStdString(after->training->optimizerClass)
                    .endsWith(QString::fromStdString(before->training->optimizerClass).section('>', -1),
                              Qt::CaseInsensitive));
        QCOMPARE(after->training->iterations, before->training->iterations);
        auto mine = slotsOf(*after), wanted = slotsOf(*before);
        std::sort(mine.begin(), mine.end());
        std::sort(wanted.begin(), wanted.end());
        QCOMPARE(mine, wanted);
    }
}

void KerasWriters::writesTheOptimizerInTheOrderOfTheTarget()
{
    const auto before = formats::openModel(test::fixture("h5/trained.h5"), {});
    VERIFY_RESULT(before);
    SaveOptions options;
    options.dialect = 3;
    const auto after = saved(*before, "keras", ".keras", options);
    VERIFY_RESULT(after);
    const auto& listed = after->training->slotVariables;
    QVERIFY(listed.size() >= 4);
    // keras/src/optimizers/base_optimizer.py: iterations and learning rate come first.
    QCOMPARE(listed[0].key, std::string("optimizer/vars/0"));
    QCOMPARE(listed[0].tensor.dtype(), DType::Int64);
    QCOMPARE(listed[1].tensor.dtype(), DType::Float32);
    QCOMPARE(listed[1].tensor.rank(), std::size_t(0));
}

void KerasWriters::keepsTheOptimizerOfUnknownLayers()
{
    auto before = formats::openModel(test::fixture("h5/custom.h5"), {});
    VERIFY_RESULT(before);
    TrainingState training;
    training.optimizerClass = "Adam";
    training.optimizerConfig = Json::object({{"name", "Adam"}, {"learning_rate", 0.5}, {"jit_compile", false}});
    training.compileConfig = Json::object(
        {{"loss", "mse"},
         {"optimizer_config", Json::object({{"class_name", "Adam"}, {"config", training.optimizerConfig}})}});
    const auto add = [&](const std::string& name, Tensor tensor) {
        Variable slot;
        slot.name = slot.path = name;
        slot.tensor = std::move(tensor);
        training.slotVariables.push_back(std::move(slot));
    };
    add("iteration", Tensor::fromVector({}, std::vector<std::int64_t>{7}));
    QStringList wanted;
    float value = 0;
    for (const Variable& variable : before->variables)
        for (const char* kind : {"m", "v"}) {
            const std::string name = variable.name.substr(0, variable.name.rfind(':'));
            std::vector<float> values(variable.tensor.elements(), value += 1);
            add("Adam/" + std::string(kind) + "/" + name, Tensor::fromVector(variable.tensor.shape(), values));
            wanted += QString::fromStdString("Adam/" + std::string(kind) + "/" + name + ":0");
        }
    before->training = training;
    const auto after = saved(*before, "h5", ".h5", {});
    VERIFY_RESULT(after);
    QVERIFY(after->training.has_value());
    const auto& listed = after->training->slotVariables;
    QCOMPARE(static_cast<qsizetype>(listed.size()), wanted.size() + 1);
    QCOMPARE(after->training->iterations.value_or(0), std::int64_t(7));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const Variable& slot = listed[static_cast<std::size_t>(i) + 1];
        QCOMPARE(QString::fromStdString(slot.name), wanted[i]);
        QCOMPARE(slot.tensor.toFloats()->front(), static_cast<float>(i + 1));
    }
}

void KerasWriters::namesLossesInFullForKeras3()
{
    const auto model = formats::openModel(test::fixture("h5/keras3.h5"), {});
    VERIFY_RESULT(model);
    QCOMPARE(model->training->loss.toText(), std::string("mse")); // with which Keras 3 does not load it
    SaveOptions options;
    const auto untouched = saved(*model, "h5", ".h5", options);
    VERIFY_RESULT(untouched);
    QCOMPARE(untouched->training->loss.toText(), std::string("mse"));
    options.dialect = 3;
    const auto again = saved(*model, "h5", ".h5", options);
    VERIFY_RESULT(again);
    QCOMPARE(again->training->loss.toText(), std::string("mean_squared_error"));
    QCOMPARE(again->training->metrics.dump(), std::string(R"(["mean_absolute_error"])"));
    QCOMPARE(again->training->optimizerConfig.dump(), model->training->optimizerConfig.dump());
    QCOMPARE(slotsOf(*again), slotsOf(*model));
}

void KerasWriters::leavesTheOptimizerOut()
{
    const auto before = formats::openModel(test::fixture("h5/trained.h5"), {});
    VERIFY_RESULT(before);
    SaveOptions options;
    options.optimizer = false;
    for (const Target& target : kTargets) {
        options.dialect = target.dialect;
        const auto after = saved(*before, target.format, target.suffix, options);
        VERIFY_RESULT(after);
        QVERIFY(!after->training || after->training->slotVariables.empty());
    }
}

void KerasWriters::castsWeights()
{
    const auto before = formats::openModel(test::fixture("h5/trained.h5"), {});
    VERIFY_RESULT(before);
    SaveOptions options;
    options.weightsDtype = "float16";
    const auto half = saved(*before, "h5", ".h5", options);
    VERIFY_RESULT(half);
    QCOMPARE(half->variables.front().tensor.dtype(), DType::Float16);
    options.weightsDtype = "bfloat16";
    const auto brain = saved(*before, "keras", ".keras", options);
    VERIFY_RESULT(brain);
    QCOMPARE(brain->variables.front().tensor.dtype(), DType::BFloat16);
    const auto exact = before->variables.front().tensor.toDoubles(), mine = brain->variables.front().tensor.toDoubles();
    VERIFY_RESULT(mine);
    for (std::size_t i = 0; i < exact->size(); ++i)
        QVERIFY(std::abs((*mine)[i] - (*exact)[i]) <= std::abs((*exact)[i]) / 256 + 1e-30);
}

void KerasWriters::alignsTheWeightsOfArchives()
{
    const auto before = formats::openModel(test::fixture("h5/trained.h5"), {});
    VERIFY_RESULT(before);
    const std::string path = test::temporaryFolder() + "/aligned.keras";
    Diagnostics diagnostics;
    VERIFY_RESULT(formats::saveModel(*before, path, "keras", {}, diagnostics, {}));
    const std::string bytes = test::readAll(path);
    const auto at = bytes.find("\x89HDF");
    QVERIFY(at != std::string::npos);
    QCOMPARE(at % 64, std::size_t(0));
}

void KerasWriters::keepsTheVersionOfTheDialect()
{
    auto model = formats::openModel(test::sample("digits.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->formatDetail, std::string("Keras 2.21.0, tensorflow"));
    const auto detail = [&](const std::string& format, const char* suffix, int dialect) {
        SaveOptions options;
        options.dialect = dialect;
        const auto again = saved(*model, format, suffix, options);
        return again ? again->formatDetail : again.error().toString();
    };
    QCOMPARE(detail("h5", ".h5", 0), model->formatDetail);
    QCOMPARE(detail("h5", ".h5", 3), std::string("Keras 3.15.1, tensorflow"));
    QCOMPARE(detail("keras", ".keras", 2), std::string("Keras 2.21.0"));
    QCOMPARE(detail("keras", ".keras", 3), std::string("Keras 3.15.1"));
    model->payload.reset(); // or else it is written over a copy of the file
    QCOMPARE(detail("h5", ".h5", 0), model->formatDetail);
    // Versions that had no archives do not say that they wrote one; what is no version is not repeated.
    model->formatDetail = "Keras 2.4.0, tensorflow";
    QCOMPARE(detail("h5", ".h5", 0), model->formatDetail);
    QCOMPARE(detail("keras", ".keras", 2), std::string("Keras 2.15.0"));
    for (const char* other : {"Keras", "Keras , tensorflow", "Keras 1.2.2, theano", "TensorFlow 2.21.0, Keras", "Keras 2.?"}) {
        model->formatDetail = other;
        QCOMPARE(detail("h5", ".h5", 0), std::string("Keras 2.15.0, tensorflow"));
    }
}

void KerasWriters::leavesNothingBehindWhenItFails()
{
    auto model = formats::openModel(test::fixture("h5/trained.h5"), {});
    VERIFY_RESULT(model);
    model->variables.pop_back();
    const std::string folder = test::temporaryFolder();
    for (const Target& target : kTargets) {
        SaveOptions options;
        options.dialect = target.dialect;
        Diagnostics diagnostics;
        QVERIFY(
            !formats::saveModel(*model, folder + "/x" + target.suffix, target.format, options, diagnostics, {}).ok());
    }
    QVERIFY(std::filesystem::is_empty(folder));
}

QTEST_APPLESS_MAIN(KerasWriters)
#include "tst_KerasWriters.moc"
