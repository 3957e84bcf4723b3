// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "tests/support/Fixtures.h"

#include <bundle.pb.h>

using namespace lw;
using namespace lw::protobuf;

namespace {

/// "number:type=value" for each field, or the error.
std::string print(const std::string& message)
{
    WireReader reader(asBytes(message));
    std::string text;
    while (true) {
        const auto field = reader.next();
        if (!field)
            return text + "! " + field.error().message;
        if (!*field)
            return text;
        text += std::to_string((*field)->number) + ":" + std::to_string(static_cast<int>((*field)->type)) + "=";
        text += (*field)->type == WireType::Bytes ? std::string((*field)->text()) : std::to_string((*field)->value);
        text += " ";
    }
}

} // namespace

class TestWireReader : public QObject {
    Q_OBJECT
private slots:
    void walksOverEveryType();
    void skipsGroups();
    void refusesWhatIsNoMessage_data();
    void refusesWhatIsNoMessage();
    void keepsUnknownFields();
    void keepsNamesThatAreNotUtf8();
    void refusesNestingWithoutBound();
};

void TestWireReader::walksOverEveryType()
{
    QCOMPARE(print({}), std::string());
    QCOMPARE(print(std::string("\x08\x96\x01\x12\x02hi\x1d\x01\0\0\0\x21\x02\0\0\0\0\0\0\0", 21)),
             std::string("1:0=150 2:2=hi 3:5=1 4:1=2 "));
}

void TestWireReader::skipsGroups()
{
    QCOMPARE(print(std::string("\x0b\x08\x01\x13\x14\x0c\x10\x07", 8)), std::string("1:3=0 2:0=7 "));
}

void TestWireReader::refusesWhatIsNoMessage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("field number 0") << QByteArray("\x00\x01", 2);
    QTest::newRow("cut varint") << QByteArray("\x08\x96", 2);
    QTest::newRow("varint of eleven bytes") << QByteArray("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12);
    QTest::newRow("longer than the message") << QByteArray("\x12\x05hi", 4);
    QTest::newRow("longer than any message") << QByteArray("\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11);
    QTest::newRow("unknown wire type") << QByteArray("\x0e\x01", 2);
    QTest::newRow("end of a group without start") << QByteArray("\x0c", 1);
    QTest::newRow("group without end") << QByteArray("\x0b\x08\x01", 3);
    QTest::newRow("groups crossed") << QByteArray("\x0b\x13\x0c\x14", 4);
    QTest::newRow("groups nested 100,000 deep") << QByteArray(100000, '\x0b');
    QTest::newRow("cut fixed number") << QByteArray("\x1d\x01", 2);
}

void TestWireReader::refusesWhatIsNoMessage()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(print(bytes.toStdString()).find("! ") != std::string::npos);
}

void TestWireReader::keepsUnknownFields()
{
    const std::string message("\x08\x01\x9a\x06\x03new", 8); // dtype, then field 99
    pb::BundleEntry entry;
    VERIFY_RESULT(parse(asBytes(message), entry));
    QCOMPARE(entry.dtype(), 1);
    QCOMPARE(serialize(entry), message);
}

void TestWireReader::keepsNamesThatAreNotUtf8()
{
    pb::ObjectReference reference;
    VERIFY_RESULT(parse(asBytes(std::string("\x12\x02\xff\xfe", 4)), reference));
    QCOMPARE(reference.local_name(), std::string("\xff\xfe"));
}

void TestWireReader::refusesNestingWithoutBound()
{
    pb::BundleEntry entry;
    QVERIFY(!parse(asBytes(std::string(100000, '\x0b')), entry));
}

QTEST_APPLESS_MAIN(TestWireReader)
#include "tst_WireReader.moc"
