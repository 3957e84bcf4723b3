// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/zip/ZipReader.h"
#include "core/containers/zip/ZipWriter.h"
#include "tests/support/Fixtures.h"

#include <algorithm>

using namespace lw;

class TestZip : public QObject {
    Q_OBJECT
private slots:
    void readsWhatItWrote();
    void readsWhatPythonWrote();
    void alignsMembers();
    void refusesEveryCut();
    void noFlippedByteChangesContentSilently();
    void refusesDuplicateNames();
    void refusesOverlappingMembers();
    void refusesHeadersThatDisagree();
    void refusesAMemberThatClaimsTooMuch();
    void refusesAWrongLengthWhenWriting();

private:
    static std::string writeArchive(const std::vector<std::pair<std::string, std::string>>& members);
    static Result<std::shared_ptr<const ZipReader>> openBytes(const std::string& bytes);
};

std::string TestZip::writeArchive(const std::vector<std::pair<std::string, std::string>>& members)
{
    const std::string path = test::temporaryFolder() + "/a.zip";
    auto file = SaveFile::create(path);
    ZipWriter zip(*file);
    for (const auto& [name, content] : members)
        if (!zip.add(name, asBytes(content)).ok())
            return {};
    if (!zip.finish().ok() || !file->commit().ok())
        return {};
    return test::readAll(path);
}

Result<std::shared_ptr<const ZipReader>> TestZip::openBytes(const std::string& bytes)
{
    static const std::string path = test::temporaryFolder() + "/b.zip";
    std::remove(path.c_str());
    test::writeAll(path, bytes);
    LW_ASSIGN(auto file, MappedFile::open(path));
    return ZipReader::open(file);
}

void TestZip::readsWhatItWrote()
{
    const auto zip = openBytes(writeArchive({{"config.json", "{}"}, {"empty", ""}, {"long", std::string(200'000, 'x')}}));
    VERIFY_RESULT(zip);
    QCOMPARE((*zip)->entries().size(), std::size_t{3});
    const auto content = (*zip)->read(*(*zip)->find("long"));
    VERIFY_RESULT(content);
    QCOMPARE(content->size(), std::size_t{200'000});
    QVERIFY((*zip)->find("missing") == nullptr);
}

void TestZip::readsWhatPythonWrote()
{
    const auto file = MappedFile::open(test::fixture("zip/python.zip"));
    VERIFY_RESULT(file);
    const auto zip = ZipReader::open(*file);
    VERIFY_RESULT(zip);
    for (const char* name : {"stored.txt", "deflated.txt"}) {
        const ZipEntry* entry = (*zip)->find(name);
        QVERIFY(entry != nullptr);
        QCOMPARE(entry->stored(), std::string_view(name) == "stored.txt");
        const auto content = (*zip)->read(*entry);
        VERIFY_RESULT(content);
        QVERIFY(std::string(asText(content->span)) == [] {
            std::string text;
            for (int i = 0; i < 500; ++i)
                text += "line " + std::to_string(i) + "\n";
            return text;
        }());
    }
}

void TestZip::alignsMembers()
{
    const auto zip = openBytes(writeArchive({{"a", "1"}, {"longer name", "2"}}));
    VERIFY_RESULT(zip);
    for (const ZipEntry& entry : (*zip)->entries())
        QCOMPARE(entry.dataOffset % 64, std::uint64_t{0});
}

void TestZip::refusesEveryCut()
{
    const std::string bytes = writeArchive({{"a", "first"}, {"b", "second"}});
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY(!openBytes(bytes.substr(0, length)).ok());
}

void TestZip::noFlippedByteChangesContentSilently()
{
    const std::string bytes = test::readAll(test::fixture("zip/python.zip"));
    const auto whole = openBytes(bytes);
    VERIFY_RESULT(whole);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string flipped = bytes;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x20);
        const auto zip = openBytes(flipped);
        if (!zip)
            continue;
        for (const ZipEntry& entry : (*zip)->entries()) {
            const ZipEntry* original = (*whole)->find(entry.name);
            const auto content = (*zip)->read(entry);
            if (original && content)
                QVERIFY(std::ranges::equal(content->span, (*whole)->read(*original)->span));
        }
    }
}

void TestZip::refusesDuplicateNames()
{
    const auto zip = openBytes(writeArchive({{"config.json", "one"}, {"config.json", "two"}}));
    QVERIFY(!zip.ok());
    QCOMPARE(zip.error().where.inner, std::string("config.json"));
}

void TestZip::refusesOverlappingMembers()
{
    std::string bytes = writeArchive({{"a", std::string(64, 'x')}, {"b", std::string(64, 'y')}});
    // The second entry's 64-bit extra field ends with its local offset; 0 makes both entries share the first member.
    const std::size_t second = bytes.find("PK\x01\x02", bytes.find("PK\x01\x02") + 4);
    bytes.replace(second + 46 + 1 + 4 + 16, 8, std::string(8, '\0'));
    bytes[second + 46] = 'a';
    QVERIFY(!openBytes(bytes).ok());
}

void TestZip::refusesHeadersThatDisagree()
{
    std::string bytes = writeArchive({{"config.json", "{}"}});
    bytes[30] = 'X'; // the name in the member's own header
    const auto zip = openBytes(bytes);
    QVERIFY(!zip.ok());
    QCOMPARE(zip.error().kind, ErrorKind::Corrupt);
}

void TestZip::refusesAMemberThatClaimsTooMuch()
{
    std::string bytes = test::readAll(test::fixture("zip/python.zip"));
    const std::size_t entry = bytes.find("PK\x01\x02", bytes.find("PK\x01\x02") + 4); // the deflated one
    bytes.replace(entry + 24, 4, std::string("\x00\x00\x00\x70", 4));
    const auto zip = openBytes(bytes);
    VERIFY_RESULT(zip);
    QVERIFY(!(*zip)->read(*(*zip)->find("deflated.txt")).ok());
}

void TestZip::refusesAWrongLengthWhenWriting()
{
    auto file = SaveFile::create(test::temporaryFolder() + "/x.zip");
    VERIFY_RESULT(file);
    ZipWriter zip(*file);
    VERIFY_RESULT(zip.begin("a", 5));
    VERIFY_RESULT(zip.write(asBytes("four")));
    QVERIFY(!zip.end().ok());
}

QTEST_APPLESS_MAIN(TestZip)
#include "tst_Zip.moc"
