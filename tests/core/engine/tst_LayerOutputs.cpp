// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/npy/Npy.h"
#include "core/engine/ModelRunner.h"
#include "core/keras/Architecture.h"
#include "tests/support/Fixtures.h"

#include <QObject>
#include <cmath>
#include <map>

using namespace lw;

/// Every layer, as real Keras computed it (tests/fixtures/graph/make_layers.py): architecture and weights are lowered
/// to a graph, which the plain kernels and the planned engine run.
class tst_LayerOutputs : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void equalsKeras_data();
    void equalsKeras();

private:
    struct Case {
        Json json;
        int generation = 2;
    };
    std::vector<Case> m_cases;
    std::map<int, std::map<std::string, Tensor>> m_arrays;
};

namespace {

std::string arrayName(const Json& json, char kind, std::size_t index)
{
    return std::to_string(json["id"].toInt()) + "/" + kind + std::to_string(index);
}

Result<Model> modelOf(const Json& json, std::map<std::string, Tensor>& arrays)
{
    Model model;
    LW_TRY(keras::readArchitecture(json["architecture"], model));
    const auto expected = keras::expectedVariables(model);
    const auto& names = json["weights"].items();
    if (expected.size() != names.size())
        return invalid("expected " + std::to_string(expected.size()) + " weights, Keras has " +
                       std::to_string(names.size()));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Tensor& tensor = arrays[arrayName(json, 'w', i)];
        if (expected[i].shape.size() != tensor.rank())
            return invalid(expected[i].path + " " + shapeText(expected[i].shape) + " is " + names[i].toText() + " " +
                           shapeText(tensor.shape()));
        for (std::size_t d = 0; d < tensor.rank(); ++d)
            if (expected[i].shape[d] >= 0 && expected[i].shape[d] != tensor.shape()[d])
                return invalid(expected[i].path + " " + shapeText(expected[i].shape) + " is " + names[i].toText() +
                               " " + shapeText(tensor.shape()));
        Variable variable;
        variable.path = expected[i].path;
        variable.layer = expected[i].layer;
        variable.role = expected[i].role;
        variable.tensor = tensor;
        model.variables.push_back(std::move(variable));
    }
    return model;
}

/// Empty when all elements are close, else what differs most.
std::string difference(const Tensor& mine, const Tensor& real)
{
    if (mine.shape() != real.shape())
        return "shape " + shapeText(mine.shape()) + ", Keras has " + shapeText(real.shape());
    const auto a = mine.toDoubles(), b = real.toDoubles();
    if (!a || !b)
        return "values that cannot be read";
    double worst = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < a->size(); ++i) {
        const double allowed = 2e-5 + 2e-5 * std::abs((*b)[i]);
        const double error = std::abs((*a)[i] - (*b)[i]) / allowed;
        if (!(error <= worst)) {
            worst = error;
            place = i;
        }
    }
    if (worst <= 1)
        return {};
    return "element " + std::to_string(place) + " is " + std::to_string((*a)[place]) + ", Keras has " +
           std::to_string((*b)[place]);
}

} // namespace

void tst_LayerOutputs::initTestCase()
{
    for (const int generation : {2, 3}) {
        const std::string stem = test::fixture("graph/layers_keras" + std::to_string(generation));
        const auto arrays = readNpz(stem + ".npz");
        VERIFY_RESULT(arrays);
        QCOMPARE(QString::fromStdString(arrays->front().first), QString::fromLatin1("cases"));
        const auto text = arrays->front().second.bytes();
        VERIFY_RESULT(text);
        const auto json = Json::parse(asText(text->span));
        VERIFY_RESULT(json);
        for (const auto& [name, tensor] : *arrays)
            m_arrays[generation].emplace(name, tensor);
        for (const Json& item : json->items())
            m_cases.push_back({item, generation});
    }
}

void tst_LayerOutputs::equalsKeras_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("reference");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        for (const bool reference : {true, false}) {
            const std::string name = "Keras " + std::to_string(m_cases[i].generation) + ", " +
                                     m_cases[i].json["name"].toText() + (reference ? ", plain" : ", planned");
            QTest::newRow(name.c_str()) << static_cast<int>(i) << reference;
        }
}

void tst_LayerOutputs::equalsKeras()
{
    QFETCH(int, index);
    QFETCH(bool, reference);
    const Case& item = m_cases[static_cast<std::size_t>(index)];
    auto& arrays = m_arrays[item.generation];
    const auto model = modelOf(item.json, arrays);
    VERIFY_RESULT(model);
    engine::RunnerOptions options;
    options.threads = 1;
    options.reference = reference;
    auto runner = engine::ModelRunner::create(*model, options);
    VERIFY_RESULT(runner);
    engine::NamedTensors inputs;
    for (std::size_t i = 0; i < runner->inputs().size(); ++i)
        inputs.emplace_back(runner->inputs()[i].name, arrays[arrayName(item.json, 'i', i)]);
    const auto result = runner->run(inputs, {});
    VERIFY_RESULT(result);
    QCOMPARE(static_cast<std::int64_t>(result->outputs.size()), item.json["outputs"].toInt());
    for (std::size_t i = 0; i < result->outputs.size(); ++i) {
        const std::string wrong = difference(result->outputs[i].second, arrays[arrayName(item.json, 'o', i)]);
        QVERIFY2(wrong.empty(), ("output " + std::to_string(i) + ": " + wrong).c_str());
    }
}

QTEST_GUILESS_MAIN(tst_LayerOutputs)
#include "tst_LayerOutputs.moc"
