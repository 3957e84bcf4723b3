// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/TransplantPlan.h"
#include "core/model/CastTensor.h"
#include "tests/core/edit/transplant/MakeModel.h"

#include <QTest>

using namespace lw;
using edit::FitKind;
using edit::MatchBy;
using edit::MoveStatus;

namespace {

std::shared_ptr<const Model> shared(Model model)
{
    return std::make_shared<const Model>(std::move(model));
}

edit::TransplantPlan headPlan()
{
    return {shared(test::makeModel("Dense d kernel=4,4 bias=4\nDense head kernel=4,3 bias=3", 1)),
            shared(test::makeModel("Dense d kernel=4,4 bias=4\nDense head kernel=4,2 bias=2", 1000))};
}

std::vector<float> valuesOf(const Model& model, const char* path)
{
    return *findVariable(model, path)->tensor.toFloats();
}

} // namespace

class TestTransplantPlan : public QObject {
    Q_OBJECT
private slots:
    void movesWhatFitsAndTellsTheRest()
    {
        edit::TransplantPlan plan = headPlan();
        plan.match(MatchBy::Name);
        QCOMPARE(plan.movingCount(), std::size_t(2));
        QCOMPARE(plan.misfits().size(), std::size_t(2));
        QCOMPARE(plan.moves()[2].problem, std::string("head/kernel (4, 3) does not fit (4, 2) of head/kernel"));
        const auto report = plan.report();
        QCOMPARE(report.moved, (std::vector<std::string>{"d/kernel", "d/bias"}));
        QCOMPARE(report.leftInSource, (std::vector<std::string>{"head/kernel", "head/bias"}));
        QCOMPARE(report.untouchedInTarget, report.leftInSource);

        Model model = plan.target();
        const auto edit = plan.edit("");
        QVERIFY(edit);
        const auto inverse = (*edit)->apply(model);
        QVERIFY(inverse);
        QVERIFY(model.variables[0].tensor.source() == plan.source().variables[0].tensor.source()); // shared, not copied
        QVERIFY(model.variables[2].tensor.source() == plan.target().variables[2].tensor.source());
        QVERIFY((*inverse)->apply(model));
        for (std::size_t i = 0; i < model.variables.size(); ++i)
            QVERIFY(model.variables[i].tensor.source() == plan.target().variables[i].tensor.source());
    }

    void rulesMakeThemFit()
    {
        edit::TransplantPlan plan = headPlan();
        plan.match(MatchBy::Order);
        plan.setRule(2, {FitKind::TakeRows, {2, 0}});
        plan.setRule(3, {FitKind::TakeRows, {2, 0}});
        QCOMPARE(plan.moves()[2].status, MoveStatus::Adapted);
        QVERIFY(plan.moves()[2].moves());
        Model model = plan.target();
        QVERIFY((*plan.edit(""))->apply(model));
        const auto whole = valuesOf(plan.source(), "head/bias");
        QCOMPARE(valuesOf(model, "head/bias"), (std::vector<float>{whole[2], whole[0]}));
        plan.setRule(2, {FitKind::Pad, {}});
        QCOMPARE(plan.moves()[2].status, MoveStatus::OtherShape);
        QVERIFY(!plan.moves()[2].ticked);
    }

    void paddingKeepsFreshValues()
    {
        edit::TransplantPlan plan(shared(test::makeModel("Dense d kernel=2,2 bias=2", 1)),
                                  shared(test::makeModel("Dense d kernel=2,3 bias=3", 100)));
        plan.match(MatchBy::Name);
        plan.setRule(0, {FitKind::Pad, {}});
        plan.setRule(1, {FitKind::Pad, {}});
        Model model = plan.target();
        QVERIFY((*plan.edit(""))->apply(model));
        const auto kernel = valuesOf(model, "d/kernel");
        QCOMPARE(kernel[0], 1.0F);
        QCOMPARE(kernel[4], 4.0F);
        QVERIFY(std::abs(kernel[2]) < 1.1F && kernel[2] != 0.0F); // within Glorot's limit, sqrt(6 / 5)
        QCOMPARE(valuesOf(model, "d/bias"), (std::vector<float>{5, 6, 0}));
    }

    void onlyWhatIsTickedMoves()
    {
        edit::TransplantPlan plan = headPlan();
        plan.match(MatchBy::Name);
        plan.setTicked(0, false);
        plan.setTicked(2, true); // does not fit, so it cannot be ticked
        QCOMPARE(plan.report().moved, std::vector<std::string>{"d/bias"});
        plan.setTicked(1, false);
        QVERIFY(!plan.edit(""));
    }

    void otherTypesAreConverted()
    {
        Model target = test::makeModel("Dense d kernel=2,2", 0);
        target.variables[0].tensor = castTensor(target.variables[0].tensor, DType::Float16);
        edit::TransplantPlan plan(shared(test::makeModel("Dense d kernel=2,2", 7)), shared(std::move(target)));
        plan.match(MatchBy::Name);
        QCOMPARE(plan.moves()[0].status, MoveStatus::OtherDType);
        Model model = plan.target();
        QVERIFY((*plan.edit(""))->apply(model));
        QCOMPARE(model.variables[0].tensor.dtype(), DType::Float16);
        QCOMPARE(valuesOf(model, "d/kernel"), (std::vector<float>{7, 8, 9, 10}));
    }

    void whatHasNoValuesIsImpossible()
    {
        Model source = test::makeModel("Dense d kernel=2,2");
        source.variables[0].tensor = Tensor(DType::Float32, {2, 2}, nullptr);
        edit::TransplantPlan plan(shared(std::move(source)), shared(test::makeModel("Dense d kernel=2,2")));
        plan.match(MatchBy::Name);
        QCOMPARE(plan.moves()[0].status, MoveStatus::Impossible);
        QVERIFY(!plan.edit(""));
    }

    void mappingAloneShowsOnlyWhatWasDragged()
    {
        edit::TransplantPlan plan = headPlan();
        QVERIFY(plan.map({"d"}, "d"));
        QCOMPARE(plan.moves().size(), std::size_t(2));
        QVERIFY(plan.map({"head/bias"}, "d/bias"));
        QCOMPARE(plan.moves().size(), std::size_t(2));
        QCOMPARE(*plan.moves()[1].from, std::size_t(3));
        QVERIFY(!plan.map({"d"}, "nowhere"));
    }

    void aPlanOfPlacesHasRowsForBothSides()
    {
        edit::TransplantPlan plan(shared(test::makeModel("Dense d kernel=2,3 bias=3\nDense e kernel=3,1")),
                                  shared(test::makeModel("BatchNormalization n gamma=3 beta=3 moving_mean=3\n"
                                                         "Dense f kernel=9,9\nDense g kernel=2,3 bias=3")));
        QVERIFY(plan.propose({{"d"}, "n"})); // the bias has a place by its shape; f and g are not the subject
        QCOMPARE(plan.moves().size(), std::size_t(4));
        QCOMPARE(plan.movingCount(), std::size_t(1));
        QCOMPARE(plan.to(plan.moves()[0])->path, std::string("n/gamma"));
        QCOMPARE(plan.from(plan.moves()[3])->path, std::string("d/kernel"));

        plan.disconnect();
        QCOMPARE(plan.moves().size(), std::size_t(5));
        QCOMPARE(plan.movingCount(), std::size_t(0));
        plan.retarget(1, 1); // d/bias onto n/beta
        QCOMPARE(plan.moves().size(), std::size_t(4));
        plan.retarget(1, 4); // onto g/kernel: n/beta stays to be seen
        QCOMPARE(plan.moves().size(), std::size_t(5));

        QVERIFY(plan.propose({{"e"}, "f"})); // roles agree, shapes do not: the pair is there for a rule
        QCOMPARE(plan.misfits().size(), std::size_t(1));
        QVERIFY(plan.propose({{"d/kernel"}, "n"})); // nothing agrees: both sides, unconnected
        QCOMPARE(plan.moves().size(), std::size_t(4));
        QVERIFY(plan.misfits().empty());
        QVERIFY(plan.match({{"d"}, "g"}, MatchBy::Order));
        QCOMPARE(plan.movingCount(), std::size_t(2));
        QVERIFY(!plan.propose({{"d"}, "nowhere"}));
        QCOMPARE(plan.movingCount(), std::size_t(2));
    }

    void retargetingLeavesTheLoserUnmatched()
    {
        edit::TransplantPlan plan = headPlan();
        plan.match(MatchBy::Name);
        plan.retarget(1, 3); // d/bias onto head/bias
        std::size_t pairs = 0, alone = 0;
        for (const edit::Move& move : plan.moves()) {
            pairs += move.from && move.to ? 1 : 0;
            alone += move.status == MoveStatus::Unmatched ? 1 : 0;
        }
        QCOMPARE(pairs, std::size_t(3));
        QCOMPARE(alone, std::size_t(2)); // d/bias of the target, head/bias of the source
        plan.retarget(1, std::nullopt);
        QCOMPARE(plan.report().moved, std::vector<std::string>{"d/kernel"});
    }
};

QTEST_APPLESS_MAIN(TestTransplantPlan)
#include "tst_TransplantPlan.moc"
