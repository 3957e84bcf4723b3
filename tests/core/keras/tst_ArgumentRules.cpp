// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ArgumentRules.h"
#include "tests/support/Fixtures.h"

#include <QTest>

using namespace lw;

namespace {

std::string refusal(int generation, const char* className, const char* config, const char* argument)
{
    const auto json = Json::parse(config);
    if (!json)
        qFatal("%s is no JSON", config);
    const auto checked = keras::checkArgument(generation, className, *json, argument);
    return checked ? std::string() : checked.error().message;
}

} // namespace

/// What is said, and edges of the table; tests/interop/arguments.py holds the table against Keras itself.
class TestArgumentRules : public QObject {
    Q_OBJECT
private slots:
    void saysWhatIsAllowed_data()
    {
        QTest::addColumn<QByteArray>("className");
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("said");
        const char* const kRows[][4] = {
            {"Dense", "units", "-1", "units is a whole number of 1 or more, not -1"},
            {"Dense", "units", "2.0", "units is a whole number of 1 or more, not 2.0"},
            {"Dense", "units", "true", "units is a whole number of 1 or more, not True"},
            {"Dense", "units", "null", "units is a whole number of 1 or more, not None"},
            {"Dense", "units", "99999999999999999999", "units is a whole number of 1 or more, not 99999999999999999999"},
            {"Dropout", "rate", "1.5", "rate is a number from 0 to 1, not 1.5"},
            {"Dropout", "rate", "NaN", "rate is a number from 0 to 1, not NaN"},
            {"Conv1D", "kernel_size", "[2, 2]", "kernel_size is a whole number of 1 or more, not [2, 2]"},
            {"Conv2D", "strides", "[1, 0]",
             "strides is a whole number of 1 or more, or 2 of them in brackets, not [1, 0]"},
            {"ConvLSTM2D", "kernel_size", "[2]",
             "kernel_size is a whole number of 1 or more, or 2 of them in brackets, not [2]"},
            {"Cropping2D", "cropping", "[[1, 1], [0]]",
             "cropping is a whole number of 0 or more, or 2 of them in brackets, where each may be a pair: before and "
             "after, not [[1, 1], [0]]"},
            {"Reshape", "target_shape", "[-1, -1]",
             "target_shape is a list of whole numbers of 1 or more, where one may be -1: what is left, not [-1, -1]"},
            {"Permute", "dims", "[1, 3]", "dims is a list of the numbers from 1 on, in some order, not [1, 3]"},
            {"Permute", "dims", "1", "dims is a list of the numbers from 1 on, in some order, not 1"},
            {"Conv2D", "padding", "\"causal\"", "padding is one of valid, same, not \"causal\""},
            {"Conv2D", "padding", "\"valid, same\"", "padding is one of valid, same, not \"valid, same\""},
            {"GroupNormalization", "groups", "-2",
             "groups is a whole number of 1 or more, or -1 for as many as there are channels, not -2"},
            {"Dot", "axes", "0", "axes is a whole number other than 0, or two in brackets, not 0"}};
        for (const auto& row : kRows)
            QTest::addRow("%s.%s=%s", row[0], row[1], row[2]) << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2])
                                                               << QByteArray(row[3]);
    }
    void saysWhatIsAllowed()
    {
        QFETCH(QByteArray, className);
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, said);
        for (const int generation : {2, 3})
            QCOMPARE(refusal(generation, className, "{\"" + argument + "\": " + value + "}", argument).c_str(),
                     said.constData());
    }

    void knowsWhatOtherArgumentsAllow()
    {
        const char* both = R"({"strides": [2, 2], "dilation_rate": 2})";
        QVERIFY(!refusal(3, "Conv2D", both, "strides").empty());
        QVERIFY(!refusal(3, "Conv2D", both, "dilation_rate").empty());
        QVERIFY(refusal(3, "Conv2D", R"({"strides": [1, 1], "dilation_rate": 2})", "dilation_rate").empty());
        QVERIFY(!refusal(2, "SeparableConv2D", both, "strides").empty());
        QVERIFY(refusal(3, "SeparableConv2D", both, "strides").empty());
        QCOMPARE(refusal(3, "Conv2D", R"({"filters": 8, "groups": 3})", "groups"),
                 std::string("filters is a multiple of groups, and 8 is none of 3"));
        QVERIFY(refusal(3, "Conv2D", R"({"filters": 9, "groups": 3})", "groups").empty());
    }

    void passesWhatItDoesNotKnow()
    {
        QVERIFY(refusal(3, "MyLayer", R"({"units": -1})", "units").empty());
        QVERIFY(refusal(3, "Dense", R"({"mine": -1})", "mine").empty());
        QVERIFY(refusal(2, "DepthwiseConv2D", R"({"filters": null})", "filters").empty());
        QVERIFY(refusal(3, "MaxPooling2D", R"({"strides": null})", "strides").empty());
        QVERIFY(refusal(2, "GaussianNoise", R"({"stddev": 2})", "stddev").empty());
        QVERIFY(!refusal(3, "GaussianNoise", R"({"stddev": 2})", "stddev").empty());
    }

    void checksOnlyWhatChanges()
    {
        const Json config = *Json::parse(R"({"units": -1, "activation": "relu"})");
        VERIFY_RESULT(keras::checkArguments(3, "Dense", config, *Json::parse(R"({"activation": "relu"})")));
        QVERIFY(!keras::checkArguments(3, "Dense", config, *Json::parse(R"({"units": -1})")).ok());
    }
};

QTEST_GUILESS_MAIN(TestArgumentRules)
#include "tst_ArgumentRules.moc"
