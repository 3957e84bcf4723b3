// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Toast.h"

#include <QLabel>
#include <QPushButton>

using namespace lw;
using namespace lw::ui;

/// What is said stays readable where there is little room, as with two windows next to each other.
class TestMessageArea : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void buttonsStandBelowInNarrowBars()
    {
        MessageArea area;
        QWidget* bar = area.showMessage(MessageArea::Kind::Error, QStringLiteral("That does not fit"),
                                        QStringLiteral("head_1 would get (None, 32), its kernel is (16, 10)"), {},
                                        {{QStringLiteral("Do it with fresh weights"), [] {}}});
        const auto* button = bar->findChild<QPushButton*>();
        const QLabel* text = nullptr;
        for (const QLabel* label : bar->findChildren<QLabel*>())
            if (!label->text().isEmpty())
                text = label;
        QVERIFY(button && text);
        area.resize(900, 80);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QTRY_VERIFY(button->geometry().left() > text->geometry().right());
        area.resize(300, 400);
        QTRY_VERIFY(button->geometry().top() > text->geometry().bottom());
        QVERIFY(text->width() > 180);
        area.resize(900, 80);
        QTRY_VERIFY(button->geometry().left() > text->geometry().right());
    }

    void toastsStayWithinTheirWidget()
    {
        QWidget over;
        over.resize(180, 400);
        Toast toast(&over);
        over.show();
        toast.show(QStringLiteral("Insert batch_normalization from half.keras"), QStringLiteral("Undo"), [] {});
        QVERIFY(over.rect().contains(toast.geometry()));
        const int narrow = toast.height();
        over.resize(900, 400);
        QTRY_VERIFY(toast.height() < narrow);
        QVERIFY(over.rect().contains(toast.geometry()));
        QVERIFY(toast.width() > 180);
    }
};

QTEST_MAIN(TestMessageArea)
#include "tst_MessageArea.moc"
