// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/TransplantPlan.h"
#include "core/model/Draft.h"
#include "tests/core/recovery/RecoveryFixture.h"

#include <sys/stat.h>

using namespace lw;
using namespace lw::test;

/// Writing what was edited, losing the program, reading it again.
class TestRecovery : public RecoveryFixture {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", QByteArray::fromStdString(test::temporaryFolder())); }
    void init() { prepare(); }

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
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_Recovery.moc"
