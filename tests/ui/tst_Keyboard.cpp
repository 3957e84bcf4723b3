// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/inspector/InspectorPane.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/models/PeekPopup.h"
#include "ui/window/SearchBox.h"

#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QPointer>
#include <QTreeView>
#include <QTreeWidget>

using namespace lw::ui;
using lw::test::OpenWindow;
using lw::test::samplePath;

/// What the keyboard does across panes, and the one selection that all of them share.
class TestKeyboard : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { lw::test::useFreshSettings(); }

    void f6GoesThroughThePanesAndAround()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        auto* tree = window.findChild<ModelsPane*>();
        auto* inspector = window.findChild<InspectorPane*>();
        auto* area = window.documentArea();
        area->currentPage()->focusPane();
        QVERIFY(holdsFocus(area));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(holdsFocus(inspector));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(holdsFocus(tree));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(holdsFocus(area));
        window.windowLayout().raise(WindowLayout::Dock::Run); // a dock that was opened is a stop as well
        QCoreApplication::processEvents();
        const QWidget* run = window.windowLayout().dock(WindowLayout::Dock::Run)->widget();
        for (int i = 0; i < 4 && !holdsFocus(run); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(holdsFocus(run));
    }

    void altArrowsGoBackAndForward()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        for (const char* layer : {"conv_1", "pool_1", "digit"})
            window.selection().selectLayer(QString::fromLatin1(layer));
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.selection().path(), QStringLiteral("pool_1"));
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.selection().path(), QStringLiteral("conv_1"));
        QTest::keyClick(&window, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window.selection().path(), QStringLiteral("pool_1"));
        window.selection().selectLayer(QStringLiteral("flatten")); // a new way: forward is gone
        QVERIFY(!window.actions()[ActionId::Forward]->isEnabled());
    }

    void spacePeeksFromTheGraphAndEnterOpens()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        window.selection().selectLayer(QStringLiteral("conv_2"));
        auto* canvas = window.findChild<GraphCanvas*>();
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Space);
        QPointer<PeekPopup> popup = window.findChild<PeekPopup*>();
        QVERIFY(popup);
        QCOMPARE(popup->accessibleName(), QStringLiteral("conv_2/kernel"));
        QTest::keyClick(popup, Qt::Key_Space);
        QTRY_VERIFY(!popup);
        window.selection().selectLayer(QStringLiteral("flatten")); // has no weights: nothing opens
        QTest::keyClick(canvas, Qt::Key_Space);
        QVERIFY(!window.findChild<PeekPopup*>());
        window.selection().selectLayer(QStringLiteral("conv_2"));
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(window.documentArea()->currentPage()->view(), DocumentPage::View::Weights);
    }

    void allPanesShareOneSelection()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        auto* canvas = window.findChild<GraphCanvas*>();
        canvas->setFocus();
        window.selection().selectLayer(QStringLiteral("pool_1"));
        QTest::keyClick(canvas, Qt::Key_Down); // the graph's own walk
        QCOMPARE(window.selection().path(), QStringLiteral("conv_2"));
        auto* tree = window.findChild<ModelsPane*>()->findChild<QTreeView*>();
        QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("conv_2"));
        QTest::keyClick(tree, Qt::Key_Down); // and the tree's
        const QString next = tree->currentIndex().data().toString();
        QCOMPARE(window.selection().path(), next);
        const auto selected = static_cast<std::size_t>(canvas->highlights().selected);
        QCOMPARE(canvas->drawing()->cards.at(selected).name, next);
        QTRY_VERIFY(inspects(window, next));
    }

    void theSearchBoxJumps()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto* box = window.findChild<SearchBox*>();
        QVERIFY(box->hasFocus());
        QTest::keyClicks(box, QStringLiteral("hidden"));
        QTRY_COMPARE(box->list()->topLevelItemCount(), 3); // the layer, its kernel and its bias
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(window.selection().path(), QStringLiteral("hidden"));
        QCOMPARE(window.selection().kind(), Selection::Kind::Layer);
        QVERIFY(holdsFocus(window.documentArea()));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(box, Qt::Key_Down);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(window.selection().path(), QStringLiteral("hidden/kernel"));
        QCOMPARE(window.documentArea()->currentPage()->view(), DocumentPage::View::Weights);
    }

    void anOperatorThatIsFoundIsDrawn()
    {
        OpenWindow window({samplePath("digits")});
        QVERIFY(window.opened);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto* box = window.findChild<SearchBox*>();
        QTest::keyClicks(box, QStringLiteral("conv_1/Conv2D"));
        QTRY_VERIFY(box->list()->topLevelItemCount() > 0);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(window.selection().kind(), Selection::Kind::Operator);
        auto* canvas = window.findChild<GraphCanvas*>();
        QTRY_VERIFY(canvas->highlights().selected >= 0);
        const auto selected = static_cast<std::uint32_t>(canvas->highlights().selected);
        QVERIFY(window.selection().path().endsWith(QString::fromStdString(canvas->drawing()->cardText(selected).path)));
    }

    void escapeLeavesTheSearchBox()
    {
        OpenWindow window({samplePath("digits.h5")});
        QVERIFY(window.opened);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto* box = window.findChild<SearchBox*>();
        QTest::keyClicks(box, QStringLiteral("conv"));
        QTRY_VERIFY(box->list()->isVisible());
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(!box->list()->isVisible());
        QVERIFY(holdsFocus(window.documentArea()));
    }

private:
    static bool inspects(const MainWindow& window, const QString& name)
    {
        for (const QLabel* label : window.findChild<InspectorPane*>()->findChildren<QLabel*>()) {
            if (label->text().remove(QChar(0x200b)) == name) // where a long name may break
                return true;
        }
        return false;
    }
    static bool holdsFocus(const QWidget* pane)
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus && (focus == pane || pane->isAncestorOf(focus));
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_Keyboard.moc"
