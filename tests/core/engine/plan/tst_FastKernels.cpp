// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/FastKernels.h"

#include <QTest>
#include <cmath>
#include <functional>
#include <vector>

using namespace lw::engine::fast;

class tst_FastKernels : public QObject {
    Q_OBJECT
private slots:
    void functionsAreCloseToTheMathLibrary_data();
    void functionsAreCloseToTheMathLibrary();
    void softmaxSumsToOne_data() { addProcessors(); }
    void softmaxSumsToOne();

private:
    static void addProcessors();
};

void tst_FastKernels::addProcessors()
{
    QTest::addColumn<QByteArray>("processor");
    for (const char* name : {"baseline", "avx2", "avx512"})
        if (fastKernelsNamed(name))
            QTest::newRow(name) << QByteArray(name);
}

void tst_FastKernels::functionsAreCloseToTheMathLibrary_data()
{
    addProcessors();
}

void tst_FastKernels::functionsAreCloseToTheMathLibrary()
{
    QFETCH(QByteArray, processor);
    const auto* kernels = fastKernelsNamed(processor.constData());
    const std::vector<std::pair<Unary, std::function<double(double)>>> functions = {
        {Unary::Exp, [](double x) { return std::exp(x); }},
        {Unary::Tanh, [](double x) { return std::tanh(x); }},
        {Unary::Erf, [](double x) { return std::erf(x); }},
        {Unary::Sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }},
        {Unary::Softplus, [](double x) { return std::log1p(std::exp(x)); }},
        {Unary::Gelu, [](double x) { return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))); }},
    };
    std::vector<float> x, y;
    for (int i = -20003; i <= 20003; i += 7)
        x.push_back(static_cast<float>(i) * 0.001F);
    y.resize(x.size());
    for (const auto& [kind, exact] : functions) {
        kernels->unary[static_cast<int>(kind)](x.data(), y.data(), x.size(), 1, 0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double wanted = exact(static_cast<double>(x[i]));
            const double error = std::abs(static_cast<double>(y[i]) - wanted);
            QVERIFY2(error <= 1e-6 * std::max(1.0, std::abs(wanted)),
                     qPrintable(QString("function %1 at %2: %3").arg(static_cast<int>(kind)).arg(x[i]).arg(y[i])));
        }
    }
}

void tst_FastKernels::softmaxSumsToOne()
{
    QFETCH(QByteArray, processor);
    std::vector<float> x(3 * 101), y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = static_cast<float>(i % 37) * 10;
    fastKernelsNamed(processor.constData())->softmax(x.data(), y.data(), 3, 101);
    for (int row = 0; row < 3; ++row) {
        double sum = 0;
        for (int column = 0; column < 101; ++column)
            sum += static_cast<double>(y[static_cast<std::size_t>(row * 101 + column)]);
        QVERIFY(std::abs(sum - 1) < 1e-5);
    }
}

QTEST_APPLESS_MAIN(tst_FastKernels)
#include "tst_FastKernels.moc"
