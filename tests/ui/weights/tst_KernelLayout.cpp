// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/KernelLayout.h"

#include <QTest>

using namespace lw;
using namespace lw::ui;

class tst_KernelLayout : public QObject {
    Q_OBJECT

private slots:
    void filtersAndChannels_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>(
            "wanted"); // height x width, filters of channels; index of filter 1, channel 1, row 1, column 1
        const auto row = [](const char* title, const QList<int>& shape, const char* role, const char* className,
                            const char* wanted) {
            QTest::newRow(title) << shape << QString::fromLatin1(role) << QString::fromLatin1(className)
                                 << QString::fromLatin1(wanted);
        };
        row("Conv2D", {3, 4, 5, 6}, "kernel", "Conv2D", "3x4 6 of 5: 157");
        row("transposed: outputs first", {3, 4, 5, 6}, "kernel", "Conv2DTranspose", "3x4 5 of 6: 157");
        row("depthwise: a filter an input and multiplier", {3, 3, 8, 2}, "depthwise_kernel", "DepthwiseConv2D",
            "3x3 16 of 1: 65");
        row("Conv1D: steps by channels", {5, 7, 9}, "kernel", "Conv1D", "5x7 9 of 1: 73");
        row("Conv3D: depth counts as channels", {2, 3, 3, 4, 5}, "kernel", "Conv3D", "3x3 5 of 8: 86");
        row("file without layers", {3, 3, 4, 4}, "kernel", "", "3x3 4 of 4: 69");
        row("pointwise has no window", {1, 1, 8, 8}, "pointwise_kernel", "SeparableConv2D", "none");
        row("dense", {8, 8}, "kernel", "Dense", "none");
        row("attention projections are no windows", {16, 4, 8}, "kernel", "MultiHeadAttention", "none");
        row("not a kernel", {3, 3, 4, 4}, "moving_mean", "BatchNormalization", "none");
        row("empty", {3, 3, 0, 4}, "kernel", "Conv2D", "none");
    }
    void filtersAndChannels()
    {
        QFETCH(QList<int>, shape);
        QFETCH(QString, role);
        QFETCH(QString, className);
        QFETCH(QString, wanted);
        const auto layout =
            kernelLayout(Shape(shape.begin(), shape.end()), role.toStdString(), className.toStdString());
        QCOMPARE(layout ? QStringLiteral("%1x%2 %3 of %4: %5")
                              .arg(layout->height)
                              .arg(layout->width)
                              .arg(layout->filters)
                              .arg(layout->channels)
                              .arg(layout->index(1, layout->channels > 1 ? 1 : 0, 1, 1))
                        : QStringLiteral("none"),
                 wanted);
    }

    void axesAreNamedByTheLayer()
    {
        const Shape shape{3, 4, 5, 6};
        QCOMPARE(kernelAxis(shape, "kernel", "Conv2D", 0), KernelAxis::Height);
        QCOMPARE(kernelAxis(shape, "kernel", "Conv2D", 3), KernelAxis::Output);
        QCOMPARE(kernelAxis(shape, "kernel", "Conv2DTranspose", 3), KernelAxis::Input);
        QCOMPARE(kernelAxis(shape, "depthwise_kernel", "SeparableConv2D", 3), KernelAxis::Multiplier);
        QCOMPARE(kernelAxis({7, 9}, "recurrent_kernel", "LSTM", 1), KernelAxis::Output);
        QCOMPARE(kernelAxis({7, 9}, "embeddings", "Embedding", 1), KernelAxis::Other);
    }
};

QTEST_GUILESS_MAIN(tst_KernelLayout)
#include "tst_KernelLayout.moc"
