// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingColumn.h"
#include "ui/matching/MatchingFollow.h"
#include "ui/matching/MatchingMetrics.h"

#include <QTest>

using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

/// "dense/kernel bias other/kernel": items, a new group where there is a slash; "-/x" has no group.
QList<MatchingSource::Item> items(const char* text)
{
    QList<MatchingSource::Item> list;
    QString group;
    for (const QString& word : QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts)) {
        if (word.contains(u'/'))
            group = word.section(u'/', 0, 0) == u"-"_s ? QString() : word.section(u'/', 0, 0);
        list.append({static_cast<std::size_t>(list.size()), group, word.section(u'/', -1), {}, {}});
    }
    return list;
}

/// Names that are equal to "misfit" fit nothing.
class Plain final : public MatchingSource {
public:
    [[nodiscard]] QList<Item> items(Side) const override { return {}; }
    [[nodiscard]] QList<Line> lines() const override { return {}; }
    [[nodiscard]] QString emptyText(Side) const override { return {}; }
    [[nodiscard]] Verdict judge(Id from, Id) const override
    {
        return {from == 99 ? State::Refused : State::Moves, QString()};
    }
    void connectItems(const Pairs&) override {}
    void disconnectItem(Id) override {}
};

} // namespace

class TestMatchingColumn : public QObject {
    Q_OBJECT
private slots:
    void headingsStandAboveTheirItems()
    {
        MatchingColumn column;
        column.setItems(items("a/kernel bias b/kernel -/step"));
        QCOMPARE(column.rows().size(), 6);
        QVERIFY(column.rows()[0].isHeading() && column.rows()[3].isHeading());
        QCOMPARE(column.height(), 2 * MatchingColumn::kHeadingHeight + 4 * MatchingColumn::kRowHeight);
        QCOMPARE(column.itemsOf(0).size(), 2);
        QCOMPARE(column.itemsOf(3).size(), 1);
        QCOMPARE(column.rowOf(3), std::optional(5)); // without a heading
        QCOMPARE(column.idOf(5), std::size_t(3));
        for (int row = 0; row < 6; ++row)
            QCOMPARE(column.rowAt(column.rows()[row].centre()), std::optional(row));
        QVERIFY(!column.rowAt(column.height()) && !column.rowAt(-1));
    }

    void arrowsStepOverHeadings()
    {
        MatchingColumn column;
        QVERIFY(!column.itemRow(0, 1));
        column.setItems(items("a/kernel bias b/kernel"));
        QCOMPARE(column.itemRow(0, 0), std::optional(1));
        QCOMPARE(column.itemRow(2, 1), std::optional(4));
        QCOMPARE(column.itemRow(4, -1), std::optional(2));
        QCOMPARE(column.itemRow(1, -7), std::optional(1));
        QCOMPARE(column.itemRow(1, 1 << 28), std::optional(4));
    }

    void groupsGoTogetherByNameElseInOrder()
    {
        using Pairs = MatchingSource::Pairs;
        const Plain plain;
        QCOMPARE(pairsBetween(plain, items("a/kernel"), items("b/bias")), Pairs({{0, 0}}));
        QCOMPARE(pairsBetween(plain, items("a/kernel bias"), items("b/bias gamma kernel")), Pairs({{0, 2}, {1, 0}}));
        QCOMPARE(pairsBetween(plain, items("a/w v"), items("b/kernel bias")), Pairs({{0, 0}, {1, 1}}));
        auto misfits = items("a/w v");
        misfits[0].id = 99;
        QCOMPARE(pairsBetween(plain, misfits, items("b/kernel bias")), Pairs({{1, 0}}));
    }

    void scrollingFollowsTheLinesThatDoNotCross()
    {
        // The third line crosses the others and is not followed.
        const MatchingFollow follow({{100, 200}, {300, 400}, {150, 900}}, 1000, 1200);
        QCOMPARE(follow.inSecond(0), 0.0);
        QCOMPARE(follow.inSecond(100), 200.0);
        QCOMPARE(follow.inSecond(200), 300.0);
        QCOMPARE(follow.inSecond(1000), 1200.0);
        QCOMPARE(follow.inFirst(400), 300.0);
        double last = -1;
        for (int y = 0; y <= 1000; y += 10) {
            QVERIFY(follow.inSecond(y) > last);
            last = follow.inSecond(y);
            QVERIFY(qAbs(follow.inFirst(last) - y) < 1e-6);
        }
        const MatchingFollow none({}, 0, 500);
        QCOMPARE(none.inSecond(0), 500.0); // nothing is beside it
        QCOMPARE(none.inFirst(250), 0.0);
    }

    void distanceIsThatOfTheCurve()
    {
        const QPointF from(0, 0), to(200, 100);
        const QPainterPath path = matching::curve(from, to);
        for (const double share : {0.0, 0.2, 0.5, 0.8, 1.0})
            QVERIFY(matching::distanceToCurve(from, to, path.pointAtPercent(share)) < 0.01);
        QVERIFY(qAbs(matching::distanceToCurve(from, to, {0, 7}) - 7) < 0.01);
        QVERIFY(matching::distanceToCurve(from, to, {-1, 0}) > 1000);
        QVERIFY(matching::distanceToCurve(from, {200, 90'000}, {100, 45'000}) < 1); // a steep one
    }
};

QTEST_APPLESS_MAIN(TestMatchingColumn)
#include "tst_MatchingColumn.moc"
