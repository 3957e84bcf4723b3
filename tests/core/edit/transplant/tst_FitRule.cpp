// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/FitRule.h"
#include "tests/core/edit/transplant/MakeModel.h"

#include <QTest>

using namespace lw;
using edit::FitKind;

namespace {

std::vector<float> fitted(const Tensor& tensor, const edit::FitRule& rule, const Shape& to, const Tensor& fresh = {})
{
    const auto result = edit::fitTensor(tensor, rule, to, fresh);
    if (!result || result->shape() != to)
        return {};
    const auto values = result->toFloats();
    return values ? *values : std::vector<float>();
}

} // namespace

class TestFitRule : public QObject {
    Q_OBJECT
private slots:
    void refusesAndNamesBothShapes()
    {
        const auto result = edit::checkFit({}, {64, 10}, {64, 5});
        QVERIFY(!result);
        QCOMPARE(result.error().message, std::string("(64, 10) does not fit (64, 5)"));
        QVERIFY(edit::checkFit({}, {64, 10}, {64, 10}));
    }

    void takesTheFirstOfEveryAxis()
    {
        QCOMPARE(fitted(test::counting({2, 4}), {FitKind::TakeFirst, {}}, {2, 3}),
                 (std::vector<float>{0, 1, 2, 4, 5, 6}));
        QVERIFY(!edit::checkFit({FitKind::TakeFirst, {}}, {2, 4}, {2, 5}));
        QVERIFY(!edit::checkFit({FitKind::TakeFirst, {}}, {2, 4}, {2}));
    }

    void takesChosenRows()
    {
        QCOMPARE(fitted(test::counting({2, 4}), {FitKind::TakeRows, {3, 1}}, {2, 2}), (std::vector<float>{3, 1, 7, 5}));
        QCOMPARE(fitted(test::counting({4, 2}), {FitKind::TakeRows, {3, 0}}, {2, 2}), (std::vector<float>{6, 7, 0, 1}));
        QCOMPARE(fitted(test::counting({3}), {FitKind::TakeRows, {2, 1, 0}}, {3}), (std::vector<float>{2, 1, 0}));
        QVERIFY(!edit::checkFit({FitKind::TakeRows, {4, 0}}, {2, 4}, {2, 2}));
        QVERIFY(!edit::checkFit({FitKind::TakeRows, {-1, 0}}, {2, 4}, {2, 2}));
        QVERIFY(!edit::checkFit({FitKind::TakeRows, {0}}, {2, 4}, {2, 2}));
        QVERIFY(!edit::checkFit({FitKind::TakeRows, {0, 1}}, {3, 4}, {2, 2}));
    }

    void padsWithFreshValues()
    {
        QCOMPARE(fitted(test::counting({2, 2}), {FitKind::Pad, {}}, {3, 3}, test::counting({3, 3}, 100)),
                 (std::vector<float>{0, 1, 102, 2, 3, 105, 106, 107, 108}));
        const auto withoutGround = edit::fitTensor(test::counting({2}), {FitKind::Pad, {}}, {3});
        QVERIFY(withoutGround && !withoutGround->bytes());
        QVERIFY(!edit::checkFit({FitKind::Pad, {}}, {2, 4}, {3, 3}));
    }

    void transposes()
    {
        QCOMPARE(fitted(test::counting({2, 3}), {FitKind::Transpose, {}}, {3, 2}),
                 (std::vector<float>{0, 3, 1, 4, 2, 5}));
        // PyTorch's (out, in, height, width): element (o, i, y, x) is at (y, x, i, o).
        const auto kernel = fitted(test::counting({5, 4, 2, 3}), {FitKind::Transpose, {}}, {2, 3, 4, 5});
        QCOMPARE(kernel.size(), std::size_t(120));
        QCOMPARE(kernel[((1 * 3 + 2) * 4 + 3) * 5 + 4], static_cast<float>(((4 * 4 + 3) * 2 + 1) * 3 + 2));
        QVERIFY(!edit::checkFit({FitKind::Transpose, {}}, {2, 3}, {3, 4}));
    }

    void squaresAreTransposedToo()
    {
        QCOMPARE(fitted(test::counting({2, 2}), {FitKind::Transpose, {}}, {2, 2}), (std::vector<float>{0, 2, 1, 3}));
        QCOMPARE(fitted(test::counting({2, 2}), {FitKind::Refuse, {}}, {2, 2}), (std::vector<float>{0, 1, 2, 3}));
        const auto kinds = edit::possibleFits({2, 2}, {2, 2});
        QVERIFY(std::find(kinds.begin(), kinds.end(), FitKind::Transpose) != kinds.end());
        QVERIFY(edit::changesValues({FitKind::Transpose, {}}, {3, 3, 8, 8}, {3, 3, 8, 8}));
        // What has no axes of equal length, or only one axis, stays as it is.
        QVERIFY(!edit::changesValues({FitKind::Transpose, {}}, {2, 3}, {2, 3}));
        QVERIFY(!edit::changesValues({FitKind::Transpose, {}}, {4}, {4}));
        QCOMPARE(fitted(test::counting({2, 3}), {FitKind::Transpose, {}}, {2, 3}),
                 (std::vector<float>{0, 1, 2, 3, 4, 5}));
    }

    void resizesKernelsByInterpolation()
    {
        // tf.image.resize([[0, 1]], (1, 4)) along one axis: half-pixel centres, ends repeated.
        QCOMPARE(fitted(test::counting({2, 1, 1}), {FitKind::Resize, {}}, {4, 1, 1}),
                 (std::vector<float>{0, 0.25F, 0.75F, 1}));
        QCOMPARE(fitted(test::counting({4, 1}), {FitKind::Resize, {}}, {2, 1}), (std::vector<float>{0.5F, 2.5F}));
        QVERIFY(!edit::checkFit({FitKind::Resize, {}}, {3, 3, 8, 8}, {5, 5, 8, 9}));
        QVERIFY(!edit::checkFit({FitKind::Resize, {}}, {10}, {5}));
        QVERIFY(!edit::checkFit({FitKind::Resize, {}}, {0, 4}, {5, 4}));
        QVERIFY(!edit::fitTensor(Tensor::fromStrings({1, 1}, {"a"}), {FitKind::Resize, {}}, {2, 1}));
    }

    void stringsAreTakenToo()
    {
        const Tensor words = Tensor::fromStrings({3}, {"a", "b", "c"});
        const auto first = edit::fitTensor(words, {FitKind::TakeFirst, {}}, {2});
        QVERIFY(first);
        QCOMPARE(*first->strings(), (std::vector<std::string>{"a", "b"}));
    }

    void emptyAndScalarTensorsPass()
    {
        QCOMPARE(fitted(test::counting({}), {FitKind::TakeFirst, {}}, {}), (std::vector<float>{0}));
        const auto none = edit::fitTensor(test::counting({2, 3}), {FitKind::TakeFirst, {}}, {0, 3});
        QVERIFY(none && none->bytes() && none->bytes()->size() == 0);
    }

    void offersWhatIsPossible()
    {
        using Kinds = std::vector<FitKind>;
        QCOMPARE(edit::possibleFits({64, 10}, {64, 5}), (Kinds{FitKind::TakeFirst, FitKind::TakeRows}));
        QCOMPARE(edit::possibleFits({64, 5}, {64, 10}), (Kinds{FitKind::Pad}));
        QCOMPARE(edit::possibleFits({5, 5, 3, 8}, {3, 3, 3, 8}), (Kinds{FitKind::TakeFirst, FitKind::Resize}));
        QVERIFY(edit::possibleFits({5}, {3, 3}).empty());
    }

    void namesRoundTrip()
    {
        for (const FitKind kind : {FitKind::Refuse, FitKind::TakeFirst, FitKind::TakeRows, FitKind::Pad,
                                   FitKind::Transpose, FitKind::Resize})
            QVERIFY(edit::fitKindFromName(edit::fitKindName(kind)) == kind);
        QVERIFY(!edit::fitKindFromName("stretch"));
    }
};

QTEST_APPLESS_MAIN(TestFitRule)
#include "tst_FitRule.moc"
