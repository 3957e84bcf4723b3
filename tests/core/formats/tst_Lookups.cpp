// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/zip/ZipReader.h"
#include "core/edit/surgery/Surgery.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/Bundle.h"
#include "core/keras/Architecture.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/Vocabularies.h"
#include "tests/support/Fixtures.h"

#include <cmath>
#include <filesystem>
#include <map>

using namespace lw;
namespace fs = std::filesystem;

/// Words of lookup layers, which every container of Keras keeps in another place.
class Lookups : public QObject {
    Q_OBJECT

private slots:
    void readsWordsWhereverTheyAre_data();
    void readsWordsWhereverTheyAre();
    void carriesWordsIntoEveryContainer_data();
    void carriesWordsIntoEveryContainer();
    void writesTheMembersOfKeras();
    void writesTheKeysOfACheckpoint();
    void readsTablesOfACheckpointWithoutWarnings();
    void keepsAssetsBetweenSavedModels();
    void missesTheWordsOfALostFile();
    void leavesWordsInTheConfigThatALineCannotHold();
    void leavesWeightsInTheConfigThatKerasMixesUp();
    void saysWhatWeightsCannotHold();
    void keepsWordsThroughEdits();
    void settlesEditedWords();
    void refusesWordsThatKerasRefuses_data();
    void refusesWordsThatKerasRefuses();
};

namespace {

const char* const kLayers[] = {"found", "listed", "weighted", "texts", "inner/backward"};

std::string lookups(const std::string& name)
{
    return test::fixture("lookups/" + name);
}

const std::string& folder()
{
    static const std::string path = test::temporaryFolder();
    return path;
}

/// The words and weights of all layers as text.
std::string wordsOf(const Model& model)
{
    std::string text;
    for (const char* path : kLayers) {
        const Layer* layer = findLayer(model, path);
        const auto lookup = layer != nullptr ? keras::LookupConfig::of(*layer) : std::nullopt;
        if (!lookup)
            return std::string("no layer ") + path;
        text += std::string(path) + ":";
        for (const Json& word : lookup->wordsWithTokens())
            text += " " + word.dump();
        for (const double weight : lookup->weights())
            text += " " + std::to_string(static_cast<float>(weight));
        text += "\n";
    }
    return text;
}

const char* const kWords =
    "found: \"[UNK]\" \"cat\" \"mat\" \"dog\"\n"
    "listed: \"-\" \"[UNK]\" \"cow\" \"pig\" \"hen\"\n"
    "weighted: -1 5 7 3 9 0.871589 0.693147 0.847298 0.847298 1.098612\n"
    "texts: \"[UNK]\" \"the\" \"dog\" \"cat\" \"sat\" \"on\" \"a\" 0.804719 0.693147 0.693147 0.693147 "
    "0.916291 0.916291 0.916291\n"
    "inner/backward: -1 30 20 10\n";

std::string adaptedOf(const Model& model)
{
    std::string text;
    for (const char* path : kLayers)
        if (const auto lookup = keras::LookupConfig::of(*findLayer(model, path)); lookup && lookup->adapted())
            text += std::string(path) + " ";
    return text;
}

Result<Model> saved(const Model& model, const std::string& format, const std::string& name, int dialect,
                    Diagnostics& diagnostics)
{
    const std::string path = folder() + "/" + name;
    formats::SaveOptions options;
    options.dialect = dialect;
    LW_TRY(formats::saveModel(model, path, format, options, diagnostics, {}));
    return formats::openModel(path, {});
}

Tensor tensorOf(const Json& rows, bool text)
{
    const Shape shape{static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows.at(0).size())};
    std::vector<std::string> words;
    std::vector<std::int64_t> numbers;
    for (const Json& row : rows.items())
        for (const Json& one : row.items()) {
            words.push_back(one.toText());
            numbers.push_back(one.toInt());
        }
    return text ? Tensor::fromStrings(shape, std::move(words)) : Tensor::fromVector(shape, std::move(numbers));
}

/// What differs from the answers that tf_keras gave; empty when nothing does.
std::string wrongAnswers(const Model& model)
{
    const auto answers = Json::parse(test::readAll(lookups("answers.json")));
    auto runner = engine::ModelRunner::create(model, {});
    if (!answers || !runner)
        return runner ? "no answers" : runner.error().toString();
    engine::NamedTensors inputs;
    const char* const names[] = {"words", "numbers", "lines", "places"};
    for (std::size_t i = 0; i < 4; ++i)
        inputs.emplace_back(names[i], tensorOf((*answers)["inputs"].at(i), i % 2 == 0));
    const auto result = runner->run(inputs, {});
    if (!result)
        return result.error().toString();
    std::string wrong;
    for (std::size_t i = 0; i < 5; ++i) {
        const auto values = result->outputs.at(i).second.toDoubles();
        const Json& rows = (*answers)["outputs"].at(i);
        for (std::size_t k = 0; values && k < values->size(); ++k)
            if (const double wanted = rows.at(k / rows.at(0).size()).at(k % rows.at(0).size()).toDouble();
                std::abs((*values)[k] - wanted) > 1e-6)
                wrong +=
                    std::to_string(i) + ": " + std::to_string((*values)[k]) + " for " + std::to_string(wanted) + "\n";
        if (!values || values->size() != rows.size() * rows.at(0).size())
            wrong += std::to_string(i) + " has another shape\n";
    }
    return wrong;
}

std::string textOf(const Diagnostics& diagnostics)
{
    std::string text;
    for (const Diagnostic& one : diagnostics.entries())
        text += one.subject + ": " + one.message + "\n";
    return text;
}

/// A Sequential of Keras 2 of one StringLookup.
Model single(const std::string& config)
{
    Model model;
    const auto json = Json::parse(R"({"class_name": "Sequential", "config": {"name": "one", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "dtype": "string", "name": "in"}},
        {"class_name": "StringLookup", "config": {"name": "found", "trainable": true, "mask_token": null,
         "oov_token": "[UNK]", )" +
                                  config + "}}]}}");
    if (!json || !keras::readArchitecture(Json(*json), model))
        qFatal("the architecture of the test is wrong");
    return model;
}

} // namespace

void Lookups::readsWordsWhereverTheyAre_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"saved_model", "tf_keras.keras", "keras3.keras"})
        QTest::newRow(name) << name;
}

void Lookups::readsWordsWhereverTheyAre()
{
    QFETCH(QString, name);
    const auto model = formats::openModel(lookups(name.toStdString()), {});
    VERIFY_RESULT(model);
    QCOMPARE(wordsOf(*model), std::string(kWords));
    QCOMPARE(adaptedOf(*model), std::string("found weighted texts inner/backward "));
    QVERIFY(model->variables.empty()); // they count as no weights
    QCOMPARE(model->totalParameters, std::uint64_t{0});
    QCOMPARE(wrongAnswers(*model), std::string());
    // The architecture says what the layers do, so that every edit keeps it.
    for (const Json& entry : model->architecture["config"]["layers"].items())
        if (const Layer* layer = findLayer(*model, entry["config"]["name"].toText()); layer && !layer->nested)
            QCOMPARE(entry["config"].dump(), layer->config.dump());
}

void Lookups::carriesWordsIntoEveryContainer_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("dialect");
    for (const char* source : {"saved_model", "tf_keras.keras", "keras3.keras"})
        for (const char* format : {"h5", "keras", "saved_model", "json"})
            for (const int dialect : {2, 3})
                if (dialect == 2 || std::string_view(format) != "saved_model")
                    QTest::addRow("%s as %s of Keras %d", source, format, dialect) << source << format << dialect;
}

void Lookups::carriesWordsIntoEveryContainer()
{
    QFETCH(QString, source);
    QFETCH(QString, format);
    QFETCH(int, dialect);
    auto model = formats::openModel(lookups(source.toStdString()), {});
    VERIFY_RESULT(model);
    if (format == "saved_model")
        model->payload.reset(); // as after any edit: nothing of the file can be copied
    Diagnostics diagnostics;
    const char* const suffix = format == "h5" ? ".h5" : format == "keras" ? ".keras" : format == "json" ? ".json" : "";
    const auto again = saved(*model, format.toStdString(), std::string("again") + suffix, dialect, diagnostics);
    VERIFY_RESULT(again);
    QCOMPARE(wordsOf(*again), std::string(kWords));
    QCOMPARE(wrongAnswers(*again), std::string());
    // Only archives say which were found; the report tells so.
    const bool tells = textOf(diagnostics).find("The words that adapt() found are written into") != std::string::npos;
    QCOMPARE(tells, format != "keras");
    QCOMPARE(adaptedOf(*again), std::string(format == "keras" ? "found weighted texts inner/backward " : ""));
    if (format == "keras") {
        const auto onward = saved(*again, "h5", "onward.h5", 0, diagnostics);
        VERIFY_RESULT(onward);
        QCOMPARE(wordsOf(*onward), std::string(kWords));
    }
}

void Lookups::writesTheMembersOfKeras()
{
    for (const auto& [name, dialect] : {std::pair("tf_keras.keras", 2), std::pair("keras3.keras", 3)}) {
        const auto theirs = ZipReader::open(*MappedFile::open(lookups(name)));
        VERIFY_RESULT(theirs);
        const auto model = formats::openModel(lookups("saved_model"), {});
        VERIFY_RESULT(model);
        Diagnostics diagnostics;
        VERIFY_RESULT(saved(*model, "keras", name, dialect, diagnostics));
        const auto ours = ZipReader::open(*MappedFile::open(folder() + "/" + name));
        VERIFY_RESULT(ours);
        std::map<std::string, std::string> wanted, found;
        for (const auto& [zip, members] : {std::pair(&*theirs, &wanted), std::pair(&*ours, &found)})
            for (const ZipEntry& entry : (*zip)->entries())
                if (entry.name.starts_with("assets/") && !entry.name.ends_with('/'))
                    members->emplace(entry.name, asText((*zip)->read(entry, {})->span));
        QVERIFY(wanted.size() == 5);
        QVERIFY(found == wanted);
        const auto config = (*ours)->read(*(*ours)->find("config.json"), {});
        VERIFY_RESULT(config);
        QVERIFY(asText(config->span).find("has_input_vocabulary") == std::string_view::npos);
        QVERIFY(asText(config->span).find("cat") == std::string_view::npos);
    }
}

void Lookups::writesTheKeysOfACheckpoint()
{
    for (const char* name : {"tf_keras.keras", "saved_model", "keras3.keras"}) {
        const auto model = formats::openModel(lookups(name), {});
        VERIFY_RESULT(model);
        const std::string prefix = folder() + "/weights";
        Diagnostics diagnostics;
        VERIFY_RESULT(formats::saveModel(*model, prefix, "tf_checkpoint", {}, diagnostics, {}));
        std::map<std::string, std::string> wanted, found;
        for (const auto& [path, entries] : {std::pair(lookups("weights"), &wanted), std::pair(prefix, &found)}) {
            const auto bundle = formats::Bundle::open(path, diagnostics);
            VERIFY_RESULT(bundle);
            for (const formats::BundleItem& item : (*bundle)->items()) {
                const auto values = item.tensor.toFloats();
                std::string text = std::string(dtypeName(item.tensor.dtype())) + shapeText(item.tensor.shape());
                for (std::size_t i = 0; values && i < values->size(); ++i)
                    text += " " + std::to_string((*values)[i]);
                entries->emplace(item.key, text);
            }
        }
        QVERIFY(wanted.size() > 10);
        QVERIFY(found == wanted);
    }
}

/// A table has one name among the objects and two entries: nothing is missing.
void Lookups::readsTablesOfACheckpointWithoutWarnings()
{
    const auto model = formats::openModel(lookups("weights"), {});
    VERIFY_RESULT(model);
    QCOMPARE(textOf(model->diagnostics), std::string());
    const auto isKeys = [](const Variable& variable) {
        return variable.path.ends_with("token_counts/.ATTRIBUTES/table-keys");
    };
    QVERIFY(std::any_of(model->variables.begin(), model->variables.end(), isKeys));
}

void Lookups::keepsAssetsBetweenSavedModels()
{
    const auto model = formats::openModel(lookups("saved_model"), {});
    VERIFY_RESULT(model);
    Diagnostics diagnostics;
    const auto again = saved(*model, "saved_model", "copy", 0, diagnostics);
    VERIFY_RESULT(again);
    const std::string copy = folder() + "/copy/";
    for (const char* name : {"saved_model.pb", "keras_metadata.pb", "assets/animals.txt"}) // as they were
        QVERIFY(test::readAll(copy + name) == test::readAll(lookups("saved_model/" + std::string(name))));
    QCOMPARE(again->assets, std::vector<std::string>{"assets/animals.txt"});
    QCOMPARE(wordsOf(*again), std::string(kWords));
}

void Lookups::missesTheWordsOfALostFile()
{
    const std::string lost = folder() + "/lost";
    fs::copy(lookups("saved_model"), lost, fs::copy_options::recursive);
    fs::remove(lost + "/assets/animals.txt");
    const auto model = formats::openModel(lost, {});
    VERIFY_RESULT(model);
    QCOMPARE(findLayer(*model, "listed")->config["vocabulary"].dump(), std::string("\"animals.txt\""));
    QVERIFY(textOf(model->diagnostics).find("listed: The words of the layer are not in its table") !=
            std::string::npos);
    Diagnostics diagnostics;
    VERIFY_RESULT(saved(*model, "keras", "lost.keras", 2, diagnostics));
    QVERIFY(textOf(diagnostics).find("listed: The vocabulary of the layer is not in the model's config") !=
            std::string::npos);
}

void Lookups::leavesWordsInTheConfigThatALineCannotHold()
{
    const Model model = single(R"("vocabulary": ["a\u2028b", "c"], "has_input_vocabulary": false)");
    Diagnostics diagnostics;
    const auto again = saved(model, "keras", "lines.keras", 2, diagnostics);
    VERIFY_RESULT(again);
    QCOMPARE(findLayer(*again, "found")->config["vocabulary"].dump(), model.layers.back().config["vocabulary"].dump());
    QVERIFY(again->assets.empty());
    QVERIFY(textOf(diagnostics).find("found: The words that adapt() found are written into") != std::string::npos);
}

void Lookups::leavesWeightsInTheConfigThatKerasMixesUp()
{
    // tf_keras does not load what it saves of two indices for unknown words; Keras 3 not what it saves of padded ones.
    const Model two = single(R"("output_mode": "tf_idf", "num_oov_indices": 2, "vocabulary": ["a", "b"],
        "idf_weights": [1.5, 0.5], "has_input_vocabulary": false)");
    const Model padded = single(R"("output_mode": "tf_idf", "max_tokens": 5, "pad_to_max_tokens": true,
        "vocabulary": ["a", "b"], "idf_weights": [1.5, 0.5], "has_input_vocabulary": false)");
    for (const auto& [model, given] : {std::pair(&two, 2), std::pair(&padded, 3)})
        for (const int dialect : {2, 3}) {
            Diagnostics diagnostics;
            const auto again = saved(*model, "keras", "mixed.keras", dialect, diagnostics);
            VERIFY_RESULT(again);
            const auto lookup = keras::LookupConfig::of(*findLayer(*again, "found"));
            QVERIFY(lookup && lookup->weights() == keras::LookupConfig::of(model->layers.back())->weights());
            QCOMPARE(lookup->adapted(), dialect != given);
        }
}

void Lookups::saysWhatWeightsCannotHold()
{
    const auto model = formats::openModel(lookups("tf_keras.keras"), {});
    VERIFY_RESULT(model);
    for (const char* format : {"weights_keras", "weights_h5", "tf_checkpoint"}) {
        Diagnostics diagnostics;
        VERIFY_RESULT(
            formats::saveModel(*model, folder() + "/w" + format + ".weights.h5", format, {}, diagnostics, {}));
        QVERIFY(textOf(diagnostics).find("found: Weights hold no words of lookup layers") != std::string::npos);
        const bool refused = textOf(diagnostics).find("tf_keras loads no HDF5 weights") != std::string::npos;
        QCOMPARE(refused, std::string_view(format) == "weights_h5");
    }
}

void Lookups::keepsWordsThroughEdits()
{
    for (const char* name : {"saved_model", "tf_keras.keras", "keras3.keras"}) {
        auto model = formats::openModel(lookups(name), {});
        VERIFY_RESULT(model);
        VERIFY_RESULT(edit::renameLayer("texts", "read")->apply(*model));
        VERIFY_RESULT(edit::renameLayer("read", "texts")->apply(*model));
        VERIFY_RESULT(edit::setLayerConfig("weighted", *Json::parse(R"({"oov_token": -1})"))->apply(*model));
        QCOMPARE(wordsOf(*model), std::string(kWords));
        QCOMPARE(adaptedOf(*model), std::string("found weighted texts inner/backward "));
        Diagnostics diagnostics;
        const auto again = saved(*model, "keras", "edited.keras", 0, diagnostics);
        VERIFY_RESULT(again);
        QCOMPARE(wordsOf(*again), std::string(kWords));
    }
}

void Lookups::settlesEditedWords()
{
    auto model = formats::openModel(lookups("tf_keras.keras"), {});
    VERIFY_RESULT(model);
    const auto edit =
        edit::setLayerConfig("texts", *Json::parse(R"({"vocabulary": ["red", "blue"], "idf_weights": [1, 2]})"));
    const auto undo = edit->apply(*model);
    VERIFY_RESULT(undo);
    QCOMPARE(findLayer(*model, "texts")->config["vocabulary_size"].toInt(), std::int64_t{3});
    QCOMPARE(*model->outputs.at(3).shape, (Shape{kUnknownDim, 3}));
    Diagnostics diagnostics;
    const auto again = saved(*model, "keras", "words.keras", 0, diagnostics);
    VERIFY_RESULT(again);
    const auto lookup = keras::LookupConfig::of(*findLayer(*again, "texts"));
    QVERIFY(lookup->adapted());
    QCOMPARE(lookup->words().size(), std::size_t{2});
    QCOMPARE(lookup->weights(), (std::vector<double>{1.5, 1, 2}));
    VERIFY_RESULT((*undo)->apply(*model));
    QCOMPARE(wordsOf(*model), std::string(kWords));
}

void Lookups::refusesWordsThatKerasRefuses_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("changes");
    QTest::addColumn<QString>("why");
    QTest::newRow("twice") << "found"
                           << R"({"vocabulary": ["a", "b", "a"]})"
                           << "twice: a";
    QTest::newRow("none") << "found"
                          << R"({"vocabulary": []})"
                          << "empty";
    QTest::newRow("a number") << "found"
                              << R"({"vocabulary": ["a", 1]})"
                              << "no text";
    QTest::newRow("a text") << "weighted"
                            << R"({"vocabulary": ["a"], "idf_weights": [1]})"
                            << "no whole number";
    QTest::newRow("the mask") << "listed"
                              << R"({"vocabulary": ["a", "-"]})"
                              << "mask token";
    QTest::newRow("too many") << "found"
                              << R"({"vocabulary": ["a", "b"], "max_tokens": 2})"
                              << "3 indices, and max_tokens is 2";
    QTest::newRow("weights missing") << "texts"
                                     << R"({"vocabulary": ["a", "b"]})"
                                     << "7 idf_weights for 2 entries";
    QTest::newRow("weights where none count") << "found"
                                              << R"({"idf_weights": [1, 2, 3]})"
                                              << "tf_idf only";
    QTest::newRow("a file") << "found"
                            << R"({"vocabulary": "/etc/passwd"})"
                            << "file on disk";
}

void Lookups::refusesWordsThatKerasRefuses()
{
    QFETCH(QString, layer);
    QFETCH(QString, changes);
    QFETCH(QString, why);
    auto model = formats::openModel(lookups("tf_keras.keras"), {});
    VERIFY_RESULT(model);
    const auto done = edit::setLayerConfig(layer.toStdString(), *Json::parse(changes.toStdString()))->apply(*model);
    QVERIFY(!done);
    QVERIFY2(done.error().toString().find(why.toStdString()) != std::string::npos, done.error().toString().c_str());
    QCOMPARE(wordsOf(*model), std::string(kWords));
}

QTEST_GUILESS_MAIN(Lookups)
#include "tst_Lookups.moc"
