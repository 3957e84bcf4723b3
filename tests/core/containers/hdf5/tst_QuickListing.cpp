// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MappedFile.h"
#include "core/containers/hdf5/DatasetReader.h"
#include "core/containers/hdf5/Hdf5Listing.h"
#include "core/containers/hdf5/reader/QuickListing.h"
#include "tests/support/Fixtures.h"

#include <filesystem>

using namespace lw;
using namespace lw::test;
using hdf5_reader::Output;
using hdf5_reader::writeQuickListing;

namespace {

/// Lists in this process; an empty text when the quick way gives up.
std::string quickly(std::string_view file)
{
    Output output(hdf5_reader::kNoDescriptor);
    return writeQuickListing(file, output) ? std::string(output.collected()) : std::string();
}

void addFixtures(const char* folder)
{
    for (const auto& entry : std::filesystem::directory_iterator(fixture(folder))) {
        if (entry.path().extension() == ".h5")
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
}

void parseIfAny(const std::string& listing)
{
    auto owner = std::make_shared<std::string>(listing);
    if (!listing.empty())
        (void)Hdf5Listing::parse({asBytes(*owner), owner});
}

} // namespace

class TestQuickListing : public QObject {
    Q_OBJECT

private slots:
    void saysTheSameAsTheLibrary_data();
    void saysTheSameAsTheLibrary();
    void listsWhatKerasWrites_data();
    void listsWhatKerasWrites();
    void leavesOddFilesToTheLibrary();
    void refusesTruncationAtEveryByte();
    void survivesEveryFlippedByte();
};

void TestQuickListing::saysTheSameAsTheLibrary_data()
{
    QTest::addColumn<QString>("path");
    for (const char* folder : {"h5", "keras3", "hdf5"})
        addFixtures(folder);
}

void TestQuickListing::saysTheSameAsTheLibrary()
{
    QFETCH(QString, path);
    const auto file = MappedFile::open(path.toStdString());
    VERIFY_RESULT(file);
    const std::string quick = quickly(asText((*file)->bytes()));
    std::uint32_t isolation = 0;
    const auto thorough = DatasetReader((*file)->descriptor(), *file, 0, (*file)->size())
                              .list({}, isolation, hdf5_protocol::Command::ListThroughLibrary);
    VERIFY_RESULT(thorough);
    QVERIFY(quick.empty() || quick == asText(thorough->span));
}

void TestQuickListing::listsWhatKerasWrites_data()
{
    QTest::addColumn<QString>("path");
    addFixtures("keras3");
    QTest::newRow("whole model") << QString::fromStdString(fixture("h5/nested.h5"));
    QTest::newRow("weights") << QString::fromStdString(fixture("h5/weights.h5"));
}

void TestQuickListing::listsWhatKerasWrites()
{
    QFETCH(QString, path);
    QVERIFY(!quickly(readAll(path.toStdString())).empty());
}

void TestQuickListing::leavesOddFilesToTheLibrary()
{
    for (const char* name :
         {"new_format.h5", "user_block.h5", "links.h5", "external_storage.h5", "virtual.h5", "layouts.h5"})
        QVERIFY2(quickly(readAll(fixture(std::string("hdf5/") + name))).empty(), name);
    QVERIFY(quickly("").empty());
}

void TestQuickListing::refusesTruncationAtEveryByte()
{
    const std::string whole = readAll(fixture("h5/weights.h5"));
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY(quickly(std::string_view(whole).substr(0, length)).empty());
}

void TestQuickListing::survivesEveryFlippedByte()
{
    std::string file = readAll(fixture("h5/weights.h5"));
    for (std::size_t at = 0; at < file.size(); ++at) {
        for (const int mask : {0xff, 0x01, 0x80}) {
            file[at] = static_cast<char>(file[at] ^ mask);
            parseIfAny(quickly(file));
            file[at] = static_cast<char>(file[at] ^ mask);
        }
    }
}

QTEST_GUILESS_MAIN(TestQuickListing)
#include "tst_QuickListing.moc"
