// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"

#include <QDropEvent>
#include <QMimeData>
#include <QTabBar>
#include <memory>

using namespace lw::ui;
using lw::test::OpenWindow;
using lw::test::samplePath;

/// Tabs of the documents: torn off the bar and dropped on either half, and the groups that come and go.
class TestDocumentArea : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { lw::test::useFreshSettings(); }

    void aTabThatIsDraggedAsideStandsNextToTheOthers()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        DocumentArea* area = window.documentArea();
        const QString title = group(area, 0)->page(1)->document()->title();
        dropTab(area, 1, QPoint(area->width() - 60, area->height() / 2));
        QTRY_COMPARE(area->count(), 2);
        QCOMPARE(group(area, 0)->count(), 1);
        QCOMPARE(group(area, 1)->currentPage()->document()->title(), title);
        QVERIFY(std::abs(group(area, 0)->width() - group(area, 1)->width()) < 4);
    }

    void theLeftHalfTakesItToTheLeft()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        DocumentArea* area = window.documentArea();
        const QString title = group(area, 0)->page(1)->document()->title();
        dropTab(area, 1, QPoint(60, area->height() / 2));
        QTRY_COMPARE(area->count(), 2);
        QCOMPARE(group(area, 0)->currentPage()->document()->title(), title);
    }

    void takesNothingThatIsNoTabOfIts()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        const std::unique_ptr<QMimeData> data(DocumentArea::tabData(nullptr));
        QDragEnterEvent enter(QPoint(10, 90), Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.documentArea(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void aTabAloneStaysWhereItIs()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        window.documentArea()->moveTo(window.documentArea()->currentPage(), true);
        QCOMPARE(window.documentArea()->count(), 1);
    }

    void namesStayReadableWhenTabsFindNoRoom()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        QTabBar* bar = group(window.documentArea(), 0)->tabBar();
        const int wide = bar->tabRect(1).width();
        QVERIFY(wide > bar->fontMetrics().horizontalAdvance(bar->tabText(1)));
        bar->setFixedWidth(60);
        QTRY_COMPARE(bar->tabRect(1).width(), wide);
        for (const char* name : {"ScrollLeftButton", "ScrollRightButton"})
            QVERIFY(bar->findChild<QWidget*>(QLatin1String(name))->isVisible());
    }

    void besideAndBackMovesBetweenTwoGroups()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        DocumentArea* area = window.documentArea();
        QAction* beside = window.actions()[ActionId::ShowBeside];
        beside->trigger();
        QCOMPARE(area->count(), 2);
        QCOMPARE(area->pages().size(), 2);
        beside->trigger(); // the one on the right goes back, and its group with it
        QCOMPARE(area->count(), 1);
        QCOMPARE(area->pages().size(), 2);
    }

    void theGroupThatHasTheFocusIsTheCurrentModel()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        DocumentArea* area = window.documentArea();
        area->showBeside(area->currentPage());
        group(area, 0)->currentPage()->focusPane();
        QTRY_COMPARE(window.workspace()->current(), group(area, 0)->currentPage()->document());
        group(area, 1)->currentPage()->focusPane();
        QTRY_COMPARE(window.workspace()->current(), group(area, 1)->currentPage()->document());
    }

    void clickingAViewMakesItsModelTheCurrentOne()
    {
        OpenWindow window({samplePath("digits.h5"), samplePath("digits-epoch-1.h5")});
        QVERIFY(window.opened);
        DocumentArea* area = window.documentArea();
        area->showBeside(area->currentPage());
        group(area, 1)->currentPage()->focusPane();
        QTRY_COMPARE(window.workspace()->current(), group(area, 1)->currentPage()->document());
        auto* views = group(area, 0)->currentPage()->findChild<QTabBar*>();
        QTest::mouseClick(views, Qt::LeftButton, {}, views->tabRect(1).center());
        QTRY_COMPARE(window.workspace()->current(), group(area, 0)->currentPage()->document());
        QCOMPARE(group(area, 0)->currentPage()->view(), DocumentPage::View::Weights);
    }

private:
    static TabGroup* group(DocumentArea* area, int index) { return qobject_cast<TabGroup*>(area->widget(index)); }

    /// What the area is told when a torn tab is let go at this place.
    static void dropTab(DocumentArea* area, int index, const QPoint& place)
    {
        const std::unique_ptr<QMimeData> data(DocumentArea::tabData(group(area, 0)->page(index)));
        QDragEnterEvent enter(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(area, &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(area, &move);
        QDropEvent drop(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(area, &drop);
    }
};

QTEST_MAIN(TestDocumentArea)
#include "tst_DocumentArea.moc"
