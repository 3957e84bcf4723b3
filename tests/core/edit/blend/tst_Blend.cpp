// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/blend/BlendPlan.h"
#include "core/keras/Architecture.h"
#include "core/model/CastTensor.h"
#include "tests/core/edit/transplant/MakeModel.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace lw;
using edit::BlendKind;

namespace {

Tensor row(std::vector<float> values)
{
    const auto count = static_cast<std::int64_t>(values.size());
    return Tensor::fromVector({count}, std::move(values));
}

std::vector<float> blended(std::vector<Tensor> tensors, BlendKind kind, double amount)
{
    return *edit::blendTensors(std::move(tensors), kind, amount).toFloats();
}

std::shared_ptr<const Model> model(const char* text, float first)
{
    return std::make_shared<const Model>(test::makeModel(text, first));
}

} // namespace

class TestBlend : public QObject {
    Q_OBJECT
private slots:
    void linearRules()
    {
        const Tensor a = row({0, 10}), b = row({4, 20}), c = row({2, 0});
        QCOMPARE(blended({a, b, c}, BlendKind::Average, 0), (std::vector<float>{2, 10}));
        QCOMPARE(blended({a, b}, BlendKind::Interpolate, 0.25), (std::vector<float>{1, 12.5F}));
        QCOMPARE(blended({a, b}, BlendKind::Interpolate, 0), (std::vector<float>{0, 10}));
        QCOMPARE(blended({a, b, c}, BlendKind::TaskVector, 0.5), (std::vector<float>{1, 20}));
        // e = 0.5 * 0 + 0.5 * 4 = 2, then 0.5 * 2 + 0.5 * 2 = 2; e = 15, then 7.5
        QCOMPARE(blended({a, b, c}, BlendKind::Ema, 0.5), (std::vector<float>{2, 7.5F}));
    }

    void nothingOfAModelIsNotEvenItsNaN()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
        QCOMPARE(blended({row({1, 2}), row({nan, inf})}, BlendKind::Interpolate, 0), (std::vector<float>{1, 2}));
        QCOMPARE(blended({row({nan, inf}), row({1, 2})}, BlendKind::Interpolate, 1), (std::vector<float>{1, 2}));
        QVERIFY(std::isnan(blended({row({nan}), row({1})}, BlendKind::Average, 0)[0])); // it is not hidden
        QCOMPARE(blended({row({}), row({})}, BlendKind::Slerp, 0.5).size(), std::size_t(0));
    }

    void tellsWhatHasNoPlaceInTheFirst()
    {
        edit::BlendOptions options;
        const auto small = model("Dense a bias=1", 0), large = model("Dense a bias=1\nDense b bias=1", 1);
        const auto plan = edit::planBlend({small, small, large}, options);
        QVERIFY(plan.ok() && plan->report.kept.empty());
        QVERIFY(!plan->report.left.empty() && !plan->report.optimizer);
        for (const auto& left : plan->report.left) {
            QCOMPARE(left.model, std::size_t(2));
            QVERIFY(left.path.starts_with("b/"));
        }
        const auto other = edit::planBlend({large, small}, options);
        QVERIFY(other.ok() && other->report.left.empty() && !other->report.kept.empty());
    }

    void slerpStaysOnTheArc()
    {
        const auto half = blended({row({1, 0}), row({0, 1})}, BlendKind::Slerp, 0.5);
        QVERIFY(std::abs(half[0] - std::sqrt(0.5F)) < 1e-6F && std::abs(half[1] - std::sqrt(0.5F)) < 1e-6F);
        // Parallel and zero vectors have no arc: a straight line.
        QCOMPARE(blended({row({1, 2}), row({2, 4})}, BlendKind::Slerp, 0.5), (std::vector<float>{1.5F, 3}));
        QCOMPARE(blended({row({0, 0}), row({2, 4})}, BlendKind::Slerp, 0.5), (std::vector<float>{1, 2}));
    }

    void longTensorsAreBlendedInPieces()
    {
        std::vector<float> zeros(200'001, 0), twos(200'001, 2);
        const auto result = blended({row(zeros), row(twos)}, BlendKind::Average, 0);
        QCOMPARE(result.size(), zeros.size());
        QVERIFY(std::all_of(result.begin(), result.end(), [](float value) { return value == 1; }));
    }

    void weightsFilesAreMatchedByTheirObjects()
    {
        Model made;
        QVERIFY(keras::readArchitecture(*Json::parse(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1], "name": "x"}},
            {"class_name": "Dense", "config": {"name": "mine", "units": 2}}]}})"),
                                        made)
                    .ok());
        const auto weight = [](const char* path, const char* layer, const char* role, const char* key, Tensor tensor) {
            Variable variable;
            variable.path = path;
            variable.layer = layer;
            variable.role = role;
            variable.key = key;
            variable.tensor = std::move(tensor);
            return variable;
        };
        made.variables = {weight("mine/kernel", "mine", "kernel", "", row({1, 2}).reshaped({1, 2})),
                          weight("mine/bias", "mine", "bias", "", row({0, 0}))};
        Model weights; // as save_weights() of Keras 3 writes them: no names of layers
        weights.variables = {weight("dense/0", "", "0", "layers/dense/vars/0", row({3, 4}).reshaped({1, 2})),
                             weight("dense/1", "", "1", "layers/dense/vars/1", row({2, 6}))};
        edit::BlendOptions options;
        options.kind = BlendKind::Average;
        const auto plan = edit::planBlend(
            {std::make_shared<const Model>(made), std::make_shared<const Model>(weights)}, options);
        QVERIFY2(plan.ok(), plan.ok() ? "" : plan.error().message.c_str());
        QVERIFY(plan->report.kept.empty());
        QVERIFY(plan->edit->apply(made).ok());
        QCOMPARE(*made.variables[0].tensor.toFloats(), (std::vector<float>{2, 3}));
        QCOMPARE(*made.variables[1].tensor.toFloats(), (std::vector<float>{1, 3}));
    }

    void otherTypesBecomeTheFirst()
    {
        const Tensor half = castTensor(row({1, 3}), DType::Float16);
        const Tensor mixed = edit::blendTensors({half, row({3, 5})}, BlendKind::Average, 0);
        QCOMPARE(mixed.dtype(), DType::Float16);
        QCOMPARE(*mixed.toFloats(), (std::vector<float>{2, 4}));
    }

    void layersHaveTheirOwnAmounts()
    {
        const auto text = "Functional body\nDense body/a bias=1\nDense body/b bias=1\nDense c bias=1";
        edit::BlendOptions options;
        options.kind = BlendKind::Interpolate;
        options.amount = 0.5;
        options.amounts = {{"body/b", 1}, {"body", 0}};
        const auto first = model(text, 0);
        auto plan = edit::planBlend({first, model(text, 100)}, options);
        QVERIFY(plan);
        Model result = *first;
        QVERIFY(plan->edit->apply(result));
        QCOMPARE(*result.variables[0].tensor.toFloats(), std::vector<float>{0});
        QCOMPARE(*result.variables[1].tensor.toFloats(), std::vector<float>{101});
        QCOMPARE(*result.variables[2].tensor.toFloats(), std::vector<float>{52});
        options.amounts = {{"nobody", 1}};
        QVERIFY(!edit::planBlend({first, model(text, 100)}, options));
    }

    void whatDiffersIsKeptAndSaid()
    {
        const auto first = model("Dense a kernel=2,2 bias=2\nDense b bias=3", 0);
        const auto plan = edit::planBlend({first, model("Dense a kernel=2,2 bias=5", 9)}, {});
        QVERIFY(plan);
        QCOMPARE(plan->report.blended, std::vector<std::string>{"a/kernel"});
        QCOMPARE(plan->report.kept.size(), std::size_t(2));
        QCOMPARE(plan->report.kept[0].reason, std::string("(5,) of a/bias does not fit (2,)"));
        QCOMPARE(plan->report.kept[1].reason, std::string("another model has no such variable"));
    }

    void rulesTakeTheirNumberOfModels()
    {
        const auto one = model("Dense a bias=2", 0);
        edit::BlendOptions options;
        QVERIFY(!edit::planBlend({one}, options));
        options.kind = BlendKind::TaskVector;
        QVERIFY(!edit::planBlend({one, one}, options));
        options.kind = BlendKind::Slerp;
        QVERIFY(!edit::planBlend({one, one, one}, options));
        options.amount = std::nan("");
        QVERIFY(!edit::planBlend({one, one}, options));
        options.kind = BlendKind::Ema;
        options.amount = 1.5;
        QVERIFY(!edit::planBlend({one, one}, options));
        options.amount = 0.5;
        QVERIFY(edit::planBlend({one, one}, options));
        options.amounts = {{"a", -0.1}};
        QVERIFY(!edit::planBlend({one, one}, options));
        for (const BlendKind kind :
             {BlendKind::Average, BlendKind::Interpolate, BlendKind::TaskVector, BlendKind::Ema, BlendKind::Slerp})
            QVERIFY(edit::blendKindFromName(edit::blendKindName(kind)) == kind);
    }

    void wholeNumbersAreKept()
    {
        Model counted = test::makeModel("Normalization n count=1 mean=2", 0);
        counted.variables[0].tensor = Tensor::fromVector({1}, std::vector<std::int64_t>{7});
        const auto shared = std::make_shared<const Model>(counted);
        const auto plan = edit::planBlend({shared, shared}, {});
        QVERIFY(plan);
        QCOMPARE(plan->report.kept.front().reason, std::string("values of type int64 are not blended"));
    }
};

QTEST_APPLESS_MAIN(TestBlend)
#include "tst_Blend.moc"
