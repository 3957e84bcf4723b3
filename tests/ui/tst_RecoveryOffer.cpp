// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/SetTensors.h"
#include "core/edit/surgery/Surgery.h"
#include "tests/ui/WindowFixture.h"
#include "ui/recovery/Autosave.h"
#include "ui/recovery/RecoveryOffer.h"
#include "ui/recovery/SessionEnd.h"
#include "ui/widgets/MessageArea.h"
#include "ui/window/FileController.h"
#include "ui/window/SaveController.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTextStream>

#include <csignal>
#include <sys/resource.h>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLong = 60000;

/// One variable of the digits filled with a number.
void fillLast(Document* document, float value)
{
    const Variable& variable = document->model().variables.back();
    const Tensor& tensor = variable.tensor;
    const edit::SetTensors edit(
        "fill", {{variable.path, Tensor::fromVector(tensor.shape(), std::vector<float>(tensor.elements(), value))}});
    if (!document->apply(edit, u"Fill the last bias"_s))
        qFatal("the edit does not apply");
}

float lastValue(const Document* document)
{
    return document->model().variables.back().tensor.toFloats()->back();
}

/// A program of its own that edits a model and then waits for its end.
int editAndWait(const QString& path)
{
    test::useFreshSettings();
    test::OpenWindow window({path});
    window.startRecovery();
    const SessionEnd end([&window] { window.autosave()->flush(); });
    fillLast(window.workspace()->current(), 42);
    QTextStream(stdout) << "edited" << Qt::endl;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        if (window.autosave()->isBusy())
            return;
        timer.stop();
        QTextStream(stdout) << "kept" << Qt::endl;
    });
    timer.start(10);
    return QApplication::exec();
}

} // namespace

/// Edits, the end of the program without a word, and the next start.
class TestRecoveryOffer : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void init()
    {
        m_folder = QString::fromStdString(test::temporaryFolder());
        m_state = QString::fromStdString(test::temporaryFolder());
        qputenv("XDG_STATE_HOME", m_state.toLocal8Bit());
        copySample("digits.h5", "a.h5");
    }

    void cleanup()
    {
        m_window.reset();
        Language::current().set(u"en"_s);
    }

    void offersNothingWhenNothingWasLost()
    {
        start();
        QVERIFY(bars().isEmpty());
        QVERIFY(records().isEmpty());
        m_window.reset();
        QVERIFY(!QDir(m_state + "/layerwright/recovery"_L1).exists()); // no trace
    }

    void recoversWhatADroppedWindowHad()
    {
        start({path("a.h5")});
        const auto untouched = document()->model().variables.back().tensor.toFloats();
        fillLast(document(), 42);
        const edit::EditPointer rename = edit::renameLayer(document()->model().layers[1].name, "first");
        QVERIFY(document()->apply(*rename, u"Rename"_s).ok());
        waitForRecord();
        m_window.reset();
        QCOMPARE(records().size(), 1);

        start();
        QCOMPARE(bars(), QStringList{u"Layerwright ended with unsaved edits of 1 model"_s});
        const QString text = barText();
        QVERIFY2(text.contains(u"a.h5"_s) && text.contains(u"2 edits"_s) && text.contains(u"Rename"_s) &&
                     text.contains(u"today"_s),
                 qPrintable(text));
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document(), kLong);
        QTRY_VERIFY(document()->isModified());
        QCOMPARE(document()->path(), path("a.h5"));
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(lastValue(document()), 42.0F);
        QCOMPARE(document()->model().layers[1].name, std::string("first"));
        QVERIFY(bars().isEmpty());
        // Its edits are safe again, and only once.
        waitForRecord();
        QTRY_COMPARE(records().size(), 1);

        // They are the steps that they were; at the first the file, and nothing is unsaved any more.
        QCOMPARE(document()->undoStack()->count(), 2);
        QCOMPARE(document()->undoStack()->text(0), u"Fill the last bias"_s);
        QCOMPARE(document()->undoStack()->text(1), u"Rename"_s);
        document()->undoStack()->undo();
        QVERIFY(document()->model().layers[1].name != "first");
        QCOMPARE(lastValue(document()), 42.0F);
        QVERIFY(document()->isModified());
        document()->undoStack()->undo();
        QVERIFY(!document()->isModified());
        QCOMPARE(document()->model().variables.back().tensor.toFloats().value(), untouched.value());
        QTRY_VERIFY(records().isEmpty());
    }

    void countsTheEditsOfBefore()
    {
        start({path("a.h5")});
        fillLast(document(), 1);
        fillLast(document(), 2);
        fillLast(document(), 3);
        waitForRecord();
        m_window.reset();
        start();
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        document()->undoStack()->undo();
        document()->undoStack()->redo();
        waitForRecord();
        QTRY_COMPARE(records().size(), 1);
        m_window.reset();
        start();
        QVERIFY2(barText().contains(u"3 edits"_s) && barText().contains(u"Fill the last bias"_s),
                 qPrintable(barText()));
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        fillLast(document(), 4);
        waitForRecord();
        QTRY_COMPARE(records().size(), 1);
        m_window.reset();
        start();
        QVERIFY2(barText().contains(u"4 edits"_s), qPrintable(barText()));
    }

    void savingRemovesTheRecord()
    {
        start({path("a.h5")});
        fillLast(document(), 42);
        waitForRecord();
        QCOMPARE(records().size(), 1);
        m_window->actions()[ActionId::Save]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!document()->isModified(), kLong);
        QTRY_VERIFY(records().isEmpty());
        // Edits after the save are compared with what was saved.
        QTRY_COMPARE(lastValue(document()), 42.0F);
        QTRY_VERIFY(!m_window->files().saver()->isSaving());
        QTRY_VERIFY_WITH_TIMEOUT(document()->fileModel() == document()->sharedModel(), kLong);
        fillLast(document(), 43);
        waitForRecord();
        m_window.reset();
        start();
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(lastValue(document()), 43.0F);
    }

    void undoRemovesTheRecord()
    {
        start({path("a.h5")});
        fillLast(document(), 42);
        waitForRecord();
        document()->undoStack()->undo();
        QTRY_VERIFY(records().isEmpty());
        document()->undoStack()->redo();
        waitForRecord();
        QCOMPARE(records().size(), 1);
    }

    void discardingOnCloseRemovesTheRecord()
    {
        start({path("a.h5")});
        fillLast(document(), 42);
        waitForRecord();
        m_window->files().close(document());
        auto* box = m_window->findChild<QMessageBox*>();
        QVERIFY(box);
        box->button(QMessageBox::Discard)->click();
        QTRY_VERIFY(m_window->workspace()->documents().isEmpty());
        QTRY_VERIFY(records().isEmpty());
    }

    void keepsWhatIsDeclined()
    {
        leave(42);
        for (int i = 0; i < 2; ++i) {
            start();
            QCOMPARE(bars().size(), 1);
            button(u"Keep for later"_s)->click();
            QTRY_VERIFY(bars().isEmpty());
            QVERIFY(m_window->workspace()->documents().isEmpty());
            m_window.reset();
            QCOMPARE(records().size(), 1);
        }
    }

    void discardsAndCanTakeItBack()
    {
        leave(42);
        start();
        button(u"Discard"_s)->click();
        QTRY_COMPARE(bars(), QStringList{u"The unsaved edits were discarded"_s});
        button(u"Undo"_s)->click();
        QTRY_COMPARE(bars().size(), 1);
        m_window.reset();
        QCOMPARE(records().size(), 1);
        start();
        button(u"Discard"_s)->click();
        QTRY_VERIFY(bars().contains(u"The unsaved edits were discarded"_s));
        m_window.reset();
        QVERIFY(records().isEmpty());
    }

    void twoWindowsDoNotOfferTheSame()
    {
        leave(42);
        start();
        QCOMPARE(bars().size(), 1);
        MainWindow other;
        other.startRecovery();
        QTest::qWait(300);
        QVERIFY(other.messages()->titles().isEmpty());
        // Nor what this one edits now.
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        waitForRecord();
        MainWindow third;
        third.startRecovery();
        QTest::qWait(300);
        QVERIFY(third.messages()->titles().isEmpty());
    }

    void recoversOverADocumentThatIsOpen()
    {
        leave(42);
        start({path("a.h5")});
        fillLast(document(), 1);
        button(u"Recover"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(lastValue(document()), 42.0F, kLong);
        QCOMPARE(m_window->workspace()->documents().size(), 1);
        document()->undoStack()->undo(); // to the file
        QCOMPARE(document()->undoStack()->undoText(), u"Recovered edits"_s);
        document()->undoStack()->undo();
        QCOMPARE(lastValue(document()), 1.0F); // what was edited meanwhile is not lost
    }

    void recoversSeveralModels()
    {
        copySample("digits-epoch-1.h5", "b.h5");
        start({path("a.h5"), path("b.h5")});
        for (Document* each : m_window->workspace()->documents())
            fillLast(each, 9);
        waitForRecord();
        m_window.reset();
        start();
        button(u"Recover"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 2, kLong);
        for (Document* each : m_window->workspace()->documents()) {
            QTRY_VERIFY(each->isModified());
            QCOMPARE(lastValue(each), 9.0F);
        }
    }

    void opensThemInTheOrderOfBefore()
    {
        QStringList paths{path("a.h5")};
        for (const char* name : {"b.h5", "c.h5", "d.h5"}) {
            copySample("digits-epoch-1.h5", name);
            paths << path(name);
        }
        start(paths);
        QStringList names; // files may come in another order than they were asked for
        for (const Document* each : m_window->workspace()->documents())
            names << each->title();
        // Whichever was edited last.
        for (const int number : {2, 0, 3, 1}) {
            fillLast(m_window->workspace()->documents()[number], 9);
            waitForRecord();
        }
        m_window.reset();
        start();
        button(u"Recover"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 4, kLong);
        QStringList recovered;
        for (const Document* each : m_window->workspace()->documents())
            recovered << each->title();
        QCOMPARE(recovered, names);
    }

    void recoversANewModelWithItsTitleAndSteps()
    {
        start({path("a.h5")});
        Model made = document()->model();
        made.path.clear();
        made.stamp.reset();
        made.name = "model";
        Document* fresh = m_window->workspace()->addUnsaved(std::make_shared<const Model>(std::move(made)), u"Untitled"_s);
        const edit::EditPointer rename = edit::renameLayer(fresh->model().layers[1].name, "first");
        QVERIFY(fresh->apply(*rename, u"Rename"_s).ok());
        fillLast(fresh, 5);
        waitForRecord();
        m_window.reset();
        for (int i = 0; i < 2; ++i) { // and again
            start();
            QVERIFY2(barText().contains(u"Untitled (not saved in a file yet): 2 edits"_s), qPrintable(barText()));
            button(u"Recover"_s)->click();
            QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
            QCOMPARE(document()->title(), u"Untitled"_s);
            QCOMPARE(document()->undoStack()->count(), 2);
            waitForRecord();
            QTRY_COMPARE(records().size(), 1);
            if (i == 0)
                m_window.reset();
        }
        document()->undoStack()->undo();
        QCOMPARE(document()->undoStack()->undoText(), u"Rename"_s);
        document()->undoStack()->undo();
        QVERIFY(document()->model().layers[1].name != "first");
        QVERIFY(document()->isModified()); // it is still in no file
    }

    void recoversADocumentWithoutAFile()
    {
        start({path("a.h5")});
        Model made = document()->model();
        made.path.clear();
        made.stamp.reset();
        made.name = "fresh";
        Document* fresh = m_window->workspace()->add(std::make_shared<const Model>(std::move(made)));
        fillLast(fresh, 5);
        waitForRecord();
        m_window.reset();
        start();
        QVERIFY2(barText().contains(u"fresh (not saved in a file yet)"_s), qPrintable(barText()));
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document(), kLong);
        QTRY_VERIFY(document()->isModified());
        QCOMPARE(lastValue(document()), 5.0F);
        QCOMPARE(document()->title(), u"fresh"_s);
    }

    void recoversANewModelBeforeItsFirstEdit()
    {
        start({path("a.h5")});
        Model made = document()->model();
        made.path.clear();
        made.stamp.reset();
        made.name = "fresh";
        m_window->workspace()->add(std::make_shared<const Model>(std::move(made)))->setModified(true);
        waitForRecord();
        m_window.reset();
        start();
        QVERIFY2(barText().contains(u"fresh (not saved in a file yet), today"_s), qPrintable(barText()));
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(document()->model().format, std::string("h5"));
    }

    void saysThatTheFileIsGoneAndTriesAgain()
    {
        leave(42);
        QVERIFY(QFile::rename(path("a.h5"), path("elsewhere.h5")));
        start();
        button(u"Recover"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(bars(), QStringList{u"The edits of a.h5 could not be recovered"_s}, kLong);
        QVERIFY(QFile::rename(path("elsewhere.h5"), path("a.h5")));
        button(u"Try again"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(lastValue(document()), 42.0F);
    }

    void recoversFromAFileThatWasMoved()
    {
        leave(42);
        QVERIFY(QFile::rename(path("a.h5"), path("elsewhere.h5")));
        start();
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(bars().contains(u"The edits of a.h5 could not be recovered"_s), kLong);
        button(u"Choose the file…"_s)->click();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        emit dialog->fileSelected(path("elsewhere.h5"));
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(document()->path(), path("elsewhere.h5"));
        QCOMPARE(lastValue(document()), 42.0F);
        QTRY_COMPARE(bars(), QStringList()); // it is the same file
        waitForRecord();
        QTRY_COMPARE(records().size(), 1);
    }

    void saysThatTheFileWasChanged()
    {
        leave(42);
        QVERIFY(QFile::remove(path("a.h5")));
        copySample("digits-epoch-1.h5", "a.h5");
        start();
        button(u"Recover"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(bars(), QStringList{u"a.h5 was changed by another program after these edits"_s},
                                  kLong);
        QCOMPARE(lastValue(document()), 42.0F);
    }

    void tellsOfADamagedRecordOnce()
    {
        leave(42);
        const QString record = records().first();
        QVERIFY(QFile::resize(record, QFileInfo(record).size() - 1));
        start();
        QCOMPARE(bars(), QStringList{u"A record of unsaved edits cannot be read"_s});
        m_window.reset();
        start();
        QVERIFY(bars().isEmpty());
    }

    void goesOnWhenTheDiskIsFull()
    {
        start({path("a.h5")});
        fillLast(document(), 1);
        waitForRecord();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old {};
        ::getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{10, old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        fillLast(document(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(bars(), QStringList{u"Unsaved edits would not survive a crash now"_s}, 10000);
        m_window->messages()->clear();
        fillLast(document(), 3);
        QTest::qWait(Autosave::kDelay + 500);
        QVERIFY(bars().isEmpty()); // told once
        ::setrlimit(RLIMIT_FSIZE, &old);
        QCOMPARE(records().size(), 1); // the last good one
        fillLast(document(), 4);
        waitForRecord();
        m_window.reset();
        start();
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(lastValue(document()), 4.0F);
    }

    void recoversAfterSigkill()
    {
        QProcess program;
        run(program);
        QElapsedTimer time;
        time.start();
        QVERIFY(awaitLine(program, "kept"));
        QVERIFY2(time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), SIGKILL), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        expectRecovered();
    }

    void keepsEditsWhenTheSessionEnds()
    {
        QProcess program;
        run(program);
        // At once: what was not written yet is written now.
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), SIGTERM), 0);
        QVERIFY(program.waitForFinished(kLong));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        expectRecovered();
    }

private:
    void copySample(const char* sample, const char* name)
    {
        QVERIFY(QFile::copy(test::samplePath(sample), path(name)));
        QFile(path(name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    void start(const QStringList& paths = {})
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        bool looked = false;
        m_window->startRecovery();
        connect(m_window->findChild<RecoveryOffer*>(), &RecoveryOffer::looked, this, [&] { looked = true; });
        m_window->open(paths);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->documents().size() == paths.size(), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(looked, kLong);
        disconnect(m_window->findChild<RecoveryOffer*>(), nullptr, this, nullptr);
    }

    void leave(float value)
    {
        start({path("a.h5")});
        fillLast(document(), value);
        waitForRecord();
        m_window.reset();
        QCOMPARE(records().size(), 1);
    }

    /// An edit makes it busy at once.
    void waitForRecord()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->autosave()->isBusy(), 5000);
    }

    void expectRecovered()
    {
        QCOMPARE(records().size(), 1);
        start();
        button(u"Recover"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document() && document()->isModified(), kLong);
        QCOMPARE(lastValue(document()), 42.0F);
    }

    void run(QProcess& program)
    {
        program.setProgram(QCoreApplication::applicationFilePath());
        program.setArguments({u"--edit"_s, path("a.h5")});
        program.start();
        QVERIFY(awaitLine(program, "edited"));
    }

    static bool awaitLine(QProcess& program, const QByteArray& line)
    {
        while (program.canReadLine() || program.waitForReadyRead(kLong))
            while (program.canReadLine())
                if (program.readLine().trimmed() == line)
                    return true;
        return false;
    }

    QStringList bars() const { return m_window->messages()->titles(); }

    QString barText() const
    {
        QString all;
        for (const QLabel* label : m_window->messages()->findChildren<QLabel*>())
            all += label->text();
        return all;
    }

    QAbstractButton* button(const QString& text) const
    {
        for (auto* each : m_window->messages()->findChildren<QPushButton*>())
            if (each->text() == text)
                return each;
        qFatal("there is no button %s", qPrintable(text));
        return nullptr;
    }

    QStringList records() const
    {
        QStringList found;
        QDirIterator files(m_state, {u"*.edits"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found << files.next();
        return found;
    }

    Document* document() const { return m_window->workspace()->current(); }
    QString path(const char* name) const { return m_folder + u'/' + QString::fromUtf8(name); }
    std::unique_ptr<MainWindow> m_window;
    QString m_folder, m_state;
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--edit")
        return editAndWait(QFile::decodeName(argv[2]));
    TestRecoveryOffer test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_RecoveryOffer.moc"
