// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/npy/Npy.h"
#include "tests/support/Fixtures.h"

using namespace lw;

class TestNpy : public QObject {
    Q_OBJECT
private slots:
    void readsEveryKindThatNumpySaves();
    void writesWhatItReads();
    void neverLoadsPickledObjects();
    void refusesEveryCut();
    void refusesHostileHeaders_data();
    void refusesHostileHeaders();

private:
    static Result<Tensor> readBytes(const std::string& bytes)
    {
        auto owner = std::make_shared<const std::string>(bytes);
        return readNpy(Bytes{asBytes(*owner), owner});
    }
    static std::string writeBytes(const Tensor& tensor)
    {
        const std::string path = test::temporaryFolder() + "/x.npy";
        auto file = SaveFile::create(path);
        if (!file.ok() || !writeNpy(*file, tensor).ok() || !file->commit().ok())
            return {};
        return test::readAll(path);
    }
};

void TestNpy::readsEveryKindThatNumpySaves()
{
    const auto arrays = readNpz(test::fixture("npy/arrays.npz"));
    VERIFY_RESULT(arrays);
    QCOMPARE(arrays->size(), std::size_t{19});
    const std::vector<double> counted = {0, 1, 2, 3, 4, 5};
    for (const auto& [name, tensor] : *arrays) {
        if (name == "bytes" || name == "text") {
            QCOMPARE(tensor.strings()->at(0), std::string(name == "text" ? "h\xc3\xa9" : "ab"));
        } else if (name == "scalar") {
            QCOMPARE(tensor.shape(), Shape{});
            QCOMPARE(tensor.toFloats()->at(0), 7.0f);
        } else if (name == "empty") {
            QCOMPARE(tensor.elements(), std::uint64_t{0});
        } else if (name == "complex64") {
            QCOMPARE(tensor.dtype(), DType::Complex64);
        } else if (name == "bool") {
            QCOMPARE(*tensor.toInts(), (std::vector<std::int64_t>{1, 0, 1, 0, 1, 0}));
        } else {
            QCOMPARE(*tensor.toDoubles(), counted);
            QCOMPARE(tensor.shape(), (Shape{2, 3}));
        }
    }
}

void TestNpy::writesWhatItReads()
{
    const auto arrays = readNpz(test::fixture("npy/arrays.npz"));
    VERIFY_RESULT(arrays);
    const std::string path = test::temporaryFolder() + "/copy.npz";
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    VERIFY_RESULT(writeNpz(*file, *arrays, {}));
    VERIFY_RESULT(file->commit());
    const auto again = readNpz(path);
    VERIFY_RESULT(again);
    QCOMPARE(again->size(), arrays->size());
    for (std::size_t i = 0; i < arrays->size(); ++i) {
        const Tensor &a = (*arrays)[i].second, &b = (*again)[i].second;
        QCOMPARE((*again)[i].first, (*arrays)[i].first);
        QCOMPARE(b.dtype(), a.dtype());
        QCOMPARE(b.shape(), a.shape());
        if (a.dtype() == DType::String)
            QCOMPARE(*b.strings(), *a.strings());
        else
            QCOMPARE(asText(b.bytes()->span), asText(a.bytes()->span));
    }
}

void TestNpy::neverLoadsPickledObjects()
{
    const auto tensor = readBytes(test::readAll(test::fixture("npy/object.npy")));
    QCOMPARE(tensor.error().kind, ErrorKind::Unsupported);
    QVERIFY(QString::fromStdString(tensor.error().message).contains("pickle"));
}

void TestNpy::refusesEveryCut()
{
    const std::string bytes = writeBytes(Tensor::fromVector({2, 2}, std::vector<float>{1, 2, 3, 4}));
    VERIFY_RESULT(readBytes(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY(!readBytes(bytes.substr(0, length)).ok());
}

void TestNpy::refusesHostileHeaders_data()
{
    QTest::addColumn<QByteArray>("dict");
    QTest::newRow("product wraps") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (4194305, 4194305, 211106198978564)}");
    QTest::newRow("negative dimension") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}");
    QTest::newRow("records") << QByteArray("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}");
    QTest::newRow("unknown type") << QByteArray("{'descr': '<q9', 'fortran_order': False, 'shape': (1,)}");
    QTest::newRow("strings of no bytes") << QByteArray("{'descr': '<U0', 'fortran_order': False, 'shape': (22222222222222226,)}");
    QTest::newRow("no end") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (1,");
    QTest::newRow("other key") << QByteArray("{'x': '<f4'}");
    QTest::newRow("huge element") << QByteArray("{'descr': '|S99999999', 'fortran_order': False, 'shape': (1,)}");
}

void TestNpy::refusesHostileHeaders()
{
    QFETCH(QByteArray, dict);
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(dict.size());
    bytes += '\0';
    bytes += dict.toStdString() + std::string(64, 'x');
    QVERIFY(!readBytes(bytes).ok());
}

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_Npy.moc"
