// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

#include <QTest>

using namespace lw;
using namespace lw::engine::test;

/// What holds for any plan: values that are asked for, views, a batch shared between threads, refusals.
class tst_Plan : public QObject {
    Q_OBJECT
private slots:
    void aValueThatIsAskedForIsNotSwallowed();
    void reshapesAreViews();
    void aBatchIsSharedBetweenThreads_data();
    void aBatchIsSharedBetweenThreads();
    void opsAcrossTheBatchAreNotSplit();
    void gatherRefusesIndicesOutOfRange();
};

void tst_Plan::aValueThatIsAskedForIsNotSwallowed()
{
    GraphMaker maker;
    const auto y = maker.bias(maker.conv(maker.input({1, 6, 6, 4}), 3, 4, 8), 8);
    maker.output(maker.relu(y));
    maker.output(y);
    VERIFY_SAME(maker);
}

void tst_Plan::reshapesAreViews()
{
    GraphMaker maker;
    const auto x = maker.relu(maker.input({2, 6, 8}));
    const auto flat = maker.op("Reshape", {x, maker.ints({2, 48})});
    maker.output(maker.op("Neg", {flat}));
    maker.output(flat);
    maker.output(x);
    VERIFY_SAME(maker);
}

void tst_Plan::aBatchIsSharedBetweenThreads_data()
{
    QTest::addColumn<int>("batch");
    for (const int batch : {2, 3, 7, 11, 32}) // the last part overlaps the one before where they do not come out even
        QTest::addRow("%d", batch) << batch;
}

void tst_Plan::aBatchIsSharedBetweenThreads()
{
    QFETCH(int, batch);
    GraphMaker maker;
    const auto x = maker.input({batch, 9, 9, 5});
    const auto y = maker.maxPool(maker.relu(maker.bias(maker.conv(x, 3, 5, 16), 16)), 3, 2);
    const auto rows = maker.op("Mean", {y, maker.ints({1, 2})}, {{"keep_dims", false}});
    maker.output(maker.op("Softmax", {maker.dense(rows, 16, 7)}));
    maker.output(y);
    VERIFY_SAME(maker);
}

void tst_Plan::opsAcrossTheBatchAreNotSplit()
{
    GraphMaker maker;
    const auto x = maker.input({8, 6});
    const auto y = maker.relu(maker.dense(x, 6, 4));
    const auto mean = maker.op("Mean", {y, maker.ints({0})}, {{"keep_dims", true}});
    maker.output(maker.op("Sub", {y, mean}));
    maker.output(maker.op("MatMul", {y, y}, {{"transpose_a", true}}));
    VERIFY_SAME(maker);
}

void tst_Plan::gatherRefusesIndicesOutOfRange()
{
    GraphMaker maker;
    const auto ids = maker.input({2, 3}, DType::Int32);
    maker.output(maker.op("GatherV2", {maker.constant({8, 5}), ids, maker.scalarInt(0)}));
    VERIFY_SAME(maker);
    GraphMaker small;
    const auto few = small.input({2, 30}, DType::Int32);
    small.output(small.op("GatherV2", {small.constant({3, 5}), few, small.scalarInt(0)}));
    const auto text = difference(small);
    QVERIFY2((text.find("is not in [0, 3)") != std::string::npos), text.c_str());
}

QTEST_APPLESS_MAIN(tst_Plan)
#include "tst_Plan.moc"
