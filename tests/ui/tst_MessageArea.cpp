// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Toast.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <memory>

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

    void barsStayWithWhatTheyAreAbout()
    {
        MessageArea area;
        QObject one;
        auto other = std::make_unique<QObject>();
        const auto say = [&](const QString& title, const QObject* about) {
            return area.showMessage(MessageArea::Kind::Info, title, {}, {}, {}, about);
        };
        area.setInFront(&one);
        say(QStringLiteral("a"), &one);
        say(QStringLiteral("saved"), nullptr);
        QCOMPARE(area.titles(), (QStringList{QStringLiteral("saved"), QStringLiteral("a")}));
        area.setInFront(other.get());
        QCOMPARE(area.titles(), QStringList{QStringLiteral("saved")});
        // Those of one take no room from those of the other, and the same may be said of both.
        for (const char* title : {"a", "b", "c"})
            say(QString::fromLatin1(title), other.get());
        QCOMPARE(area.titles(), (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
        area.setInFront(&one);
        QCOMPARE(area.titles(), QStringList{QStringLiteral("a")});
        say(QStringLiteral("late"), other.get());
        QCOMPARE(area.titles(), QStringList{QStringLiteral("a")});
        area.setInFront(other.get());
        QCOMPARE(area.titles().constFirst(), QStringLiteral("late"));
        other.reset();
        QCOMPARE(area.titles(), QStringList());
    }

    void focusGoesBackToWhereItWas()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto *first = new QLineEdit(&window), *work = new QLineEdit(&window);
        auto* area = new MessageArea(&window);
        for (QWidget* each : {static_cast<QWidget*>(first), static_cast<QWidget*>(area), static_cast<QWidget*>(work)})
            layout->addWidget(each);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QWidget* seen = nullptr;
        const auto bar = [&] {
            return area
                ->showMessage(MessageArea::Kind::Info, QStringLiteral("a"), {}, {},
                              {{QStringLiteral("Do"), [&] { seen = QApplication::focusWidget(); }}})
                ->findChild<QPushButton*>();
        };
        work->setFocus();
        QPushButton* button = bar();
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(seen, work);
        QTRY_VERIFY(area->titles().isEmpty());
        QCOMPARE(QApplication::focusWidget(), work);
        button = bar();
        QTRY_VERIFY(button->isVisible());
        button->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(seen, work);
        QTRY_VERIFY(area->titles().isEmpty());
        QCOMPARE(QApplication::focusWidget(), work);
        QUndoStack steps;
        button = bar();
        MessageArea::showUntilNextStep(button->parentWidget(), &steps);
        QTRY_VERIFY(button->isVisible());
        button->setFocus(Qt::TabFocusReason);
        steps.push(new QUndoCommand);
        QCOMPARE(QApplication::focusWidget(), work);
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
