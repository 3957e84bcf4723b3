// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

#include <QTest>

using namespace lw;
using namespace lw::engine::test;

/// Convolutions and pooling in a plan, and what fuses into them, against the plain loops.
class tst_PlanConvolution : public QObject {
    Q_OBJECT
private slots:
    void convolutionsEqualThePlainLoops_data();
    void convolutionsEqualThePlainLoops();
    void depthwiseConvolutionsEqualThePlainLoops_data();
    void depthwiseConvolutionsEqualThePlainLoops();
    void transposedConvolutionsEqualThePlainLoops_data();
    void transposedConvolutionsEqualThePlainLoops();
    void poolingEqualsThePlainLoops_data();
    void poolingEqualsThePlainLoops();
    void biasNormAndActivationFuseIntoTheConvolution();
    void residualSumFusesIntoTheConvolution();
    void residualSumKeepsAnAddendThatIsStillNeeded();
    void zeroPaddingFoldsIntoConvolutionAndPooling();
    void squeezeAndExciteBlock();
    void unetLikeConcatenation();
};

void tst_PlanConvolution::convolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("dilation");
    QTest::newRow("odd everything") << 11 << 3 << 3 << 7 << 1 << "SAME" << 1 << 1;
    QTest::newRow("strided, padded on one side") << 10 << 3 << 5 << 16 << 2 << "SAME" << 1 << 1;
    QTest::newRow("valid, unread border") << 10 << 3 << 16 << 17 << 2 << "VALID" << 1 << 1;
    QTest::newRow("one by one") << 9 << 1 << 33 << 48 << 1 << "VALID" << 1 << 1;
    QTest::newRow("large kernel") << 23 << 7 << 3 << 32 << 2 << "SAME" << 1 << 1;
    QTest::newRow("grouped") << 8 << 3 << 12 << 24 << 1 << "SAME" << 3 << 1;
    QTest::newRow("dilated") << 13 << 3 << 16 << 16 << 1 << "SAME" << 1 << 2;
    QTest::newRow("Winograd") << 14 << 3 << 64 << 64 << 1 << "SAME" << 1 << 1;
}

void tst_PlanConvolution::convolutionsEqualThePlainLoops()
{
    QFETCH(int, size);
    QFETCH(int, kernel);
    QFETCH(int, channels);
    QFETCH(int, outputs);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    QFETCH(int, groups);
    QFETCH(int, dilation);
    for (const int batch : {1, 3}) {
        GraphMaker maker;
        const auto x = maker.input({batch, size, size + 2, channels});
        maker.output(maker.conv(x, kernel, channels, outputs, stride, padding.toStdString(), groups, dilation));
        VERIFY_SAME(maker);
    }
}

void tst_PlanConvolution::depthwiseConvolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("multiplier");
    QTest::addColumn<int>("stride");
    QTest::newRow("odd channels") << 9 << 5 << 1 << 1;
    QTest::newRow("whole vectors") << 12 << 32 << 1 << 1;
    QTest::newRow("strided") << 13 << 24 << 1 << 2;
    QTest::newRow("multiplied") << 8 << 6 << 3 << 1;
}

void tst_PlanConvolution::depthwiseConvolutionsEqualThePlainLoops()
{
    QFETCH(int, size);
    QFETCH(int, channels);
    QFETCH(int, multiplier);
    QFETCH(int, stride);
    GraphMaker maker;
    auto x = maker.input({2, size, size, channels});
    x = maker.depthwise(x, 3, channels, multiplier, stride);
    maker.output(maker.op("Relu6", {maker.batchNorm(x, std::int64_t(channels) * multiplier)}));
    VERIFY_SAME(maker);
}

void tst_PlanConvolution::transposedConvolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    QTest::addColumn<int>("result");
    QTest::newRow("two by two") << 2 << 2 << "SAME" << 14;
    QTest::newRow("overlapping") << 3 << 2 << "SAME" << 14;
    QTest::newRow("valid") << 3 << 2 << "VALID" << 15;
    QTest::newRow("not strided") << 3 << 1 << "SAME" << 7;
    QTest::newRow("gaps") << 2 << 3 << "VALID" << 20;
}

void tst_PlanConvolution::transposedConvolutionsEqualThePlainLoops()
{
    QFETCH(int, kernel);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    QFETCH(int, result);
    GraphMaker maker;
    const auto x = maker.input({2, 7, 7, 6});
    const auto y = maker.convTranspose(x, {2, result, result, 9}, kernel, 6, stride, padding.toStdString());
    maker.output(maker.relu(maker.batchNorm(maker.bias(y, 9), 9)));
    VERIFY_SAME(maker);
}

void tst_PlanConvolution::poolingEqualsThePlainLoops_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    for (const char* kind : {"MaxPool", "AvgPool"}) {
        QTest::addRow("%s 2/2", kind) << kind << 2 << 2 << "VALID";
        QTest::addRow("%s 3/2 same", kind) << kind << 3 << 2 << "SAME";
        QTest::addRow("%s 3/1 same", kind) << kind << 3 << 1 << "SAME";
    }
}

void tst_PlanConvolution::poolingEqualsThePlainLoops()
{
    QFETCH(QString, kind);
    QFETCH(int, window);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    for (const int channels : {5, 32}) {
        GraphMaker maker;
        const auto x = maker.input({2, 11, 9, channels});
        maker.output(maker.maxPool(x, window, stride, padding.toStdString(), kind.toStdString()));
        VERIFY_SAME(maker);
    }
}

void tst_PlanConvolution::biasNormAndActivationFuseIntoTheConvolution()
{
    GraphMaker maker;
    const auto x = maker.input({2, 9, 9, 8});
    maker.output(maker.op("Swish", {maker.batchNorm(maker.bias(maker.conv(x, 3, 8, 19), 19), 19)}));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("Swish") != std::string::npos) && !(text.find("Affine") != std::string::npos), text.c_str());
}

void tst_PlanConvolution::residualSumFusesIntoTheConvolution()
{
    GraphMaker maker;
    const auto x = maker.input({2, 8, 8, 16});
    const auto shortcut = maker.batchNorm(maker.conv(x, 1, 16, 32), 32);
    const auto y = maker.batchNorm(maker.conv(maker.relu(maker.conv(x, 3, 16, 16)), 1, 16, 32), 32);
    maker.output(maker.relu(maker.add(shortcut, y)));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("AddV2") != std::string::npos), text.c_str());
}

void tst_PlanConvolution::residualSumKeepsAnAddendThatIsStillNeeded()
{
    GraphMaker maker;
    const auto x = maker.relu(maker.conv(maker.input({1, 8, 8, 16}), 1, 16, 16));
    const auto sum = maker.add(maker.conv(x, 3, 16, 16), x);
    maker.output(maker.add(maker.conv(sum, 3, 16, 16), x));
    maker.output(x);
    VERIFY_SAME(maker);
}

void tst_PlanConvolution::zeroPaddingFoldsIntoConvolutionAndPooling()
{
    GraphMaker maker;
    const auto x = maker.input({2, 15, 15, 3});
    const auto y = maker.relu(maker.conv(maker.pad(x, 3, 3), 7, 3, 8, 2, "VALID"));
    maker.output(maker.maxPool(maker.pad(y, 1, 1), 3, 2));
    maker.output(maker.depthwise(maker.pad(x, 0, 1), 3, 3, 1, 2, "VALID"));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("Pad ") != std::string::npos), text.c_str());
}

void tst_PlanConvolution::squeezeAndExciteBlock()
{
    GraphMaker maker;
    auto x = maker.op("Swish", {maker.batchNorm(maker.depthwise(maker.input({2, 9, 9, 24}), 3, 24, 1), 24)});
    auto s = maker.op("Mean", {x, maker.ints({1, 2})}, {{"keep_dims", false}});
    s = maker.op("Reshape", {s, maker.ints({2, 1, 1, 24})});
    s = maker.op("Swish", {maker.bias(maker.conv(s, 1, 24, 6), 6)});
    s = maker.op("Sigmoid", {maker.bias(maker.conv(s, 1, 6, 24), 24)});
    maker.output(maker.conv(maker.op("Mul", {x, s}), 1, 24, 16));
    VERIFY_SAME(maker);
}

void tst_PlanConvolution::unetLikeConcatenation()
{
    for (const int batch : {1, 2}) {
        GraphMaker maker;
        const auto skip = maker.relu(maker.conv(maker.input({batch, 8, 8, 3}), 3, 3, 16));
        const auto deep = maker.relu(maker.conv(maker.maxPool(skip, 2, 2), 3, 16, 32));
        const auto up = maker.convTranspose(deep, {batch, 8, 8, 16}, 2, 32, 2);
        const auto joined = maker.op("ConcatV2", {up, skip, maker.scalarInt(3)});
        maker.output(maker.op("Sigmoid", {maker.conv(joined, 3, 32, 1)}));
        VERIFY_SAME(maker);
    }
}

QTEST_APPLESS_MAIN(tst_PlanConvolution)
#include "tst_PlanConvolution.moc"
