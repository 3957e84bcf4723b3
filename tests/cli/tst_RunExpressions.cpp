// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SaveFile.h"
#include "core/containers/npy/Npy.h"
#include "tests/support/CliProgram.h"
#include "tests/support/Fixtures.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <sys/resource.h>

using namespace lw;
using namespace lw::test;

/// layerwright-cli run --objects: what is wrong with an expression only when it runs is said with the column, too, and
/// no expression takes all memory or all time.
class TestRunExpressions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void saysTheColumnWhenItRuns_data();
    void saysTheColumnWhenItRuns();
    void namesTheDefinitionWithinADefinition();
    void marksNoFiles();

private:
    ProgramEnd run(const QByteArray& objects);
    void write(const std::string& name, const QByteArray& text);
    std::string folder = temporaryFolder();
};

void TestRunExpressions::write(const std::string& name, const QByteArray& text)
{
    QFile file(QString::fromStdString(folder + "/" + name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", name.c_str());
}

/// A layer of the class Custom on (None, 8), which gets (4, 8).
void TestRunExpressions::initTestCase()
{
    write("model.json", R"({"class_name": "Functional", "keras_version": "2.15.0", "backend": "tensorflow", "config": {
        "name": "m", "layers": [
        {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
         "config": {"batch_input_shape": [null, 8], "dtype": "float32", "sparse": false, "name": "x"}},
        {"class_name": "Custom", "name": "c", "inbound_nodes": [[["x", 0, 0, {}]]], "config": {"name": "c"}}],
        "input_layers": [["x", 0, 0]], "output_layers": [["c", 0, 0]]}})");
    std::vector<float> numbers(32);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<float>(i) / 8;
    auto file = SaveFile::create(folder + "/x.npy");
    QVERIFY(file.ok() && writeNpy(*file, Tensor::fromVector({4, 8}, numbers)).ok() && file->commit().ok());
}

ProgramEnd TestRunExpressions::run(const QByteArray& objects)
{
    write("objects.json", objects);
    return runCli({"run", folder + "/model.json", "-i", folder + "/x.npy", "-o", folder + "/y.npz", "--objects",
                   folder + "/objects.json"},
                  {}, [] {
#ifndef __SANITIZE_ADDRESS__ // which maps terabytes to begin with
                      const rlimit memory{std::uint64_t{6} << 30, std::uint64_t{6} << 30};
                      setrlimit(RLIMIT_AS, &memory);
#endif
                  });
}

void TestRunExpressions::saysTheColumnWhenItRuns_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const std::pair<const char*, const char*> rows[] = {
        {"x[5]", "column 2: StridedSlice: index 5 is outside"},
        {"x.reshape(2, 4)", "column 3: Reshape: a tensor (4, 8) cannot become (2, 4)"},
        {"2 * x + zeros((shape(x)[0] + 1, 8))", "column 7: AddV2: shapes (4, 8) and (5, 8) do not fit"},
        {"relu(x) @ ones((shape(x)[0], 3))", "column 9: MatMul: "},
        {"1 + broadcast_to(x, (3, 8))", "column 5: BroadcastTo: "},
        {"h = cast(x, \\\"int32\\\")\\nh + 7 % (h * 0)", "line 2, column 7: FloorMod: integer division by zero"},
        {"h = cast(x, \\\"int32\\\")\\n1 + h // 0", "line 2, column 7: FloorDiv: integer division by zero"},
        {"1 + take(x, cast(x * 1000, \\\"int32\\\"), axis=1)", "column 5: GatherV2: index"},
        {"x[:, cast(sum(x) * 1000, \\\"int32\\\")]", "column 2: "},
        {"x[[0, 1], [cast(sum(x), \\\"int32\\\"), 0]]", "column 2: "},
        {"split(x, 3)[0]", "column 1: Split: "},
        {"zeros(cast(-sum(x), \\\"int32\\\")) + x", "column 1: Fill: "},
        {"squeeze(x, axis=0)", "column 1: Squeeze: "},
        {"where(x > 0, x, zeros((shape(x)[0] + 2, 8)))", "column 1: SelectV2: "},
        // What nobody could keep in memory.
        {"x + sum(zeros((1000000, 1000000)))", "MiB of memory, too much"},
        {"x + sum(zeros((1000000, 1000000)))", "column 9: "},
        {"reshape(x, (1000000, 1000000))", "column 1: Reshape: "},
        {"1 + broadcast_to(x[:1, :1], (1000000, 1000000))", "column 5: "},
        {"x[:, None, None, None] * zeros((1, 100000, 100000, 1))", "too much"},
        {"zeros(2 ** 31 - 1)[:, None] + zeros(2 ** 31 - 1)", "column 29: "},
        {"a = concat([x, x])\\na = concat([a, a], 1)\\na.tile(100000, 100000)", "line 3, column 3: "},
        {"pad(x, [(0, 10 ** 9), (0, 10 ** 9)])", "column 1: "},
        {"10 ** 10 ** 10", "column 4: the number becomes too large"},
    };
    int row = 0;
    for (const auto& [text, message] : rows)
        QTest::addRow("%d: %s", ++row, text) << QByteArray(text) << QByteArray(message);
    QTest::newRow("brackets") << QByteArray(8'000, '(') + "x" + QByteArray(8'000, ')') << QByteArray("column 201: ");
    QTest::newRow("subscripts") << "x" + QByteArray("[[0]]").repeated(3'000) << QByteArray("column ");
}

void TestRunExpressions::saysTheColumnWhenItRuns()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    QElapsedTimer timer;
    timer.start();
    const ProgramEnd end = run("{\"Custom\": \"" + text + "\"}");
    QCOMPARE(end.signal, 0);
    QCOMPARE(end.code, 2);
    QVERIFY2(end.errors.contains("column "), end.errors.constData());
    QVERIFY2(end.errors.contains(message), end.errors.constData());
    QVERIFY2(end.errors.count('\n') == 1, end.errors.constData());
    QVERIFY2(timer.elapsed() < 60'000, "it took too long");
}

/// The column is that in the text of the definition that fails, not of the one that uses it.
void TestRunExpressions::namesTheDefinitionWithinADefinition()
{
    const ProgramEnd end = run(R"-({"Custom": "1 + 2 * inner(x)", "inner": "x + zeros((shape(x)[0] + 1, 8))"})-");
    QCOMPARE(end.code, 2);
    QVERIFY2(end.errors.contains("the definition of inner does not work: column 3: "), end.errors.constData());
}

/// The marks are of this program alone: TensorFlow would not read a function that has them.
void TestRunExpressions::marksNoFiles()
{
    write("objects.json", R"({"Custom": "x[:, [0, 2]] + 1"})");
    const ProgramEnd end = runCli({"convert", folder + "/model.json", folder + "/saved", "--to", "saved_model",
                                   "--objects", folder + "/objects.json"});
    QFile file(QString::fromStdString(folder + "/saved/saved_model.pb"));
    QVERIFY2(end.code == 0, end.errors.constData());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("GatherV2")); // the traced call is there
    QVERIFY(!bytes.contains("_origin"));
}

QTEST_GUILESS_MAIN(TestRunExpressions)
#include "tst_RunExpressions.moc"
