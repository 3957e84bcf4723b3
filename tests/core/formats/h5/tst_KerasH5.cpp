// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5File.h"
#include "core/formats/h5/H5Writer.h"
#include "core/formats/keras3/Hdf5Model.h"
#include "tests/support/Fixtures.h"

#include <csignal>
#include <filesystem>
#include <sys/resource.h>

using namespace lw;
using namespace lw::test;

namespace {

Result<Model> read(const std::string& path)
{
    formats::Probe probe;
    probe.path = path;
    probe.exists = true;
    LW_ASSIGN(probe.file, MappedFile::open(path));
    return formats::readHdf5(probe, {});
}

/// "path shape" of every variable; frozen ones in brackets.
QStringList listed(const Model& model)
{
    QStringList lines;
    for (const Variable& variable : model.variables) {
        const QString text = QString::fromStdString(variable.path + " " + shapeText(variable.tensor.shape()));
        lines << (variable.trainable ? text : "[" + text + "]");
    }
    return lines;
}

QStringList names(const Model& model)
{
    QStringList list;
    for (const Variable& variable : model.variables)
        list << QString::fromStdString(variable.name);
    return list;
}

Result<void> save(const Model& model, const std::string& path, formats::SaveOptions options = {})
{
    Diagnostics diagnostics;
    return formats::h5::write(model, path, options, diagnostics, {});
}

bool sameBytes(const Tensor& a, const Tensor& b)
{
    const auto x = a.bytes(), y = b.bytes();
    return x.ok() && y.ok() && a.shape() == b.shape() && a.dtype() == b.dtype() &&
           std::equal(x->span.begin(), x->span.end(), y->span.begin(), y->span.end());
}

} // namespace

class TestKerasH5 : public QObject {
    Q_OBJECT

private slots:
    void readsAWholeModel();
    void readsTrainingState();
    void readsTheH5OfKeras3();
    void readsWeightsOnly();
    void joinsChunkedNameLists();
    void namesWeightsOfNestedModels();
    void takesNamesOfCustomLayersFromTheFile();
    void refusesWeightsInAnotherFile();
    void listsPlainHdf5WithAWarning();
    void opensEveryFixture_data();
    void opensEveryFixture();
    void roundTripKeepsEverything_data();
    void roundTripKeepsEverything();
    void writesChangedTensors();
    void leavesOutTheOptimizerWhenAsked();
    void savesOverItself();
    void refusesModelsWithoutArchitecture();
    void keepsTheOldFileWhenTheDiskIsFull();
    void refusesTruncationAtEveryByte();
};

void TestKerasH5::readsAWholeModel()
{
    const auto model = read(fixture("h5/trained.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->format, std::string("h5"));
    QCOMPARE(model->kind, ModelKind::Sequential);
    QCOMPARE(listed(*model), (QStringList{"first/kernel (4, 3)", "first/bias (3,)", "norm/gamma (3,)", "norm/beta (3,)",
                                          "[norm/moving_mean (3,)]", "[norm/moving_variance (3,)]",
                                          "last/kernel (3, 2)", "last/bias (2,)"}));
    QCOMPARE(model->totalParameters, std::uint64_t{35});
    QCOMPARE(model->trainableParameters, std::uint64_t{29});
    QCOMPARE(model->variables[0].key, std::string("model_weights/first/first/kernel:0"));
    QCOMPARE(model->variables[0].layer, std::string("first"));
    QCOMPARE(model->variables[0].role, std::string("kernel"));
}

void TestKerasH5::readsTrainingState()
{
    const auto model = read(fixture("h5/trained.h5"));
    VERIFY_RESULT(model);
    QVERIFY(model->training.has_value());
    QVERIFY(QString::fromStdString(model->training->optimizerClass).endsWith("Adam"));
    QCOMPARE(model->training->iterations, std::optional<std::int64_t>(3));
    QCOMPARE(model->training->slotVariables.size(), std::size_t{13});
    QCOMPARE(model->training->loss.toText(), std::string("mse"));
}

void TestKerasH5::readsTheH5OfKeras3()
{
    const auto model = read(fixture("h5/keras3.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(listed(*model),
             (QStringList{"first/kernel (4, 3)", "first/bias (3,)", "last/kernel (3, 2)", "last/bias (2,)"}));
    QCOMPARE(model->training->iterations, std::optional<std::int64_t>(3));
}

void TestKerasH5::readsWeightsOnly()
{
    const auto model = read(fixture("h5/weights.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->format, std::string("weights_h5"));
    QCOMPARE(model->kind, ModelKind::Weights);
    QCOMPARE(names(*model).first(), QString("first/kernel:0"));
    QCOMPARE(model->totalParameters, std::uint64_t{35});
    QVERIFY(!model->training.has_value());
}

void TestKerasH5::joinsChunkedNameLists()
{
    const auto chunked = read(fixture("h5/chunked_names.h5")), whole = read(fixture("h5/trained.h5"));
    VERIFY_RESULT(chunked);
    QCOMPARE(listed(*chunked), listed(*whole));
}

void TestKerasH5::namesWeightsOfNestedModels()
{
    const auto model = read(fixture("h5/nested.h5"));
    VERIFY_RESULT(model);
    // As model.weights has them; the file has what trains first.
    QCOMPARE(listed(*model), (QStringList{"before/kernel (4, 3)", "before/bias (3,)", "[inner/a/kernel (3, 3)]",
                                          "[inner/a/bias (3,)]", "inner/b/kernel (3, 2)", "inner/b/bias (2,)"}));
    QCOMPARE(model->variables[2].layer, std::string("inner/a"));
    QCOMPARE(model->variables[4].key, std::string("model_weights/inner/b/kernel:0"));
}

void TestKerasH5::takesNamesOfCustomLayersFromTheFile()
{
    const auto model = read(fixture("h5/custom.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->variables.size(), std::size_t{5});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(model->variables[static_cast<std::size_t>(i)].layer, std::string("scale"));
    QCOMPARE(model->totalParameters, std::uint64_t{20});
    QVERIFY(!model->diagnostics.empty());
}

void TestKerasH5::refusesWeightsInAnotherFile()
{
    const auto model = read(fixture("hdf5/external_link.h5"));
    QVERIFY(!model.ok());
    QCOMPARE(model.error().kind, ErrorKind::Unsupported);
    QVERIFY(QString::fromStdString(model.error().message).contains("/etc/hostname"));
}

void TestKerasH5::listsPlainHdf5WithAWarning()
{
    const auto model = read(fixture("hdf5/layouts.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->kind, ModelKind::Weights);
    QCOMPARE(model->variables.size(), std::size_t{4});
    QVERIFY(model->totalParameters > 3000);
    QVERIFY(!model->diagnostics.empty());
}

void TestKerasH5::opensEveryFixture_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& entry : std::filesystem::directory_iterator(fixture("h5"))) {
        if (entry.path().extension() == ".h5")
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
}

void TestKerasH5::opensEveryFixture()
{
    QFETCH(QString, name);
    const auto model = read(name.toStdString());
    VERIFY_RESULT(model);
    QVERIFY(!model->variables.empty());
    for (const Variable& variable : model->variables)
        VERIFY_RESULT(variable.tensor.toFloats());
}

void TestKerasH5::roundTripKeepsEverything_data()
{
    opensEveryFixture_data();
}

void TestKerasH5::roundTripKeepsEverything()
{
    QFETCH(QString, name);
    const auto before = read(name.toStdString());
    VERIFY_RESULT(before);
    const std::string path = temporaryFolder() + "/copy.h5";
    VERIFY_RESULT(save(*before, path));
    const auto a = Hdf5File::open(*MappedFile::open(name.toStdString())), b = Hdf5File::open(*MappedFile::open(path));
    VERIFY_RESULT(b);
    QCOMPARE((*b)->objects().size(), (*a)->objects().size());
    for (std::size_t i = 0; i < (*a)->objects().size(); ++i) {
        const Hdf5Object &x = (*a)->objects()[i], &y = (*b)->objects()[i];
        QCOMPARE(y.links.size(), x.links.size());
        QCOMPARE(y.attributes.size(), x.attributes.size());
        for (const Hdf5Attribute& attribute : x.attributes) {
            const Hdf5Attribute* copy = y.attribute(attribute.name);
            QVERIFY(copy != nullptr);
            QCOMPARE(copy->type.text(), attribute.type.text());
            QCOMPARE(copy->strings(), attribute.strings());
        }
        if (x.isDataset()) {
            QCOMPARE(y.type.text(), x.type.text());
            QVERIFY(sameBytes(*(*a)->tensor(x), *(*b)->tensor(y)));
        }
    }
    const auto after = read(path);
    VERIFY_RESULT(after);
    QCOMPARE(listed(*after), listed(*before));
    QCOMPARE(after->architecture.dump(), before->architecture.dump());
}

void TestKerasH5::writesChangedTensors()
{
    auto model = read(fixture("h5/trained.h5"));
    VERIFY_RESULT(model);
    model->variables[1].tensor = Tensor::fromVector({3}, std::vector<float>{7, 8, 9});
    const std::string path = temporaryFolder() + "/changed.h5";
    VERIFY_RESULT(save(*model, path));
    const auto after = read(path);
    VERIFY_RESULT(after);
    QCOMPARE(*after->variables[1].tensor.toFloats(), (std::vector<float>{7, 8, 9}));
    QVERIFY(sameBytes(after->variables[0].tensor, model->variables[0].tensor));
    QCOMPARE(after->training->iterations, std::optional<std::int64_t>(3));
}

void TestKerasH5::leavesOutTheOptimizerWhenAsked()
{
    const auto model = read(fixture("h5/trained.h5"));
    const std::string path = temporaryFolder() + "/bare.h5";
    formats::SaveOptions options;
    options.optimizer = false;
    VERIFY_RESULT(save(*model, path, options));
    const auto after = read(path);
    VERIFY_RESULT(after);
    QVERIFY(!after->training.has_value());
    QCOMPARE(listed(*after), listed(*model));
}

void TestKerasH5::savesOverItself()
{
    const std::string path = temporaryFolder() + "/self.h5";
    writeAll(path, readAll(fixture("h5/trained.h5")));
    const auto model = read(path);
    VERIFY_RESULT(model);
    VERIFY_RESULT(save(*model, path));
    VERIFY_RESULT(model->variables[0].tensor.toFloats());
    const auto after = read(path);
    VERIFY_RESULT(after);
    QVERIFY(sameBytes(after->variables[0].tensor, model->variables[0].tensor));
}

void TestKerasH5::refusesModelsWithoutArchitecture()
{
    const auto saved = save(Model(), temporaryFolder() + "/x.h5"); // no architecture
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().kind, ErrorKind::Invalid);
}

void TestKerasH5::keepsTheOldFileWhenTheDiskIsFull()
{
    std::signal(SIGXFSZ, SIG_IGN);
    const auto model = read(fixture("h5/trained.h5"));
    VERIFY_RESULT(model);
    const std::string folder = temporaryFolder(), path = folder + "/kept.h5";
    writeAll(path, "precious");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    for (rlim_t limit = 0; limit < 30000; limit += 1700) {
        const rlimit full{limit, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &full);
        const auto saved = save(*model, path);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!saved.ok());
        QCOMPARE(readAll(path), std::string("precious"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    }
}

void TestKerasH5::refusesTruncationAtEveryByte()
{
    const std::string whole = readAll(fixture("h5/weights.h5")), path = temporaryFolder() + "/cut.h5";
    for (std::size_t length = 0; length < whole.size(); length += 7) {
        writeAll(path, whole.substr(0, length));
        QVERIFY(!read(path).ok());
    }
}

QTEST_GUILESS_MAIN(TestKerasH5)
#include "tst_KerasH5.moc"
