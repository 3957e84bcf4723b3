// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/dialogs/SaveDialog.h"
#include "ui/panes/Pane.h"
#include "ui/panes/start/StartCard.h"
#include "ui/widgets/MessageArea.h"
#include "ui/window/FileController.h"
#include "ui/window/SaveController.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QToolButton>
#include <QUrl>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

/// Opening, saving and closing by the menu, with real files in a folder of the test's own.
class TestFileController : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void init()
    {
        m_folder = QString::fromStdString(test::temporaryFolder());
        QVERIFY(QFile::copy(QString::fromStdString(test::sample("digits.h5")), path("a.h5")));
        QFile(path("a.h5")).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->open({path("a.h5")});
        QTRY_VERIFY_WITH_TIMEOUT(document(), 60000);
    }

    void cleanup() { m_window.reset(); }

    void namesAFileThatCannotBeOpenedInOneLine()
    {
        QFile file(path("two\nlines.h5"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no model") > 0);
        file.close();
        m_window->open({file.fileName()});
        QTRY_COMPARE(m_window->messages()->titles().size(), 1);
        QVERIFY2(m_window->messages()->titles().first().contains(u"two\\x0alines.h5"_s),
                 qPrintable(m_window->messages()->titles().first()));
    }

    void savesOverTheFileAndTakesTheMarkerAway()
    {
        document()->setModified(true);
        QVERIFY(m_window->isWindowModified());
        QVERIFY(tabText().endsWith(u'●'));
        const QDateTime before = QFileInfo(path("a.h5")).lastModified();
        const auto model = document()->sharedModel();
        action(ActionId::Save)->trigger();
        QVERIFY(!action(ActionId::Save)->isEnabled()); // one save at a time
        QTRY_VERIFY_WITH_TIMEOUT(document()->sharedModel() != model, 60000);
        QVERIFY(!m_window->isWindowModified());
        QCOMPARE(tabText(), u"a.h5"_s);
        QVERIFY(QFileInfo(path("a.h5")).lastModified() > before);
        QVERIFY(m_window->messages()->titles().isEmpty());
        QVERIFY(action(ActionId::Save)->isEnabled());
    }

    void savesBesideAndMovesTheDocumentThere()
    {
        action(ActionId::SaveAs)->trigger();
        auto* dialog = m_window->findChild<SaveDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"b"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        if (m_window->files().saver()->isSaving()) // another one would be forgotten
            QVERIFY(!action(ActionId::SaveAs)->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(document()->path(), path("b.h5"), 60000);
        QTRY_VERIFY(action(ActionId::SaveAs)->isEnabled());
        QVERIFY(QFile::exists(path("b.h5")));
        QVERIFY(QFile::exists(path("a.h5")));
        QCOMPARE(m_window->workspace()->documents().size(), 1);
        QCOMPARE(tabText(), u"b.h5"_s);
    }

    void savesAllWeightsAndOffersToOpenThem()
    {
        action(ActionId::SaveWeights)->trigger();
        auto* dialog = m_window->findChild<SaveDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->request().path, path("a.npz"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages()->titles().contains(u"Saved a.npz"_s), 60000);
        QCOMPARE(document()->path(), path("a.h5"));
        button(m_window->messages(), u"Open"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 2, 60000);
        QVERIFY(m_window->messages()->titles().isEmpty());
    }

    void savesSavedModelFolders()
    {
        m_window->open({QString::fromStdString(test::sample("digits"))});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 2, 60000);
        action(ActionId::SaveAs)->trigger();
        auto* dialog = m_window->findChild<SaveDialog*>();
        dialog->findChild<QLineEdit*>(u"folder"_s)->setText(m_folder);
        dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"copy"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(document()->path(), path("copy"), 60000);
        QVERIFY(QFile::exists(path("copy/saved_model.pb")));
        QVERIFY(QFile::exists(path("copy/keras_metadata.pb")));
    }

    void saysWhyItCouldNotBeSaved()
    {
        QVERIFY(QDir(m_folder).mkpath(u"full/x"_s));
        m_window->files().saver()->write(document(), {path("full"), formats::findFormat("h5"), {}});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages()->titles().contains(u"full was not saved"_s), 60000);
        QVERIFY(QFileInfo(path("full/x")).isDir());
    }

    void asksBeforeItOverwritesWhatOthersWrote()
    {
        QFile file(path("a.h5"));
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
        file.close();
        action(ActionId::Save)->trigger();
        auto* box = m_window->findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY(box->text().contains(u"changed by another program"_s));
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(!m_window->files().saver()->isSaving());
    }

    void noticesChangesOnDiskAndReloads()
    {
        QVERIFY(QFile::remove(path("a.h5")));
        QVERIFY(QFile::copy(QString::fromStdString(test::sample("digits-epoch-1.h5")), path("a.h5")));
        m_window->files().lookForChanges();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages()->titles().contains(u"a.h5 was changed on disk"_s), 10000);
        const auto model = document()->sharedModel();
        button(m_window->messages(), u"Reload"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document()->sharedModel() != model, 60000);
        m_window->files().lookForChanges();
        QTest::qWait(200);
        QVERIFY(m_window->messages()->titles().isEmpty());
    }

    void opensSeveralDroppedFilesAndFolders()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(test::sample("digits"))),
                      QUrl::fromLocalFile(QString::fromStdString(test::sample("digits.keras"))),
                      QUrl(u"https://example.org/model.h5"_s)});
        // As it comes in over the graph, which must leave it to the window.
        QWidget* pane = m_window->documentArea()->currentPage()->currentPane();
        QWidget* under = pane->childAt(pane->rect().center());
        drag(under ? under : pane, data);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 3, 60000);
        QVERIFY(m_window->messages()->titles().isEmpty());
    }

    void tellsOfAllThatFailedTogetherInOneBar()
    {
        QFile(path("empty.h5")).open(QIODevice::WriteOnly);
        QDir(m_folder).mkpath(u"folder"_s);
        m_window->open({path("empty.h5"), path("folder"), path("nowhere.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->messages()->titles(), QStringList{u"3 files could not be opened"_s}, 60000);
        m_window->open({path("empty.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->messages()->titles().size(), 2, 60000);
        m_window->open({path("empty.h5")}); // the same again takes its place
        QTest::qWait(300);
        QCOMPARE(m_window->messages()->titles().size(), 2);
        QCOMPARE(m_window->workspace()->documents().size(), 1);
    }

    /// However long each takes to read.
    void showsWhatIsOpenedTogetherInTheOrderGiven()
    {
        QByteArray layers;
        for (int i = 0; i < 3000; ++i)
            layers += ",{\"class_name\":\"Dropout\",\"config\":{\"name\":\"d" + QByteArray::number(i) + "\",\"rate\":0.5}}";
        QFile slow(path("slow.json"));
        QVERIFY(slow.open(QIODevice::WriteOnly));
        slow.write(R"({"class_name":"Sequential","config":{"name":"m","layers":[{"class_name":"InputLayer","config":)"
                   R"({"batch_input_shape":[null,2],"dtype":"float32","name":"x"}})" +
                   layers + R"(]},"keras_version":"2.13.1","backend":"tensorflow"})");
        slow.close();
        const QString quick = QString::fromStdString(test::sample("digits.h5"));
        m_window->open({path("slow.json"), path("nowhere.h5"), quick});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 3, 60000);
        QCOMPARE(m_window->workspace()->documents()[1]->path(), path("slow.json"));
        QCOMPARE(m_window->workspace()->documents()[2]->path(), quick);
        QTRY_COMPARE(m_window->messages()->titles(), QStringList{u"nowhere.h5 could not be opened"_s});
    }

    void showsMissingRecentsAndRemovesThem()
    {
        m_window->workspace()->close(document());
        QVERIFY(QFile::remove(path("a.h5")));
        m_window->hide();
        m_window->show();
        QTest::qWait(20); // the old cards go
        StartCard* card = nullptr;
        for (StartCard* each : m_window->findChildren<StartCard*>()) {
            if (each->toolTip() == path("a.h5") && each->isVisible())
                card = each;
        }
        QVERIFY(card);
        QVERIFY(card->accessibleDescription().startsWith(u"Missing"_s));
        auto* remove = card->findChild<QToolButton*>();
        QVERIFY(remove->isVisible());
        QTest::mouseClick(remove, Qt::LeftButton);
        QVERIFY(!QSettings().value(u"recent/paths"_s).toStringList().contains(path("a.h5")));
    }

    void asksBeforeUnsavedChangesAreLost()
    {
        document()->setModified(true);
        m_window->close();
        QVERIFY(m_window->isVisible());
        QTest::keyClick(m_window->findChild<QMessageBox*>(), Qt::Key_Escape); // Cancel
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY(!m_window->findChild<QMessageBox*>());
        action(ActionId::Close)->trigger();
        m_window->findChild<QMessageBox*>()->button(QMessageBox::Discard)->click();
        QCOMPARE(m_window->workspace()->documents().size(), 0);
    }

    void savesAndThenCloses()
    {
        document()->setModified(true);
        m_window->close();
        m_window->findChild<QMessageBox*>()->button(QMessageBox::Save)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 60000);
    }

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder + u'/' + QString::fromUtf8(name); }
    [[nodiscard]] Document* document() const { return m_window->workspace()->current(); }
    [[nodiscard]] QAction* action(ActionId id) const { return m_window->actions()[id]; }
    [[nodiscard]] QString tabText() const
    {
        auto* group = m_window->documentArea()->findChild<TabGroup*>();
        return group->tabText(group->currentIndex());
    }
    static void drag(QWidget* target, QMimeData& data)
    {
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        QWidget* taker = target;
        while (taker && !taker->isWindow())
            taker = taker->parentWidget();
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(taker, &drop);
    }
    static QPushButton* button(QWidget* parent, const QString& text)
    {
        for (QPushButton* each : parent->findChildren<QPushButton*>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    QString m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestFileController)
#include "tst_FileController.moc"
