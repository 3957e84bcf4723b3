// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/models/PartsTree.h"
#include "ui/panes/models/PeekPopup.h"
#include "ui/surgery/NewModelDialog.h"
#include "ui/widgets/TitleRoom.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTreeView>

using namespace lw::ui;

/// The window as a whole, with the samples that come with the program.
class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { lw::test::useFreshSettings(); }

    void opensSamplesInTabsAndBesideEachOther()
    {
        MainWindow window;
        window.show();
        window.open({sample("digits.h5"), sample("digits-epoch-1.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(window.workspace()->documents().size(), 2, 60000);
        DocumentArea* area = window.documentArea();
        QCOMPARE(area->count(), 1);
        area->showBeside(area->currentPage());
        QCOMPARE(area->count(), 2);
        window.open({sample("digits.h5")}); // open already: only raised
        QTest::qWait(50);
        QCOMPARE(window.workspace()->documents().size(), 2);
        for (const auto view : {DocumentPage::View::Weights, DocumentPage::View::Summary, DocumentPage::View::Graph})
            area->currentPage()->setView(view);
        window.workspace()->close(window.workspace()->current());
        QCOMPARE(area->count(), 1);
    }

    void spacePeeksAtTheFirstWeightOfALayer()
    {
        MainWindow window;
        window.show();
        window.open({sample("digits.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(window.workspace()->documents().size(), 1, 60000);
        Selection& selection = window.workspace()->current()->selection();
        selection.selectLayer(QStringLiteral("conv_1"));
        auto* tree = window.findChild<ModelsPane*>()->findChild<QTreeView*>();
        QTest::keyClick(tree, Qt::Key_Space);
        QPointer<PeekPopup> popup = window.findChild<PeekPopup*>();
        QVERIFY(popup && popup->isVisible());
        QCOMPARE(popup->accessibleName(), QStringLiteral("conv_1/kernel"));
        QCOMPARE(selection.path(), QStringLiteral("conv_1")); // a look moves nothing
        QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(!popup);
    }

    void theTreeIsAsItWasAfterASearch()
    {
        lw::test::OpenWindow window({lw::test::samplePath("digits.h5")});
        QVERIFY(window.opened);
        auto* pane = window.findChild<ModelsPane*>();
        auto* tree = pane->findChild<PartsTree*>();
        auto* search = pane->findChild<QLineEdit*>();
        const auto row = [tree](int child) { return tree->model()->index(child, 0, tree->model()->index(0, 0)); };
        const int layers = tree->model()->rowCount(tree->model()->index(0, 0));
        tree->expand(row(1));
        search->setText(QStringLiteral("hidden"));
        QTRY_COMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), 1);
        search->setText(QStringLiteral("nobody"));
        QTRY_COMPARE(tree->model()->rowCount(), 0);
        QVERIFY(!tree->emptyText().isEmpty());
        search->clear();
        QTRY_COMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), layers);
        QVERIFY(tree->isExpanded(tree->model()->index(0, 0)) && tree->isExpanded(row(1)));
        QVERIFY(!tree->isExpanded(row(layers - 1)));
        QVERIFY(tree->emptyText().isEmpty());
    }

    /// The window manager would cut titles that are wider than what is asked.
    void dialogsAreAsWideAsTheirTitles()
    {
        MainWindow window;
        QInputDialog input(&window);
        input.setWindowTitle(QStringLiteral("A question with a rather long title about a layer"));
        input.setLabelText(QStringLiteral("x"));
        input.show();
        QVERIFY(TitleRoom::widthFor(input) > 300);
        QVERIFY(input.width() >= TitleRoom::widthFor(input));
        QMessageBox box(QMessageBox::Warning, input.windowTitle(), QStringLiteral("No."), QMessageBox::Ok, &window);
        box.show();
        QVERIFY2(box.width() >= TitleRoom::widthFor(box), qPrintable(QString::number(box.width())));
    }

    void speaksKoreanAtOnce()
    {
        MainWindow window;
        Language::current().set(QStringLiteral("ko"));
        QCoreApplication::sendPostedEvents();
        QVERIFY(window.actions()[ActionId::Open]->text().startsWith(QStringLiteral("열기")));
        Language::current().set(QStringLiteral("en"));
    }

    void startsWithTheStartPage()
    {
        MainWindow window;
        window.show();
        QVERIFY(window.actions()[ActionId::StartPage]->isChecked());
        QVERIFY(!window.actions()[ActionId::Save]->isEnabled());
        for (auto* button : window.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("New model…"))
                button->click();
        QVERIFY(window.findChild<NewModelDialog*>());
    }

private:
    static QString sample(const char* name) { return QString::fromStdString(lw::test::sample(name)); }
};

QTEST_MAIN(TestMainWindow)
#include "tst_MainWindow.moc"
