// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/Crc32c.h"
#include "core/containers/sstable/Snappy.h"
#include "core/containers/sstable/TableFormat.h"
#include "core/containers/sstable/TableReader.h"
#include "core/containers/sstable/TableWriter.h"
#include "tests/support/Fixtures.h"

#include <cstring>
#include <map>

using namespace lw;
using namespace lw::sstable;

namespace {

using Entries = std::map<std::string, std::string>;

std::string write(const Entries& entries)
{
    TableWriter writer;
    for (const auto& [key, value] : entries)
        if (!writer.add(key, asBytes(value)))
            return {};
    return writer.finish();
}

Result<Entries> read(const std::string& bytes)
{
    Entries entries;
    LW_TRY(readTable(asBytes(bytes), [&](std::string_view key, ByteSpan value) -> Result<void> {
        entries[std::string(key)] = asText(value);
        return {};
    }));
    return entries;
}

/// A block with its trailer, and a handle to it.
std::string withTrailer(std::string block, char compression)
{
    block.push_back(compression);
    const std::uint32_t crc = maskCrc(crc32c(asBytes(block)));
    return block.append(reinterpret_cast<const char*>(&crc), sizeof(crc));
}

std::string varint(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
    return out;
}

std::string entry(std::uint64_t shared, const std::string& rest, const std::string& value)
{
    return varint(shared) + varint(rest.size()) + varint(value.size()) + rest + value;
}

const std::string kOneRestart("\0\0\0\0\1\0\0\0", 8);

std::string footer(const std::string& indexHandle)
{
    std::string bytes = varint(0) + varint(0) + indexHandle;
    bytes.resize(kFooterSize - sizeof(kTableMagic));
    return bytes.append(reinterpret_cast<const char*>(&kTableMagic), sizeof(kTableMagic));
}

/// A table of one data block with this content.
std::string tableOf(const std::string& block, char compression = 0)
{
    const std::string data = withTrailer(block, compression);
    const std::string index = entry(0, "~", varint(0) + varint(block.size())) + kOneRestart;
    return data + withTrailer(index, 0) + footer(varint(data.size()) + varint(index.size()));
}

} // namespace

class TestTable : public QObject {
    Q_OBJECT
private slots:
    void checksumsOfTheStandard();
    void checksumsAgreeWithTheInstruction();
    void masksAreUndone();
    void decodesSnappy();
    void refusesSnappyThatLies();
    void readsWhatItWrote();
    void readsWhatTensorFlowWrote();
    void readsCompressedBlocks();
    void refusesKeysOutOfOrder();
    void refusesEveryCut();
    void noFlippedByteChangesContentSilently();
    void refusesHostileBlocks_data();
    void refusesHostileBlocks();
    void refusesHostileHandles_data();
    void refusesHostileHandles();
};

void TestTable::checksumsOfTheStandard()
{
    // RFC 3720, appendix B.4
    QCOMPARE(crc32c(asBytes(std::string(32, '\0'))), 0x8a9136aaU);
    QCOMPARE(crc32c(asBytes(std::string(32, '\xff'))), 0x62a8ab43U);
    QCOMPARE(crc32c(asBytes("123456789")), 0xe3069283U);
}

void TestTable::checksumsAgreeWithTheInstruction()
{
    std::string bytes;
    for (std::size_t i = 0; i < 40000; ++i)
        bytes.push_back(static_cast<char>(i * 7 + i / 251));
    for (const std::size_t size : {0UL, 1UL, 7UL, 8UL, 9UL, 4095UL, 12287UL, 12288UL, 12289UL, 24576UL, 40000UL}) {
        const std::string_view part = std::string_view(bytes).substr(0, size);
        QCOMPARE(crc32c(asBytes(part)), crc32cPortable(asBytes(part)));
        QCOMPARE(crc32c(asBytes(part), 12345), crc32cPortable(asBytes(part), 12345));
    }
    const std::uint32_t first = crc32c(asBytes(std::string_view(bytes).substr(0, 17000)));
    QCOMPARE(crc32c(asBytes(std::string_view(bytes).substr(17000)), first), crc32c(asBytes(bytes)));
}

void TestTable::masksAreUndone()
{
    for (const std::uint32_t crc : {0U, 1U, 0xffffffffU, 0xe3069283U})
        QCOMPARE(unmaskCrc(maskCrc(crc)), crc);
    QVERIFY(maskCrc(1) != 1);
}

void TestTable::decodesSnappy()
{
    // literal "abcd", a copy of 8 bytes from 4 back (overlapping), then a literal "e"
    const std::string block =
        std::string("\x0d\x0c", 2) + "abcd" + std::string("\x11\x04", 2) + std::string("\x00", 1) + "e";
    const auto decoded = snappyDecode(asBytes(block), 100);
    VERIFY_RESULT(decoded);
    QCOMPARE(asText(*decoded), std::string_view("abcdabcdabcde"));
}

void TestTable::refusesSnappyThatLies()
{
    QVERIFY(!snappyDecode(asBytes(std::string("\xff\xff\xff\xff\x0f\x00", 6)), ~0ULL)); // 4 GiB out of 6 bytes
    QVERIFY(!snappyDecode(asBytes(std::string("\x05\x0c") + "abcd"), 100));             // less than it claims
    QVERIFY(!snappyDecode(asBytes(std::string("\x02\x0c") + "abcd"), 100));             // more than it claims
    QVERIFY(!snappyDecode(asBytes(std::string("\x08\x0c") + "abcd\x01\x09"), 100));     // from before the start
    QVERIFY(!snappyDecode(asBytes(std::string("\x04\xf0")), 100));                      // cut
    QVERIFY(!snappyDecode(asBytes(std::string("\x04\x0c") + "abcd"), 3));               // over the limit
    QVERIFY(!snappyDecode({}, 100));
}

void TestTable::readsWhatItWrote()
{
    Entries entries{{"", "header"}};
    for (int i = 0; i < 5000; ++i) // several blocks
        entries["layer_with_weights-" + std::to_string(i) + "/kernel"] =
            std::string(static_cast<std::size_t>(i % 200), 'x');
    const auto back = read(write(entries));
    VERIFY_RESULT(back);
    QVERIFY(*back == entries);
    const auto empty = read(write({}));
    VERIFY_RESULT(empty);
    QVERIFY(empty->empty());
}

void TestTable::readsWhatTensorFlowWrote()
{
    const auto entries = read(test::readAll(test::fixture("checkpoint/dtypes.index")));
    VERIFY_RESULT(entries);
    QCOMPARE(entries->size(), 20U);
    QVERIFY(entries->count("dotted/a..b/.ATTRIBUTES/VARIABLE_VALUE") == 1);
    QVERIFY(write(*entries).size() > 0);
    QVERIFY(*read(write(*entries)) == *entries);
}

void TestTable::readsCompressedBlocks()
{
    const std::string block = entry(0, "a", "1") + kOneRestart;
    std::string compressed = varint(block.size());
    compressed.push_back(static_cast<char>((block.size() - 1) << 2));
    compressed += block;
    const auto entries = read(tableOf(compressed, 1));
    VERIFY_RESULT(entries);
    QVERIFY(*entries == (Entries{{"a", "1"}}));
    QCOMPARE(read(tableOf(block, 9)).error().kind, ErrorKind::Unsupported);
}

void TestTable::refusesKeysOutOfOrder()
{
    TableWriter writer;
    VERIFY_RESULT(writer.add("b", {}));
    QVERIFY(!writer.add("b", {}));
    QVERIFY(!writer.add("a", {}));
}

void TestTable::refusesEveryCut()
{
    const std::string bytes = write({{"", "header"}, {"a", "1"}, {"b", "2"}});
    for (std::size_t size = 0; size < bytes.size(); ++size)
        QVERIFY2(!read(bytes.substr(0, size)), std::to_string(size).c_str());
}

void TestTable::noFlippedByteChangesContentSilently()
{
    const Entries entries{{"", "header"}, {"a", "1"}, {"ab", "2"}};
    const std::string bytes = write(entries);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        const auto back = read(flipped); // padding and the unused metaindex may differ
        QVERIFY2(!back || *back == entries, std::to_string(i).c_str());
    }
}

void TestTable::refusesHostileBlocks_data()
{
    QTest::addColumn<QByteArray>("block");
    const auto row = [](const char* name, const std::string& block) {
        QTest::newRow(name) << QByteArray(block.data(), static_cast<int>(block.size()));
    };
    row("too short", "ab");
    row("restart count of 2^31", entry(0, "a", "1") + std::string("\0\0\0\x80", 4));
    row("shares more than there is", entry(3, "a", "1") + kOneRestart);
    row("key past the end", varint(0) + varint(1000) + varint(0) + "a" + kOneRestart);
    row("value of 4 GiB", varint(0) + varint(1) + varint(0xffffffff) + "a" + kOneRestart);
    row("keys not in order", entry(0, "b", "") + entry(0, "a", "") + kOneRestart);
    row("the same key twice", entry(0, "b", "") + entry(0, "b", "") + kOneRestart);
    row("endless varint", std::string(11, '\xff') + kOneRestart);
}

void TestTable::refusesHostileBlocks()
{
    QFETCH(QByteArray, block);
    const auto read_ = read(tableOf(block.toStdString()));
    QVERIFY(!read_);
    QCOMPARE(read_.error().kind, ErrorKind::Corrupt);
}

void TestTable::refusesHostileHandles_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint64>("size");
    QTest::newRow("size 2^62") << quint64(0) << (quint64(1) << 62);
    QTest::newRow("past the end") << quint64(1000000) << quint64(10);
    QTest::newRow("offset and size wrap") << ~quint64(0) << quint64(2);
    QTest::newRow("reaches into the footer") << quint64(0) << quint64(60);
}

void TestTable::refusesHostileHandles()
{
    QFETCH(quint64, offset);
    QFETCH(quint64, size);
    const std::string bytes = std::string(20, 'x') + footer(varint(offset) + varint(size));
    const auto back = read(bytes);
    QVERIFY(!back);
    QCOMPARE(back.error().kind, ErrorKind::Corrupt);
}

QTEST_APPLESS_MAIN(TestTable)
#include "tst_Table.moc"
