// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/BundleWriter.h"
#include "core/formats/checkpoint/SliceKey.h"
#include "core/keras/ObjectTree.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <filesystem>

using namespace lw;
using namespace lw::formats;

namespace {

/// "path dtype (shape)" for each variable, one a line.
std::string print(const std::vector<Variable>& variables)
{
    std::string text;
    for (const Variable& variable : variables)
        text += variable.path + " " + std::string(dtypeName(variable.tensor.dtype())) + " " +
                shapeText(variable.tensor.shape()) + "\n";
    return text;
}

std::string fixturePath(const std::string& name)
{
    return test::fixture("checkpoint/" + name);
}

/// Copies a fixture's files to a fresh folder; its path there.
std::string copied(const std::string& name)
{
    const std::string folder = test::temporaryFolder();
    for (const auto& entry : std::filesystem::directory_iterator(fixturePath({})))
        if (entry.path().filename().string().starts_with(name + "."))
            std::filesystem::copy_file(entry.path(), folder + "/" + entry.path().filename().string());
    return folder + "/" + name;
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void listsTheModelInItsOrder();
    void putsOptimizerVariablesIntoTraining_data();
    void putsOptimizerVariablesIntoTraining();
    void readsEveryDType();
    void readsStrings();
    void joinsSlicesOfTensorFlow1();
    void readsSeveralShards();
    void isNamedByAnyOfItsFiles_data();
    void isNamedByAnyOfItsFiles();
    void followsTheStateFileOnlyInsideTheFolder();
    void hasAnEmptyName();
    void keysOfSlicesAreTensorFlows();
    void writesWhatItReads();
    void savesAModelUnderItsObjectNames();
    void countsNoSavesButKeepsThem();
    void keepsTheObjectsOfACheckpoint_data();
    void keepsTheObjectsOfACheckpoint();
    void refusesOneKeyTwice();
    void failsOnlyWhenReadWithoutItsData();
};

void TestCheckpoint::listsTheModelInItsOrder()
{
    const auto model = openModel(fixturePath("adam-1"));
    VERIFY_RESULT(model);
    QCOMPARE(model->kind, ModelKind::Weights);
    QCOMPARE(model->format, std::string("tf_checkpoint"));
    QCOMPARE(model->totalParameters, 11U);
    QCOMPARE(print(model->variables), std::string("save_counter int64 ()\n"
                                                  "model/layer_with_weights-0/kernel float32 (3, 2)\n"
                                                  "model/layer_with_weights-0/bias float32 (2,)\n"
                                                  "model/layer_with_weights-1/kernel float32 (2, 1)\n"
                                                  "model/layer_with_weights-1/bias float32 (1,)\n"));
    QCOMPARE(model->variables[1].name, std::string("hidden/kernel"));
    QCOMPARE(model->variables[1].key, std::string("model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"));
}

void TestCheckpoint::putsOptimizerVariablesIntoTraining_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("iterations");
    QTest::newRow("OptimizerV2") << "legacy_adam-1" << 13 << 2;
    QTest::newRow("newer optimizer") << "adam-1" << 10 << 2;
    QTest::newRow("TensorFlow 1") << "names" << 4 << 1;
}

void TestCheckpoint::putsOptimizerVariablesIntoTraining()
{
    QFETCH(QString, name);
    QFETCH(int, count);
    QFETCH(int, iterations);
    const auto model = openModel(fixturePath(name.toStdString()));
    VERIFY_RESULT(model);
    QVERIFY(model->training.has_value());
    QCOMPARE(static_cast<int>(model->training->slotVariables.size()), count);
    QCOMPARE(model->training->iterations.value_or(-1), iterations);
}

void TestCheckpoint::readsEveryDType()
{
    const auto model = openModel(fixturePath("dtypes"));
    VERIFY_RESULT(model);
    int checked = 0;
    for (const Variable& variable : model->variables) {
        if (!variable.path.starts_with("v_"))
            continue;
        QCOMPARE(variable.path, "v_" + std::string(dtypeName(variable.tensor.dtype())));
        ++checked;
        VERIFY_RESULT(variable.tensor.bytes());
        if (variable.tensor.dtype() == DType::Complex64)
            continue;
        const auto values = variable.tensor.toDoubles();
        VERIFY_RESULT(values);
        const bool isBool = variable.tensor.dtype() == DType::Bool;
        QVERIFY(*values == (isBool ? std::vector<double>{0, 1, 1, 1, 1, 1} : std::vector<double>{0, 1, 2, 3, 4, 5}));
    }
    QCOMPARE(checked, 14);
    QVERIFY(findVariable(*model, "dotted/a.b") != nullptr);
    QCOMPARE(findVariable(*model, "empty")->tensor.elements(), 0U);
}

void TestCheckpoint::readsStrings()
{
    const auto model = openModel(fixturePath("dtypes"));
    VERIFY_RESULT(model);
    const auto texts = findVariable(*model, "text")->tensor.strings();
    VERIFY_RESULT(texts);
    QVERIFY(*texts == (std::vector<std::string>{"a", "", std::string("\xc3\xa9\0z", 4), "longer than the others"}));
    QVERIFY(!findVariable(*model, "text")->tensor.bytes());
}

void TestCheckpoint::joinsSlicesOfTensorFlow1()
{
    const auto model = openModel(fixturePath("names"));
    VERIFY_RESULT(model);
    const Variable* parts = findVariable(*model, "parts");
    QVERIFY(parts != nullptr);
    QVERIFY(parts->tensor.shape() == (Shape{5, 4}));
    const auto values = parts->tensor.toFloats();
    VERIFY_RESULT(values);
    for (std::size_t i = 0; i < values->size(); ++i)
        QCOMPARE((*values)[i], static_cast<float>(i) / 8);
}

void TestCheckpoint::readsSeveralShards()
{
    const auto model = openModel(fixturePath("sharded"));
    VERIFY_RESULT(model);
    QCOMPARE(print(model->variables), std::string("v0 float32 (2, 2)\nv1 float32 (2, 2)\n"));
    QCOMPARE(model->variables[1].tensor.toFloats()->at(0), 1.0F);
}

void TestCheckpoint::isNamedByAnyOfItsFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("prefix") << "adam-1";
    QTest::newRow("index") << "adam-1.index";
    QTest::newRow("data") << "adam-1.data-00000-of-00001";
    QTest::newRow("folder") << ".";
    QTest::newRow("state file") << "checkpoint";
}

void TestCheckpoint::isNamedByAnyOfItsFiles()
{
    QFETCH(QString, file);
    const std::string real = std::filesystem::path(copied("adam-1")).parent_path().string();
    test::writeAll(real + "/checkpoint", "model_checkpoint_path: \"adam-1\"\nall_model_checkpoint_paths: \"adam-1\"\n");
    const auto model = openModel(file == "." ? real : real + "/" + file.toStdString());
    VERIFY_RESULT(model);
    QCOMPARE(model->name, std::string("adam-1"));
    QCOMPARE(model->totalParameters, 11U);
}

void TestCheckpoint::followsTheStateFileOnlyInsideTheFolder()
{
    const std::string outside = copied("adam-1");
    const std::string folder = test::temporaryFolder();
    test::writeAll(folder + "/checkpoint", "model_checkpoint_path: \"" + outside + "\"\n");
    QVERIFY(!openModel(folder));
}

void TestCheckpoint::hasAnEmptyName()
{
    const std::string folder = test::temporaryFolder();
    std::filesystem::copy_file(fixturePath("adam-1.index"), folder + "/.index");
    std::filesystem::copy_file(fixturePath("adam-1.data-00000-of-00001"), folder + "/.data-00000-of-00001");
    for (const std::string& path : {folder, folder + "/.index"}) {
        const auto model = openModel(path);
        VERIFY_RESULT(model);
        QCOMPARE(model->totalParameters, 11U);
        VERIFY_RESULT(model->variables[1].tensor.bytes());
    }
}

void TestCheckpoint::keysOfSlicesAreTensorFlows()
{
    // Rows 0 to 2 of a matrix, all columns; and a number that takes two bytes (ordered_code.cc).
    QCOMPARE(sliceKey("a", {0, 0}, {3, -1}), std::string("\0a\0\1\1\2\x80\x83\x80\x7f", 10));
    QCOMPARE(sliceKey("a", {64}, {1000}), std::string("\0a\0\1\1\1\xc0\x40\xc3\xe8", 10));
    QVERIFY(isSliceKey(sliceKey("a", {}, {})));
    QVERIFY(!isSliceKey("a"));
}

void TestCheckpoint::writesWhatItReads()
{
    for (const std::string name : {"dtypes", "adam-1"}) {
        Diagnostics diagnostics;
        const auto source = Bundle::open(fixturePath(name), diagnostics);
        VERIFY_RESULT(source);
        const std::string prefix = test::temporaryFolder() + "/again";
        auto writer = BundleWriter::create(prefix);
        VERIFY_RESULT(writer);
        for (const BundleItem& item : (*source)->items())
            VERIFY_RESULT(writer->add(item.key, item.tensor));
        QVERIFY(!std::filesystem::exists(prefix + ".index"));
        VERIFY_RESULT(writer->commit());
        const auto back = Bundle::open(prefix, diagnostics);
        VERIFY_RESULT(back);
        QVERIFY(diagnostics.empty());
        QCOMPARE((*back)->items().size(), (*source)->items().size());
        for (const BundleItem& item : (*source)->items()) {
            const BundleItem* other = (*back)->find(item.key);
            QVERIFY(other != nullptr);
            QCOMPARE(other->maskedCrc, item.maskedCrc);
            QVERIFY(other->tensor.shape() == item.tensor.shape());
            if (item.tensor.dtype() == DType::String)
                QVERIFY(*other->tensor.strings() == *item.tensor.strings());
            else
                QCOMPARE(asText(other->tensor.bytes()->span), asText(item.tensor.bytes()->span));
        }
    }
}

void TestCheckpoint::savesAModelUnderItsObjectNames()
{
    const auto model = openModel(test::fixture("h5/trained.h5"));
    VERIFY_RESULT(model);
    const std::string folder = test::temporaryFolder();
    Diagnostics diagnostics;
    VERIFY_RESULT(saveModel(*model, folder + "/saved", "tf_checkpoint", {}, diagnostics));
    QVERIFY(test::readAll(folder + "/checkpoint").starts_with("model_checkpoint_path: \"saved\"\n"));
    const auto again = openModel(folder);
    VERIFY_RESULT(again);
    QCOMPARE(again->variables.size(), model->variables.size());
    for (const Variable& variable : again->variables)
        QVERIFY2(variable.path.starts_with("layer_with_weights-"), variable.path.c_str());
    for (std::size_t i = 0; i < model->variables.size(); ++i) {
        const auto same = std::find_if(again->variables.begin(), again->variables.end(), [&](const Variable& variable) {
            return variable.name + ":0" == model->variables[i].name;
        });
        QVERIFY2(same != again->variables.end(), model->variables[i].name.c_str());
        const auto before = model->variables[i].tensor.toFloats(), after = same->tensor.toFloats();
        VERIFY_RESULT(before);
        VERIFY_RESULT(after);
        QCOMPARE(*after, *before);
    }
    QVERIFY(again->training && model->training);
    QCOMPARE(again->training->iterations.value_or(-1), model->training->iterations.value_or(-2));
}

void TestCheckpoint::countsNoSavesButKeepsThem()
{
    // Checkpoint.restore asks for the object, load_weights refuses its value.
    for (const auto& [source, values] : {std::pair(test::fixture("h5/trained.h5"), 0), {fixturePath("adam-1"), 1}}) {
        const auto model = openModel(source);
        VERIFY_RESULT(model);
        const std::string prefix = test::temporaryFolder() + "/saved";
        Diagnostics diagnostics;
        VERIFY_RESULT(saveModel(*model, prefix, "tf_checkpoint", {}, diagnostics));
        const auto bundle = Bundle::open(prefix, diagnostics);
        VERIFY_RESULT(bundle);
        QCOMPARE((*bundle)->find("save_counter/.ATTRIBUTES/VARIABLE_VALUE") != nullptr, values == 1);
        const auto again = openModel(prefix);
        VERIFY_RESULT(again);
        const keras::ObjectTree tree = keras::trackedObjects(*again);
        int counters = 0;
        for (const auto& [name, target] : tree.nodes()[0].children)
            counters += name == "save_counter" ? 1 : 0;
        QCOMPARE(counters, 1);
    }
}

void TestCheckpoint::keepsTheObjectsOfACheckpoint_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("OptimizerV2") << "legacy_adam-1";
    QTest::newRow("newer optimizer") << "adam-1";
}

void TestCheckpoint::keepsTheObjectsOfACheckpoint()
{
    QFETCH(QString, name);
    const auto model = openModel(fixturePath(name.toStdString()));
    VERIFY_RESULT(model);
    const std::string prefix = test::temporaryFolder() + "/saved";
    Diagnostics diagnostics;
    VERIFY_RESULT(saveModel(*model, prefix, "tf_checkpoint", {}, diagnostics));
    const auto again = openModel(prefix);
    VERIFY_RESULT(again);
    QCOMPARE(print(again->variables), print(model->variables));
    QVERIFY(model->training && again->training);
    QCOMPARE(again->training->slotVariables.size(), model->training->slotVariables.size());
    QCOMPARE(again->training->iterations, model->training->iterations);
    // Second names too, by which TensorFlow finds layers that are not built yet.
    const auto layersOf = [](const Model& of) {
        const keras::ObjectTree tree = keras::trackedObjects(of);
        std::vector<std::string> names;
        for (const auto& [child, target] : tree.nodes()[tree.find(0, "model").value_or(0)].children)
            if (child != "optimizer")
                names.push_back(child);
        return names;
    };
    QVERIFY(layersOf(*model).size() > 3);
    QVERIFY(layersOf(*again) == layersOf(*model));
}

void TestCheckpoint::refusesOneKeyTwice()
{
    auto writer = BundleWriter::create(test::temporaryFolder() + "/twice");
    VERIFY_RESULT(writer);
    const Tensor tensor = Tensor::fromVector({1}, std::vector<float>{1});
    VERIFY_RESULT(writer->add("a", tensor));
    QVERIFY(!writer->add("a", tensor));
    QVERIFY(!writer->add("", tensor));
}

void TestCheckpoint::failsOnlyWhenReadWithoutItsData()
{
    const std::string prefix = copied("sharded");
    std::filesystem::remove(prefix + ".data-00001-of-00002");
    const auto model = openModel(prefix);
    VERIFY_RESULT(model);
    VERIFY_RESULT(model->variables[0].tensor.bytes());
    QVERIFY(!model->variables[1].tensor.bytes());
    QVERIFY(!model->diagnostics.empty());
}

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_Checkpoint.moc"
