// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/graph/objects/CustomObjects.h"
#include "core/keras/Architecture.h"
#include "tests/support/Fixtures.h"

#include <QTest>
#include <algorithm>
#include <saved_model.pb.h>

using namespace lw;

namespace {

/// x (2) > a, b > cd, a class of the user's that is called as cd(a, ARGUMENTS).
Model calledWith(const std::string& arguments)
{
    Model model;
    const std::string architecture = R"({"class_name": "Functional", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
         "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "x"}},
        {"class_name": "ReLU", "name": "a", "config": {"name": "a"}, "inbound_nodes": [[["x", 0, 0, {}]]]},
        {"class_name": "ReLU", "name": "b", "config": {"name": "b"}, "inbound_nodes": [[["x", 0, 0, {}]]]},
        {"class_name": "Mine", "name": "cd", "config": {"name": "cd"}, "inbound_nodes": [[["a", 0, 0, )" +
                                     arguments + R"(]]]}],
        "input_layers": [["x", 0, 0]], "output_layers": [["cd", 0, 0]]}})";
    if (!keras::readArchitecture(*Json::parse(architecture), model))
        qFatal("the architecture of the test is wrong");
    return model;
}

/// The Python signature and the arguments of the traced call of the user's class: "inputs scale : tensor tensor".
QStringList callsOf(const Model& model, const std::string& expression)
{
    auto objects = std::make_shared<graph::CustomObjects>();
    objects->set("Mine", {expression, {}, nullptr});
    formats::SaveOptions options;
    options.objects = objects;
    Diagnostics notes;
    const std::string path = test::temporaryFolder() + "/model";
    if (const auto saved = formats::saveModel(model, path, "saved_model", options, notes); !saved)
        return {QString::fromStdString(saved.error().toString())};
    pb::SavedModel written;
    if (!written.ParseFromString(test::readAll(path + "/saved_model.pb")))
        return {};
    const pb::SavedObjectGraph& objectsOf = written.meta_graphs(0).object_graph_def();
    QStringList calls;
    for (const pb::SavedObject& object : objectsOf.nodes())
        for (const std::string& name : object.function().concrete_functions()) {
            if (name.find("cd_layer_call_fn") == std::string::npos)
                continue;
            QString line;
            for (const auto& field : object.function().function_spec().fullargspec().named_tuple_value().values())
                if (field.key() == "args")
                    for (const auto& argument : field.value().list_value().values())
                        line += QString::fromStdString(argument.string_value()) + QLatin1Char(' ');
            line += QLatin1Char(':');
            const auto concrete =
                std::find_if(objectsOf.concrete_functions().begin(), objectsOf.concrete_functions().end(),
                             [&](const auto& entry) { return entry.key() == name; });
            if (concrete == objectsOf.concrete_functions().end())
                return {};
            for (const auto& value :
                 concrete->value().canonicalized_input_signature().tuple_value().values(0).tuple_value().values())
                line += value.has_tensor_spec_value() ? QStringLiteral(" tensor")
                        : value.has_list_value()      ? QStringLiteral(" tensors")
                                                      : QStringLiteral(" value");
            calls << line;
        }
    calls.removeDuplicates(); // for training and not
    return calls;
}

} // namespace

/// tf_keras calls a layer that it has no class for as the model called it: its trace must take the same names.
class TestCallKeywords : public QObject {
    Q_OBJECT
private slots:
    void theTraceTakesWhatTheCallGives_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("call");
        QTest::newRow("one tensor") << R"({})"
                                    << "inputs * 2"
                                    << "inputs training : tensor value";
        QTest::newRow("a tensor by name") << R"({"scale": ["b", 0, 0]})"
                                          << "inputs * scale"
                                          << "inputs scale training : tensor tensor value";
        QTest::newRow("a number by name") << R"({"factor": 2.5})"
                                          << "inputs * factor"
                                          << "inputs factor training : tensor value value";
        QTest::newRow("both") << R"({"factor": 2.5, "scale": ["b", 0, 0]})"
                              << "inputs * scale * factor"
                              << "inputs factor scale training : tensor value tensor value";
    }
    void theTraceTakesWhatTheCallGives()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, expression);
        QFETCH(QString, call);
        QCOMPARE(callsOf(calledWith(arguments.toStdString()), expression.toStdString()), QStringList{call});
    }
};

QTEST_GUILESS_MAIN(TestCallKeywords)
#include "tst_CallKeywords.moc"
