// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CastTensor.h"
#include "tests/core/edit/transplant/MakeModel.h"
#include "tests/ui/WindowFixture.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/panes/transplant/RowsDialog.h"
#include "ui/panes/transplant/TransplantDialog.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/DropSign.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;
using namespace std::string_literals;
using Side = MatchingSource::Side;

namespace {

std::shared_ptr<const Model> model(const QByteArray& text, const char* path, float first = 0)
{
    Model made = test::makeModel(text.constData(), first);
    made.path = path;
    return std::make_shared<const Model>(std::move(made));
}

QByteArray denseLayers(int count, const char* prefix)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += "Dense " + QByteArray(prefix) + QByteArray::number(i) + " kernel=16,16 bias=16\n";
    return lines;
}

/// Down at one place, some moves, up at the other, as a hand does it.
void drag(QWidget* view, const QPoint& from, const QPoint& to, bool drop = true)
{
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, from);
    constexpr int kMoves = 6;
    for (int i = 1; i <= kMoves; ++i)
        QTest::mouseMove(view, from + (to - from) * i / kMoves);
    if (drop)
        QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, to);
}

} // namespace

/// The plan of a transplant as lines, by real events of mouse and keys; the table beside it shows the same plan.
class TestMatchingView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }
    void cleanup() { m_dialog.reset(); }

    void aLineIsDraggedFromRowToRow()
    {
        open("Dense a kernel=4,4 bias=4\nDense b kernel=4,4 bias=4", "Dense x kernel=4,4 bias=4\nDense y kernel=4,5");
        QCOMPARE(plan().movingCount(), std::size_t(0)); // no names in common
        drag(view(), middle(Side::Source, "a/kernel"), middle(Side::Target, "x/kernel"));
        QCOMPARE(placeOf("a/kernel"), "x/kernel"s);
        QCOMPARE(plan().movingCount(), std::size_t(1));
        QCOMPARE(view()->selectedLine()->state, MatchingSource::State::Moves);

        // The other way round, and over a line that is there: b takes the place, a has none.
        drag(view(), middle(Side::Target, "x/kernel"), middle(Side::Source, "b/kernel"));
        QCOMPARE(placeOf("b/kernel"), "x/kernel"s);
        QCOMPARE(placeOf("a/kernel"), ""s);

        // While hovering, what does not fit is said; it can be connected all the same.
        drag(view(), middle(Side::Source, "a/kernel"), middle(Side::Target, "y/kernel"), false);
        QVERIFY(view()->sign()->isVisible() && !view()->sign()->fits());
        QCOMPARE(view()->sign()->line(), u"kernel (4, 4) does not fit (4, 5); a rule can make it fit"_s);
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::NoModifier, middle(Side::Target, "y/kernel"));
        QVERIFY(!view()->sign()->isVisible());
        QCOMPARE(view()->selectedLine()->state, MatchingSource::State::Undecided);
        QCOMPARE(plan().misfits().size(), std::size_t(1));
    }

    void headingsConnectWholeLayers()
    {
        open("Dense a kernel=4,4 bias=4", "Dense x bias=4 kernel=4,4");
        drag(view(), view()->headingRect(Side::Source, u"a"_s).center(),
             view()->headingRect(Side::Target, u"x"_s).center(), false);
        QVERIFY(view()->sign()->fits());
        QCOMPARE(view()->sign()->line(), u"2 variables fit"_s);
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::NoModifier, view()->headingRect(Side::Target, u"x"_s).center());
        QCOMPARE(placeOf("a/kernel"), "x/kernel"s);
        QCOMPARE(placeOf("a/bias"), "x/bias"s);
    }

    void aPulledEndGoesElsewhereOrAway()
    {
        open("Dense a kernel=4,4 bias=4", "Dense a kernel=4,4 bias=4\nDense c kernel=4,4");
        const QPoint nearTarget = view()->signRect(indexOf(plan().source(), "a/kernel")).center() - QPoint(25, 0);
        drag(view(), nearTarget, middle(Side::Target, "c/kernel"));
        QCOMPARE(placeOf("a/kernel"), "c/kernel"s);
        // Between the columns there is nothing to hold it.
        const QPoint end = view()->signRect(indexOf(plan().source(), "a/kernel")).center() - QPoint(12, 0);
        drag(view(), end, QPoint(view()->width() / 2, view()->height() - 20));
        QCOMPARE(placeOf("a/kernel"), ""s);
        QCOMPARE(placeOf("a/bias"), "a/bias"s);
        QTest::mouseClick(view(), Qt::LeftButton, Qt::NoModifier, middle(Side::Source, "a/bias"));
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(plan().movingCount(), std::size_t(0));
    }

    void escapeLetsGo()
    {
        open("Dense a kernel=4,4", "Dense x kernel=4,4");
        drag(view(), middle(Side::Source, "a/kernel"), middle(Side::Target, "x/kernel"), false);
        QTest::keyClick(view(), Qt::Key_Escape);
        QVERIFY(!view()->sign()->isVisible());
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::NoModifier, middle(Side::Target, "x/kernel"));
        QCOMPARE(placeOf("a/kernel"), ""s);
        QVERIFY(m_dialog->isVisible());
    }

    void keysAloneSuffice()
    {
        open("Dense a kernel=4,4 bias=4", "Dense x kernel=4,4 bias=4\nDense y kernel=4,4");
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Down); // a/kernel
        QCOMPARE(view()->currentItem()->name, u"kernel"_s);
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(view()->isConnecting());
        QCOMPARE(view()->sign()->line(), u"Fits"_s); // it begins at the first that fits
        QTest::keyClick(view(), Qt::Key_End);
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(!view()->isConnecting());
        QCOMPARE(placeOf("a/kernel"), "y/kernel"s);
        QVERIFY(m_dialog->isVisible()); // Return did not accept it
        QTest::keyClick(view(), Qt::Key_Right);
        QCOMPARE(view()->currentSide(), Side::Target); // the other end
        QCOMPARE(view()->currentItem()->group, u"y"_s);
        QTest::keyClick(view(), Qt::Key_Space);
        QCOMPARE(view()->selectedLine()->state, MatchingSource::State::Unticked);
        QCOMPARE(plan().movingCount(), std::size_t(0));
        QTest::keyClick(view(), Qt::Key_Return);
        QTest::keyClick(view(), Qt::Key_Escape); // of the line, not of the dialog
        QVERIFY(m_dialog->isVisible() && !view()->isConnecting());
        QTest::keyClick(view(), Qt::Key_Backspace);
        QCOMPARE(placeOf("a/kernel"), ""s);
    }

    void aSelectedLineGetsItsRule()
    {
        open("Dense head kernel=16,10 bias=10", "Dense head kernel=16,5 bias=5");
        QTest::mouseClick(view(), Qt::LeftButton, Qt::NoModifier, middle(Side::Source, "head/kernel"));
        auto* rule = m_dialog->findChild<QComboBox*>(u"lineRule"_s);
        QVERIFY(rule->isVisible());
        rule->setCurrentIndex(rule->findText(u"Take the first"_s));
        emit rule->activated(rule->currentIndex());
        QCOMPARE(view()->selectedLine()->state, MatchingSource::State::Moves);
        auto* moves = m_dialog->findChild<QCheckBox*>(u"lineMoves"_s);
        QVERIFY(moves->isChecked());
        moves->click();
        QCOMPARE(plan().movingCount(), std::size_t(0));
        // A click on the line's sign does the same.
        QTest::mouseClick(view(), Qt::LeftButton, Qt::NoModifier,
                          view()->signRect(indexOf(plan().source(), "head/kernel")).center());
        QCOMPARE(plan().movingCount(), std::size_t(1));

        rule->setCurrentIndex(rule->findText(u"Chosen rows…"_s));
        emit rule->activated(rule->currentIndex());
        auto* rows = m_dialog->findChild<RowsDialog*>();
        QVERIFY(rows);
        auto* text = rows->findChild<QLineEdit*>();
        QPushButton* use = nullptr;
        for (QPushButton* button : rows->findChildren<QPushButton*>())
            if (button->text() == u"Take them"_s)
                use = button;
        text->setText(u"1, 3"_s);
        QVERIFY(!use->isEnabled()); // five are needed
        text->setText(u"9, 7, 0-2"_s);
        QVERIFY(use->isEnabled());
        use->click();
        const edit::Move& move = plan().moves()[0];
        QCOMPARE(move.rule.kind, edit::FitKind::TakeRows);
        QCOMPARE(move.rule.rows, std::vector<std::int64_t>({9, 7, 0, 1, 2}));
        QVERIFY(move.moves());
        m_dialog->findChild<QPushButton*>(u"disconnect"_s)->click();
        QCOMPARE(placeOf("head/kernel"), ""s);
    }

    void tableAndLinesAreOnePlan()
    {
        open(denseLayers(20, "d"), denseLayers(20, "d"));
        auto* table = m_dialog->findChild<QTableView*>();
        m_dialog->views()->show(PlanViews::Face::Table);
        table->selectRow(30);
        m_dialog->views()->show(PlanViews::Face::Lines);
        QCOMPARE(view()->currentItem()->group, u"d15"_s);
        QVERIFY(!view()->rowRect(Side::Target, 30).isEmpty()); // shown on both sides
        QVERIFY(view()->rowRect(Side::Source, 30).isValid());
        m_dialog->table()->tickAll(false);
        QCOMPARE(view()->selectedLine()->state, MatchingSource::State::Unticked);
        view()->select(Side::Target, 5);
        m_dialog->views()->show(PlanViews::Face::Table);
        QCOMPARE(table->currentIndex().row(), 5);
        // What the filter hides is in neither.
        m_dialog->views()->show(PlanViews::Face::Lines);
        m_dialog->findChild<QLineEdit*>()->setText(u"d7/"_s);
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(view()->rowRect(Side::Source, 14).isValid() && view()->rowRect(Side::Source, 0).isEmpty());
    }

    void draggingNearAnEdgeScrollsAlong()
    {
        open(denseLayers(60, "d"), denseLayers(60, "e"));
        QCOMPARE(view()->scrollOf(Side::Target), 0);
        const QPoint edge(middle(Side::Target, "e0/kernel").x(), view()->height() - 4);
        drag(view(), middle(Side::Source, "d0/kernel"), edge, false);
        QTRY_VERIFY(view()->scrollOf(Side::Target) > 200);
        QCOMPARE(view()->scrollOf(Side::Source), 0); // where the line begins stays in sight
        const QPoint place(edge.x(), view()->height() / 2);
        QTest::mouseMove(view(), place);
        const int stopped = view()->scrollOf(Side::Target);
        QTest::qWait(60);
        QCOMPARE(view()->scrollOf(Side::Target), stopped);
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::NoModifier, place);
        QVERIFY(!placeOf("d0/kernel").empty());
    }

    void scrollingKeepsLinesLevel()
    {
        // The target begins with 30 layers more.
        open(denseLayers(60, "d"), denseLayers(30, "new") + denseLayers(60, "d"));
        view()->select(Side::Source, 80);
        const QRect from = view()->rowRect(Side::Source, 80), to = view()->rowRect(Side::Target, 140);
        QVERIFY(from.isValid() && to.isValid());
        QVERIFY2(qAbs(from.center().y() - to.center().y()) < 200, "both ends are seen, about level");
    }

    void threeThousandVariablesStaySmooth()
    {
        open(denseLayers(1500, "d"), denseLayers(1500, "d"));
        QCOMPARE(m_dialog->table()->plan().moves().size(), std::size_t(3000));
        QElapsedTimer timer;
        timer.start();
        constexpr int kFrames = 20;
        for (int i = 0; i < kFrames; ++i) {
            view()->select(Side::Source, static_cast<std::size_t>(i * 149));
            view()->grab();
            QVERIFY(view()->paintedLines() > 0 && view()->paintedLines() < 100);
        }
        QVERIFY2(timer.elapsed() < kFrames * 60, qPrintable(QString::number(timer.elapsed())));
        timer.restart();
        drag(view(), middle(Side::Source, "d1413/kernel"), middle(Side::Target, "d1414/kernel"));
        QCOMPARE(placeOf("d1413/kernel"), "d1414/kernel"s);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void conversionsShowTheirErrorsAtOnce()
    {
        Model target = test::makeModel(denseLayers(1500, "d").constData());
        for (Variable& variable : target.variables)
            variable.tensor = castTensor(variable.tensor, DType::Float16);
        m_dialog.reset();
        m_workspace = std::make_unique<Workspace>();
        Document* from = m_workspace->add(model(denseLayers(1500, "d"), "a.h5", 0.1F));
        Document* to = m_workspace->add(std::make_shared<const Model>(std::move(target)));
        show(from, to);
        view()->select(Side::Source, 2998);
        QVERIFY(view()->selectedLine()->status.startsWith(u"Converted"_s));
        QSignalSpy changed(view(), &MatchingView::currentChanged);
        QTRY_VERIFY_WITH_TIMEOUT(view()->selectedLine()->status.contains(u"largest error"_s), 20000);
        QVERIFY2(changed.count() < 10, qPrintable(QString::number(changed.count()))); // not one by one
    }

    void modelsWithoutWeightsSaySo()
    {
        open("Flatten f\nDense d", "Dense a kernel=2,2");
        view()->grab();
        QTest::keyClick(view(), Qt::Key_Down);
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(!view()->isConnecting());
        QCOMPARE(plan().movingCount(), std::size_t(0));
    }

private:
    void open(const QByteArray& source, const QByteArray& target)
    {
        m_workspace = std::make_unique<Workspace>();
        Document* from = m_workspace->add(model(source, "a.h5"));
        Document* to = m_workspace->add(model(target, "b.h5", 1000));
        show(from, to);
    }

    void show(Document* from, Document* to)
    {
        m_dialog.reset(new TransplantDialog(m_workspace.get(), from, to, nullptr));
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->views()->show(PlanViews::Face::Lines);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    MatchingView* view() const { return m_dialog->lines()->view(); }
    const edit::TransplantPlan& plan() const { return m_dialog->table()->plan(); }

    static std::size_t indexOf(const Model& model, const char* path)
    {
        return static_cast<std::size_t>(findVariable(model, path) - model.variables.data());
    }

    QPoint middle(Side side, const char* path) const
    {
        return view()->rowRect(side, indexOf(side == Side::Source ? plan().source() : plan().target(), path)).center();
    }

    /// Where a variable of the source goes; empty for nowhere.
    std::string placeOf(const char* path) const
    {
        for (const edit::Move& move : plan().moves())
            if (move.from == indexOf(plan().source(), path) && move.to)
                return plan().to(move)->path;
        return {};
    }

    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<TransplantDialog> m_dialog;
};

QTEST_MAIN(TestMatchingView)
#include "tst_MatchingView.moc"
