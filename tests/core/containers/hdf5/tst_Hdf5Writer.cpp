// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5File.h"
#include "core/containers/hdf5/writer/Hdf5Writer.h"
#include "tests/support/Fixtures.h"

#include <QFile>
#include <csignal>
#include <filesystem>
#include <sys/resource.h>

using namespace lw;
using namespace lw::test;

namespace {

Hdf5Attribute textAttribute(const std::string& name, std::vector<std::string> texts)
{
    Hdf5Attribute attribute;
    attribute.name = name;
    attribute.type = hdf5TypeOf(DType::String);
    attribute.space.kind = Hdf5Space::Class::Simple;
    attribute.space.dims = {texts.size()};
    attribute.variable = std::move(texts);
    return attribute;
}

Hdf5Space simple(std::vector<std::uint64_t> dims)
{
    return {Hdf5Space::Class::Simple, std::move(dims)};
}

Result<void> writeTo(const std::string& path, const Tensor& tensor)
{
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    LW_ASSIGN(Hdf5Writer writer, Hdf5Writer::create(file));
    const std::vector<std::uint64_t> dims(tensor.shape().begin(), tensor.shape().end());
    LW_TRY(writer.addDataset("data", hdf5TypeOf(tensor.dtype()), simple(dims), tensor.source()));
    LW_TRY(writer.finish({}));
    return file.commit();
}

} // namespace

class TestHdf5Writer : public QObject {
    Q_OBJECT

private slots:
    void writesWhatIsReadBack();
    void keepsTypes_data();
    void keepsTypes();
    void writesTheSameBytesLater();
    void refusesANameTwice();
    void leavesNothingWhenTheDiskIsFull();
    void leavesNothingWhenASourceFails();
};

void TestHdf5Writer::writesWhatIsReadBack()
{
    const std::string path = temporaryFolder() + "/file.h5";
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    {
        auto writer = Hdf5Writer::create(*file);
        VERIFY_RESULT(writer);
        VERIFY_RESULT(writer->addGroup("group", true));
        VERIFY_RESULT(writer->addGroup("group/inner"));
        const Tensor tensor = Tensor::fromVector({2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6});
        VERIFY_RESULT(
            writer->addDataset("group/inner/data", hdf5TypeOf(DType::Float32), simple({2, 3}), tensor.source()));
        VERIFY_RESULT(writer->addHardLink("again", "group/inner/data"));
        VERIFY_RESULT(writer->addSoftLink("soft", "/group"));
        VERIFY_RESULT(writer->addAttribute("", textAttribute("names", {"a", "", "long text"})));
        VERIFY_RESULT(writer->addStrings("strings", hdf5TypeOf(DType::String), simple({2}), {"x", "yz"}));
        VERIFY_RESULT(writer->finish({}));
    }
    VERIFY_RESULT(file->commit());
    const auto read = Hdf5File::open(*MappedFile::open(path));
    VERIFY_RESULT(read);
    QCOMPARE((*read)->find("again"), (*read)->find("group/inner/data"));
    QCOMPARE(*(*read)->tensor(*(*read)->find("again"))->toFloats(), (std::vector<float>{1, 2, 3, 4, 5, 6}));
    QCOMPARE((*read)->root().attribute("names")->strings(), (std::vector<std::string>{"a", "", "long text"}));
    QCOMPARE((*read)->root().link("soft")->target, std::string("/group"));
    QVERIFY((*read)->find("group")->tracksOrder);
    QCOMPARE(*(*read)->tensor(*(*read)->find("strings"))->strings(), (std::vector<std::string>{"x", "yz"}));
}

void TestHdf5Writer::keepsTypes_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"float16",     "float32",       "float64", "int8",   "int16",     "int32",      "int64",       "uint8",
          "uint16",      "uint32",        "uint64",  "bool",   "complex64", "complex128", "big_float32", "big_int64",
          "big_complex", "fixed_strings", "opaque",  "scalar", "empty",     "compound"})
        QTest::newRow(name) << name;
}

void TestHdf5Writer::keepsTypes()
{
    QFETCH(QString, name);
    const auto source = Hdf5File::open(*MappedFile::open(fixture("hdf5/types.h5")));
    VERIFY_RESULT(source);
    const Hdf5Object& dataset = *(*source)->find(name.toStdString());
    const auto raw = (*source)->rawSource(dataset);
    VERIFY_RESULT(raw);
    const std::string path = temporaryFolder() + "/file.h5";
    auto file = SaveFile::create(path);
    auto writer = Hdf5Writer::create(*file);
    VERIFY_RESULT(writer);
    VERIFY_RESULT(writer->addDataset("copy", dataset.type, dataset.space, *raw));
    VERIFY_RESULT(writer->finish({}));
    VERIFY_RESULT(file->commit());
    const auto read = Hdf5File::open(*MappedFile::open(path));
    VERIFY_RESULT(read);
    const Hdf5Object& copy = *(*read)->find("copy");
    QCOMPARE(copy.type.text(), dataset.type.text());
    QCOMPARE(copy.type.dtype(), dataset.type.dtype());
    QCOMPARE(copy.space.dims, dataset.space.dims);
    const auto a = (*raw)->bytes(), b = (*(*read)->rawSource(copy))->bytes();
    QVERIFY(std::equal(a->span.begin(), a->span.end(), b->span.begin(), b->span.end()));
}

void TestHdf5Writer::writesTheSameBytesLater()
{
    const auto bytes = [](const std::string& name) {
        const std::string path = temporaryFolder() + "/" + name;
        auto file = SaveFile::create(path);
        auto writer = Hdf5Writer::create(*file);
        const Tensor tensor = Tensor::fromVector({3}, std::vector<float>{1, 2, 3});
        if (!writer->addDataset("data", hdf5TypeOf(DType::Float32), simple({3}), tensor.source()) ||
            !writer->addStrings("strings", hdf5TypeOf(DType::String), simple({1}), {"x"}) || !writer->finish({}) ||
            !file->commit())
            return QByteArray();
        QFile written(QString::fromStdString(path));
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    };
    const QByteArray first = bytes("first.h5");
    QTest::qWait(1100); // HDF5 would store the time in seconds
    QVERIFY(!first.isEmpty());
    QCOMPARE(bytes("later.h5"), first);
}

void TestHdf5Writer::refusesANameTwice()
{
    auto file = SaveFile::create(temporaryFolder() + "/file.h5");
    auto writer = Hdf5Writer::create(*file);
    VERIFY_RESULT(writer);
    VERIFY_RESULT(writer->addGroup("a"));
    QVERIFY(!writer->addGroup("a").ok());
    QVERIFY(!writer->addGroup("missing/child").ok());
}

void TestHdf5Writer::leavesNothingWhenTheDiskIsFull()
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    for (const rlim_t limit : {0U, 100U, 2000U, 4096U, 100000U}) {
        const std::string folder = temporaryFolder();
        const rlimit full{limit, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &full);
        const auto written = writeTo(folder + "/file.h5", Tensor::fromVector({50000}, std::vector<float>(50000, 1.0F)));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QVERIFY(std::filesystem::is_empty(folder));
    }
}

void TestHdf5Writer::leavesNothingWhenASourceFails()
{
    class Failing : public TensorSource {
        Result<Bytes> bytes() const override { return corrupt("a bad checksum"); }
    };
    const std::string folder = temporaryFolder();
    const auto written = writeTo(folder + "/file.h5", Tensor(DType::Float32, {4}, std::make_shared<Failing>()));
    QVERIFY(!written.ok());
    QVERIFY(QString::fromStdString(written.error().toString()).contains("a bad checksum"));
    QVERIFY(std::filesystem::is_empty(folder));
}

QTEST_GUILESS_MAIN(TestHdf5Writer)
#include "tst_Hdf5Writer.moc"
