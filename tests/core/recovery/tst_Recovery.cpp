// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/SetTensors.h"
#include "core/edit/surgery/Surgery.h"
#include "core/edit/transplant/TransplantPlan.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/Draft.h"
#include "core/recovery/DocumentRecord.h"
#include "core/recovery/RecoverModel.h"
#include "tests/support/Fixtures.h"

#include <QTest>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace lw;
using recovery::DocumentRecord;
using recovery::EditedDocument;
using recovery::Recovered;
using Shared = std::shared_ptr<const Model>;

namespace fs = std::filesystem;

namespace {

Shared opened(const std::string& path)
{
    auto model = formats::openModel(path);
    if (!model)
        qFatal("%s", model.error().toString().c_str());
    return std::make_shared<const Model>(std::move(*model));
}

Shared edited(const Shared& before, const edit::Edit& edit)
{
    Model model = *before;
    const auto inverse = edit.apply(model);
    if (!inverse)
        qFatal("%s", inverse.error().toString().c_str());
    return std::make_shared<const Model>(std::move(model));
}

/// The variable with all its values turned into one.
Shared filled(const Shared& before, const std::string& path, float value)
{
    const Tensor& tensor = findVariable(*before, path)->tensor;
    return edited(before, edit::SetTensors("fill", {{path, Tensor::fromVector(tensor.shape(), std::vector<float>(
                                                                                                 tensor.elements(), value))}}));
}

std::string valuesText(const Tensor& tensor)
{
    const std::string kind = std::string(dtypeName(tensor.dtype())) + shapeText(tensor.shape());
    if (tensor.isNull())
        return kind + " none";
    if (tensor.dtype() == DType::String) {
        std::string all = kind;
        const auto strings = tensor.strings();
        for (const std::string& text : *strings)
            all += "|" + text;
        return all;
    }
    const auto bytes = tensor.bytes();
    return bytes ? kind + std::string(asText(bytes->span)) : kind + bytes.error().message;
}

void appendVariables(QStringList& lines, const std::vector<Variable>& variables)
{
    for (const Variable& v : variables)
        lines << QString::fromLatin1(QByteArray::fromStdString(v.path + "," + v.name + "," + v.key + "," + v.layer +
                                                               "," + v.role + (v.trainable ? "," : "!,") +
                                                               valuesText(v.tensor)));
}

/// All that a model is, for comparing.
QStringList text(const Model& model)
{
    QStringList lines;
    const auto add = [&](const std::string& line) { lines << QString::fromStdString(line); };
    add(model.name + " " + std::string(modelKindName(model.kind)) + " " + model.format + " " + model.path);
    add(model.architecture.dump());
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        add(path + " " + layer.className + " " + layer.config.dump() + " " + std::to_string(layer.parameters) + " " +
            std::to_string(layer.trainableParameters) + " " + std::to_string(layer.nodes.size()));
    });
    for (const TensorSpec& output : model.outputs)
        add(output.name + (output.shape ? shapeText(*output.shape) : "?"));
    add(std::to_string(model.totalParameters) + " " + std::to_string(model.trainableParameters));
    add(std::to_string(model.signatures.size()) + (model.payload ? " payload" : ""));
    appendVariables(lines, model.variables);
    if (model.training) {
        const TrainingState& t = *model.training;
        add(t.optimizerClass + t.optimizerConfig.dump() + t.loss.dump() + t.metrics.dump() + t.compileConfig.dump() +
            std::to_string(t.iterations.value_or(-1)));
        appendVariables(lines, t.slotVariables);
    }
    for (const Diagnostic& entry : model.diagnostics.entries())
        add(entry.code + entry.message + entry.subject);
    return lines;
}

std::uint64_t sizeOf(const std::string& folder)
{
    std::uint64_t size = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        size += entry.file_size();
    return size;
}

std::size_t filesIn(const std::string& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

/// Writing what was edited, losing the program, reading it again.
class TestRecovery : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", QByteArray::fromStdString(test::temporaryFolder())); }

    void init()
    {
        m_folder = test::temporaryFolder();
        m_prefix = m_folder + "/1";
        m_path = test::temporaryFolder() + "/a.h5";
        fs::copy_file(test::sample("digits.h5"), m_path);
        fs::permissions(m_path, fs::perms::owner_write, fs::perm_options::add);
        m_file = opened(m_path);
    }

    void recoversOneBiasAndCopiesNothingElse()
    {
        const Shared model = filled(m_file, bias(), 7);
        write(model);
        QVERIFY(sizeOf(m_folder) < 8192);
        struct stat status {};
        QCOMPARE(::stat((m_prefix + ".edits").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
        QCOMPARE(::stat((m_prefix + "-0.values").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QVERIFY(!recovered->fileChanged);
        QCOMPARE(recovered->lost, std::size_t(0));
        QCOMPARE(text(*recovered->model), text(*model));
        QCOMPARE(text(*recovered->file), text(*m_file));
        // What was not edited is shared with the file, so that it is cheap again.
        for (std::size_t i = 0; i < model->variables.size(); ++i)
            QCOMPARE(recovered->model->variables[i].tensor.source() == recovered->file->variables[i].tensor.source(),
                     model->variables[i].path != bias());
    }

    void recoversOverAnOpenDocument()
    {
        const Shared model = filled(m_file, bias(), 7);
        write(model);
        const auto recovered = recover(m_file);
        VERIFY_RESULT(recovered);
        QVERIFY(recovered->file == m_file);
        QCOMPARE(text(*recovered->model), text(*model));
    }

    void recoversATransplant()
    {
        const Shared source = opened(test::sample("digits-epoch-1.h5"));
        edit::TransplantPlan plan(source, m_file);
        plan.match(edit::MatchBy::Order);
        const auto edit = plan.edit("all");
        VERIFY_RESULT(edit);
        const Shared model = edited(m_file, **edit);
        write(model);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(text(*recovered->model), text(*model));
        QVERIFY(text(*recovered->model) != text(*m_file));
    }

    void recoversSurgery_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("h5") << "h5";
        QTest::newRow("keras") << "keras";
        QTest::newRow("saved_model") << "saved_model";
    }
    void recoversSurgery()
    {
        QFETCH(QString, format);
        if (format != "h5") {
            Diagnostics report;
            m_path = test::temporaryFolder() + "/m" + (format == "keras" ? ".keras" : "");
            VERIFY_RESULT(formats::saveModel(*m_file, m_path, format.toStdString(), {}, report));
            m_file = opened(m_path);
        }
        const std::string last = m_file->layers.back().name;
        Shared model = edited(m_file, *edit::renameLayer(m_file->layers[1].name, "first"));
        write(model);
        VERIFY_RESULT(recover());
        QCOMPARE(text(*recover()->model), text(*model));
        model = edited(model, *edit::setTrainable("first", false));
        model = edited(model, *edit::newHead(4, "softmax"));
        model = edited(model, *edit::resetLayer("first"));
        write(model);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(text(*recovered->model), text(*model));
        QCOMPARE(text(*recovered->file), text(*m_file));
        // It is a model that can be edited on and saved.
        Diagnostics report;
        const std::string out = test::temporaryFolder() + "/out.h5";
        VERIFY_RESULT(formats::saveModel(*recovered->model, out, "h5", {}, report));
        QCOMPARE(opened(out)->variables.size(), model->variables.size());
    }

    void recoversADraft()
    {
        edit::SurgeryOptions options;
        options.draft = true;
        const Json layer = *Json::parse(R"({"class_name": "Conv2D", "config": {"filters": 2, "kernel_size": [2, 2]}})");
        const Shared model = edited(m_file, *edit::appendLayer(layer, options));
        QVERIFY(isDraft(*model));
        write(model);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QVERIFY(isDraft(*recovered->model));
        QCOMPARE(text(*recovered->model), text(*model));
    }

    void recoversTheOptimizer()
    {
        QVERIFY(m_file->training && !m_file->training->slotVariables.empty());
        Model changed = *m_file;
        Variable& slot = changed.training->slotVariables.back();
        slot.tensor = Tensor::fromVector(slot.tensor.shape(), std::vector<float>(slot.tensor.elements(), 3));
        auto model = std::make_shared<const Model>(changed);
        write(model);
        VERIFY_RESULT(recover());
        QCOMPARE(text(*recover()->model), text(*model));
        changed.training->iterations = 99;
        changed.training->optimizerConfig.set("learning_rate", 0.5);
        model = std::make_shared<const Model>(changed);
        write(model);
        VERIFY_RESULT(recover());
        QCOMPARE(text(*recover()->model), text(*model));
        changed.training.reset();
        model = std::make_shared<const Model>(changed);
        write(model);
        VERIFY_RESULT(recover());
        QVERIFY(!recover()->model->training);
        QCOMPARE(text(*recover()->model), text(*model));
    }

    void recoversADocumentWithoutAFile()
    {
        Model made = *edited(m_file, *edit::cloneModel());
        made.path.clear();
        made.format = "keras";
        made.stamp.reset();
        made.payload.reset();
        made.signatures.clear();
        Variable words;
        words.path = words.name = "words";
        words.tensor = Tensor::fromStrings({2}, {"a", std::string("\0\xff", 2)});
        made.variables.push_back(words);
        words.path = words.name = "nothing";
        words.tensor = {};
        made.variables.push_back(words);
        const auto model = std::make_shared<const Model>(std::move(made));
        DocumentRecord record(m_prefix);
        VERIFY_RESULT(record.write({model, nullptr, "new", 1, {}}));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QVERIFY(!recovered->file);
        QCOMPARE(text(*recovered->model), text(*model));
    }

    void recoversWithoutTheFileWhenNothingOfItIsNeeded()
    {
        Model all = *edited(m_file, *edit::cloneModel());
        all.training.reset();
        write(std::make_shared<const Model>(all));
        const auto beside = recover();
        VERIFY_RESULT(beside);
        QCOMPARE(text(*beside->model), text(all));
        fs::remove(m_path);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QVERIFY(!recovered->file);
        QCOMPARE(recovered->model->path, m_path);
        QCOMPARE(recovered->model->layers.size(), all.layers.size());
        for (std::size_t i = 0; i < all.variables.size(); ++i)
            QCOMPARE(valuesText(recovered->model->variables[i].tensor), valuesText(all.variables[i].tensor));
    }

    void saysThatTheFileIsGone()
    {
        write(filled(m_file, bias(), 7));
        fs::remove(m_path);
        const auto recovered = recover();
        QVERIFY(!recovered.ok());
        QCOMPARE(recovered.error().kind, ErrorKind::NotFound);
        QVERIFY(recovered.error().toString().find(m_path) != std::string::npos);
        QVERIFY(fs::exists(m_prefix + ".edits"));
    }

    void putsEditsOnTopOfAChangedFileAndSaysSo()
    {
        write(filled(m_file, bias(), 7));
        fs::remove(m_path);
        fs::copy_file(test::sample("digits-epoch-1.h5"), m_path);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QVERIFY(recovered->fileChanged);
        QCOMPARE(text(*recovered->model), text(*filled(opened(m_path), bias(), 7)));
    }

    void refusesAFileThatTheEditsDoNotFit()
    {
        write(filled(m_file, bias(), 7));
        Diagnostics report;
        const Shared other = edited(m_file, *edit::newHead(4, "softmax"));
        VERIFY_RESULT(formats::saveModel(*other, m_path, "h5", {}, report));
        const auto recovered = recover();
        QVERIFY(!recovered.ok());
        QCOMPARE(recovered.error().kind, ErrorKind::Invalid);
        QCOMPARE(recovered.error().where.inner, bias());
    }

    void writesATensorOnceHoweverOftenTheRecordIsWritten()
    {
        DocumentRecord record(m_prefix);
        Shared model = edited(m_file, *edit::cloneModel());
        VERIFY_RESULT(record.write(state(model)));
        const std::string values = m_prefix + "-0.values";
        const auto written = fs::last_write_time(values);
        model = filled(model, bias(), 1);
        VERIFY_RESULT(record.write(state(model)));
        QCOMPARE(fs::last_write_time(values), written);
        QCOMPARE(filesIn(m_folder), std::size_t(3));
        QCOMPARE(text(*recover()->model), text(*model));
    }

    void holdsFewFilesHoweverManyEdits()
    {
        DocumentRecord record(m_prefix);
        Shared model = m_file;
        for (int i = 0; i < 100; ++i) {
            model = filled(model, model->variables[static_cast<std::size_t>(i) % 2].path, static_cast<float>(i));
            VERIFY_RESULT(record.write(state(model)));
            QVERIFY(filesIn(m_folder) <= 1 + recovery::kMostStores);
        }
        QCOMPARE(filesIn(m_folder), std::size_t(3)); // two tensors are in use
        QCOMPARE(text(*recover()->model), text(*model));
        record.remove();
        QCOMPARE(filesIn(m_folder), std::size_t(0));
    }

    void putsManyFilesTogether()
    {
        Model made;
        for (int i = 0; i < 50; ++i) {
            Variable variable;
            variable.path = "v" + std::to_string(i);
            variable.tensor = Tensor::fromVector({1}, std::vector<float>{0});
            made.variables.push_back(variable);
        }
        auto model = std::make_shared<const Model>(std::move(made));
        DocumentRecord record(m_prefix);
        for (int i = 0; i < 50; ++i) {
            model = filled(model, "v" + std::to_string(i), 1);
            VERIFY_RESULT(record.write({model, nullptr, "new", 1, {}}));
            QVERIFY(filesIn(m_folder) <= 1 + recovery::kMostStores);
        }
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(text(*recovered->model), text(*model));
    }

    void costsMillisecondsForOneBiasOfABigModel()
    {
        const std::string path = test::temporaryFolder() + "/big.safetensors";
        {
            Model big;
            Variable variable;
            variable.path = variable.name = "kernel";
            variable.tensor = Tensor::fromVector({64 << 20}, std::vector<float>(64 << 20, 1.5F)); // 256 MiB
            big.variables.push_back(variable);
            variable.path = variable.name = "bias";
            variable.tensor = Tensor::fromVector({10}, std::vector<float>(10, 0.5F));
            big.variables.push_back(variable);
            Diagnostics report;
            VERIFY_RESULT(formats::saveModel(big, path, "safetensors", {}, report));
        }
        m_file = opened(path);
        const Shared model = filled(m_file, "bias", 7);
        DocumentRecord record(m_prefix);
        const auto start = std::chrono::steady_clock::now();
        VERIFY_RESULT(record.write(state(model)));
        const auto time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        qInfo("%.1f ms, %llu bytes", time, static_cast<unsigned long long>(sizeOf(m_folder)));
        QVERIFY(sizeOf(m_folder) < 4096);
        QVERIFY(time < 1000); // flushing takes a few; copying 256 MiB and flushing them would not be done
        QCOMPARE(findVariable(*recover()->model, "bias")->tensor.toFloats()->at(3), 7.0F);
    }

    void survivesEveryCutAndFlip()
    {
        const Shared model = edited(filled(m_file, bias(), 7), *edit::renameLayer(m_file->layers[1].name, "first"));
        write(model);
        const QStringList whole = text(*model);
        for (const std::string& path : {m_prefix + ".edits", m_prefix + "-0.values"}) {
            const std::string bytes = test::readAll(path);
            QVERIFY(!bytes.empty());
            // All of the values; of the long record all of its head and a sample (tst_Record has every bit of one).
            const std::size_t step = path.ends_with(".edits") ? 61 : 1;
            for (std::size_t i = 0; i < bytes.size(); i += i < 64 ? 1 : step) {
                test::writeAll(path, bytes.substr(0, i));
                QVERIFY2(!recover(m_file).ok(), qPrintable(QString::number(i)));
                std::string flipped = bytes;
                flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
                test::writeAll(path, flipped);
                const auto recovered = recover(m_file);
                QVERIFY2(!recovered.ok() || text(*recovered->model) == whole, qPrintable(QString::number(i)));
                QVERIFY(!recovered.ok() || path.ends_with(".values")); // the padding between tensors
            }
            test::writeAll(path, bytes);
        }
        fs::remove(m_prefix + "-0.values");
        QVERIFY(!recover(m_file).ok());
    }

    void keepsTheLastRecordWhenTheDiskIsFull()
    {
        DocumentRecord record(m_prefix);
        const Shared first = filled(m_file, bias(), 7);
        VERIFY_RESULT(record.write(state(first)));
        const Shared second = edited(first, *edit::cloneModel());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old {};
        ::getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{1000, old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto written = record.write(state(second));
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QCOMPARE(filesIn(m_folder), std::size_t(2)); // nothing new is left
        QCOMPARE(text(*recover()->model), text(*first));
        // Once there is room again it goes on.
        VERIFY_RESULT(record.write(state(second)));
        QCOMPARE(text(*recover()->model), text(*second));
    }

    void tellsOfWeightsThatCouldNotBeRead()
    {
        class Broken final : public TensorSource {
            [[nodiscard]] Result<Bytes> bytes() const override { return ioError("the disk is broken"); }
        };
        const std::string first = m_file->variables.front().path;
        const Tensor& old = findVariable(*m_file, first)->tensor;
        // Beside one that can be read.
        const Shared model = edited(filled(m_file, bias(), 7),
                                    edit::SetTensors("break", {{first, Tensor(old.dtype(), old.shape(),
                                                                             std::make_shared<Broken>())}}));
        write(model);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->lost, std::size_t(1));
        QCOMPARE(findVariable(*recovered->model, bias())->tensor.toFloats()->front(), 7.0F);
        const auto bytes = findVariable(*recovered->model, first)->tensor.bytes();
        QVERIFY(!bytes.ok());
        QVERIFY(bytes.error().message.find("the disk is broken") != std::string::npos);
    }

    void recoversEveryStep()
    {
        DocumentRecord record(m_prefix);
        History history(m_file);
        const auto check = [&] {
            VERIFY_RESULT(record.write(history.state("a.h5")));
            history.compare(recover());
        };
        history.take(edit::SetTensors("fill", {{bias(), ones(7)}}));
        check();
        // Several at once, as when the program was busy.
        history.take(*edit::renameLayer(m_file->layers[1].name, "first"));
        history.take(*edit::setTrainable("first", false));
        history.take(*edit::newHead(4, "softmax"));
        check();
        history.take(*edit::resetLayer("first"));
        check();
        // Back, and on another way.
        history.takeBack();
        history.takeBack();
        check();
        history.take(*edit::setTrainable("first", true));
        check();
        for (int i = 0; i < 4; ++i)
            history.takeBack();
        QVERIFY(history.past().empty());
        check();
    }

    void recoversTheStepsOfADocumentWithoutAFile()
    {
        Model made = *m_file;
        made.path.clear();
        made.stamp.reset();
        made.payload.reset();
        made.signatures.clear();
        History history(std::make_shared<const Model>(std::move(made)), false);
        history.take(*edit::renameLayer(m_file->layers[1].name, "first"));
        history.take(edit::SetTensors("fill", {{bias(), ones(7)}}));
        DocumentRecord record(m_prefix);
        VERIFY_RESULT(record.write(history.state("new")));
        const auto recovered = recover();
        history.compare(recovered);
        QVERIFY(!recovered->baseIsFile);
        // Values that several states have are there once, in the record and in memory.
        QCOMPARE(filesIn(m_folder), std::size_t(2));
        QVERIFY(recovered->base->variables.front().tensor.source() ==
                recovered->model->variables.front().tensor.source());
    }

    void keepsStepsWhenFilesAreMany()
    {
        DocumentRecord record(m_prefix);
        History history(m_file);
        for (std::size_t i = 0; i < recovery::kMostStores + 5; ++i) {
            history.take(edit::SetTensors("fill", {{bias(), ones(static_cast<float>(i))}}));
            VERIFY_RESULT(record.write(history.state("a.h5")));
            QVERIFY(filesIn(m_folder) <= 1 + recovery::kMostStores);
        }
        history.compare(recover());
    }

    void keepsTheLastStepsWhenTheyAreTooManyBytes()
    {
        const std::size_t one = findVariable(*m_file, bias())->tensor.elements() * 4;
        DocumentRecord record(m_prefix, 2 * one);
        History history(m_file);
        for (int i = 0; i < 6; ++i) {
            history.take(edit::SetTensors("fill", {{bias(), ones(static_cast<float>(i))}}));
            if (i % 2 == 1)
                VERIFY_RESULT(record.write(history.state("a.h5")));
        }
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->steps.size(), std::size_t(2));
        QVERIFY(!recovered->baseIsFile);
        QCOMPARE(text(*recovered->base), text(*history.after(3)));
        QCOMPARE(text(*recovered->steps[0].model), text(*history.after(4)));
        QCOMPARE(text(*recovered->model), text(*history.after(5)));
        QVERIFY(filesIn(m_folder) <= 4); // what only older steps need is gone
    }

    void keepsTheLastStepsWhenTheyAreTooLong()
    {
        DocumentRecord record(m_prefix);
        Model made = *m_file;
        made.path.clear();
        made.stamp.reset();
        made.payload.reset();
        History history(std::make_shared<const Model>(std::move(made)), false);
        const std::string layer = m_file->layers[1].name;
        for (char letter = 'a'; letter < 'g'; ++letter) {
            const std::string long2Mb(std::size_t{2} << 20, letter);
            history.take(*edit::setLayerConfig(layer, Json::object({{"note", long2Mb}})));
        }
        VERIFY_RESULT(record.write(history.state("new")));
        QVERIFY(fs::file_size(m_prefix + ".edits") < recovery::kMostPastText + (std::size_t{4} << 20));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->steps.size(), std::size_t(3));
        QCOMPARE(recovered->base->architecture.dump(), history.after(2)->architecture.dump());
        QCOMPARE(recovered->model->architecture.dump(), history.model()->architecture.dump());
    }

    void losesOnlyTheStepsBeforeADamagedOne()
    {
        History history(m_file);
        for (int i = 0; i < 3; ++i)
            history.take(*edit::renameLayer(history.model()->layers[1].name, "name_" + std::to_string(i)));
        DocumentRecord writer(m_prefix);
        VERIFY_RESULT(writer.write(history.state("a.h5")));
        auto record = recovery::readRecord(recovery::recordPath(m_prefix));
        VERIFY_RESULT(record);
        QCOMPARE(record->past.size(), std::size_t(3));
        record->past[1].undo = Json::object({{"parts", Json::array({Json::array({Json(99), Json()})})}});
        const auto recovered = recovery::recoverModel(*record, m_prefix);
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->steps.size(), std::size_t(1));
        QCOMPARE(text(*recovered->model), text(*history.model()));
        QCOMPARE(text(*recovered->base), text(*history.after(1)));
    }

private:
    /// A document that is edited step by step.
    class History {
    public:
        explicit History(const Shared& first, bool hasFile = true) : m_file(hasFile ? first : nullptr), m_states{first} {}

        void take(const edit::Edit& edit)
        {
            Model model = *m_states.back();
            auto inverse = edit.apply(model);
            if (!inverse)
                qFatal("%s", inverse.error().toString().c_str());
            m_states.push_back(std::make_shared<const Model>(std::move(model)));
            const auto number = static_cast<std::int64_t>(m_past.size());
            m_past.push_back({edit.title() + " " + std::to_string(number), 1000 + number, std::move(*inverse)});
        }
        void takeBack()
        {
            m_states.pop_back();
            m_past.pop_back();
        }
        const Shared& model() const { return m_states.back(); }
        const Shared& after(std::size_t step) const { return m_states[step + 1]; }
        const std::vector<recovery::EditedStep>& past() const { return m_past; }
        EditedDocument state(const std::string& title) const
        {
            return {model(), m_file, title, m_past.size(), {}, m_past};
        }
        void compare(const Result<Recovered>& recovered) const
        {
            VERIFY_RESULT(recovered);
            QCOMPARE(text(*recovered->model), text(*model()));
            QCOMPARE(text(*recovered->base), text(*m_states.front()));
            QCOMPARE(recovered->baseIsFile, m_file != nullptr);
            QCOMPARE(recovered->steps.size(), m_past.size());
            for (std::size_t i = 0; i < m_past.size(); ++i) {
                QCOMPARE(recovered->steps[i].text, m_past[i].text);
                QCOMPARE(recovered->steps[i].time, m_past[i].time);
                QCOMPARE(text(*recovered->steps[i].model), text(*after(i)));
            }
        }

    private:
        Shared m_file;
        std::vector<Shared> m_states;
        std::vector<recovery::EditedStep> m_past;
    };

    Tensor ones(float value) const
    {
        const Tensor& tensor = findVariable(*m_file, bias())->tensor;
        return Tensor::fromVector(tensor.shape(), std::vector<float>(tensor.elements(), value));
    }
    std::string bias() const { return m_file->variables.back().path; }
    EditedDocument state(const Shared& model) const { return {model, m_file, "a.h5", 1, {"step"}}; }

    void write(const Shared& model)
    {
        DocumentRecord record(m_prefix);
        VERIFY_RESULT(record.write(state(model)));
    }

    Result<Recovered> recover(const Shared& open = nullptr) const
    {
        LW_ASSIGN(const recovery::Record record, recovery::readRecord(recovery::recordPath(m_prefix)));
        return recovery::recoverModel(record, m_prefix, open);
    }

    std::string m_folder, m_prefix, m_path;
    Shared m_file;
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_Recovery.moc"
