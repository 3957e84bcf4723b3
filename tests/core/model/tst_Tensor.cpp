// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Model.h"
#include "core/model/TensorStatistics.h"
#include "tests/support/Fixtures.h"

#include <cmath>
#include <limits>

using namespace lw;

class TestTensor : public QObject {
    Q_OBJECT
private slots:
    void shapesPrintAsPythonTuples();
    void elementCountRefusesOverflow();
    void halvesRoundTripForEveryBitPattern();
    void bfloatsRoundToNearestEven();
    void namesOfTypesGoBothWays();
    void convertsNumbers();
    void refusesAWrongNumberOfBytes();
    void statisticsSetAsideNansAndInfinities();
    void statisticsOfCloseLargeNumbersKeepTheirDigits();
    void statisticsCanBeCancelled();
    void findsLayersAndVariablesByPath();
};

void TestTensor::shapesPrintAsPythonTuples()
{
    QCOMPARE(shapeText({}), std::string("()"));
    QCOMPARE(shapeText({64}), std::string("(64,)"));
    QCOMPARE(shapeText({kUnknownDim, 32}), std::string("(None, 32)"));
}

void TestTensor::elementCountRefusesOverflow()
{
    QCOMPARE(*elementCount({2, 3}), std::uint64_t{6});
    QCOMPARE(*elementCount({0, std::int64_t{1} << 60, std::int64_t{1} << 60}), std::uint64_t{0});
    QVERIFY(!elementCount({4194305, 4194305, 211106198978564}).ok());
    QVERIFY(!elementCount({kUnknownDim, 2}).ok());
    QVERIFY(!elementCount({std::int64_t{1} << 32, std::int64_t{1} << 32}).ok());
}

void TestTensor::halvesRoundTripForEveryBitPattern()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = halfToFloat(static_cast<std::uint16_t>(bits));
        if (std::isnan(value))
            continue;
        QCOMPARE(floatToHalf(value), static_cast<std::uint16_t>(bits));
    }
    QCOMPARE(floatToHalf(65520.0f), std::uint16_t{0x7C00});
    QVERIFY(std::isnan(halfToFloat(floatToHalf(std::nanf("")))));
}

void TestTensor::bfloatsRoundToNearestEven()
{
    QCOMPARE(bfloat16ToFloat(floatToBfloat16(1.0f)), 1.0f);
    QCOMPARE(floatToBfloat16(1.00390625f), std::uint16_t{0x3F80});
    QCOMPARE(floatToBfloat16(1.01171875f), std::uint16_t{0x3F82});
    QVERIFY(std::isnan(bfloat16ToFloat(floatToBfloat16(std::nanf("")))));
}

void TestTensor::namesOfTypesGoBothWays()
{
    for (int number = 1; number <= 25; ++number) {
        const auto dtype = static_cast<DType>(number);
        QVERIFY(dtypeFromName(dtypeName(dtype)) == dtype);
    }
    QVERIFY(!dtypeFromName("float"));
}

void TestTensor::convertsNumbers()
{
    const Tensor tensor = Tensor::fromVector({3}, std::vector<std::int32_t>{-1, 0, 7});
    QCOMPARE(*tensor.toFloats(), (std::vector<float>{-1, 0, 7}));
    QCOMPARE(tensor.reshaped({3, 1}).rank(), std::size_t{2});
    QVERIFY(!Tensor::fromStrings({1}, {"x"}).toDoubles().ok());
    QVERIFY(!Tensor().bytes().ok());
}

void TestTensor::refusesAWrongNumberOfBytes()
{
    const Tensor tensor = Tensor::fromBytes(DType::Float32, {2}, Bytes{asBytes("abcd"), nullptr});
    const auto bytes = tensor.bytes();
    QVERIFY(!bytes.ok());
    QCOMPARE(bytes.error().kind, ErrorKind::Corrupt);
    QVERIFY(!Tensor::fromStrings({2}, {"one"}).strings().ok());
}

void TestTensor::statisticsSetAsideNansAndInfinities()
{
    const float infinity = std::numeric_limits<float>::infinity();
    const Tensor tensor = Tensor::fromVector({6}, std::vector<float>{0, 1, 2, 3, infinity, std::nanf("")});
    const auto statistics = computeStatistics(tensor, 3, {});
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->minimum, 0.0);
    QCOMPARE(statistics->maximum, 3.0);
    QCOMPARE(statistics->mean, 1.5);
    QCOMPARE(statistics->deviation, std::sqrt(1.25));
    QCOMPARE(statistics->nans, std::uint64_t{1});
    QCOMPARE(statistics->infinities, std::uint64_t{1});
    QCOMPARE(statistics->zeros, std::uint64_t{1});
    QCOMPARE(statistics->histogram, (std::vector<std::uint64_t>{1, 1, 2}));
}

void TestTensor::statisticsOfCloseLargeNumbersKeepTheirDigits()
{
    const Tensor tensor = Tensor::fromVector({3}, std::vector<float>{16777216, 16777218, 16777220});
    const auto statistics = computeStatistics(tensor, 0, {});
    VERIFY_RESULT(statistics);
    QVERIFY(std::fabs(statistics->deviation - std::sqrt(8.0 / 3)) < 1e-9);
}

void TestTensor::statisticsCanBeCancelled()
{
    std::stop_source source;
    source.request_stop();
    const auto statistics = computeStatistics(Tensor::fromVector({1}, std::vector<float>{1}), 0, Progress{source.get_token(), {}});
    QCOMPARE(statistics.error().kind, ErrorKind::Cancelled);
}

void TestTensor::findsLayersAndVariablesByPath()
{
    Model model;
    Layer inner;
    inner.name = "dense";
    Layer slashed;
    slashed.name = "block/a";
    slashed.layers.push_back(inner);
    Layer prefix;
    prefix.name = "block";
    model.layers = {prefix, slashed};
    QVERIFY(findLayer(model, "block/a/dense") != nullptr);
    QVERIFY(findLayer(model, "block/b") == nullptr);
    Variable kernel;
    kernel.path = "dense/kernel";
    kernel.name = "kernel:0";
    kernel.key = "model_weights/dense/kernel:0";
    Variable twin = kernel;
    twin.path = "other/kernel";
    twin.key = "other";
    model.variables = {kernel, twin};
    QCOMPARE(findVariable(model, "dense/kernel"), &model.variables[0]);
    QCOMPARE(findVariable(model, "other"), &model.variables[1]);
    QVERIFY(findVariable(model, "kernel:0") == nullptr);
    QStringList seen;
    visitLayers(model, [&](const Layer&, const std::string& path, int depth) {
        seen << QString::fromStdString(path) + QString::number(depth);
    });
    QCOMPARE(seen, (QStringList{"block0", "block/a0", "block/a/dense1"}));
}

QTEST_APPLESS_MAIN(TestTensor)
#include "tst_Tensor.moc"
