// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

#include <QTest>

using namespace lw;
using namespace lw::engine::test;

using Ints = std::vector<std::int64_t>;

/// Products, element-wise ops, reductions and transposes in a plan against the plain loops.
class tst_PlanElementwise : public QObject {
    Q_OBJECT
private slots:
    void denseWithScaleAndActivation();
    void batchedProductsWithTransposedSides();
    void elementwiseOpsEqualThePlainLoops_data();
    void elementwiseOpsEqualThePlainLoops();
    void broadcastingEqualsThePlainLoops_data();
    void broadcastingEqualsThePlainLoops();
    void reductionsEqualThePlainLoops();
    void transposesEqualThePlainLoops_data();
    void transposesEqualThePlainLoops();
    void layerNormEqualsThePlainLoops();
};

void tst_PlanElementwise::denseWithScaleAndActivation()
{
    for (const int rows : {1, 5}) {
        GraphMaker maker;
        const auto x = maker.input({rows, 37});
        const auto y = maker.op(
            "Tanh", {maker.batchNorm(maker.op("Reshape", {maker.dense(x, 37, 19), maker.ints({rows, 1, 1, 19})}), 19)});
        maker.output(y);
        const auto z = maker.op("MatMul", {x, maker.constant({11, 37})}, {{"transpose_b", true}});
        maker.output(maker.op("Elu", {maker.op("Mul", {z, maker.scalarFloat(0.25F)})}));
        VERIFY_SAME(maker);
    }
}

void tst_PlanElementwise::batchedProductsWithTransposedSides()
{
    GraphMaker maker;
    const auto a = maker.input({2, 3, 5, 7}), b = maker.input({2, 3, 11, 7}), c = maker.input({2, 3, 5, 11});
    maker.output(maker.op("BatchMatMulV2", {a, b}, {{"adj_y", true}}));
    maker.output(maker.op("BatchMatMulV2", {c, a}, {{"adj_x", true}}));
    maker.output(maker.op("BatchMatMulV2", {a, maker.constant({7, 9})}));
    VERIFY_SAME(maker);
}

void tst_PlanElementwise::elementwiseOpsEqualThePlainLoops_data()
{
    QTest::addColumn<QString>("op");
    for (const char* op : {"Relu", "Relu6", "Sigmoid", "Tanh", "Swish", "Elu", "Selu", "LeakyRelu", "Gelu",
                           "HardSigmoid", "Softplus", "Softsign", "Exp", "Erf", "Square", "Neg", "Abs", "Softmax"})
        QTest::newRow(op) << op;
}

void tst_PlanElementwise::elementwiseOpsEqualThePlainLoops()
{
    QFETCH(QString, op);
    GraphMaker maker;
    const auto x = maker.input({3, 7, 129});
    maker.output(maker.op(op.toStdString(), {x}));
    if (op == "Gelu")
        maker.output(maker.op("Gelu", {x}, {{"approximate", true}}));
    VERIFY_SAME(maker, 2e-6, -8, 8);
}

void tst_PlanElementwise::broadcastingEqualsThePlainLoops_data()
{
    QTest::addColumn<QList<int>>("left");
    QTest::addColumn<QList<int>>("right");
    QTest::newRow("same") << QList{2, 3, 65} << QList{2, 3, 65};
    QTest::newRow("row") << QList{2, 3, 65} << QList{65};
    QTest::newRow("column") << QList{2, 3, 65} << QList{2, 3, 1};
    QTest::newRow("gate of channels") << QList{2, 4, 5, 17} << QList{2, 1, 1, 17};
    QTest::newRow("outer product") << QList{7, 1} << QList{1, 9};
    QTest::newRow("left is smaller") << QList{3, 1} << QList{2, 3, 5};
}

void tst_PlanElementwise::broadcastingEqualsThePlainLoops()
{
    QFETCH(QList<int>, left);
    QFETCH(QList<int>, right);
    for (const char* op : {"AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum", "SquaredDifference"}) {
        GraphMaker maker;
        const auto a = maker.input(Shape(left.begin(), left.end())), b = maker.input(Shape(right.begin(), right.end()));
        maker.output(maker.op(op, {a, b}));
        VERIFY_SAME(maker, 2e-6, 0.5F, 2);
    }
}

void tst_PlanElementwise::reductionsEqualThePlainLoops()
{
    for (const char* op : {"Mean", "Sum", "Max"})
        for (const auto& axes : {std::vector{1, 2}, std::vector{-1}, std::vector{0}, std::vector{2}, std::vector{0, 3}})
            for (const bool keep : {false, true}) {
                GraphMaker maker;
                const auto x = maker.input({1, 7, 6, 131});
                maker.output(maker.op(op, {x, maker.ints({axes.begin(), axes.end()})}, {{"keep_dims", keep}}));
                VERIFY_SAME(maker);
            }
}

void tst_PlanElementwise::transposesEqualThePlainLoops_data()
{
    QTest::addColumn<QList<int>>("axes");
    QTest::newRow("last stays") << QList{0, 2, 1, 3};
    QTest::newRow("channels first") << QList{0, 3, 1, 2};
    QTest::newRow("reversed") << QList{3, 2, 1, 0};
    QTest::newRow("last two") << QList{0, 1, 3, 2};
    QTest::newRow("nothing") << QList{0, 1, 2, 3};
}

void tst_PlanElementwise::transposesEqualThePlainLoops()
{
    QFETCH(QList<int>, axes);
    GraphMaker maker;
    const auto x = maker.input({2, 5, 33, 18});
    maker.output(maker.op("Transpose", {x, maker.ints({axes.begin(), axes.end()})}));
    maker.output(maker.op("Transpose", {maker.relu(x), maker.ints({axes.begin(), axes.end()})}));
    VERIFY_SAME(maker);
}

void tst_PlanElementwise::layerNormEqualsThePlainLoops()
{
    GraphMaker maker;
    const auto x = maker.input({3, 5, 67});
    maker.output(
        maker.op("LayerNorm", {x, maker.constant({67}), maker.constant({67})},
                 {{"axes", Ints{-1}}, {"epsilon", 1e-3}, {"has_gamma", true}, {"has_beta", true}, {"rms", false}}));
    maker.output(
        maker.op("LayerNorm", {x, maker.constant({67})},
                 {{"axes", Ints{-1}}, {"epsilon", 1e-3}, {"has_gamma", true}, {"has_beta", false}, {"rms", false}}));
    VERIFY_SAME(maker);
}

QTEST_APPLESS_MAIN(tst_PlanElementwise)
#include "tst_PlanElementwise.moc"
