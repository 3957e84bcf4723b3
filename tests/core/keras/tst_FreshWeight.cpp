// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/initial/FreshWeight.h"
#include "tests/support/Fixtures.h"

#include <algorithm>
#include <cmath>

using namespace lw;

/// New weights are distributed as real Keras' are, for the layers in tests/fixtures/initializers
/// (make_initializers.py).
class FreshWeights : public QObject {
    Q_OBJECT

private slots:
    void areDistributedAsInKeras_data();
    void areDistributedAsInKeras();
    void areEqualForEqualSeeds();
    void orthogonalColumnsAreOrthonormal();
    void replaceCustomInitializersWithANote();
    void refuseWhatCannotBeMade();
};

namespace {

struct Summary {
    double least = 0, greatest = 0, mean = 0, deviation = 0;
};

Summary summarize(const std::vector<double>& values)
{
    Summary summary{values.front(), values.front(), 0, 0};
    for (const double value : values) {
        summary.least = std::min(summary.least, value);
        summary.greatest = std::max(summary.greatest, value);
        summary.mean += value / static_cast<double>(values.size());
    }
    for (const double value : values)
        summary.deviation += (value - summary.mean) * (value - summary.mean) / static_cast<double>(values.size());
    summary.deviation = std::sqrt(summary.deviation);
    return summary;
}

/// As near as two samples of that size are: five standard errors.
bool sameDistribution(const Summary& a, const Summary& b, double count)
{
    const double error = 5 * std::max(a.deviation, b.deviation) * std::sqrt(2 / count);
    const double spread = std::max(a.deviation, b.deviation);
    return std::abs(a.mean - b.mean) <= error + 1e-7 && std::abs(a.deviation - b.deviation) <= error + 1e-7 &&
           std::abs(a.least - b.least) <= spread * 1.5 + 1e-7 &&
           std::abs(a.greatest - b.greatest) <= spread * 1.5 + 1e-7;
}

/// All values, when the case lists them and they are not random.
bool sameValues(const std::vector<double>& values, const Json& wanted)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::abs(values[i] - wanted.at(i).toDouble()) > 2e-6)
            return false;
    return true;
}

const Json& casesOf(const std::string& file)
{
    static std::map<std::string, Json> cases;
    auto found = cases.find(file);
    if (found == cases.end())
        found = cases.emplace(file, Json::parse(test::readAll(test::fixture("initializers/" + file))).value()).first;
    return found->second;
}

Layer dense(Json initializer)
{
    Layer layer;
    layer.name = "head";
    layer.className = "Dense";
    layer.config = Json::object({{"kernel_initializer", std::move(initializer)}});
    return layer;
}

} // namespace

void FreshWeights::areDistributedAsInKeras_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    for (const char* file : {"keras2.json", "keras3.json"})
        for (std::size_t i = 0; i < casesOf(file).size(); ++i)
            QTest::addRow("%s: %s", file, casesOf(file).at(i)["name"].toText().c_str())
                << QString(file) << static_cast<int>(i);
}

void FreshWeights::areDistributedAsInKeras()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    const Json& row = casesOf(file.toStdString()).at(static_cast<std::size_t>(index));
    Model model;
    VERIFY_RESULT(keras::readArchitecture(row["architecture"], model));
    const auto expected = keras::expectedVariables(model);
    QCOMPARE(expected.size(), row["weights"].size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const keras::ExpectedVariable& weight = expected[i];
        const Json& wanted = row["weights"].at(i);
        QCOMPARE(weight.shape.size(), wanted["shape"].size());
        const Layer* const layer = findLayer(model, weight.layer);
        QVERIFY2(layer != nullptr, weight.path.c_str());
        const auto fresh = keras::freshWeight(*layer, weight.role, weight.dtype, weight.shape,
                                              keras::kerasGeneration(model), keras::seedOf(1, weight.path));
        VERIFY_RESULT(fresh);
        QCOMPARE(fresh.value().note, std::string());
        const auto values = fresh.value().tensor.toDoubles();
        VERIFY_RESULT(values);
        if (values.value().empty())
            continue;
        const Summary have = summarize(values.value()), want{wanted["least"].toDouble(), wanted["greatest"].toDouble(),
                                                             wanted["mean"].toDouble(), wanted["deviation"].toDouble()};
        const bool same = sameDistribution(have, want, static_cast<double>(values.value().size())) ||
                          (wanted.contains("values") && sameValues(values.value(), wanted["values"]));
        QVERIFY2(same, qPrintable(QString("%1: %2..%3 mean %4 deviation %5, in Keras %6..%7 mean %8 deviation %9")
                                      .arg(weight.path.c_str())
                                      .arg(have.least)
                                      .arg(have.greatest)
                                      .arg(have.mean)
                                      .arg(have.deviation)
                                      .arg(want.least)
                                      .arg(want.greatest)
                                      .arg(want.mean)
                                      .arg(want.deviation)));
        if (wanted.contains("values") && want.deviation > 0 && row["name"].toText().find("stft") == 0)
            QVERIFY2(sameValues(values.value(), wanted["values"]), weight.path.c_str());
    }
}

void FreshWeights::areEqualForEqualSeeds()
{
    const auto bytesFor = [](std::uint64_t seed) {
        const auto tensor = keras::initialize("glorot_uniform", DType::Float32, {40, 30}, seed);
        return tensor.value().toFloats().value();
    };
    QCOMPARE(bytesFor(7), bytesFor(7));
    QVERIFY(bytesFor(7) != bytesFor(8));
    QVERIFY(keras::seedOf(7, "dense/kernel") != keras::seedOf(7, "dense_1/kernel"));
}

void FreshWeights::orthogonalColumnsAreOrthonormal()
{
    for (const Shape& shape : {Shape{24, 7}, Shape{7, 24}, Shape{3, 4, 7}, Shape{1, 1}}) {
        const auto tensor = keras::initialize("orthogonal", DType::Float64, shape, 3);
        VERIFY_RESULT(tensor);
        const auto values = tensor.value().toDoubles().value();
        const auto columns = static_cast<std::size_t>(shape.back()), rows = values.size() / columns;
        const bool wide = rows < columns;
        const std::size_t count = wide ? rows : columns, length = wide ? columns : rows;
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = 0; b <= a; ++b) {
                double dot = 0;
                for (std::size_t i = 0; i < length; ++i)
                    dot += wide ? values[a * columns + i] * values[b * columns + i]
                                : values[i * columns + a] * values[i * columns + b];
                QVERIFY(std::abs(dot - (a == b ? 1 : 0)) < 1e-12);
            }
    }
}

void FreshWeights::replaceCustomInitializersWithANote()
{
    const Layer layer = dense(Json::object({{"class_name", "MyInit"}, {"config", Json::object()}}));
    const auto fresh = keras::freshWeight(layer, "kernel", DType::Float32, {3, 4}, 2, 1);
    VERIFY_RESULT(fresh);
    QVERIFY(fresh.value().note.find("MyInit") != std::string::npos);
    QVERIFY(fresh.value().tensor.toFloats().value().front() != 0);
}

void FreshWeights::refuseWhatCannotBeMade()
{
    QCOMPARE(keras::freshWeight(dense("glorot_uniform"), "kernel", DType::Float32, {kUnknownDim, 4}, 2, 1).error().kind,
             ErrorKind::Invalid);
    QCOMPARE(keras::initialize("identity", DType::Float32, {2, 2, 2}, 1).error().kind, ErrorKind::Invalid);
    QCOMPARE(keras::initialize("orthogonal", DType::Float32, {2}, 1).error().kind, ErrorKind::Invalid);
    QCOMPARE(keras::initialize("my_init", DType::Float32, {2}, 1).error().kind, ErrorKind::Unsupported);
    QCOMPARE(keras::initialize("zeros", DType::String, {2}, 1).error().kind, ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(FreshWeights)
#include "tst_FreshWeight.moc"
