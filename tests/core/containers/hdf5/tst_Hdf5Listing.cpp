// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MappedFile.h"
#include "core/containers/hdf5/DatasetReader.h"
#include "core/containers/hdf5/Hdf5Listing.h"
#include "tests/support/Fixtures.h"

using namespace lw;
using namespace lw::test;

namespace {

/// What the reader process says about a fixture.
Result<Bytes> listingOf(const char* name)
{
    LW_ASSIGN(auto file, MappedFile::open(fixture(std::string("hdf5/") + name)));
    std::uint32_t isolation = 0;
    return DatasetReader(file->descriptor(), file, 0, file->size()).list({}, isolation);
}

} // namespace

class TestHdf5Listing : public QObject {
    Q_OBJECT

private slots:
    void isolatesTheReader();
    void acceptsWhatTheReaderSays();
    void refusesTruncationAtEveryByte();
    void survivesEveryFlippedByte();
    void countsElementsWithoutWrapping();
};

void TestHdf5Listing::isolatesTheReader()
{
    const auto file = MappedFile::open(fixture("hdf5/types.h5"));
    std::uint32_t isolation = 0;
    VERIFY_RESULT(DatasetReader((*file)->descriptor(), *file, 0, (*file)->size()).list({}, isolation));
    QVERIFY((isolation & hdf5_protocol::kHasSeccomp) != 0);
}

void TestHdf5Listing::acceptsWhatTheReaderSays()
{
    const auto bytes = listingOf("types.h5");
    VERIFY_RESULT(bytes);
    const auto listing = Hdf5Listing::parse(*bytes);
    VERIFY_RESULT(listing);
    QVERIFY(listing->objects.size() > 20);
}

void TestHdf5Listing::refusesTruncationAtEveryByte()
{
    const auto bytes = listingOf("types.h5");
    VERIFY_RESULT(bytes);
    for (std::size_t length = 0; length < bytes->size(); ++length)
        QVERIFY(!Hdf5Listing::parse(bytes->slice(0, length)).ok());
}

void TestHdf5Listing::survivesEveryFlippedByte()
{
    const auto bytes = listingOf("types.h5");
    VERIFY_RESULT(bytes);
    for (std::size_t at = 0; at < bytes->size(); ++at) {
        auto copy = std::make_shared<std::vector<std::byte>>(bytes->span.begin(), bytes->span.end());
        (*copy)[at] ^= std::byte{0xff};
        const auto listing = Hdf5Listing::parse({ByteSpan(*copy), copy});
        if (!listing.ok())
            continue;
        for (const Hdf5Object& object : listing->objects) {
            (void)object.type.text();
            for (const Hdf5Attribute& attribute : object.attributes)
                (void)attribute.strings();
        }
    }
}

void TestHdf5Listing::countsElementsWithoutWrapping()
{
    using Class = Hdf5Space::Class;
    QCOMPARE((Hdf5Space{Class::Simple, {2, 3}}.elements()), std::optional<std::uint64_t>(6));
    QCOMPARE((Hdf5Space{Class::Scalar, {}}.elements()), std::optional<std::uint64_t>(1));
    QCOMPARE((Hdf5Space{Class::Null, {}}.elements()), std::optional<std::uint64_t>(0));
    QCOMPARE((Hdf5Space{Class::Simple, {1ULL << 40, 0}}.elements()), std::optional<std::uint64_t>(0));
    QVERIFY(!(Hdf5Space{Class::Simple, {4194305, 4194305, 211106198978564}}.elements()).has_value());
    QVERIFY(!(Hdf5Space{Class::Simple, {1ULL << 63, 0}}.elements()).has_value());
}

QTEST_GUILESS_MAIN(TestHdf5Listing)
#include "tst_Hdf5Listing.moc"
