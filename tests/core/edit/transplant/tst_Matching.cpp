// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/Matching.h"

#include "core/edit/transplant/Proposal.h"
#include "tests/core/edit/transplant/MakeModel.h"

#include <QTest>

using namespace lw;
using edit::MatchBy;

namespace {

constexpr auto kThree =
    "Dense dense_1 kernel=8,4 bias=4\nDense dense_2 kernel=4,4 bias=4\nDense head kernel=4,3 bias=3";
constexpr auto kNested = "Functional body\nDense body/dense_1 kernel=8,4 bias=4\nDense body/dense_2 kernel=4,4 bias=4\n"
                         "Dense other kernel=4,3 bias=3";

QString text(const Model& a, const Model& b, const edit::IndexPairs& pairs)
{
    QStringList lines;
    for (const auto& [from, to] : pairs)
        lines << QString::fromStdString(a.variables[from].path + ">" + b.variables[to].path);
    return lines.join(QLatin1Char(' '));
}

QString places(const Model& a, const std::vector<std::string>& from, const Model& b, const char* to)
{
    const auto pairs = edit::matchPlaces(a, from, b, to);
    return pairs ? text(a, b, *pairs) : QString::fromStdString(pairs.error().message);
}

QString proposal(const Model& a, const std::vector<std::string>& from, const Model& b, const char* to)
{
    const auto pairs = edit::proposePairs(a, b, {from, to});
    return pairs ? text(a, b, *pairs) : QString::fromStdString(pairs.error().message);
}

QString within(const Model& a, const Model& b, const edit::Places& places, MatchBy match)
{
    const auto pairs = edit::matchPlaces(a, b, places, match);
    return pairs ? text(a, b, *pairs) : QString::fromStdString(pairs.error().message);
}

} // namespace

class TestMatching : public QObject {
    Q_OBJECT
private slots:
    void byNameFindsNestedOnesToo()
    {
        const Model a = test::makeModel(kThree), b = test::makeModel(kNested);
        QCOMPARE(text(a, b, edit::matchModels(a, b, MatchBy::Name)),
                 QStringLiteral("dense_1/kernel>body/dense_1/kernel dense_1/bias>body/dense_1/bias "
                                "dense_2/kernel>body/dense_2/kernel dense_2/bias>body/dense_2/bias"));
    }

    void unnamedWeightsOfALayerGoInOrder()
    {
        const Model named = test::makeModel("Affine a w=8,4 b=4\nAffine other w=4,4 b=4\nDense head kernel=4,3");
        const Model counted = test::makeModel("Affine a 0=8,4 1=4\nAffine other 0=4,5 1=5\nDense head kernel=4,3");
        QCOMPARE(text(named, counted, edit::matchModels(named, counted, MatchBy::Name)),
                 QStringLiteral("a/w>a/0 a/b>a/1 head/kernel>head/kernel"));
        QCOMPARE(text(counted, named, edit::matchModels(counted, named, MatchBy::Name)),
                 QStringLiteral("a/0>a/w a/1>a/b head/kernel>head/kernel"));
        // The layers in a custom one are in another order in the file.
        Model deep = test::makeModel("Block a 0=4,4 1=4,4"), deepNamed = test::makeModel("Block a v=4,4 w=4,4");
        for (Variable& variable : deep.variables)
            variable.path = "a/back/" + variable.role;
        QVERIFY(edit::matchModels(deepNamed, deep, MatchBy::Name).empty());
        // Names that differ say that the weights differ.
        const Model renamed = test::makeModel("Affine a v=8,4 c=4");
        QVERIFY(edit::matchModels(named, renamed, MatchBy::Name).empty());
    }

    void namesThatOccurTwiceStandForNobody()
    {
        const Model a = test::makeModel("Dense d kernel=2,2");
        const Model b = test::makeModel("Functional x\nDense x/d kernel=2,2\nFunctional y\nDense y/d kernel=2,2");
        QVERIFY(edit::matchModels(a, b, MatchBy::Name).empty());
    }

    void orderIsNotShiftedByLayersWithoutWeights()
    {
        const Model a = test::makeModel(kThree);
        const Model b = test::makeModel("Dense a kernel=8,4 bias=4\nDropout drop\nDense b kernel=4,4 bias=4");
        QCOMPARE(text(a, b, edit::matchModels(a, b, MatchBy::Order)),
                 QStringLiteral("dense_1/kernel>a/kernel dense_1/bias>a/bias dense_2/kernel>b/kernel "
                                "dense_2/bias>b/bias"));
    }

    void structureSkipsWhatIsNew()
    {
        const Model a = test::makeModel(kThree);
        const Model b = test::makeModel("Dense q kernel=8,4 bias=4\nDense new kernel=4,9 bias=9\n"
                                        "Dense r kernel=4,4 bias=4\nConv2D c kernel=1,1,4,3 bias=3\n"
                                        "Dense s kernel=4,5 bias=5");
        QCOMPARE(text(a, b, edit::matchModels(a, b, MatchBy::Structure)),
                 QStringLiteral("dense_1/kernel>q/kernel dense_1/bias>q/bias dense_2/kernel>r/kernel "
                                "dense_2/bias>r/bias head/kernel>s/kernel head/bias>s/bias"));
    }

    void structureOfThousandsOfLayersIsQuick()
    {
        QByteArray lines;
        for (int i = 0; i < 3000; ++i)
            lines += "Dense d" + QByteArray::number(i) + " kernel=" + QByteArray::number(1 + i % 7) + ",1\n";
        const Model a = test::makeModel(lines.constData()), b = test::makeModel(lines.mid(lines.indexOf('\n') + 1));
        const auto pairs = edit::matchModels(a, b, MatchBy::Structure);
        QCOMPARE(pairs.size(), std::size_t(2999));
        QCOMPARE(pairs.front().first, std::size_t(1));
    }

    void addressesAreLayersModelsAndVariables()
    {
        const Model b = test::makeModel(kNested);
        QCOMPARE(edit::variablesAt(b, "body")->size(), std::size_t(4));
        QCOMPARE(edit::variablesAt(b, "body/dense_2")->size(), std::size_t(2));
        QCOMPARE(*edit::variablesAt(b, "other/bias"), edit::Indices{5});
        QCOMPARE(edit::variablesAt(b, ".")->size(), std::size_t(6));
        QCOMPARE(edit::variablesAt(b, "bod").error().kind, ErrorKind::NotFound);
        QVERIFY(edit::variablesAt(test::makeModel("Dropout drop"), "drop").error().message.find("no weights") !=
                std::string::npos);
    }

    void byHand()
    {
        const Model a = test::makeModel(kThree), b = test::makeModel(kNested);
        QCOMPARE(places(a, {"dense_2"}, b, "body/dense_1"),
                 QStringLiteral("dense_2/kernel>body/dense_1/kernel dense_2/bias>body/dense_1/bias"));
        QCOMPARE(places(a, {"dense_1", "dense_2"}, b, "body"),
                 QStringLiteral("dense_1/kernel>body/dense_1/kernel dense_1/bias>body/dense_1/bias "
                                "dense_2/kernel>body/dense_2/kernel dense_2/bias>body/dense_2/bias"));
        QCOMPARE(places(a, {"dense_2"}, b, "body"),
                 QStringLiteral("dense_2/kernel>body/dense_2/kernel dense_2/bias>body/dense_2/bias"));
        QCOMPARE(places(b, {"body"}, a, "."),
                 QStringLiteral("body/dense_1/kernel>dense_1/kernel body/dense_1/bias>dense_1/bias "
                                "body/dense_2/kernel>dense_2/kernel body/dense_2/bias>dense_2/bias"));
        QCOMPARE(places(a, {"head"}, b, "other"), QStringLiteral("head/kernel>other/kernel head/bias>other/bias"));
        QCOMPARE(places(a, {"head/bias"}, b, "other"), QStringLiteral("head/bias>other/bias"));
        QCOMPARE(places(a, {"dense_1/bias"}, b, "body/dense_2/bias"), QStringLiteral("dense_1/bias>body/dense_2/bias"));
        const Model norm = test::makeModel("BatchNormalization n gamma=4 beta=4");
        QVERIFY(places(norm, {"n"}, b, "other").contains(QStringLiteral("goes with")));
        QVERIFY(places(a, {"nothing"}, b, "other").contains(QStringLiteral("no layer or variable")));
    }

    void placesAreMatchedEveryWay()
    {
        const Model a = test::makeModel(kThree), b = test::makeModel(kNested);
        const edit::Places bodies{{"dense_2", "head"}, "body"};
        QCOMPARE(within(a, b, bodies, MatchBy::Name),
                 QStringLiteral("dense_2/kernel>body/dense_2/kernel dense_2/bias>body/dense_2/bias"));
        QCOMPARE(within(a, b, bodies, MatchBy::Order),
                 QStringLiteral("dense_2/kernel>body/dense_1/kernel dense_2/bias>body/dense_1/bias "
                                "head/kernel>body/dense_2/kernel head/bias>body/dense_2/bias"));
        QCOMPARE(within(a, b, bodies, MatchBy::Structure),
                 QStringLiteral("dense_2/kernel>body/dense_2/kernel dense_2/bias>body/dense_2/bias"));
        QCOMPARE(within(a, b, {{"."}, "."}, MatchBy::Name), text(a, b, edit::matchModels(a, b, MatchBy::Name)));
        QVERIFY(within(a, b, {{"nothing"}, "."}, MatchBy::Order).contains(QStringLiteral("no layer or variable")));
    }

    void proposalsFitWhereNamesDoNot()
    {
        const Model a = test::makeModel(kThree), b = test::makeModel(kNested);
        // What names say goes first, also where its shapes ask for a rule.
        QCOMPARE(proposal(a, {"dense_2"}, b, "body"), places(a, {"dense_2"}, b, "body"));
        QCOMPARE(proposal(a, {"dense_1"}, b, "other"), places(a, {"dense_1"}, b, "other"));
        // Shapes alone, in order, each source once.
        const Model norm = test::makeModel("BatchNormalization n gamma=3 beta=3");
        QCOMPARE(proposal(b, {"other"}, norm, "n"), QStringLiteral("other/bias>n/gamma"));
        const Model gate = test::makeModel("Gate g w=4,3 b=3 s=1");
        QCOMPARE(proposal(gate, {"g"}, b, "other"), QStringLiteral("g/w>other/kernel g/b>other/bias"));
        QCOMPARE(proposal(norm, {"n"}, a, "dense_1"), QString());
        // One name in common whose shapes differ does not hide that all layers go together.
        const Model c = test::makeModel("Dense dense_2 kernel=8,4 bias=4\nDense x kernel=4,4 bias=4");
        const Model d = test::makeModel("Dense y kernel=8,4 bias=4\nDense dense_2 kernel=4,4 bias=4");
        QCOMPARE(proposal(c, {"."}, d, "."),
                 QStringLiteral("dense_2/kernel>y/kernel dense_2/bias>y/bias x/kernel>dense_2/kernel "
                                "x/bias>dense_2/bias"));
        QVERIFY(proposal(norm, {"n"}, a, "nowhere").contains(QStringLiteral("no layer or variable")));
    }
};

QTEST_APPLESS_MAIN(TestMatching)
#include "tst_Matching.moc"
