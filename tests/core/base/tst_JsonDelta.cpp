// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonDelta.h"
#include "tests/support/Fixtures.h"

#include <QTest>

using namespace lw;

namespace {

Json json(const char* text)
{
    auto parsed = Json::parse(text);
    if (!parsed)
        qFatal("%s is no JSON", text);
    return *parsed;
}

} // namespace

class TestJsonDelta : public QObject {
    Q_OBJECT
private slots:
    void turnsOneIntoTheOther_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const char* const kValues[] = {"null", "1", "1.0", R"("a")", "[]", "{}", "[1, 2, 3]", "[1, 3]", "[0, 1, 2, 3]",
                                       "[1, 9, 3]", "[[1], [2]]", "[[1], [2, 3]]", R"({"a": 1, "b": 2})",
                                       R"({"b": 2, "a": 1})", R"({"a": 1, "b": {"c": [1]}})",
                                       R"({"a": 1, "b": {"c": [1, 2]}})", R"({"a": null, "b": {"c": [1, 2]}})",
                                       R"({"whole": 1})", R"({"parts": [[0, {"whole": 1}]]})", R"({"a": 1, "a": 2})"};
        for (const char* from : kValues)
            for (const char* to : kValues)
                QTest::addRow("%s -> %s", from, to) << QByteArray(from) << QByteArray(to);
    }
    void turnsOneIntoTheOther()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const Json before = json(from.constData()), after = json(to.constData());
        const Json delta = jsonDelta(before, after);
        QCOMPARE(delta.isNull(), before == after);
        // As it is read again.
        const auto read = Json::parse(delta.dump());
        VERIFY_RESULT(read);
        const auto made = applyDelta(before, *read);
        VERIFY_RESULT(made);
        QCOMPARE(made->dump(), after.dump());
        QCOMPARE(before.dump(), json(from.constData()).dump());
    }

    void isAsSmallAsWhatChanged()
    {
        Json before;
        for (int i = 0; i < 1000; ++i)
            before.push(Json::object({{"name", "layer_" + std::to_string(i)}, {"config", Json::object({{"units", i}})}}));
        Json after = before;
        after.items()[500].find("config")->set("units", 7);
        QVERIFY(jsonDelta(before, after).dump().size() < 100);
        after = before;
        after.items().erase(after.items().begin() + 10);
        QVERIFY(jsonDelta(before, after).dump().size() < 100);
        QVERIFY(jsonDelta(after, before).dump().size() < 200);
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("delta");
        for (const char* delta :
             {"1", "[]", "{}", R"({"parts": 1})", R"({"parts": [[3, {"whole": 1}]]})", R"({"parts": [[-1, {"whole": 1}]]})",
              R"({"parts": [["a", {"whole": 1}]]})", R"({"parts": [[0, {"parts": []}]]})", R"({"parts": [0]})",
              R"({"at": 4, "remove": 0, "put": []})", R"({"at": 1, "remove": 3, "put": []})",
              R"({"at": 1, "remove": -1, "put": []})", R"({"at": 0, "remove": 0})",
              R"({"at": 99999999999999999999, "remove": 0, "put": []})"})
            QTest::addRow("%s", delta) << QByteArray(delta);
    }
    void refusesWhatDoesNotFit()
    {
        QFETCH(QByteArray, delta);
        const auto made = applyDelta(json("[1, 2, 3]"), json(delta.constData()));
        QVERIFY(!made.ok());
        QCOMPARE(made.error().kind, ErrorKind::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestJsonDelta)
#include "tst_JsonDelta.moc"
