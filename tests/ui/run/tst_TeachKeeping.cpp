// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/run/TeachFixture.h"
#include "ui/document/UserObjects.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;
using lw::test::Shown;

namespace {

void writeUser(const QByteArray& json)
{
    QDir().mkpath(QFileInfo(userObjectsPath()).absolutePath());
    QFile file(userObjectsPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void choose(const Shown& shown, const QString& name)
{
    shown.dialog->findChild<QComboBox*>(u"name"_s)->setCurrentText(name);
}

/// Types a path into the file dialog that opens next.
void answerFileDialog(const QString& path)
{
    QTimer::singleShot(0, [path] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"fileNameEdit"_s)->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    });
}

/// The question that is open; presses its button of that text.
void answer(const Shown& shown, const QString& text)
{
    auto* box = shown.dialog->findChild<QMessageBox*>();
    QVERIFY(box);
    for (QAbstractButton* button : box->buttons())
        if (button->text().remove(u'&') == text)
            return QTest::mouseClick(button, Qt::LeftButton);
    QFAIL(qPrintable(u"no button "_s + text));
}

} // namespace

/// Nothing that the user taught or typed is lost.
class tst_TeachKeeping : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        Theme::current().install(Theme::Scheme::Light);
    }
    void init() { removeFiles(); }
    void cleanupTestCase() { removeFiles(); }

    void whatIsTypedStaysWithItsName()
    {
        const Shown shown;
        shown.text()->setPlainText(u"inputs * factor"_s);
        choose(shown, u"Other"_s);
        QCOMPARE(shown.text()->toPlainText(), QString());
        choose(shown, u"Scale"_s);
        QCOMPARE(shown.text()->toPlainText(), u"inputs * factor"_s);
    }

    void whatIsTypedBeforeANameGetsOne()
    {
        const Shown shown;
        choose(shown, QString());
        shown.text()->setPlainText(u"tanh(x)"_s);
        choose(shown, u"squash"_s);
        QCOMPARE(shown.text()->toPlainText(), u"tanh(x)"_s);
        QTest::mouseClick(shown.button(u"Save"_s), Qt::LeftButton);
        QVERIFY(contents(userObjectsPath()).contains("\"squash\": \"tanh(x)\""));
        shown.dialog->close();
        QVERIFY(!shown.dialog->isVisible()); // without a question
    }

    void closingAsksForWhatIsNotSaved()
    {
        const Shown shown;
        shown.dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        shown.text()->setPlainText(u"inputs * factor"_s);
        shown.dialog->close();
        QVERIFY(shown.dialog->isVisible());
        answer(shown, u"Cancel"_s);
        QVERIFY(shown.dialog->isVisible());
        QTRY_VERIFY(!shown.dialog->findChild<QMessageBox*>());
        shown.dialog->close();
        answer(shown, u"Save"_s);
        QVERIFY(!shown.dialog->isVisible());
        QVERIFY(contents(userObjectsPath()).contains("inputs * factor"));
    }

    void closingCannotSaveWhatCannotBeRead()
    {
        const Shown shown;
        shown.dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        shown.text()->setPlainText(u"inputs * ("_s);
        shown.dialog->close();
        QVERIFY(!shown.dialog->findChild<QMessageBox*>()->button(QMessageBox::Save)->isEnabled());
        answer(shown, u"Discard"_s);
        QVERIFY(!shown.dialog->isVisible());
        QVERIFY(!QFile::exists(userObjectsPath()));
    }

    /// A SavedModel that was moved, a mistyped expression: all others are of use, and all are there after a save.
    void definitionsOutliveWhatTheyAreBorrowedFrom()
    {
        writeUser(R"({"Gone": {"from": "/nowhere/at/all"}, "Torn": "x +", "Scale": "inputs * factor"})");
        const auto objects = readUserObjects();
        QVERIFY(objects.ok());
        QVERIFY(!(*objects)->find("Gone")->trouble.empty());
        const Shown shown(u"Gone"_s);
        QVERIFY2(shown.says(u"source"_s).contains(u"cannot be opened"_s),
                 qPrintable(shown.says(u"source"_s)));
        choose(shown, u"Scale"_s);
        QCOMPARE(shown.text()->toPlainText(), u"inputs * factor"_s);
        shown.text()->setPlainText(u"inputs * factor + 1"_s);
        QTest::mouseClick(shown.button(u"Save"_s), Qt::LeftButton);
        const QByteArray kept = contents(userObjectsPath());
        QVERIFY2(kept.contains("/nowhere/at/all") && kept.contains("x +\"") && kept.contains("factor + 1"), kept);
    }

    void whatCannotBeReadIsNotWrittenOver()
    {
        writeUser("{ not JSON");
        const Shown shown;
        QVERIFY(!shown.says(u"status"_s).isEmpty());
        shown.text()->setPlainText(u"inputs * factor"_s);
        QTest::mouseClick(shown.button(u"Save"_s), Qt::LeftButton);
        QCOMPARE(contents(userObjectsPath() + u".unreadable"_s), QByteArray("{ not JSON"));
        writeUser("{ again");
        const Shown second;
        second.text()->setPlainText(u"inputs"_s);
        QTest::mouseClick(second.button(u"Save"_s), Qt::LeftButton);
        QCOMPARE(contents(userObjectsPath() + u".unreadable"_s), QByteArray("{ not JSON"));
        QCOMPARE(contents(userObjectsPath() + u".unreadable-2"_s), QByteArray("{ again"));
    }

    void importingAsksBeforeItReplacesWhatIsTyped()
    {
        const QString path = QString::fromStdString(test::temporaryFolder()) + u"/theirs.json"_s;
        test::writeAll(path.toStdString(), R"({"Scale": "inputs - 1"})");
        const Shown shown;
        shown.text()->setPlainText(u"inputs * 7"_s);
        answerFileDialog(path);
        QTest::mouseClick(shown.button(u"Import…"_s), Qt::LeftButton);
        answer(shown, u"Keep mine"_s);
        QCOMPARE(shown.text()->toPlainText(), u"inputs * 7"_s);
    }

    void savingAnotherKeepsWhatHasNoNameYet()
    {
        writeUser(R"({"Scale": "inputs * factor"})");
        const Shown shown;
        choose(shown, QString());
        shown.text()->setPlainText(u"tanh(x)"_s);
        choose(shown, u"Scale"_s);
        QTest::mouseClick(shown.button(u"Save"_s), Qt::LeftButton);
        choose(shown, QString());
        QCOMPARE(shown.text()->toPlainText(), u"tanh(x)"_s);
    }

    void importingAsksBeforeItReplaces_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("scale");
        QTest::newRow("mine") << u"Keep mine"_s << u"inputs * factor"_s;
        QTest::newRow("theirs") << u"Replace mine"_s << u"inputs - 1"_s;
    }
    void importingAsksBeforeItReplaces()
    {
        QFETCH(const QString, button);
        QFETCH(const QString, scale);
        writeUser(R"({"Scale": "inputs * factor"})");
        const QString path = QString::fromStdString(test::temporaryFolder()) + u"/theirs.json"_s;
        test::writeAll(path.toStdString(), R"({"Scale": "inputs - 1", "more": "x * 2"})");
        const Shown shown;
        answerFileDialog(path);
        QTest::mouseClick(shown.button(u"Import…"_s), Qt::LeftButton);
        QVERIFY(shown.dialog->findChild<QMessageBox*>()->text().contains(u"Scale"_s));
        answer(shown, button);
        QCOMPARE(shown.text()->toPlainText(), scale);
        QVERIFY(contents(userObjectsPath()).contains("x * 2"));
        QVERIFY2(shown.says(u"status"_s).contains(u"imported"_s), qPrintable(shown.says(u"status"_s)));
    }

    void exportsToAFile()
    {
        writeUser(R"({"Scale": "inputs * factor"})");
        const QString path = QString::fromStdString(test::temporaryFolder()) + u"/mine.json"_s;
        QFile::remove(path);
        const Shown shown;
        answerFileDialog(path);
        QTest::mouseClick(shown.button(u"Export…"_s), Qt::LeftButton);
        QVERIFY(contents(path).contains("inputs * factor"));
        QVERIFY(shown.says(u"status"_s).contains(path));
    }

private:
    static void removeFiles()
    {
        QFile::remove(userObjectsPath());
        QFile::remove(userObjectsPath() + u".unreadable"_s);
        QFile::remove(userObjectsPath() + u".unreadable-2"_s);
    }
};

QTEST_MAIN(tst_TeachKeeping)
#include "tst_TeachKeeping.moc"
