// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "tests/support/Fixtures.h"

using namespace lw;

class TestJson : public QObject {
    Q_OBJECT
private slots:
    void writesBackWhatItRead_data();
    void writesBackWhatItRead();
    void refusesMalformedText_data();
    void refusesMalformedText();
    void refusesDeepNesting();
    void lastDuplicateWins();
    void numbersConvert();
    void writesFloatsAsPythonDoes_data();
    void writesFloatsAsPythonDoes();
    void setReplacesInPlace();
    void copiesAreIndependent();
    void readsSurrogatePairsAndKeepsLoneOnes();
    void keepsBytesThatAreNoUtf8_data();
    void keepsBytesThatAreNoUtf8();
    void survivesCuttingAtEveryByte();
};

void TestJson::writesBackWhatItRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("order and nesting") << QByteArray(R"({"b": [1, 2.50, {"a": null}], "a": true, "": "x"})");
    QTest::newRow("words of Python") << QByteArray("[NaN, Infinity, -Infinity]");
    QTest::newRow("long numbers") << QByteArray(
        "[0.1000000000000000055511151231257827021181583404541015625, 123456789012345678901234567890, 1e999, -0.0]");
    QTest::newRow("escapes") << QByteArray(R"(["\u00e9\n\t\"\\", "\ud83d\ude00"])");
    QTest::newRow("empty containers") << QByteArray(R"([{}, [], ""])");
}

void TestJson::writesBackWhatItRead()
{
    QFETCH(QByteArray, text);
    const auto json = Json::parse(text.toStdString());
    VERIFY_RESULT(json);
    QCOMPARE(QByteArray::fromStdString(json->dump()), text);
    const auto again = Json::parse(json->dump(2));
    VERIFY_RESULT(again);
    QVERIFY(*again == *json);
}

void TestJson::refusesMalformedText_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "{", "[1,]", "{\"a\" 1}", "{\"a\":}", "{1: 2}", "tru", "01", "1.", "1e", "\"abc",
                             "\"\\x\"", "\"\\u12\"", "[] x", "-", "[1 2]", "'a'"})
        QTest::newRow(text) << QByteArray(text);
}

void TestJson::refusesMalformedText()
{
    QFETCH(QByteArray, text);
    const auto json = Json::parse(text.toStdString());
    QVERIFY(!json.ok());
    QCOMPARE(json.error().kind, ErrorKind::Corrupt);
    QVERIFY(json.error().where.offset.has_value());
}

void TestJson::refusesDeepNesting()
{
    QVERIFY(!Json::parse(std::string(1'000'000, '[')).ok());
    QVERIFY(Json::parse(std::string(400, '[') + std::string(400, ']')).ok());
}

void TestJson::lastDuplicateWins()
{
    const auto json = Json::parse(R"({"a": 1, "a": 2})");
    VERIFY_RESULT(json);
    QCOMPARE((*json)["a"].toInt(), 2);
}

void TestJson::numbersConvert()
{
    QCOMPARE(Json::numberText("8.0").toInt(), 8);
    QCOMPARE(Json::numberText("8.5").toInt(-1), -1);
    QCOMPARE(Json::numberText("1e3").toInt(), 1000);
    QCOMPARE(Json::numberText("9223372036854775808").toInt(-1), -1);
    QVERIFY(Json::numberText("-3").isInteger());
    QVERIFY(!Json::numberText("3.0").isInteger());
    QVERIFY(std::isnan(Json::numberText("NaN").toDouble()));
    QCOMPARE(Json(true).toInt(7), 7);
    QCOMPARE(Json("x").toDouble(2.5), 2.5);
}

void TestJson::writesFloatsAsPythonDoes_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 1.0 << "1.0";
    QTest::newRow("tenth") << 0.1 << "0.1";
    QTest::newRow("small") << 1e-7 << "1e-07";
    QTest::newRow("large") << 1e16 << "1e+16";
    QTest::newRow("negative") << -2.5 << "-2.5";
}

void TestJson::writesFloatsAsPythonDoes()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(Json(value).dump()), text);
}

void TestJson::setReplacesInPlace()
{
    Json json = Json::object({{"a", 1}, {"b", 2}});
    json.set("a", "x");
    json.set("c", Json());
    json.remove("b");
    QCOMPARE(json.dump(), std::string(R"({"a": "x", "c": null})"));
}

void TestJson::copiesAreIndependent()
{
    Json first = Json::object({{"a", Json::array({1, 2})}, {"b", Json::object({{"c", 3}})}});
    const Json second = first;
    first.find("a")->push(4);
    first.find("b")->set("c", 5);
    first.remove("missing");
    QCOMPARE(second.dump(), std::string(R"({"a": [1, 2], "b": {"c": 3}})"));
    QCOMPARE(first.dump(), std::string(R"({"a": [1, 2, 4], "b": {"c": 5}})"));
    Json self = Json::array({1});
    self.push(self);
    QCOMPARE(self.dump(), std::string("[1, [1]]"));
    QVERIFY(second == second && !(first == second));
}

void TestJson::readsSurrogatePairsAndKeepsLoneOnes()
{
    const auto pair = Json::parse(R"("\ud83d\ude00")");
    VERIFY_RESULT(pair);
    QCOMPARE(pair->toText(), std::string("\xF0\x9F\x98\x80"));
    const auto lone = Json::parse(R"("\ud83dx")");
    VERIFY_RESULT(lone);
    QCOMPARE(lone->dump(), std::string(R"("\ud83dx")"));
}

void TestJson::keepsBytesThatAreNoUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("continuation alone") << QByteArray("\x80x");
    QTest::newRow("cut sequence") << QByteArray("\xE2\x82");
    QTest::newRow("two bytes longer than needed") << QByteArray("\xC0\xAF");
    QTest::newRow("three bytes longer than needed") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("four bytes longer than needed") << QByteArray("\xF0\x80\x80\xAF");
    QTest::newRow("behind the last character") << QByteArray("\xF4\xB0\xB0\xB0");
    QTest::newRow("pair of surrogates") << QByteArray("\xED\xA0\xBD\xED\xB8\x80");
}

void TestJson::keepsBytesThatAreNoUtf8()
{
    QFETCH(QByteArray, bytes);
    const auto json = Json::parse('"' + bytes.toStdString() + '"');
    VERIFY_RESULT(json);
    const auto again = Json::parse(json->dump());
    VERIFY_RESULT(again);
    QCOMPARE(again->toText(), bytes.toStdString());
}

void TestJson::survivesCuttingAtEveryByte()
{
    const std::string text = R"({"class_name": "Sequential", "config": [{"a": [1.5e3, "\u00e9"], "b": NaN}]})";
    for (std::size_t length = 0; length < text.size(); ++length)
        QVERIFY(!Json::parse(std::string_view(text).substr(0, length)).ok());
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_Json.moc"
