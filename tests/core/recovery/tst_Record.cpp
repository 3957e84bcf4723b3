// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/Record.h"
#include "tests/support/Fixtures.h"

#include <QTest>

using namespace lw;
using recovery::Record;
using recovery::Values;

namespace {

Values values(Values::Kind kind, std::string text = {})
{
    Values result;
    result.kind = kind;
    result.dtype = DType::Float32;
    result.shape = {2, 3};
    result.text = std::move(text);
    return result;
}

Values stored()
{
    Values result = values(Values::Kind::Stored);
    result.stored = {3, 0xdeadbeefU, 128, 24};
    return result;
}

/// One of everything.
Record full()
{
    Record record;
    record.time = 1'800'000'000'123;
    record.title = "a \xff b.h5"; // no UTF-8
    record.edits = 7;
    record.steps = {"Freeze a", "Reset b"};
    record.file = recovery::RecordedFile{"/models/a.h5", "h5", FileStamp{1, UINT64_MAX, 3, -4}};
    record.format = "keras";
    record.name = "m";
    record.kind = ModelKind::Graph;
    record.architecture = *Json::parse(R"({"class_name": "Sequential", "config": {"rate": 1e-07, "x": NaN}})");
    record.payload = false;
    Variable kernel;
    kernel.path = "a/kernel";
    kernel.name = "a/kernel:0";
    kernel.key = "model_weights/a";
    kernel.layer = "a";
    kernel.role = "kernel";
    kernel.trainable = false;
    Variable bias;
    bias.path = "a/bias";
    record.variables = {{{kernel, stored()}, {bias, values(Values::Kind::File, "b/bias")}}};
    record.tensors = {{"c", values(Values::Kind::Lost, "gone")}};
    record.sameTraining = false;
    record.training.emplace();
    record.training->state.optimizerClass = "Adam";
    record.training->state.optimizerConfig = *Json::parse(R"({"lr": 0.1})");
    record.training->state.iterations = 12;
    record.training->slotVariables = {{bias, values(Values::Kind::FileSlot, "optimizer/m/a")},
                                      {kernel, values(Values::Kind::None)}};
    record.slotTensors = {{"d", stored()}};
    record.diagnostics.emplace();
    record.diagnostics->add({Severity::Error, "bad", "a", 2, "broken-connection", {"(2,)"}});
    return record;
}

Result<Record> decoded(const std::string& bytes)
{
    return recovery::decodeRecord(asBytes(bytes));
}

} // namespace

class TestRecord : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWas()
    {
        const std::string bytes = recovery::encodeRecord(full());
        const auto again = decoded(bytes);
        VERIFY_RESULT(again);
        QCOMPARE(recovery::encodeRecord(*again), bytes); // all that is written is read
        QCOMPARE(again->file->stamp->inode, UINT64_MAX);
        QCOMPARE(again->file->stamp->modifiedNanoseconds, -4);
        QCOMPARE(again->variables->front().values.stored.checksum, 0xdeadbeefU);
        QCOMPARE(again->variables->front().variable.role, std::string("kernel"));
        QVERIFY(!again->variables->front().variable.trainable);
        QCOMPARE(*again->training->state.iterations, 12);
        QCOMPARE(again->diagnostics->entries().front().count, std::size_t(2));
    }

    void comesBackWhenOnlyTheLeastIsThere()
    {
        Record record;
        record.time = 5;
        const auto again = decoded(recovery::encodeRecord(record));
        VERIFY_RESULT(again);
        QVERIFY(!again->file && !again->variables && !again->architecture && again->sameTraining && again->payload);
        record.sameTraining = false; // no training any more is not the file's training
        QVERIFY(!decoded(recovery::encodeRecord(record))->sameTraining);
    }

    void refusesWhatIsCutAnywhere()
    {
        const std::string bytes = recovery::encodeRecord(full());
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!decoded(bytes.substr(0, size)).ok(), qPrintable(QString::number(size)));
        QVERIFY(!decoded(bytes + "x").ok());
    }

    void refusesEveryFlippedBit()
    {
        const std::string bytes = recovery::encodeRecord(full());
        for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
            std::string flipped = bytes;
            flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
            QVERIFY2(!decoded(flipped).ok(), qPrintable(QString::number(i)));
        }
    }

    void saysThatItIsOfAnotherVersion()
    {
        std::string bytes = recovery::encodeRecord(full());
        bytes[8] = 2;
        const auto record = decoded(bytes);
        QVERIFY(!record.ok());
        QCOMPARE(record.error().kind, ErrorKind::Unsupported);
    }

    void refusesHostileRecords_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"relative path", "NUL in the path", "negative dimension", "dimensions that wrap",
                                 "odd offset", "variable twice"})
            QTest::newRow(what) << QString(what);
    }
    void refusesHostileRecords()
    {
        QFETCH(QString, what);
        Record record = full();
        VERIFY_RESULT(decoded(recovery::encodeRecord(record)));
        Values& kernel = record.variables->front().values;
        if (what == "relative path")
            record.file->path = "../../etc/passwd";
        else if (what == "NUL in the path")
            record.file->path = std::string("/a\0b", 4);
        else if (what == "negative dimension")
            kernel.shape = {-2, 3};
        else if (what == "dimensions that wrap")
            kernel.shape = {4194305, 4194305, 211106198978564};
        else if (what == "odd offset")
            kernel.stored.offset = 1;
        else
            record.variables->push_back(record.variables->front());
        QVERIFY(!decoded(recovery::encodeRecord(record)).ok());
    }

    void knowsWhetherItNeedsTheFile()
    {
        Record record = full();
        QVERIFY(recovery::needsFile(record)); // a/bias is there
        record.variables->back().values = stored();
        QVERIFY(recovery::needsFile(record)); // and a slot
        record.training->slotVariables.front().values = stored();
        QVERIFY(!recovery::needsFile(record));
        record.variables.reset();
        QVERIFY(recovery::needsFile(record));
        record.file.reset();
        QVERIFY(!recovery::needsFile(record));
    }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_Record.moc"
