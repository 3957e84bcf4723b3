// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/formats/saved_model/SavedModelFormat.h"
#include "core/graph/import/BindVariables.h"
#include "core/keras/Architecture.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <filesystem>
#include <saved_model.pb.h>

using namespace lw;
using namespace lw::formats;
namespace fs = std::filesystem;

namespace {

std::string fixturePath(const std::string& name)
{
    return test::fixture("saved_model/" + name);
}

std::string copied(const std::string& name)
{
    const std::string folder = test::temporaryFolder() + "/" + name;
    fs::copy(fixturePath(name), folder, fs::copy_options::recursive);
    return folder;
}

std::string print(const Model& model)
{
    std::string text = model.name + " " + std::string(modelKindName(model.kind)) + " " +
                       std::to_string(model.totalParameters) + "/" + std::to_string(model.trainableParameters) + "\n";
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        text += path + " " + layer.className + " " + std::to_string(layer.parameters) +
                (layer.known ? "" : " unknown") + "\n";
    });
    for (const Variable& variable : model.variables)
        text += "  " + variable.path + " " + shapeText(variable.tensor.shape()) + (variable.trainable ? "" : " fixed") +
                "\n";
    return text;
}

/// All files below a folder with their content.
std::map<std::string, std::string> contentOf(const std::string& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] = test::readAll(entry.path().string());
    return files;
}

Result<void> save(const Model& model, const std::string& path)
{
    Diagnostics diagnostics;
    return saveModel(model, path, "saved_model", {}, diagnostics);
}

} // namespace

class TestSavedModel : public QObject {
    Q_OBJECT
private slots:
    void readsKerasLayersAndWeights();
    void readsTrainingState();
    void readsSignaturesAndAssets();
    void readsModulesWithoutKeras();
    void readsTensorFlow1();
    void isNamedByItsFile();
    void opensWithoutItsVariables();
    void opensWithoutItsMetadata();
    void opensWithDamagedSideFiles();
    void savesUnchangedBitForBit();
    void savesChangedWeightsUnderTheirKeys();
    void savesOverItself();
    void refusesVariablesThatTheGraphDoesNotHave();
    void writesTheLossesOfRegularisedLayers();
    void refusesModelsOfOtherOrigin();
    void writesAModelOfAnotherFormatFromNothing();
    void opensOrRefusesEveryCut();
    void opensOrRefusesFlippedBytes();
};

void TestSavedModel::readsKerasLayersAndWeights()
{
    const auto model = openModel(fixturePath("functional"));
    VERIFY_RESULT(model);
    QCOMPARE(print(*model), std::string("small functional 18/14\n"
                                        "numbers InputLayer 0\n"
                                        "hidden Dense 8\n"
                                        "norm BatchNormalization 8\n"
                                        "scale Scale 2 unknown\n"
                                        "  hidden/kernel (3, 2)\n"
                                        "  hidden/bias (2,)\n"
                                        "  norm/gamma (2,)\n"
                                        "  norm/beta (2,)\n"
                                        "  norm/moving_mean (2,) fixed\n"
                                        "  norm/moving_variance (2,) fixed\n"
                                        "  scale/factor (2,)\n"));
    QCOMPARE(model->outputs.at(0).name, std::string("scale"));
    QVERIFY(model->outputs.at(0).shape == (Shape{kUnknownDim, 2})); // from the signature, since the class is not known
    for (const Variable& variable : model->variables)
        VERIFY_RESULT(variable.tensor.bytes());
}

void TestSavedModel::readsTrainingState()
{
    const auto model = openModel(fixturePath("functional"));
    VERIFY_RESULT(model);
    QVERIFY(model->training.has_value());
    QCOMPARE(model->training->optimizerClass, std::string("Adam"));
    QCOMPARE(model->training->optimizerConfig["learning_rate"].toDouble(), 0.5);
    QCOMPARE(model->training->loss.toText(), std::string("mse"));
    QCOMPARE(model->training->iterations.value_or(-1), 1);
    QCOMPARE(model->training->slotVariables.size(), 12U);
}

void TestSavedModel::readsSignaturesAndAssets()
{
    const auto model = openModel(fixturePath("loops"));
    VERIFY_RESULT(model);
    QCOMPARE(model->signatures.size(), 2U);
    QCOMPARE(model->signatures[0].name, std::string("serving_default"));
    QCOMPARE(model->signatures[1].inputs.at(0).dtype, DType::String);
    QVERIFY(model->assets == std::vector<std::string>{"assets/words.txt"});
}

void TestSavedModel::readsModulesWithoutKeras()
{
    const auto model = openModel(fixturePath("loops"));
    VERIFY_RESULT(model);
    QCOMPARE(print(*model), std::string("loops graph 5/4\n  weight (2, 2)\n  step () fixed\n"));
}

void TestSavedModel::readsTensorFlow1()
{
    const auto model = openModel(fixturePath("version1"));
    VERIFY_RESULT(model);
    QCOMPARE(print(*model), std::string("version1 graph 8/6\n  layer/kernel (3, 2)\n  layer/bias (2,) fixed\n"));
    QCOMPARE(model->signatures.at(0).outputs.at(0).name, std::string("scores"));
}

void TestSavedModel::isNamedByItsFile()
{
    const auto model = openModel(fixturePath("functional/saved_model.pb"));
    VERIFY_RESULT(model);
    QCOMPARE(model->path, fixturePath("functional")); // a SavedModel is its folder
    QCOMPARE(model->totalParameters, 18U);
}

void TestSavedModel::opensWithoutItsVariables()
{
    const std::string folder = copied("functional");
    fs::remove_all(folder + "/variables");
    const auto model = openModel(folder);
    VERIFY_RESULT(model);
    QCOMPARE(model->totalParameters, 18U);
    const auto bytes = model->variables.at(0).tensor.bytes();
    QVERIFY(!bytes);
    QVERIFY(bytes.error().toString().find("variables") != std::string::npos);
    const auto graph = graph::tracedProgram(*model)->call({}, false);
    QVERIFY(!graph);
    QVERIFY(graph.error().toString().find("variables") != std::string::npos);
}

void TestSavedModel::opensWithoutItsMetadata()
{
    const std::string folder = copied("functional");
    fs::remove(folder + "/keras_metadata.pb");
    fs::remove(folder + "/fingerprint.pb");
    const auto model = openModel(folder);
    VERIFY_RESULT(model);
    QCOMPARE(model->kind, ModelKind::Subclassed);
    QCOMPARE(model->totalParameters, 18U);
    QVERIFY(!model->diagnostics.empty());
}

void TestSavedModel::opensWithDamagedSideFiles()
{
    const std::string folder = copied("functional");
    test::writeAll(folder + "/keras_metadata.pb", "\xff\xff\xff");
    test::writeAll(folder + "/fingerprint.pb", "\xff\xff\xff");
    const auto model = openModel(folder);
    VERIFY_RESULT(model);
    QVERIFY(model->diagnostics.entries().size() >= 2);
}

void TestSavedModel::savesUnchangedBitForBit()
{
    const std::string folder = copied("loops");
    fs::create_directories(folder + "/assets.extra");
    test::writeAll(folder + "/assets.extra/note.txt", "kept");
    test::writeAll(folder + "/README.md", "kept, too");
    const auto model = openModel(folder);
    VERIFY_RESULT(model);
    const std::string target = test::temporaryFolder() + "/again";
    VERIFY_RESULT(save(*model, target));
    QVERIFY(contentOf(target) == contentOf(folder));
}

void TestSavedModel::savesChangedWeightsUnderTheirKeys()
{
    auto model = openModel(fixturePath("functional"));
    VERIFY_RESULT(model);
    model->variables[1].tensor = Tensor::fromVector({2}, std::vector<float>{5, 6});
    const std::string target = test::temporaryFolder() + "/changed";
    VERIFY_RESULT(save(*model, target));
    auto before = contentOf(fixturePath("functional"));
    auto after = contentOf(target);
    std::erase_if(before, [](const auto& file) { return file.first.starts_with("variables/"); });
    std::erase_if(after, [](const auto& file) { return file.first.starts_with("variables/"); });
    QVERIFY(before == after);
    const auto back = openModel(target);
    VERIFY_RESULT(back);
    QCOMPARE(print(*back), print(*model));
    for (std::size_t i = 0; i < model->variables.size(); ++i)
        QCOMPARE(asText(back->variables[i].tensor.bytes()->span), asText(model->variables[i].tensor.bytes()->span));
    for (std::size_t i = 0; i < model->training->slotVariables.size(); ++i)
        QCOMPARE(asText(back->training->slotVariables[i].tensor.bytes()->span),
                 asText(model->training->slotVariables[i].tensor.bytes()->span));
}

void TestSavedModel::savesOverItself()
{
    const std::string folder = copied("functional");
    auto model = openModel(folder);
    VERIFY_RESULT(model);
    model->variables[1].tensor = Tensor::fromVector({2}, std::vector<float>{5, 6});
    VERIFY_RESULT(save(*model, folder));
    VERIFY_RESULT(model->variables[0].tensor.bytes()); // still the old file's
    QCOMPARE(openModel(folder)->variables[1].tensor.toFloats()->at(1), 6.0F);
    QCOMPARE(std::distance(fs::directory_iterator(fs::path(folder).parent_path()), fs::directory_iterator()), 1);
}

void TestSavedModel::refusesVariablesThatTheGraphDoesNotHave()
{
    auto model = openModel(fixturePath("functional"));
    VERIFY_RESULT(model);
    const std::string target = test::temporaryFolder() + "/never";
    Model other = *model;
    other.variables[1].tensor = Tensor::fromVector({3}, std::vector<float>{5, 6, 7});
    QCOMPARE(save(other, target).error().kind, ErrorKind::Unsupported);
    other = *model;
    other.variables[1].key = "elsewhere";
    QCOMPARE(save(other, target).error().kind, ErrorKind::Unsupported);
    QVERIFY(!fs::exists(target));
}

void TestSavedModel::writesAModelOfAnotherFormatFromNothing()
{
    for (const char* name : {"h5/trained.h5", "h5/nested.h5"}) {
        const auto model = openModel(test::fixture(name));
        VERIFY_RESULT(model);
        const std::string target = test::temporaryFolder() + "/fresh";
        VERIFY_RESULT(save(*model, target));
        const auto again = openModel(target);
        VERIFY_RESULT(again);
        QVERIFY(again->kind == model->kind);
        QCOMPARE(again->totalParameters, model->totalParameters);
        QCOMPARE(again->variables.size(), model->variables.size());
        for (const Variable& variable : model->variables) {
            const Variable* stored = findVariable(*again, variable.path);
            QVERIFY2(stored, variable.path.c_str());
            const auto before = variable.tensor.toFloats(), after = stored->tensor.toFloats();
            VERIFY_RESULT(before);
            VERIFY_RESULT(after);
            QVERIFY(*before == *after);
        }
        QCOMPARE(again->training.has_value(), model->training.has_value());
        if (model->training)
            QCOMPARE(again->training->iterations, model->training->iterations);
        const auto* program = graph::tracedProgram(*again);
        QVERIFY(program);
        VERIFY_RESULT(program->signature("serving_default"));
        VERIFY_RESULT(program->call({}, false));
        VERIFY_RESULT(program->call({}, true));
        fs::remove_all(target);
    }
}

namespace {

/// The object at the end of a path of names from the root of a written graph; -1 when there is none.
int objectAt(const pb::SavedObjectGraph& graph, std::initializer_list<std::string_view> names)
{
    int at = 0;
    for (const std::string_view name : names) {
        int next = -1;
        for (const auto& child : graph.nodes(at).children())
            if (child.local_name() == name)
                next = child.node_id();
        if (next < 0)
            return -1;
        at = next;
    }
    return at;
}

} // namespace

void TestSavedModel::writesTheLossesOfRegularisedLayers()
{
    const auto json = Json::parse(R"({"class_name": "Sequential", "config": {"name": "s", "layers": [
      {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3, 4], "dtype": "float32", "name": "x"}},
      {"class_name": "LSTM", "config": {"name": "r", "units": 2, "kernel_regularizer": "l2",
        "recurrent_regularizer": {"class_name": "L1", "config": {"l1": 0.5}}}},
      {"class_name": "Dense", "config": {"name": "d", "units": 2,
        "kernel_regularizer": {"class_name": "OrthogonalRegularizer", "config": {"factor": 0.1, "mode": "columns"}},
        "bias_regularizer": {"class_name": "Custom", "config": {}},
        "activity_regularizer": {"class_name": "L1L2", "config": {"l1": 0.1, "l2": 0.2}}}},
      {"class_name": "ActivityRegularization", "config": {"name": "a", "l1": 0.1, "l2": 0.0}}]}})");
    QVERIFY(json);
    Model model;
    VERIFY_RESULT(keras::readArchitecture(*json, model));
    for (const auto& expected : keras::expectedVariables(model)) {
        Variable variable;
        variable.path = expected.path;
        variable.layer = expected.layer;
        variable.role = expected.role;
        variable.trainable = true;
        const auto count = static_cast<std::size_t>(*elementCount(expected.shape));
        variable.tensor = Tensor::fromVector(expected.shape, std::vector<float>(count, 1.0F));
        model.variables.push_back(std::move(variable));
    }
    const std::string target = test::temporaryFolder() + "/losses";
    Diagnostics diagnostics;
    VERIFY_RESULT(saveModel(model, target, "saved_model", {}, diagnostics));
    const auto told = diagnostics.entries();
    QVERIFY(std::any_of(told.begin(), told.end(), [](const Diagnostic& note) { return note.subject == "d/bias"; }));

    pb::SavedModel file;
    QVERIFY(file.ParseFromString(test::readAll(target + "/saved_model.pb")));
    const pb::SavedObjectGraph& graph = file.meta_graphs(0).object_graph_def();
    const auto losses = [&](std::initializer_list<std::string_view> path) {
        const int list = objectAt(graph, path);
        return list < 0 ? -1 : graph.nodes(list).children_size();
    };
    QCOMPARE(losses({"regularization_losses"}), 3);
    QCOMPARE(losses({"keras_api", "layer_regularization_losses"}), 0);
    QCOMPARE(losses({"layer_with_weights-0", "regularization_losses"}), 2);
    QCOMPARE(losses({"layer_with_weights-0", "keras_api", "layer_regularization_losses"}), 2); // with its cell
    QCOMPARE(losses({"layer_with_weights-1", "keras_api", "layer_regularization_losses"}), 1);
    // What a call returns beside its output: the model those of its layers, a layer its own.
    const auto returned = [&](std::initializer_list<std::string_view> path) {
        const auto& function = graph.nodes(objectAt(graph, path)).function();
        for (const auto& entry : graph.concrete_functions())
            if (entry.key() == function.concrete_functions(0))
                return entry.value().output_signature().tuple_value().values(1).list_value().values_size();
        return -1;
    };
    QCOMPARE(returned({"call_and_return_all_conditional_losses"}), 2);
    QCOMPARE(returned({"layer_with_weights-0", "call_and_return_all_conditional_losses"}), 0);
    QCOMPARE(returned({"layer_with_weights-1", "call_and_return_all_conditional_losses"}), 1);
    QCOMPARE(returned({"layer_with_weights-1", "keras_api", "call_and_return_conditional_losses"}), 0);
    QVERIFY(objectAt(graph, {"layer_with_weights-1", "keras_api", "activity_regularizer_fn"}) > 0);
    QCOMPARE(objectAt(graph, {"layer_with_weights-0", "keras_api", "activity_regularizer_fn"}), -1);
    const auto again = openModel(target);
    VERIFY_RESULT(again);
    QCOMPARE(again->variables.size(), model.variables.size());
    QCOMPARE(again->outputs.size(), std::size_t(1)); // losses are no outputs
}

void TestSavedModel::refusesModelsOfOtherOrigin()
{
    const auto model = openModel(test::fixture("checkpoint/adam-1"));
    VERIFY_RESULT(model);
    const std::string target = test::temporaryFolder() + "/never";
    QCOMPARE(save(*model, target).error().kind, ErrorKind::Unsupported);
    QVERIFY(!fs::exists(target));
}

void TestSavedModel::opensOrRefusesEveryCut()
{
    const std::string folder = copied("version1");
    const std::string bytes = test::readAll(folder + "/saved_model.pb");
    for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 1 : 37) {
        test::writeAll(folder + "/saved_model.pb", bytes.substr(0, size));
        QVERIFY2(!openModel(folder) || size > bytes.size() / 2,
                 std::to_string(size).c_str()); // a whole meta graph may be left
    }
}

void TestSavedModel::opensOrRefusesFlippedBytes()
{
    const std::string folder = copied("loops");
    const std::string bytes = test::readAll(folder + "/saved_model.pb");
    for (std::size_t i = 0; i < bytes.size(); i += 61) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x15);
        test::writeAll(folder + "/saved_model.pb", flipped);
        const auto model = openModel(folder);
        if (!model)
            continue;
        const graph::TracedProgram* program = graph::tracedProgram(*model);
        for (const graph::FunctionSummary& function : program->functions())
            (void)program->function(function.name);
        (void)program->call({}, false);
        (void)program->signature("size");
        (void)program->mainGraph();
    }
}

QTEST_APPLESS_MAIN(TestSavedModel)
#include "tst_SavedModel.moc"
