// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5File.h"
#include "tests/support/Fixtures.h"

#include <algorithm>

using namespace lw;
using namespace lw::test;

namespace {

Result<std::shared_ptr<const Hdf5File>> openFixture(const char* name)
{
    auto mapped = MappedFile::open(fixture(std::string("hdf5/") + name));
    if (!mapped.ok())
        return mapped.error();
    return Hdf5File::open(*mapped);
}

Result<std::vector<double>> numbers(const Hdf5File& file, std::string_view path)
{
    const Hdf5Object* dataset = file.find(path);
    if (dataset == nullptr)
        return notFound("no such dataset");
    LW_ASSIGN(const Tensor tensor, file.tensor(*dataset));
    return tensor.toDoubles();
}

Result<void> everyTensor(const Hdf5File& file)
{
    for (const Hdf5Object& object : file.objects()) {
        if (!object.isDataset())
            continue;
        auto tensor = file.tensor(object);
        if (tensor.ok())
            (void)tensor->bytes();
    }
    return {};
}

std::string messages(const Hdf5File& file)
{
    Diagnostics diagnostics;
    file.report(diagnostics);
    std::string text;
    for (const Diagnostic& entry : diagnostics.entries())
        text += entry.subject + ": " + entry.message + "\n";
    return text;
}

Bytes shared(const std::string& text)
{
    auto owner = std::make_shared<std::string>(text);
    return {asBytes(*owner), owner};
}

} // namespace

class TestHdf5File : public QObject {
    Q_OBJECT

private slots:
    void readsNumbersOfAllTypes_data();
    void readsNumbersOfAllTypes();
    void readsStrings();
    void readsOpaqueBytesAsTheTypeThatIsAskedFor();
    void keepsScalarsAndEmptyOnes();
    void readsAttributes();
    void namesTypesThatTensorsDoNotHave_data();
    void namesTypesThatTensorsDoNotHave();
    void decodesChunksAndFilters_data();
    void decodesChunksAndFilters();
    void decodesAgainAfterTheMemoryWasGivenBack();
    void readsTheNewFormatInItsOrder();
    void readsBehindAUserBlock();
    void readsAPartOfAFile();
    void readsFromMemory();
    void refusesLinksOutOfTheFile();
    void visitsHardLinkCyclesOnce();
    void neverFollowsSoftLinks();
    void refusesStorageInOtherFiles_data();
    void refusesStorageInOtherFiles();
    void namesUnknownFilters();
    void refusesShapesThatNoFileHolds();
    void refusesDeepNesting();
    void refusesTruncationAtEveryByte();
    void survivesFlippedBytes_data();
    void survivesFlippedBytes();
    void saysWhenTheReaderIsMissing();
};

void TestHdf5File::readsNumbersOfAllTypes_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16",
                             "uint32", "uint64", "big_float32", "big_int64"})
        QTest::newRow(name) << name;
}

void TestHdf5File::readsNumbersOfAllTypes()
{
    QFETCH(QString, name);
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    const auto values = numbers(**file, name.toStdString());
    VERIFY_RESULT(values);
    QCOMPARE(*values, (std::vector<double>{0, 1, 2, 3, 4, 5}));
    const auto tensor = (*file)->tensor(*(*file)->find(name.toStdString()));
    VERIFY_RESULT(tensor);
    QVERIFY(name.endsWith(QString::fromStdString(std::string(dtypeName(tensor->dtype())))));
}

void TestHdf5File::readsStrings()
{
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    const auto fixed = (*file)->tensor(*(*file)->find("fixed_strings"))->strings();
    VERIFY_RESULT(fixed);
    QCOMPARE(*fixed, (std::vector<std::string>{"one", "three"}));
    const auto variable = (*file)->tensor(*(*file)->find("variable_strings"))->strings();
    VERIFY_RESULT(variable);
    QCOMPARE(*variable, (std::vector<std::string>{"eins", "drei", ""}));
}

void TestHdf5File::readsOpaqueBytesAsTheTypeThatIsAskedFor()
{
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    const Hdf5Object& opaque = *(*file)->find("opaque");
    QCOMPARE((*file)->tensor(opaque).error().kind, ErrorKind::Unsupported);
    const auto tensor = (*file)->tensor(opaque, DType::BFloat16);
    VERIFY_RESULT(tensor);
    VERIFY_RESULT(tensor->bytes());
    QCOMPARE(tensor->bytes()->size(), std::size_t{6});
    QVERIFY(!(*file)->tensor(opaque, DType::Float32).ok());
}

void TestHdf5File::keepsScalarsAndEmptyOnes()
{
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    QCOMPARE(*numbers(**file, "scalar"), std::vector<double>{7});
    QCOMPARE((*file)->tensor(*(*file)->find("empty"))->shape(), (Shape{0, 3}));
    QCOMPARE(*numbers(**file, "empty"), std::vector<double>());
    QCOMPARE(*numbers(**file, "never_written"), (std::vector<double>{0, 0, 0, 0}));
}

void TestHdf5File::readsAttributes()
{
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    const Hdf5Object& scalar = *(*file)->find("scalar");
    QCOMPARE(scalar.attribute("texts")->strings(), (std::vector<std::string>{"a", "bc"}));
    QCOMPARE(scalar.attribute("fixed")->strings(), (std::vector<std::string>{"x", "yz"}));
    QCOMPARE(scalar.attribute("number")->raw.size(), std::size_t{4});
    QVERIFY(scalar.attribute("nothing")->strings().empty());
    QVERIFY(scalar.attribute("missing") == nullptr);
}

void TestHdf5File::namesTypesThatTensorsDoNotHave_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("compound") << "compound"
                              << "compound of 2";
    QTest::newRow("references") << "references"
                                << "object reference";
    QTest::newRow("opaque") << "opaque"
                            << "opaque type of 2 bytes";
}

void TestHdf5File::namesTypesThatTensorsDoNotHave()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    const auto file = openFixture("types.h5");
    VERIFY_RESULT(file);
    const auto tensor = (*file)->tensor(*(*file)->find(name.toStdString()));
    QVERIFY(!tensor.ok());
    QVERIFY(QString::fromStdString(tensor.error().message).contains(words));
}

void TestHdf5File::decodesChunksAndFilters_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"gzip", "chunked", "big_gzip"})
        QTest::newRow(name) << name;
}

void TestHdf5File::decodesChunksAndFilters()
{
    QFETCH(QString, name);
    const auto file = openFixture("layouts.h5");
    VERIFY_RESULT(file);
    const auto values = numbers(**file, name.toStdString());
    VERIFY_RESULT(values);
    QCOMPARE(values->size(), std::size_t{1000});
    for (std::size_t i = 0; i < values->size(); ++i)
        QCOMPARE((*values)[i], static_cast<double>(i));
    QCOMPARE(*numbers(**file, "compact"), (std::vector<double>{1, 2, 3}));
}

void TestHdf5File::decodesAgainAfterTheMemoryWasGivenBack()
{
    const auto file = openFixture("layouts.h5");
    VERIFY_RESULT(file);
    const auto tensor = (*file)->tensor(*(*file)->find("gzip"));
    VERIFY_RESULT(tensor);
    const std::byte* first = nullptr;
    {
        const auto one = tensor->bytes(), two = tensor->bytes();
        VERIFY_RESULT(one);
        QCOMPARE(one->span.data(), two->span.data());
        first = one->span.data();
    }
    const auto again = tensor->bytes();
    VERIFY_RESULT(again);
    QVERIFY(first != nullptr && again->size() == 4000);
}

void TestHdf5File::readsTheNewFormatInItsOrder()
{
    const auto file = openFixture("new_format.h5");
    VERIFY_RESULT(file);
    std::vector<std::string> names;
    for (const Hdf5Link& link : (*file)->root().links)
        names.push_back(link.name);
    QCOMPARE(names, (std::vector<std::string>{"zebra", "ant", "middle"}));
    QVERIFY((*file)->root().tracksOrder);
    QCOMPARE(*numbers(**file, "middle/middle"), (std::vector<double>{0, 1, 2}));
    QCOMPARE((*file)->root().attribute("large")->raw.size(), std::size_t{80000});
}

void TestHdf5File::readsBehindAUserBlock()
{
    const auto file = openFixture("user_block.h5");
    VERIFY_RESULT(file);
    QCOMPARE(*numbers(**file, "data"), (std::vector<double>{0, 1, 2, 3, 4}));
}

void TestHdf5File::readsAPartOfAFile()
{
    const std::string inner = readAll(fixture("hdf5/layouts.h5")), path = temporaryFolder() + "/outer";
    writeAll(path, std::string(1001, 'x') + inner + "tail");
    const auto file = Hdf5File::open(*MappedFile::open(path), 1001, inner.size());
    VERIFY_RESULT(file);
    QCOMPARE(numbers(**file, "gzip")->at(999), 999.0);
    QCOMPARE(*numbers(**file, "compact"), (std::vector<double>{1, 2, 3}));
}

void TestHdf5File::readsFromMemory()
{
    const auto file = Hdf5File::open(shared(readAll(fixture("hdf5/layouts.h5"))));
    VERIFY_RESULT(file);
    QCOMPARE(numbers(**file, "chunked")->at(999), 999.0);
}

void TestHdf5File::refusesLinksOutOfTheFile()
{
    const auto file = openFixture("external_link.h5");
    VERIFY_RESULT(file);
    QVERIFY((*file)->find("model_weights") == nullptr);
    QVERIFY(QString::fromStdString(messages(**file)).contains("/etc/hostname"));
}

void TestHdf5File::visitsHardLinkCyclesOnce()
{
    const auto file = openFixture("links.h5");
    VERIFY_RESULT(file);
    QCOMPARE((*file)->objects().size(), std::size_t{3});
    QCOMPARE((*file)->find("a/self/self/data"), (*file)->find("a/again"));
}

void TestHdf5File::neverFollowsSoftLinks()
{
    const auto file = openFixture("links.h5");
    VERIFY_RESULT(file);
    QVERIFY((*file)->find("soft") == nullptr);
    QVERIFY((*file)->find("cycle1") == nullptr);
    QCOMPARE((*file)->root().link("soft")->target, std::string("/a/data"));
}

void TestHdf5File::refusesStorageInOtherFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("word");
    QTest::newRow("external storage") << "external_storage.h5"
                                      << "/etc/passwd";
    QTest::newRow("virtual dataset") << "virtual.h5"
                                     << "virtual dataset";
}

void TestHdf5File::refusesStorageInOtherFiles()
{
    QFETCH(QString, name);
    QFETCH(QString, word);
    const auto file = openFixture(name.toUtf8().constData());
    VERIFY_RESULT(file);
    const Hdf5Object& stolen = *(*file)->find("stolen");
    const auto tensor = (*file)->tensor(stolen);
    QVERIFY(!tensor.ok());
    QCOMPARE(tensor.error().kind, ErrorKind::Unsupported);
    QVERIFY(QString::fromStdString(tensor.error().message).contains(word));
    QVERIFY(!(*file)->rawSource(stolen).ok());
    QCOMPARE(*numbers(**file, "data"), (std::vector<double>{0, 1, 2}));
}

void TestHdf5File::namesUnknownFilters()
{
    const auto file = openFixture("unknown_filter.h5");
    VERIFY_RESULT(file);
    const auto tensor = (*file)->tensor(*(*file)->find("data"));
    QVERIFY(!tensor.ok());
    QVERIFY(QString::fromStdString(tensor.error().message).contains("32015"));
    const auto layouts = openFixture("layouts.h5");
    QVERIFY(QString::fromStdString((*layouts)->tensor(*(*layouts)->find("lzf")).error().message).contains("lzf"));
}

void TestHdf5File::refusesShapesThatNoFileHolds()
{
    const auto file = openFixture("shape_bombs.h5");
    VERIFY_RESULT(file);
    const auto huge = (*file)->tensor(*(*file)->find("huge"));
    QVERIFY(!huge.ok());
    QVERIFY(QString::fromStdString(huge.error().message).contains("4398046511104 bytes"));
    const auto wrapping = (*file)->tensor(*(*file)->find("placeholder"));
    QVERIFY(!wrapping.ok());
    QCOMPARE(wrapping.error().kind, ErrorKind::Corrupt);
    QCOMPARE(*numbers(**file, "data"), (std::vector<double>{0, 1, 2}));
}

void TestHdf5File::refusesDeepNesting()
{
    const auto file = openFixture("deep.h5");
    QVERIFY(!file.ok());
    QCOMPARE(file.error().kind, ErrorKind::Unsupported);
    QVERIFY(QString::fromStdString(file.error().message).contains("512 deep"));
}

void TestHdf5File::refusesTruncationAtEveryByte()
{
    const std::string whole = readAll(fixture("hdf5/types.h5"));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto file = Hdf5File::open(shared(whole.substr(0, length)));
        QVERIFY(!file.ok());
        QCOMPARE(file.error().kind, ErrorKind::Corrupt);
    }
}

void TestHdf5File::survivesFlippedBytes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("step");
    QTest::newRow("old format") << "links.h5" << 29;
    QTest::newRow("types") << "types.h5" << 61;
    QTest::newRow("filters") << "unknown_filter.h5" << 11;
    QTest::newRow("new format") << "virtual.h5" << 61;
}

void TestHdf5File::survivesFlippedBytes()
{
    QFETCH(QString, name);
    QFETCH(int, step);
    const std::string whole = readAll(fixture("hdf5/" + name.toStdString()));
    for (std::size_t at = 0; at < whole.size(); at += static_cast<std::size_t>(step)) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0xff);
        const auto file = Hdf5File::open(shared(damaged));
        if (file.ok())
            VERIFY_RESULT(everyTensor(**file));
        else
            QVERIFY(!file.error().message.empty());
    }
}

void TestHdf5File::saysWhenTheReaderIsMissing()
{
    const QByteArray before = qgetenv("LAYERWRIGHT_HDF5_READER");
    qputenv("LAYERWRIGHT_HDF5_READER", "/nowhere/reader");
    const auto file = openFixture("types.h5");
    before.isNull() ? qunsetenv("LAYERWRIGHT_HDF5_READER") : qputenv("LAYERWRIGHT_HDF5_READER", before);
    QVERIFY(!file.ok());
    QCOMPARE(file.error().kind, ErrorKind::Io);
}

QTEST_GUILESS_MAIN(TestHdf5File)
#include "tst_Hdf5File.moc"
