// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fixtures.h"
#include "ui/panes/run/InputSource.h"
#include "ui/panes/run/PictureScaling.h"
#include "ui/widgets/Text.h"

#include <cmath>

using namespace lw;
using namespace lw::ui;

namespace {

TensorSpec spec(Shape shape, DType dtype = DType::Float32)
{
    return {"x", dtype, std::move(shape)};
}

QString written(const std::string& name, const std::string& text)
{
    const std::string path = test::temporaryFolder() + "/" + name;
    test::writeAll(path, text);
    return pathText(path);
}

/// Two by two: red, green, blue, white.
QImage fourPixels()
{
    QImage image(2, 2, QImage::Format_RGB32);
    image.setPixel(0, 0, qRgb(255, 0, 0));
    image.setPixel(1, 0, qRgb(0, 255, 0));
    image.setPixel(0, 1, qRgb(0, 0, 255));
    image.setPixel(1, 1, qRgb(255, 255, 255));
    return image;
}

std::vector<float> numbersOf(const TensorSpec& wanted, const ImageScaling& scaling)
{
    const auto layout = pictureLayout(wanted);
    if (!layout)
        return {};
    const auto floats = imageTensor(preparedImage(fourPixels(), *layout, scaling), *layout, scaling).toFloats();
    return floats.ok() ? floats.value() : std::vector<float>();
}

} // namespace

class tst_InputSource : public QObject {
    Q_OBJECT

private slots:
    void sameSeedGivesSameNumbers()
    {
        InputChoice choice;
        choice.spec = spec({kUnknownDim, 3});
        choice.samples = 4;
        choice.seed = 11;
        const auto first = makeInput(choice), second = makeInput(choice);
        VERIFY_RESULT(first);
        QCOMPARE(first->shape(), Shape({4, 3}));
        QCOMPARE(first->toFloats().value(), second->toFloats().value());
        choice.seed = 12;
        QVERIFY(first->toFloats().value() != makeInput(choice)->toFloats().value());
    }

    void rangesHoldBothEnds()
    {
        InputChoice choice;
        choice.spec = spec({kUnknownDim, 500}, DType::Int32);
        choice.kind = InputKind::Integers;
        choice.low = 3;
        choice.high = 5;
        const auto tensor = makeInput(choice);
        VERIFY_RESULT(tensor);
        QCOMPARE(tensor->dtype(), DType::Int32);
        const std::vector<std::int64_t> values = tensor->toInts().value();
        QCOMPARE(*std::min_element(values.begin(), values.end()), 3);
        QCOMPARE(*std::max_element(values.begin(), values.end()), 5);
        choice.high = 2;
        QVERIFY(!makeInput(choice).ok());
    }

    void csvMayHaveTitles()
    {
        const auto tensor =
            readInput(written("titles.csv", "width,height\r\n1, 2\r\n-3.5,4e2\r\n"), spec({kUnknownDim, 2}));
        VERIFY_RESULT(tensor);
        QCOMPARE(tensor->shape(), Shape({2, 2}));
        QCOMPARE(tensor->toFloats().value(), std::vector<float>({1, 2, -3.5, 400}));
    }

    void csvSaysWhichLineIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("word") << QByteArray("1,2\n3,x4\n") << QByteArray("line 2 has \"x4\"");
        QTest::newRow("short") << QByteArray("a,b\n1,2\n3\n") << QByteArray("line 3 has 1 numbers");
        QTest::newRow("only titles") << QByteArray("a,b\n") << QByteArray("no numbers");
        QTest::newRow("empty") << QByteArray("\n") << QByteArray("no numbers");
    }
    void csvSaysWhichLineIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const auto tensor = readInput(written("wrong.csv", text.toStdString()), spec({kUnknownDim, 2}));
        QVERIFY(!tensor.ok());
        QVERIFY2(tensor.error().message.find(says.toStdString()) != std::string::npos, tensor.error().message.c_str());
    }

    void flatSamplesTakeTheShapeOfTheInput()
    {
        const auto tensor = readInput(written("flat.csv", "1,2,3,4\n5,6,7,8\n"), spec({kUnknownDim, 2, 2, 1}));
        VERIFY_RESULT(tensor);
        QCOMPARE(tensor->shape(), Shape({2, 2, 2, 1}));
        const auto column = readInput(written("column.csv", "1\n2\n3\n"), spec({kUnknownDim}));
        VERIFY_RESULT(column);
        QCOMPARE(column->shape(), Shape({3}));
    }

    void textIsAStringASample()
    {
        InputChoice choice;
        choice.spec = spec({kUnknownDim, 1}, DType::String);
        choice.kind = InputKind::Text;
        choice.texts = {QStringLiteral("ein Tag"), QStringLiteral("하루")};
        const auto tensor = makeInput(choice);
        VERIFY_RESULT(tensor);
        QCOMPARE(tensor->shape(), Shape({2, 1}));
        QCOMPARE(tensor->strings().value(), std::vector<std::string>({"ein Tag", "하루"}));
        const auto file = readInput(written("lines.txt", "one\r\ntwo\n"), choice.spec);
        VERIFY_RESULT(file);
        QCOMPARE(file->strings().value(), std::vector<std::string>({"one", "two"}));
        choice.spec.shape = Shape{kUnknownDim, 3};
        QVERIFY(!makeInput(choice).ok());
    }

    void picturesFitWhereTheyCan_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<QString>("layout");
        QTest::newRow("channels last") << QList<int>{-1, 8, 9, 3} << QStringLiteral("8 9 3 0");
        QTest::newRow("channels first") << QList<int>{-1, 3, 8, 9} << QStringLiteral("8 9 3 1");
        QTest::newRow("any size") << QList<int>{-1, -1, -1, 1} << QStringLiteral("0 0 1 0");
        QTest::newRow("no channels") << QList<int>{-1, 8, 9} << QStringLiteral("8 9 1 0");
        QTest::newRow("flat grey") << QList<int>{-1, 784} << QStringLiteral("28 28 1 2");
        QTest::newRow("flat colour") << QList<int>{-1, 3072} << QStringLiteral("32 32 3 2");
        QTest::newRow("features") << QList<int>{-1, 10} << QString();
        QTest::newRow("many channels") << QList<int>{-1, 8, 8, 16} << QString();
        QTest::newRow("absurd side") << QList<int>{-1, 2000000000, 8, 3} << QString();
        QTest::newRow("scalar") << QList<int>{} << QString();
    }
    void picturesFitWhereTheyCan()
    {
        QFETCH(QList<int>, shape);
        QFETCH(QString, layout);
        const auto found = pictureLayout(spec(Shape(shape.begin(), shape.end())));
        QCOMPARE(found ? QStringLiteral("%1 %2 %3 %4")
                             .arg(found->height)
                             .arg(found->width)
                             .arg(found->channels)
                             .arg(static_cast<int>(found->order))
                       : QString(),
                 layout);
    }

    void pixelsAreScaledAndOrdered()
    {
        ImageScaling scaling;
        scaling.low = -1;
        QCOMPARE(numbersOf(spec({1, 2, 2, 3}), scaling),
                 std::vector<float>({1, -1, -1, -1, 1, -1, -1, -1, 1, 1, 1, 1}));
        QCOMPARE(numbersOf(spec({1, 3, 2, 2}), scaling),
                 std::vector<float>({1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1, 1}));
        scaling.blueFirst = true;
        QCOMPARE(numbersOf(spec({1, 2, 2, 3}), scaling),
                 std::vector<float>({-1, -1, 1, -1, 1, -1, 1, -1, -1, 1, 1, 1}));
        scaling.invert = true;
        QCOMPARE(numbersOf(spec({1, 2, 2, 3}), scaling)[0], 1.0f);
    }

    /// What tf_keras.applications.imagenet_utils.preprocess_input gives for (255, 0, 0) and (255, 255, 255).
    void imageNetScalingsAreThoseOfKeras()
    {
        ImageScaling scaling;
        scaling.mode = ImageScaling::Mode::Caffe;
        std::vector<float> numbers = numbersOf(spec({1, 2, 2, 3}), scaling);
        QCOMPARE(std::vector<float>(numbers.begin(), numbers.begin() + 3),
                 std::vector<float>({-103.939f, -116.779f, 131.32f}));
        scaling.mode = ImageScaling::Mode::Torch;
        numbers = numbersOf(spec({1, 2, 2, 3}), scaling);
        const float wanted[] = {2.2489083f, 2.4285715f, 2.64f};
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY2(std::fabs(numbers[9 + c] - wanted[c]) < 1e-5f, qPrintable(QString::number(numbers[9 + c])));
    }

    void resizingKeepsOrBreaksProportions()
    {
        QImage wide(40, 10, QImage::Format_RGB32);
        wide.fill(Qt::white);
        const PictureLayout square{PictureLayout::Order::ChannelsLast, 8, 8, 1, 4};
        ImageScaling scaling;
        scaling.resize = ImageScaling::Resize::Fit;
        QCOMPARE(preparedImage(wide, square, scaling).pixelColor(4, 0), QColor(Qt::black));
        QCOMPARE(preparedImage(wide, square, scaling).pixelColor(4, 4), QColor(Qt::white));
        scaling.resize = ImageScaling::Resize::Crop;
        QCOMPARE(preparedImage(wide, square, scaling).pixelColor(4, 0), QColor(Qt::white));
        QCOMPARE(preparedImage(wide, square, scaling).size(), QSize(8, 8));
    }

    void scalingIsGuessedFromTheModel()
    {
        Model model;
        QCOMPARE(guessScaling(model).reason, ScalingGuess::Reason::Default);
        model.name = "ResNet50V2";
        QCOMPARE(guessScaling(model).scaling.low, -1.0);
        model.name = "resnet50";
        QCOMPARE(guessScaling(model).scaling.mode, ImageScaling::Mode::Caffe);
        Layer rescaling;
        rescaling.className = "Rescaling";
        model.layers.push_back(rescaling);
        QCOMPARE(guessScaling(model).reason, ScalingGuess::Reason::RescalesItself);
        QCOMPARE(guessScaling(model).scaling.high, 255.0);
    }
};

QTEST_GUILESS_MAIN(tst_InputSource)
#include "tst_InputSource.moc"
