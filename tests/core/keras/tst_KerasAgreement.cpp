// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "core/keras/SummaryTable.h"
#include "tests/support/Fixtures.h"

using namespace lw;

/// Everything that real Keras said of the models in tests/fixtures/json (make_json.py) is said here too.
class KerasAgreement : public QObject {
    Q_OBJECT

private slots:
    void saysWhatKerasSays_data();
    void saysWhatKerasSays();
};

namespace {

QString textOf(const std::vector<TensorSpec>& specs)
{
    std::string text;
    for (const TensorSpec& spec : specs)
        text += (spec.shape ? shapeText(*spec.shape) : "?") + " " + std::string(dtypeName(spec.dtype)) + "\n";
    return QString::fromStdString(text);
}

Shape shapeOf(const Json& list)
{
    Shape shape;
    for (const Json& dim : list.items())
        shape.push_back(dim.toInt(kUnknownDim));
    return shape;
}

QString wantedOutputs(const Json& row)
{
    std::string text;
    for (std::size_t i = 0; i < row["outputs"].size(); ++i)
        text += (row["outputs"].at(i).isNull() ? "?" : shapeText(shapeOf(row["outputs"].at(i)))) + " " +
                row["dtypes"].at(i).toText() + "\n";
    return QString::fromStdString(text);
}

QString wantedLayers(const Json& row)
{
    std::string text;
    for (const Json& layer : row["layers"].items())
        text += layer.at(0).toText() + " " + std::to_string(layer.at(1).toInt()) + "\n";
    return QString::fromStdString(text);
}

QString layersOf(const Model& model)
{
    std::string text;
    for (const Layer& layer : model.layers)
        if (keras::isListedLayer(layer, model.kind) && !layer.module.starts_with("keras.src.ops"))
            text += layer.name + " " + std::to_string(layer.parameters) + "\n";
    return QString::fromStdString(text);
}

QString weightLine(const std::string& name, const Shape& shape, bool trainable)
{
    return QString::fromStdString(name + " " + shapeText(shape) + (trainable ? "\n" : " frozen\n"));
}

} // namespace

void KerasAgreement::saysWhatKerasSays_data()
{
    QTest::addColumn<bool>("keras3");
    QTest::addColumn<QByteArray>("row");
    for (const char* file : {"json/keras2.json", "json/keras3.json"}) {
        const auto json = Json::parse(test::readAll(test::fixture(file)));
        VERIFY_RESULT(json);
        for (const Json& row : json->items())
            QTest::addRow("%s: %s", file, row["name"].toText().c_str())
                << (std::string_view(file) == "json/keras3.json") << QByteArray::fromStdString(row.dump());
    }
}

void KerasAgreement::saysWhatKerasSays()
{
    QFETCH(bool, keras3);
    QFETCH(QByteArray, row);
    const auto parsed = Json::parse(row.toStdString());
    VERIFY_RESULT(parsed);
    const Json& wanted = *parsed;
    Model model;
    VERIFY_RESULT(keras::readArchitecture(wanted["architecture"], model));
    for (const Diagnostic& diagnostic : model.diagnostics.entries())
        qInfo("%s: %s", diagnostic.subject.c_str(), diagnostic.message.c_str());
    QCOMPARE(textOf(model.outputs).split(u'\n'), wantedOutputs(wanted).split(u'\n'));
    QString weights, wantedWeights;
    std::vector<std::string> names;
    for (const Json& weight : wanted["weights"].items()) {
        names.push_back(weight.at(0).toText());
        wantedWeights += weightLine(names.back(), shapeOf(weight.at(1)), weight.at(2).toBool());
    }
    std::size_t index = 0;
    for (const keras::ExpectedVariable& weight : keras::expectedVariables(model)) {
        // Keras 3 keeps the path that a layer had when it was built, be it before it was put into another or inside a
        // model now renamed.
        const std::string& name = keras3 ? weight.path : weight.keras2Name;
        const bool shorter =
            index < names.size() && (name.ends_with("/" + names[index]) || names[index].ends_with("/" + name));
        weights += weightLine(shorter ? names[index] : name, weight.shape, weight.trainable);
        ++index;
    }
    QCOMPARE(weights.split(u'\n'), wantedWeights.split(u'\n'));
    QCOMPARE(layersOf(model).split(u'\n'), wantedLayers(wanted).split(u'\n'));
    QCOMPARE(model.totalParameters, static_cast<std::uint64_t>(wanted["params"].toInt()));
    QVERIFY(model.diagnostics.empty());
}

QTEST_APPLESS_MAIN(KerasAgreement)
#include "tst_KerasAgreement.moc"
