// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What once broke a fuzz target (tests/fixtures/fuzz/TARGET) goes through it again with every build. CMakeLists.txt
// gives the entry of each target a name of its own.
#include "tests/support/Fixtures.h"

#include <FuzzTargets.h>
#include <QDirIterator>
#include <cstdint>

#define LW_ENTRY(name) extern "C" int fuzz_##name(const std::uint8_t*, std::size_t);
LW_FUZZERS(LW_ENTRY)

class TestFindings : public QObject {
    Q_OBJECT
private slots:
    void areMended_data();
    void areMended();
};

void TestFindings::areMended_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("target");
    const QString folder = QString::fromStdString(lw::test::fixture("fuzz"));
    for (QDirIterator file(folder, QDir::Files, QDirIterator::Subdirectories); file.hasNext();) {
        const QString path = file.next(), name = path.mid(folder.size() + 1);
        QTest::newRow(name.toUtf8().constData()) << path << name.section('/', 0, 0);
    }
}

void TestFindings::areMended()
{
    QFETCH(QString, path);
    QFETCH(QString, target);
    const std::string bytes = lw::test::readAll(path.toStdString());
    const auto run = [&](const char* name, int (*entry)(const std::uint8_t*, std::size_t)) {
        return target == name && entry(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) == 0;
    };
    bool known = false;
#define LW_RUN(name) known = run(#name, fuzz_##name) || known;
    LW_FUZZERS(LW_RUN)
    QVERIFY2(known, "a folder is named after its target");
}

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_Findings.moc"
