// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CliProgram.h"
#include "tests/support/Fixtures.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <csignal>

using namespace lw::test;
using namespace Qt::StringLiterals;

/// What layerwright-cli says of itself, and README of it.
class TestHelp : public QObject {
    Q_OBJECT
private slots:
    void readmeNamesEveryOption_data();
    void readmeNamesEveryOption();
    void takesTwoModelsOrMoreToBlend();
    void namesEveryRuleOfTransplants();
    void leadsToTheHelpOfTheCommand();
    void endsByTheSignalThatStopsIt();

private:
    static QStringList commands();
    static QString section(const QString& command);
};

QStringList TestHelp::commands()
{
    const QString help = QString::fromUtf8(runCli({"--help"}).output);
    static const QRegularExpression word(u"^  ([a-z][a-z-]+)  "_s, QRegularExpression::MultilineOption);
    QStringList names;
    const qsizetype list = help.indexOf(u"Subcommands:"_s);
    for (const auto& match : word.globalMatch(help, list < 0 ? help.size() : list))
        names << match.captured(1);
    return names;
}

/// The lines of README that begin with the command, and those below that go on with it; of edit also its steps.
QString TestHelp::section(const QString& command)
{
    const QString readme = QString::fromUtf8(readAll(LAYERWRIGHT_README));
    QString text;
    bool inside = false;
    for (const QString& line : readme.split(u'\n')) {
        if (line.startsWith(u"    layerwright-cli "_s))
            inside = line.startsWith(u"    layerwright-cli %1 "_s.arg(command));
        else if (line.startsWith(u"    --"_s))
            inside = command == u"edit"_s;
        else
            inside = inside && line.startsWith(u"      "_s);
        if (inside)
            text += line + u'\n';
    }
    return text;
}

void TestHelp::readmeNamesEveryOption_data()
{
    QTest::addColumn<QString>("command");
    const QStringList names = commands();
    QVERIFY(names.size() >= 11);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestHelp::readmeNamesEveryOption()
{
    QFETCH(QString, command);
    const ProgramEnd end = runCli({command.toStdString(), "--help"});
    QCOMPARE(end.code, 0);
    const QString told = section(command);
    QVERIFY(!told.isEmpty());
    static const QRegularExpression option(u"^  (?:-[a-z],)?(--[a-z-]+)"_s, QRegularExpression::MultilineOption);
    static const QStringList everywhere{u"--help"_s, u"--json"_s, u"--input"_s, u"--output"_s}; // -h, -i, -o
    QStringList options;
    for (const auto& match : option.globalMatch(QString::fromUtf8(end.output)))
        if (!everywhere.contains(match.captured(1)))
            options << match.captured(1);
    for (const QString& name : options) {
        const QRegularExpression whole(u"(^|[ \\[])%1($|[ \\]])"_s.arg(QRegularExpression::escape(name)),
                                       QRegularExpression::MultilineOption);
        QCOMPARE_EQ(told.count(whole), 1);
    }
    static const QRegularExpression word(u"--[a-z-]+"_s);
    for (const auto& match : word.globalMatch(told))
        QVERIFY2(options.contains(match.captured()), qPrintable(match.captured() + u" is no option"_s));
}

void TestHelp::takesTwoModelsOrMoreToBlend()
{
    QVERIFY(runCli({"blend", "--help"}).output.contains("MODELS..."));
    const std::string model = sample("digits.h5"), out = temporaryFolder() + "/blend.h5";
    QCOMPARE(runCli({"blend", model, "-o", out, "--rule", "average"}).code, 2);
    const ProgramEnd end = runCli({"blend", model, model, model, "-o", out, "--rule", "average"});
    QVERIFY2(end.code == 0, end.errors.constData());
}

/// The rules that the message about an unknown one counts up.
void TestHelp::namesEveryRuleOfTransplants()
{
    const std::string model = sample("digits.h5");
    const ProgramEnd end = runCli({"transplant", model, model, "--dry-run", "--rule", "unknown"});
    QCOMPARE(end.code, 2);
    const QString message = QString::fromUtf8(end.errors), help = QString::fromUtf8(runCli({"transplant", "--help"}).output);
    const QString known = message.mid(message.indexOf(u"known are "_s) + 10);
    QVERIFY2(known.startsWith(u"refuse, first"_s), qPrintable(message));
    for (QString rule : known.trimmed().replace(u" and "_s, u", "_s).split(u", "_s))
        QVERIFY2(help.contains(rule.section(u':', 0, 0) + u' ') || help.contains(rule.section(u':', 0, 0) + u':') ||
                     help.contains(rule.section(u':', 0, 0) + u','),
                 qPrintable(rule));
}

void TestHelp::leadsToTheHelpOfTheCommand()
{
    const ProgramEnd end = runCli({"convert", "a.h5", "b.h5", "--dtype", "float64"});
    QCOMPARE(end.code, 2);
    QVERIFY2(end.errors.contains("see layerwright-cli convert --help"), end.errors.constData());
    QVERIFY(runCli({"--unknown"}).errors.contains("see layerwright-cli --help"));
}

/// Whoever started it sees by which signal it ended, and soon.
void TestHelp::endsByTheSignalThatStopsIt()
{
    QProcess program;
    program.start(QStringLiteral(LAYERWRIGHT_CLI),
                  {u"bench"_s, QString::fromStdString(sample("digits.h5")), u"--seconds"_s, u"60"_s});
    QVERIFY(program.waitForStarted());
    QTest::qWait(300);
    program.terminate();
    QVERIFY(program.waitForFinished(20'000));
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
    QCOMPARE(program.exitCode(), SIGTERM);
}

QTEST_GUILESS_MAIN(TestHelp)
#include "tst_Help.moc"
