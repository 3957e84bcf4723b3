// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/panes/start/RecentFiles.h"

#include <QDockWidget>

using namespace lw::ui;
using lw::test::OpenWindow;
using lw::test::samplePath;
using Dock = WindowLayout::Dock;
using Perspective = WindowLayout::Perspective;

/// What the window shows where, and what it remembers when it is opened again.
class TestWindowLayout : public QObject {
    Q_OBJECT
private slots:
    void init() { lw::test::useFreshSettings(); }

    void theStartPageStandsAlone()
    {
        MainWindow window;
        window.show();
        for (const Dock id : {Dock::Models, Dock::Inspector, Dock::Problems, Dock::Run}) {
            QVERIFY(!window.windowLayout().dock(id)->isVisible());
            QVERIFY(!window.windowLayout().dock(id)->toggleViewAction()->isEnabled());
        }
        window.open({samplePath("digits.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(window.workspace()->documents().size(), 1, 60000);
        QVERIFY(window.windowLayout().dock(Dock::Models)->isVisible());
        QVERIFY(window.windowLayout().dock(Dock::Inspector)->isVisible());
        window.workspace()->close(window.workspace()->current());
        QVERIFY(!window.windowLayout().dock(Dock::Models)->isVisible());
    }

    void perspectivesRememberTheirOwnArrangement()
    {
        OpenWindow window({samplePath("digits.h5")});
        WindowLayout& layout = window.windowLayout();
        QCOMPARE(layout.perspective(), Perspective::Inspect);
        layout.raise(Dock::Problems);
        window.actions()[ActionId::Run]->trigger();
        QVERIFY(layout.dock(Dock::Run)->isVisible());
        QVERIFY(!layout.dock(Dock::Inspector)->isVisible());
        layout.dock(Dock::Models)->hide();
        window.actions()[ActionId::Inspect]->trigger();
        QVERIFY(layout.dock(Dock::Models)->isVisible());
        QVERIFY(layout.dock(Dock::Inspector)->isVisible());
        QVERIFY(layout.dock(Dock::Problems)->isVisible());
        window.actions()[ActionId::Run]->trigger();
        QVERIFY(!layout.dock(Dock::Models)->isVisible());
    }

    void oneDockAtATimeIsOpenAtTheBottom()
    {
        OpenWindow window({samplePath("digits.h5")});
        WindowLayout& layout = window.windowLayout();
        layout.toggle(Dock::Problems);
        QVERIFY(layout.dock(Dock::Problems)->isVisible());
        layout.toggle(Dock::Run);
        QVERIFY(layout.dock(Dock::Run)->isVisible());
        QVERIFY(!layout.dock(Dock::Problems)->isVisible());
        QCoreApplication::processEvents();
        layout.toggle(Dock::Run);
        QVERIFY(!layout.dock(Dock::Run)->isVisible());
    }

    void theNextWindowIsAsThisOneWas()
    {
        QSize size;
        {
            OpenWindow window({samplePath("digits.h5"), samplePath("digits.keras")});
            window.resize(1111, 777);
            window.windowLayout().dock(Dock::Inspector)->hide();
            window.actions()[ActionId::Run]->trigger();
            window.actions()[ActionId::ThemeDark]->trigger();
            window.actions()[ActionId::LanguageKorean]->trigger();
            size = window.size();
            window.close();
        }
        QCOMPARE(QSettings().value("theme").toInt(), static_cast<int>(Theme::Scheme::Dark));
        QCOMPARE(QSettings().value("language").toString(), QStringLiteral("ko"));
        QStringList recent = RecentFiles().paths();
        recent.sort();
        QCOMPARE(recent, QStringList({samplePath("digits.h5"), samplePath("digits.keras")}));
        Language::current().set(QStringLiteral("en"));
        OpenWindow next({samplePath("digits.h5")});
        QCOMPARE(next.size(), size);
        QCOMPARE(next.windowLayout().perspective(), Perspective::Run);
        QVERIFY(next.windowLayout().dock(Dock::Run)->isVisible());
        next.actions()[ActionId::Inspect]->trigger();
        QVERIFY(!next.windowLayout().dock(Dock::Inspector)->isVisible());
    }

    void aWindowThatIsClosedBareKeepsTheArrangement()
    {
        {
            OpenWindow window({samplePath("digits.h5")});
            window.windowLayout().raise(Dock::Problems);
            window.windowLayout().dock(Dock::Inspector)->hide();
            window.workspace()->close(window.workspace()->current());
            window.close();
        }
        OpenWindow next({samplePath("digits.h5")});
        QVERIFY(!next.windowLayout().dock(Dock::Inspector)->isVisible());
        QVERIFY(next.windowLayout().dock(Dock::Problems)->isVisible());
    }
};

QTEST_MAIN(TestWindowLayout)
#include "tst_WindowLayout.moc"
