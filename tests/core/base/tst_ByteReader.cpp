// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ByteReader.h"
#include "core/base/Diagnostics.h"
#include "core/base/MappedFile.h"
#include "tests/support/Fixtures.h"

#include <sys/stat.h>

using namespace lw;

class TestByteReader : public QObject {
    Q_OBJECT
private slots:
    void readsLittleEndianNumbers();
    void refusesToReadPastTheEnd();
    void readsVarints();
    void refusesOverlongVarints();
    void multipliesWithoutWrapping();
    void printableEscapesWhatDisturbs();
    void errorNamesInnermostPlace();
    void mappedFileRefusesFifosAndFolders();
    void mappedFileSlicesAreChecked();
    void diagnosticsCountAndBound();
};

void TestByteReader::readsLittleEndianNumbers()
{
    ByteReader reader(asBytes(std::string_view("\x01\x02\x00\x00\x80\x3f", 6)));
    QCOMPARE(*reader.number<std::uint16_t>(), std::uint16_t{0x0201});
    QCOMPARE(*reader.number<float>(), 1.0f);
    QVERIFY(reader.atEnd());
}

void TestByteReader::refusesToReadPastTheEnd()
{
    ByteReader reader(asBytes("abc"));
    VERIFY_RESULT(reader.skip(1));
    const auto number = reader.number<std::uint32_t>();
    QVERIFY(!number.ok());
    QCOMPARE(*number.error().where.offset, std::uint64_t{1});
    QVERIFY(!reader.bytes(SIZE_MAX).ok());
    QVERIFY(!reader.seek(4).ok());
    QCOMPARE(reader.remaining(), std::size_t{2});
}

void TestByteReader::readsVarints()
{
    ByteReader reader(asBytes(std::string_view("\x00\x7f\x80\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 14)));
    QCOMPARE(*reader.varint64(), std::uint64_t{0});
    QCOMPARE(*reader.varint64(), std::uint64_t{127});
    QCOMPARE(*reader.varint32(), std::uint32_t{128});
    QCOMPARE(*reader.varint64(), UINT64_MAX);
}

void TestByteReader::refusesOverlongVarints()
{
    QVERIFY(!ByteReader(asBytes(std::string(11, '\xff'))).varint64().ok());
    QVERIFY(!ByteReader(asBytes(std::string_view("\xff\xff\xff\xff\xff\x01"))).varint32().ok());
    QVERIFY(!ByteReader(asBytes("\x80")).varint64().ok());
}

void TestByteReader::multipliesWithoutWrapping()
{
    QVERIFY(checkedMultiply(1u << 31, 1u << 31).second);
    QVERIFY(!checkedMultiply(UINT64_MAX, 2).second);
}

void TestByteReader::printableEscapesWhatDisturbs()
{
    QCOMPARE(printable("a\x1b[31m\n"), std::string("a\\x1b[31m\\x0a"));
    QCOMPARE(printable("\xe2\x80\xae" "evil"), std::string("\\u202eevil"));
    QCOMPARE(printable("\xff\xc3\xa9"), std::string("\\xff\xc3\xa9"));
    QVERIFY(printable(std::string(1000, 'x'), 20).size() < 30);
}

void TestByteReader::errorNamesInnermostPlace()
{
    const Error error = corrupt("it is cut").in("kernel").in("layer").at("model.h5").atOffset(7);
    QCOMPARE(error.toString(), std::string("model.h5: kernel: it is cut (at byte 7)"));
}

void TestByteReader::mappedFileRefusesFifosAndFolders()
{
    const std::string folder = test::temporaryFolder();
    QCOMPARE(::mkfifo((folder + "/fifo").c_str(), 0600), 0);
    QCOMPARE(MappedFile::open(folder + "/fifo").error().kind, ErrorKind::Invalid);
    QCOMPARE(MappedFile::open(folder).error().kind, ErrorKind::Invalid);
    QCOMPARE(MappedFile::open(folder + "/missing").error().kind, ErrorKind::NotFound);
    QCOMPARE(MappedFile::open("/dev/zero").error().kind, ErrorKind::Invalid);
}

void TestByteReader::mappedFileSlicesAreChecked()
{
    const std::string path = test::temporaryFolder() + "/x";
    test::writeAll(path, "0123456789");
    const auto file = MappedFile::open(path);
    VERIFY_RESULT(file);
    QCOMPARE(std::string(asText((*file)->slice(8, 2)->span)), std::string("89"));
    QVERIFY(!(*file)->slice(8, 3).ok());
    QVERIFY(!(*file)->slice(UINT64_MAX, 2).ok());
    QVERIFY(!(*file)->slice(1, UINT64_MAX).ok());
}

void TestByteReader::diagnosticsCountAndBound()
{
    Diagnostics list;
    list.warning("same", "dense");
    list.warning("same", "dense");
    QCOMPARE(list.entries().size(), std::size_t{1});
    QCOMPARE(list.entries()[0].count, std::size_t{2});
    for (int i = 0; i < 5000; ++i)
        list.warning("other", std::to_string(i));
    QVERIFY(list.entries().size() <= 1001);
}

QTEST_APPLESS_MAIN(TestByteReader)
#include "tst_ByteReader.moc"
