// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/recovery/RecoveryFixture.h"

using namespace lw;
using namespace lw::test;

/// The steps of the history are recovered one by one, as many as fit.
class TestRecoverSteps : public RecoveryFixture {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", QByteArray::fromStdString(test::temporaryFolder())); }
    void init() { prepare(); }

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
};

QTEST_GUILESS_MAIN(TestRecoverSteps)
#include "tst_RecoverSteps.moc"
