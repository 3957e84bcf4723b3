// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fixtures.h"
#include "ui/widgets/Theme.h"
#include "ui/window/DocumentArea.h"
#include "ui/window/Language.h"
#include "ui/window/MainWindow.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace lw::ui;

/// The window as a whole, with the samples that come with the program.
class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString(lw::test::temporaryFolder()));
        Language::current().set(QStringLiteral("en"));
        Theme::current().install(Theme::Scheme::Light);
    }

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
    }

private:
    static QString sample(const char* name) { return QString::fromStdString(lw::test::sample(name)); }
};

QTEST_MAIN(TestMainWindow)
#include "tst_MainWindow.moc"
