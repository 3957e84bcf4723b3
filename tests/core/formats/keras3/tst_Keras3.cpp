// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/Hdf5Model.h"
#include "core/formats/keras3/KerasArchive.h"
#include "core/formats/keras3/ObjectWeights.h"
#include "core/keras/Vocabularies.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <set>

using namespace lw;
using namespace lw::test;

namespace {

Result<formats::Probe> probeOf(const std::string& path)
{
    formats::Probe probe;
    probe.path = path;
    probe.exists = true;
    LW_ASSIGN(probe.file, MappedFile::open(path));
    probe.head = probe.file->bytes().first(std::min<std::size_t>(4096, probe.file->bytes().size()));
    return probe;
}

Result<Model> read(const std::string& path)
{
    LW_ASSIGN(const auto probe, probeOf(path));
    return path.ends_with(".keras") ? formats::keras3::readArchive(probe, {}) : formats::readHdf5(probe, {});
}

std::size_t values(const Model& model)
{
    std::size_t sum = 0;
    for (const Variable& variable : model.variables) {
        if (variable.path.find("seed") == std::string::npos)
            sum += variable.tensor.elements();
    }
    return sum;
}

std::size_t differentPaths(const Model& model)
{
    std::set<std::string> paths;
    for (const Variable& variable : model.variables)
        paths.insert(variable.path);
    return paths.size();
}

} // namespace

class TestKeras3 : public QObject {
    Q_OBJECT

private slots:
    void findsEveryWeight_data();
    void findsEveryWeight();
    void namesWeightsOfCells_data();
    void namesWeightsOfCells();
    void readsTrainingState();
    void givesTheSameNumbersFromAnArchiveAndItsWeights();
    void namesWeightsWithoutAnArchitecture();
    void sniffsByContent();
    void refusesTruncationEverywhere();
    void givesNoWrongNumberOfFlippedBytes();
    void readsOldNamesOfGroups();
    void readsAdaptedWordsFromAssets();
};

void TestKeras3::findsEveryWeight_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"keras3.keras", "deflated.keras", "tf_keras.keras", "keras3.weights.h5", "tf_keras.weights.h5"})
        QTest::newRow(name) << name;
}

void TestKeras3::findsEveryWeight()
{
    QFETCH(QString, name);
    const auto model = read(fixture("keras3/" + name.toStdString()));
    VERIFY_RESULT(model);
    QCOMPARE(values(*model), std::size_t{489});
    QCOMPARE(differentPaths(*model), model->variables.size());
    QCOMPARE(model->totalParameters, std::uint64_t{489});
    for (const Variable& variable : model->variables)
        VERIFY_RESULT(variable.tensor.bytes());
}

void TestKeras3::namesWeightsOfCells_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"keras3.keras", "deflated.keras", "tf_keras.keras"})
        QTest::newRow(name) << name;
}

void TestKeras3::namesWeightsOfCells()
{
    QFETCH(QString, name);
    const auto model = read(fixture("keras3/" + name.toStdString()));
    VERIFY_RESULT(model);
    for (const char* path : {"words/embeddings", "gru/gru_cell/recurrent_kernel", "inner/one/kernel",
                             "inner/two/moving_variance", "out/bias"})
        QVERIFY2(findVariable(*model, path) != nullptr, path);
    QStringList roles;
    for (const Variable& variable : model->variables) {
        QVERIFY(!variable.layer.empty());
        if (variable.layer.starts_with("attention"))
            roles << QString::fromStdString(variable.role.substr(variable.role.rfind('/') + 1));
    }
    QCOMPARE(roles.size(), 8);
    QCOMPARE(roles.count("kernel"), 4);
    QVERIFY(!findVariable(*model, "inner/two/moving_variance")->trainable);
}

void TestKeras3::readsTrainingState()
{
    for (const char* name : {"keras3/keras3.keras", "keras3/tf_keras.keras"}) {
        const auto model = read(fixture(name));
        VERIFY_RESULT(model);
        QVERIFY(model->training.has_value());
        QCOMPARE(model->training->iterations, std::optional<std::int64_t>(2));
        QVERIFY(QString::fromStdString(model->training->optimizerClass).toLower().contains("adam"));
        QVERIFY(model->training->slotVariables.size() >= 49);
    }
}

void TestKeras3::givesTheSameNumbersFromAnArchiveAndItsWeights()
{
    const auto archive = read(fixture("keras3/keras3.keras")), weights = read(fixture("keras3/keras3.weights.h5")),
               deflated = read(fixture("keras3/deflated.keras"));
    VERIFY_RESULT(archive);
    VERIFY_RESULT(weights);
    VERIFY_RESULT(deflated);
    for (const Variable& variable : archive->variables) {
        for (const Model* other : {&*weights, &*deflated}) {
            const Variable* same = findVariable(*other, variable.key);
            QVERIFY(same != nullptr);
            QCOMPARE(*same->tensor.toFloats(), *variable.tensor.toFloats());
        }
    }
}

void TestKeras3::namesWeightsWithoutAnArchitecture()
{
    const auto model = read(fixture("keras3/keras3.weights.h5"));
    VERIFY_RESULT(model);
    QCOMPARE(model->format, std::string("weights_keras"));
    QVERIFY(findVariable(*model, "inner/one/0") != nullptr);
    QCOMPARE(findVariable(*model, "inner/one/0")->layer, std::string("inner/one"));
}

void TestKeras3::sniffsByContent()
{
    const std::string folder = temporaryFolder();
    writeAll(folder + "/a.bin", readAll(fixture("keras3/keras3.keras")));
    writeAll(folder + "/b.keras", readAll(fixture("h5/weights.h5")));
    writeAll(folder + "/c.keras", "PK\x03\x04 not a zip");
    QVERIFY(formats::keras3::sniffArchive(*probeOf(folder + "/a.bin")) > 50);
    QCOMPARE(formats::keras3::sniffArchive(*probeOf(folder + "/b.keras")), 0);
    QVERIFY(formats::sniffHdf5(*probeOf(folder + "/b.keras")) > 50);
    QCOMPARE(formats::keras3::sniffArchive(*probeOf(folder + "/c.keras")), 0);
}

void TestKeras3::refusesTruncationEverywhere()
{
    const std::string whole = readAll(fixture("keras3/deflated.keras")), path = temporaryFolder() + "/cut.keras";
    for (std::size_t length = 0; length < whole.size(); length += 41) {
        writeAll(path, whole.substr(0, length));
        QVERIFY(!read(path).ok());
    }
}

void TestKeras3::givesNoWrongNumberOfFlippedBytes()
{
    const std::string whole = readAll(fixture("keras3/keras3.keras")), path = temporaryFolder() + "/flipped.keras";
    const auto sound = read(fixture("keras3/keras3.keras"));
    QVERIFY(sound.ok());
    int refused = 0;
    for (std::size_t at = 0; at < whole.size(); at += 397) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        writeAll(path, damaged);
        const auto model = read(path);
        if (!model.ok())
            continue;
        for (const Variable& variable : model->variables) {
            const auto bytes = variable.tensor.bytes();
            if (!bytes.ok()) {
                ++refused;
                continue;
            }
            const Variable* same = findVariable(*sound, variable.key);
            QVERIFY2(same != nullptr, variable.key.c_str());
            const auto expected = same->tensor.bytes();
            QVERIFY(expected.ok());
            QVERIFY2(std::ranges::equal(bytes->span, expected->span),
                     (variable.path + " with byte " + std::to_string(at) + " flipped").c_str());
        }
    }
    QVERIFY(refused > 0);
}

void TestKeras3::readsOldNamesOfGroups()
{
    using formats::keras3::canonicalKey;
    QCOMPARE(canonicalKey("_layer_checkpoint_dependencies/dense/vars/0"), std::string("layers/dense/vars/0"));
    QCOMPARE(canonicalKey("layers/multi_head_attention/_query_dense/vars/0"),
             std::string("layers/multi_head_attention/query_dense/vars/0"));
    QCOMPARE(canonicalKey(""), std::string());
    QCOMPARE(canonicalKey("_"), std::string());
}

void TestKeras3::readsAdaptedWordsFromAssets()
{
    const auto model = read(fixture("keras3/adapted.keras"));
    VERIFY_RESULT(model);
    const Layer* vectors = findLayer(*model, "vectors");
    const Layer* codes = findLayer(*model, "codes");
    QVERIFY(vectors && codes);
    const Json words =
        Json::array({"", "[UNK]", "the", "on", "dog", "cat", "a", "sat", "mat"});
    QCOMPARE(vectors->config["vocabulary"].dump(), words.dump());
    QCOMPARE(codes->config["vocabulary"].dump(), std::string("[-1, 7, 5, 3]"));
    // The architecture says the same, and that they were found.
    std::set<std::string> found;
    for (const Json& layer : model->architecture["config"]["layers"].items())
        if (layer["config"].contains("vocabulary")) {
            found.insert(layer["config"]["vocabulary"].dump());
            QCOMPARE(layer["config"]["has_input_vocabulary"].dump(), std::string("false"));
        }
    QVERIFY(found.contains(words.dump()) && found.contains("[-1, 7, 5, 3]"));
}

QTEST_GUILESS_MAIN(TestKeras3)
#include "tst_Keras3.moc"
