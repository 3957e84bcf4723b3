// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CastTensor.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace lw;

class TestCastTensor : public QObject {
    Q_OBJECT
private slots:
    void sameTypeIsTheSameTensor()
    {
        const Tensor tensor = Tensor::fromVector({2}, std::vector<float>{1, 2});
        QVERIFY(castTensor(tensor, DType::Float32).source() == tensor.source());
        QCOMPARE(*conversionError(tensor, DType::Float32), 0.0);
    }

    void halvesAndBack()
    {
        const Tensor tensor = Tensor::fromVector({3}, std::vector<float>{1, 0.1F, -2049});
        const Tensor half = castTensor(tensor, DType::Float16);
        QCOMPARE(half.dtype(), DType::Float16);
        QCOMPARE(half.bytes()->size(), std::size_t(6));
        const auto back = castTensor(half, DType::Float32).toFloats();
        QCOMPARE(back->at(0), 1.0F);
        QCOMPARE(back->at(2), -2048.0F);
        QCOMPARE(*conversionError(tensor, DType::Float16), 1.0);
        QCOMPARE(*conversionError(half, DType::Float32), 0.0);
    }

    void overflowIsAnInfiniteError()
    {
        const Tensor tensor = Tensor::fromVector({1}, std::vector<float>{1e6F});
        QVERIFY(std::isinf(*conversionError(tensor, DType::Float16)));
        const Tensor nan = Tensor::fromVector({1}, std::vector<float>{std::numeric_limits<float>::quiet_NaN()});
        QCOMPARE(*conversionError(nan, DType::Float16), 0.0);
        QVERIFY(std::isinf(*conversionError(nan, DType::Int32)));
    }

    void wholeNumbersAreHeldWithinTheirRange()
    {
        const Tensor tensor = Tensor::fromVector({5}, std::vector<float>{300, -300, 1.6F, -1.4F, 1e30F});
        QCOMPARE(*castTensor(tensor, DType::Int8).toInts(), (std::vector<std::int64_t>{127, -128, 2, -1, 127}));
        QCOMPARE(castTensor(tensor, DType::Int64).toInts()->at(4), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(*castTensor(tensor, DType::UInt8).toInts(), (std::vector<std::int64_t>{255, 0, 2, 0, 255}));
    }

    void stringsStayStrings()
    {
        const Tensor words = Tensor::fromStrings({1}, {"a"});
        QVERIFY(canConvert(DType::String, DType::String));
        QVERIFY(!canConvert(DType::String, DType::Float32));
        QVERIFY(!canConvert(DType::Float32, DType::Complex64));
        QVERIFY(!conversionError(words, DType::Float32));
        QVERIFY(!castTensor(words, DType::Float32).bytes());
    }
};

QTEST_APPLESS_MAIN(TestCastTensor)
#include "tst_CastTensor.moc"
