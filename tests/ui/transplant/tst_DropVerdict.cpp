// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CastTensor.h"
#include "tests/core/edit/transplant/MakeModel.h"
#include "tests/ui/WindowFixture.h"
#include "ui/panes/transplant/DropVerdict.h"

#include <QTest>

using namespace lw;
using namespace lw::ui;
using Kind = DropVerdict::Kind;

namespace {

std::shared_ptr<const Model> model(const char* lines)
{
    return std::make_shared<const Model>(test::makeModel(lines));
}

DropVerdict judge(const std::shared_ptr<const Model>& source, std::vector<std::string> paths,
                  const std::shared_ptr<const Model>& target, const char* onto)
{
    DropPlace place;
    place.kind = *onto ? DropPlace::Kind::Part : DropPlace::Kind::Whole;
    place.path = onto;
    return judgeDrop({source, QStringLiteral("a.h5"), std::move(paths)}, target, place);
}

} // namespace

/// What the sign says while something is dragged over a place, and what comes of a drop there.
class TestDropVerdict : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void tellsWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const char* from, const char* to, Kind kind, const char* line) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << static_cast<int>(kind)
                                << QString::fromUtf8(line);
        };
        row("same roles", "Dense d kernel=64,10 bias=10", "Dense e kernel=64,10 bias=10", Kind::Fits,
            "kernel, bias fit");
        row("one variable", "Dense d kernel=4,4", "Dense e kernel=4,4", Kind::Fits, "kernel fits");
        row("other shapes", "Dense d kernel=64,10 bias=10", "Dense e kernel=64,5 bias=5", Kind::Decides,
            "kernel (64, 10) does not fit (64, 5) · bias (10,) does not fit (5,)");
        row("one of two", "Dense d kernel=64,10 bias=10", "Dense e kernel=32,10 bias=10", Kind::Decides,
            "kernel (64, 10) does not fit (32, 10) · 1 variable fits");
        row("other names, same shapes", "Dense d kernel=64,10 bias=10", "Gate g w=64,10 b=10", Kind::Fits,
            "kernel → w, bias → b fit");
        row("other names, one left over", "Gate g w=64,10 b=10 scale=7", "Dense d kernel=64,10 bias=10", Kind::Decides,
            "scale (7,) finds no place here · 2 variables fit");
        row("without names", "Gate g 0=64,10 1=7", "Dense d kernel=64,10 bias=10", Kind::Decides,
            "g/1 (7,) finds no place here · 1 variable fits");
        row("several places by shape", "Dense d kernel=64,10 bias=10", "BatchNormalization n gamma=10 beta=10",
            Kind::Decides, "kernel (64, 10) finds no place here · bias (10,) fits each of gamma, beta");
        row("nothing in common", "Dense d kernel=64,10 bias=10", "BatchNormalization n gamma=5 beta=5", Kind::Decides,
            "kernel (64, 10), bias (10,) do not fit gamma (5,), beta (5,)");
        row("one in vain", "Embedding d embeddings=100,8", "LayerNormalization n gamma=5 beta=5", Kind::Decides,
            "embeddings (100, 8) fits none of gamma (5,), beta (5,)");
        row("a long list", "Embedding d embeddings=100,8", "BatchNormalization n gamma=5 beta=5 mean=5 variance=5",
            Kind::Decides, "embeddings (100, 8) fits none of gamma (5,), beta (5,), mean (5,) …");
        row("no weights in the source", "Dropout d", "Dense e kernel=4,4", Kind::Refused, "d has no weights");
        row("no weights in the target", "Dense d kernel=4,4", "Dropout e", Kind::Refused, "e has no weights");
    }

    void tellsWhatDoesNotFit()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const auto a = model(from.constData()), b = model(to.constData());
        const DropVerdict verdict = judge(a, {a->layers[0].name}, b, b->layers[0].name.c_str());
        QTEST(verdict.line, "line");
        QTEST(static_cast<int>(verdict.kind), "kind");
        QCOMPARE(verdict.plan.has_value(), verdict.takes());
    }

    void severalLayersAreTold()
    {
        const auto a = model("Conv2D c kernel=3,3,1,8 bias=8\nActivation relu\nDense d kernel=8,10 bias=10");
        const auto b = model("Dense e kernel=8,5 bias=5");
        // What has no weights is dragged along and says nothing; names of layers tell which kernel.
        const DropVerdict onto = judge(a, {"c", "relu", "d"}, b, "e");
        QCOMPARE(onto.kind, Kind::Decides);
        QCOMPARE(onto.line, QStringLiteral("d/kernel (8, 10) does not fit e/kernel (8, 5) · "
                                           "d/bias (10,) does not fit e/bias (5,) · 2 variables find no place here"));
        QCOMPARE(onto.places.from, (std::vector<std::string>{"c", "d"}));
        QCOMPARE(judge(a, {"relu"}, b, "").line, QStringLiteral("relu has no weights"));
        QCOMPARE(judge(a, {"c"}, model("Dropout d"), "").line, QStringLiteral("This model has no weights"));

        const auto other = model("Conv2D x kernel=3,3,1,8 bias=8\nDense y kernel=8,10 bias=10");
        const DropVerdict whole = judge(a, {"."}, other, "");
        QCOMPARE(whole.kind, Kind::Fits);
        QCOMPARE(whole.line, QStringLiteral("4 variables fit under other names"));
        QCOMPARE(whole.plan->movingCount(), std::size_t(4));
    }

    void whatIsThereAlreadyStays()
    {
        const auto a = model("Dense d kernel=4,4\nDense e kernel=4,4");
        QCOMPARE(judge(a, {"d"}, a, "d").kind, Kind::Here);
        QCOMPARE(judge(a, {"."}, a, "").kind, Kind::Here);
        QCOMPARE(judge(a, {"d"}, a, "e").kind, Kind::Fits);
    }

    void lossOfPrecisionIsAQuestion()
    {
        Model half = test::makeModel("Dense d kernel=4,4");
        half.variables[0].tensor = castTensor(half.variables[0].tensor, DType::Float16);
        const auto a = model("Dense d kernel=4,4"), b = std::make_shared<const Model>(std::move(half));
        QCOMPARE(judge(a, {"d"}, b, "d").line, QStringLiteral("kernel changes from float32 to float16"));
        QCOMPARE(judge(a, {"d"}, b, "d").kind, Kind::Decides);
        QCOMPARE(judge(b, {"d"}, a, "d").kind, Kind::Fits);
    }
};

QTEST_MAIN(TestDropVerdict)
#include "tst_DropVerdict.moc"
