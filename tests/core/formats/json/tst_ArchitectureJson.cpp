// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/formats/json/ArchitectureJson.h"
#include "tests/support/Fixtures.h"

using namespace lw;

class ArchitectureJson : public QObject {
    Q_OBJECT

private slots:
    void opensByContentWhateverTheSuffix();
    void writesWhatItRead();
    void refusesModelsWithoutArchitecture();
    void namesThePlaceOfBadJson();
};

namespace {

constexpr const char* kModel =
    R"({"class_name": "Sequential", "config": {"name": "s\u00e9rie", "layers": [{"class_name": "Dense", "config": )"
    R"({"name": "d", "units": 3, "epsilon": 1e-07, "limit": Infinity, "batch_input_shape": [null, 4]}}]}, "keras_version": "2.15.0"})";

} // namespace

void ArchitectureJson::opensByContentWhateverTheSuffix()
{
    const std::string path = test::temporaryFolder() + "/model.txt";
    test::writeAll(path, std::string("\xEF\xBB\xBF\n ") + kModel);
    const auto model = formats::openModel(path);
    VERIFY_RESULT(model);
    QCOMPARE(model->format, std::string("json"));
    QCOMPARE(model->totalParameters, 15U);
    QCOMPARE(model->formatDetail, std::string("Keras 2.15.0"));
}

void ArchitectureJson::writesWhatItRead()
{
    const std::string folder = test::temporaryFolder();
    test::writeAll(folder + "/model.json", kModel);
    const auto model = formats::openModel(folder + "/model.json");
    VERIFY_RESULT(model);
    Diagnostics diagnostics;
    VERIFY_RESULT(formats::saveModel(*model, folder + "/again.json", "json", {}, diagnostics));
    QCOMPARE(test::readAll(folder + "/again.json"), std::string(kModel));
}

void ArchitectureJson::refusesModelsWithoutArchitecture()
{
    Diagnostics diagnostics;
    const std::string path = test::temporaryFolder() + "/out.json";
    const auto written = formats::json::write(Model{}, path, {}, diagnostics, {});
    QVERIFY(!written.ok());
    QCOMPARE(written.error().kind, ErrorKind::Invalid);
}

void ArchitectureJson::namesThePlaceOfBadJson()
{
    const std::string path = test::temporaryFolder() + "/cut.json";
    test::writeAll(path, std::string(kModel).substr(0, 100));
    const auto model = formats::openModel(path);
    QVERIFY(!model.ok());
    QCOMPARE(model.error().kind, ErrorKind::Corrupt);
    QVERIFY(model.error().toString().find("cut.json") != std::string::npos);
}

QTEST_APPLESS_MAIN(ArchitectureJson)
#include "tst_ArchitectureJson.moc"
