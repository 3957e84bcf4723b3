// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/safetensors/Safetensors.h"
#include "tests/support/Fixtures.h"

using namespace lw;

class TestSafetensors : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTheReferenceWrites();
    void writesWhatItReads();
    void alignsEveryTensor();
    void refusesTypesThatItCannotSay();
    void refusesEveryCut();
    void refusesHostileHeaders_data();
    void refusesHostileHeaders();

private:
    static Result<SafetensorsFile> readBytes(const std::string& bytes)
    {
        const std::string path = test::temporaryFolder() + "/x.safetensors";
        test::writeAll(path, bytes);
        LW_ASSIGN(const auto file, MappedFile::open(path));
        return readSafetensors(file);
    }
    static std::string file(const std::string& header, std::size_t dataSize)
    {
        const std::uint64_t length = header.size();
        return std::string(asText(std::as_bytes(std::span(&length, 1)))) + header + std::string(dataSize, '\0');
    }
    static Result<std::string> written(const SafetensorsFile& content)
    {
        const std::string path = test::temporaryFolder() + "/y.safetensors";
        LW_ASSIGN(SaveFile save, SaveFile::create(path));
        LW_TRY(writeSafetensors(save, content, {}));
        LW_TRY(save.commit());
        return test::readAll(path);
    }
};

void TestSafetensors::readsWhatTheReferenceWrites()
{
    const auto mapped = MappedFile::open(test::fixture("safetensors/types.safetensors"));
    VERIFY_RESULT(mapped);
    const auto content = readSafetensors(*mapped);
    VERIFY_RESULT(content);
    QCOMPARE(content->metadata, (std::vector<std::pair<std::string, std::string>>{{"format", "np"}}));
    QCOMPARE(content->tensors.size(), std::size_t{15});
    for (const auto& [name, tensor] : content->tensors) {
        if (name == "scalar") {
            QCOMPARE(tensor.shape(), Shape{});
            QCOMPARE(tensor.toFloats()->at(0), 7.0f);
        } else if (name == "empty") {
            QCOMPARE(tensor.shape(), (Shape{0, 3}));
        } else {
            QCOMPARE(std::string(dtypeName(tensor.dtype())), name);
            QCOMPARE(tensor.shape(), (Shape{2, 3}));
            if (name == "bool")
                QCOMPARE(*tensor.toInts(), (std::vector<std::int64_t>{0, 1, 1, 1, 1, 1}));
            else if (name != "complex64")
                QCOMPARE(*tensor.toDoubles(), (std::vector<double>{0, 1, 2, 3, 4, 5}));
        }
    }
}

void TestSafetensors::writesWhatItReads()
{
    const auto mapped = MappedFile::open(test::fixture("safetensors/types.safetensors"));
    VERIFY_RESULT(mapped);
    const auto before = readSafetensors(*mapped);
    VERIFY_RESULT(before);
    const auto bytes = written(*before);
    VERIFY_RESULT(bytes);
    const auto after = readBytes(*bytes);
    VERIFY_RESULT(after);
    QCOMPARE(after->metadata, before->metadata);
    QCOMPARE(after->tensors.size(), before->tensors.size());
    for (const auto& [name, tensor] : before->tensors) {
        const auto same = std::find_if(after->tensors.begin(), after->tensors.end(),
                                       [&name = name](const auto& entry) { return entry.first == name; });
        QVERIFY(same != after->tensors.end());
        QCOMPARE(same->second.dtype(), tensor.dtype());
        QCOMPARE(same->second.shape(), tensor.shape());
        QCOMPARE(asText(same->second.bytes()->span), asText(tensor.bytes()->span));
    }
}

void TestSafetensors::alignsEveryTensor()
{
    SafetensorsFile content;
    content.tensors = {{"flag", Tensor::fromBytes(DType::Bool, {1}, {asBytes("\1"), nullptr})},
                       {"b/kernel", Tensor::fromVector({1}, std::vector<float>{2})},
                       {"a/kernel", Tensor::fromVector({1}, std::vector<float>{3})}};
    const auto bytes = written(content);
    VERIFY_RESULT(bytes);
    std::string header = R"({"b/kernel": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, )"
                         R"("a/kernel": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}, )"
                         R"("flag": {"dtype": "BOOL", "shape": [1], "data_offsets": [8, 9]}})";
    header.resize((header.size() + 7) / 8 * 8, ' ');
    QCOMPARE(*bytes, file(header, 0) + std::string("\0\0\0\x40\0\0\x40\x40\1", 9));
}

void TestSafetensors::refusesTypesThatItCannotSay()
{
    SafetensorsFile content;
    content.tensors = {{"words", Tensor::fromStrings({1}, {"a"})}};
    const auto result = written(content);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Unsupported);
}

void TestSafetensors::refusesEveryCut()
{
    SafetensorsFile content;
    content.tensors = {{"a", Tensor::fromVector({2}, std::vector<float>{2, 3})}};
    const auto bytes = written(content);
    VERIFY_RESULT(bytes);
    VERIFY_RESULT(readBytes(*bytes));
    for (std::size_t length = 0; length < bytes->size(); ++length)
        QVERIFY(!readBytes(bytes->substr(0, length)).ok());
}

void TestSafetensors::refusesHostileHeaders_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataSize");
    const auto one = [](const char* shape, const char* offsets, const char* type = "F32") {
        return QByteArray(R"({"a":{"dtype":")") + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
               "}}";
    };
    QTest::newRow("not JSON") << QByteArray("{\"a\":") << 0;
    QTest::newRow("a list") << QByteArray("[]") << 0;
    QTest::newRow("gap before") << one("[1]", "[4,8]") << 8;
    QTest::newRow("bytes left over") << one("[1]", "[0,4]") << 8;
    QTest::newRow("past the end") << one("[2]", "[0,8]") << 4;
    QTest::newRow("shape of another size") << one("[2]", "[0,4]") << 4;
    QTest::newRow("backwards") << one("[1]", "[4,0]") << 4;
    QTest::newRow("negative dimension") << one("[-1]", "[0,4]") << 4;
    QTest::newRow("fraction") << one("[1.5]", "[0,4]") << 4;
    QTest::newRow("product wraps") << one("[4294967296,4294967296,4]", "[0,0]") << 0;
    QTest::newRow("beyond 64 bits") << one("[99999999999999999999]", "[0,4]") << 4;
    QTest::newRow("unknown type") << one("[1]", "[0,4]", "Q4") << 4;
    QTest::newRow("one offset") << one("[1]", "[4]") << 4;
    QTest::newRow("text for a tensor") << QByteArray(R"({"a":"b"})") << 0;
    QTest::newRow("metadata of numbers") << QByteArray(R"({"__metadata__":{"a":1}})") << 0;
    QTest::newRow("metadata is a list") << QByteArray(R"({"__metadata__":[]})") << 0;
    QTest::newRow("overlap") << QByteArray(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                           R"("b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})")
                             << 6;
    QTest::newRow("the same name twice") << QByteArray(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                                       R"("a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})")
                                         << 2;
    QTest::newRow("deep nesting") << QByteArray("{\"a\":") + QByteArray(100'000, '[') << 0;
    QTest::newRow("many dimensions") << one(("[" + QByteArray("1,").repeated(100) + "1]").constData(), "[0,4]") << 4;
}

void TestSafetensors::refusesHostileHeaders()
{
    QFETCH(QByteArray, header);
    QFETCH(int, dataSize);
    const auto content = readBytes(file(header.toStdString(), static_cast<std::size_t>(dataSize)));
    QVERIFY(!content.ok());
    QVERIFY(!content.error().message.empty());
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_Safetensors.moc"
