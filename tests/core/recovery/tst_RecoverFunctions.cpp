// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/GraftEdits.h"
#include "core/edit/surgery/Surgery.h"
#include "core/engine/ModelRunner.h"
#include "core/formats/FormatRegistry.h"
#include "core/keras/Architecture.h"
#include "core/recovery/DocumentRecord.h"
#include "core/recovery/RecoverModel.h"
#include "tests/support/Fixtures.h"

#include <QTest>

using namespace lw;
using recovery::Recovered;
using Shared = std::shared_ptr<const Model>;

namespace {

Variable weight(const std::string& layer, const std::string& role, Shape shape, std::vector<float> values)
{
    Variable variable;
    variable.path = layer + "/" + role;
    variable.name = variable.path + ":0";
    variable.layer = layer;
    variable.role = role;
    variable.tensor = Tensor::fromVector(std::move(shape), std::move(values));
    return variable;
}

/// x (2) > first, a Dense of 3 > cd, a class of the user's that multiplies by w (3 > 2).
Model taught()
{
    Model model;
    const char* const architecture = R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "x"}},
        {"class_name": "Dense", "config": {"name": "first", "trainable": true, "units": 3}},
        {"class_name": "Mine", "config": {"name": "cd", "trainable": true}}]}})";
    if (!keras::readArchitecture(*Json::parse(architecture), model))
        qFatal("the architecture of the test is wrong");
    model.variables = {weight("first", "kernel", {2, 3}, {1, 2, 3, 4, 5, 6}), weight("first", "bias", {3}, {0, 1, 0}),
                       weight("cd", "w", {3, 2}, {1, 0, 2, 1, 0, 3})};
    keras::countParameters(model);
    return model;
}

/// As a SavedModel with the traced function of the class, which nothing defines any more.
void saveTraced(const std::string& path, const std::string& expression)
{
    auto objects = std::make_shared<graph::CustomObjects>();
    objects->set("Mine", {expression, {}, nullptr});
    formats::SaveOptions options;
    options.objects = objects;
    Diagnostics notes;
    VERIFY_RESULT(formats::saveModel(taught(), path, "saved_model", options, notes));
}

Shared opened(const std::string& path)
{
    auto model = formats::openModel(path);
    if (!model)
        qFatal("%s", model.error().toString().c_str());
    return std::make_shared<const Model>(std::move(*model));
}

std::vector<double> outputs(const Model& model)
{
    auto runner = engine::ModelRunner::create(model, {});
    if (!runner)
        return {};
    engine::NamedTensors inputs{{model.inputs.front().name, Tensor::fromVector(Shape{1, 2}, std::vector<float>{1, 2})}};
    const auto result = runner->run(inputs, {});
    return result ? *result->outputs.front().second.toDoubles() : std::vector<double>();
}

} // namespace

/// What a SavedModel traced of custom layers outlives the program as the edits do.
class TestRecoverFunctions : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_prefix = test::temporaryFolder() + "/1";
        m_path = test::temporaryFolder() + "/traced";
        saveTraced(m_path, "inputs @ w");
        m_file = opened(m_path);
        m_states = {m_file};
        m_past.clear();
        m_before = outputs(*m_file);
        QCOMPARE(m_before.size(), std::size_t(2));
    }

    void runsAndSavesAsBefore()
    {
        take(*edit::renameLayer("cd", "mine"));
        take(*edit::renameLayer("first", "start"));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(outputs(*recovered->model), m_before);
        QVERIFY(recovered->model->signatures.empty());
        const std::string saved = test::temporaryFolder() + "/saved";
        Diagnostics notes;
        VERIFY_RESULT(formats::saveModel(*recovered->model, saved, "saved_model", {}, notes));
        QCOMPARE(outputs(*opened(saved)), m_before);
    }

    void everyStepHasTheFunctionsOfItsTime()
    {
        take(*edit::renameLayer("cd", "mine"));
        take(*edit::removeLayer("mine"));
        take(*edit::renameLayer("first", "start"));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->steps.size(), std::size_t(3));
        QCOMPARE(outputs(*recovered->base), m_before);
        QCOMPARE(outputs(*recovered->steps[0].model), m_before);
        QCOMPARE(outputs(*recovered->steps[1].model).size(), std::size_t(3));
        QVERIFY(!recovered->model->payload);
    }

    void editsAfterTheRecoveryKeepThem()
    {
        take(*edit::renameLayer("cd", "mine"));
        const auto first = recover();
        VERIFY_RESULT(first);
        m_file = first->file;
        m_states = {first->model};
        m_past.clear();
        take(*edit::setTrainable("mine", false));
        const auto second = recover(first->file); // another crash, over a document that is open
        VERIFY_RESULT(second);
        QCOMPARE(outputs(*second->model), m_before);
    }

    void anotherFileInItsPlaceDoesNotComputeForThem()
    {
        take(*edit::renameLayer("cd", "mine"));
        m_file.reset();
        const auto record = recovery::readRecord(recovery::recordPath(m_prefix));
        VERIFY_RESULT(record);
        saveTraced(m_path, "inputs @ w * 2");
        const auto recovered = recovery::recoverModel(*record, m_prefix);
        VERIFY_RESULT(recovered);
        QVERIFY(recovered->fileChanged);
        QVERIFY(!recovered->model->payload);
        QCOMPARE(recovered->lostFunctions, std::vector<std::string>{"mine"});
    }

    /// The layer came from another SavedModel than the file that is edited: it is told that its function is lost.
    void functionsOfAnotherModelAreTold()
    {
        const std::string other = test::temporaryFolder() + "/other";
        saveTraced(other, "inputs * w[0, 0]");
        const Shared from = opened(other);
        const auto graft = edit::Graft::take(from, "other", {"cd"}, 2);
        VERIFY_RESULT(graft);
        take(*edit::insertGraft(*graft, {"first", "cd"}));
        QCOMPARE(m_states.size(), std::size_t(2));
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->lostFunctions.size(), std::size_t(1));
    }

private:
    void take(const edit::Edit& edit)
    {
        Model model = *m_states.back();
        auto undo = edit.apply(model);
        if (!undo)
            return;
        m_states.push_back(std::make_shared<const Model>(std::move(model)));
        m_past.push_back({edit.title(), 1, std::move(*undo)});
        recovery::DocumentRecord record(m_prefix);
        VERIFY_RESULT(record.write({m_states.back(), m_file, "traced", m_past.size(), {}, m_past}));
    }
    [[nodiscard]] Result<Recovered> recover(const Shared& open = nullptr) const
    {
        LW_ASSIGN(const recovery::Record record, recovery::readRecord(recovery::recordPath(m_prefix)));
        return recovery::recoverModel(record, m_prefix, open);
    }

    std::string m_prefix, m_path;
    Shared m_file;
    std::vector<Shared> m_states;
    std::vector<recovery::EditedStep> m_past;
    std::vector<double> m_before;
};

QTEST_GUILESS_MAIN(TestRecoverFunctions)
#include "tst_RecoverFunctions.moc"
