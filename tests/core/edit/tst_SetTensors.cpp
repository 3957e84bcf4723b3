// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/RestoreModel.h"
#include "core/edit/SetTensors.h"

#include <QTest>

using namespace lw;

namespace {

Tensor pair(float a, float b)
{
    return Tensor::fromVector({2}, std::vector<float>{a, b});
}

Variable variable(const char* path, Tensor tensor)
{
    Variable made;
    made.path = path;
    made.tensor = std::move(tensor);
    return made;
}

Model twoVariables()
{
    Model model;
    model.variables = {variable("a/kernel", pair(1, 2)), variable("a/bias", pair(3, 4))};
    model.training.emplace();
    model.training->slotVariables = {variable("adam/m/0", pair(5, 6))};
    return model;
}

float firstValue(const Variable& variable)
{
    return variable.tensor.toFloats()->at(0);
}

} // namespace

class TestSetTensors : public QObject {
    Q_OBJECT
private slots:
    void inverseTakesBack()
    {
        Model model = twoVariables();
        const edit::SetTensors edit("", {{"a/bias", pair(7, 8)}, {"adam/m/0", pair(9, 9)}, {"a/bias", pair(10, 11)}});
        auto inverse = edit.apply(model);
        QVERIFY(inverse);
        QCOMPARE(firstValue(model.variables[1]), 10.0F);
        QCOMPARE(firstValue(model.training->slotVariables[0]), 9.0F);
        QVERIFY((*inverse)->apply(model));
        QCOMPARE(firstValue(model.variables[1]), 3.0F);
        QCOMPARE(firstValue(model.training->slotVariables[0]), 5.0F);
    }

    void whatDoesNotFitChangesNothing()
    {
        Model model = twoVariables();
        const Tensor three = Tensor::fromVector({3}, std::vector<float>{1, 2, 3});
        const auto result = edit::SetTensors("", {{"a/kernel", pair(0, 0)}, {"a/bias", three}}).apply(model);
        QVERIFY(!result);
        QVERIFY(result.error().message.find("(3,)") != std::string::npos);
        QVERIFY(result.error().message.find("(2,)") != std::string::npos);
        QCOMPARE(firstValue(model.variables[0]), 1.0F);
        QVERIFY(!edit::SetTensors("", {{"b", three}}).apply(model));
    }

    void restoringKeepsWhereTheModelLies()
    {
        Model model = twoVariables();
        model.path = "new.h5";
        auto old = std::make_shared<Model>();
        old->path = "old.h5";
        old->name = "before";
        auto inverse = edit::RestoreModel("", old).apply(model);
        QVERIFY(inverse);
        QCOMPARE(model.name, std::string("before"));
        QCOMPARE(model.path, std::string("new.h5"));
        QVERIFY((*inverse)->apply(model));
        QCOMPARE(model.variables.size(), std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(TestSetTensors)
#include "tst_SetTensors.moc"
