// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/RestorePlan.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/CastTensor.h"
#include "tests/core/edit/transplant/MakeModel.h"
#include "tests/support/Fixtures.h"

#include <QTest>

using namespace lw;
using edit::RestoreBy;
using edit::RestorePlan;
using edit::RestoreStatus;

namespace {

using Shared = std::shared_ptr<const Model>;

Shared shared(Model model)
{
    return std::make_shared<const Model>(std::move(model));
}

/// Layers of a nested model: what stands below "/" belongs to the layer of that name.
Model nestedModel(const char* text, const char* container)
{
    Model model = test::makeModel(text);
    for (Layer& layer : model.layers)
        if (layer.name == container)
            layer.nested = ModelKind::Functional;
    return model;
}

/// A checkpoint as TensorFlow would have written it of a model, read again.
Shared checkpointOf(const Model& model)
{
    const std::string path = test::temporaryFolder() + "/ckpt";
    Diagnostics diagnostics;
    if (!formats::saveModel(model, path, "tf_checkpoint", {}, diagnostics))
        return nullptr;
    auto read = formats::openModel(path);
    return read ? shared(std::move(*read)) : nullptr;
}

/// A file of variables without layers.
Shared weightsOf(const char* text, float first = 0)
{
    Model model = test::makeModel(text, first);
    model.kind = ModelKind::Weights;
    model.layers.clear();
    for (Variable& variable : model.variables)
        variable.name = variable.path + ":0";
    return shared(std::move(model));
}

QStringList rowsOf(const RestorePlan& plan)
{
    QStringList lines;
    for (const edit::RestoreRow& row : plan.rows()) {
        const std::string from = row.from ? plan.file().variables[*row.from].path : "-";
        const std::string to = row.to ? plan.model().variables[*row.to].path : "-";
        lines << QString::fromStdString(from + " > " + to + " " + std::string(edit::restoreStatusName(row.status)));
    }
    return lines;
}

constexpr const char* kBase = "Dense dense_1 kernel=3,4 bias=4\nDense dense_2 kernel=4,4 bias=4";

} // namespace

class TestRestorePlan : public QObject {
    Q_OBJECT
private slots:
    void checkpointsFindTheirObjects()
    {
        const Shared file = checkpointOf(test::makeModel(kBase, 100));
        QVERIFY(file);
        // Other names: the objects decide.
        const Shared model = shared(test::makeModel("Dense a kernel=3,4 bias=4\nDense b kernel=4,4 bias=4"));
        const auto plan = RestorePlan::create(file, model, {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->by(), RestoreBy::Objects);
        QVERIFY(plan->isComplete());
        QVERIFY(!plan->suggestion());
        QCOMPARE(rowsOf(*plan).value(0), QStringLiteral("layer_with_weights-0/kernel > a/kernel fits"));
        Model changed = *model;
        const auto edit = plan->edit("Load");
        VERIFY_RESULT(edit);
        const auto inverse = (*edit)->apply(changed);
        VERIFY_RESULT(inverse);
        QCOMPARE(changed.variables[0].tensor.toFloats()->front(), 100.0F);
        VERIFY_RESULT((*inverse)->apply(changed));
        QCOMPARE(changed.variables[0].tensor.toFloats()->front(), 0.0F);
    }

    void offersTheNestedModelThatWasSaved()
    {
        const Shared file = checkpointOf(test::makeModel(kBase));
        const Shared model = shared(nestedModel("Functional base\nDense base/dense_1 kernel=3,4 bias=4\n"
                                                "Dense base/dense_2 kernel=4,4 bias=4\nDense head kernel=4,2 bias=2",
                                                "base"));
        const auto plan = RestorePlan::create(file, model, {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->misfits(), std::size_t(2));
        QVERIFY(!plan->edit("Load"));
        QVERIFY(plan->suggestion());
        QCOMPARE(plan->suggestion()->at, std::string("base"));
        const auto there = RestorePlan::create(file, model, {{}, *plan->suggestion(), {}});
        VERIFY_RESULT(there);
        QVERIFY(there->isComplete());
        QCOMPARE(there->loading(), std::size_t(4));
    }

    void aSuggestionAlsoWhenSomeFitsByChance()
    {
        const Shared file = checkpointOf(test::makeModel(kBase));
        const Shared model = shared(nestedModel("Functional base\nDense base/dense_1 kernel=3,4 bias=4\n"
                                                "Dense base/dense_2 kernel=4,4 bias=4\nDense head kernel=4,4 bias=4",
                                                "base"));
        const auto plan = RestorePlan::create(file, model, {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->loading(), std::size_t(2)); // dense_2 into head, as TensorFlow would
        QVERIFY(plan->suggestion());
        QCOMPARE(plan->suggestion()->at, std::string("base"));
    }

    void findsTheObjectOfTheFileThatIsTheModel()
    {
        Model whole = *checkpointOf(test::makeModel(kBase));
        for (Variable& variable : whole.variables)
            variable.key = "model/" + variable.key;
        whole.payload = nullptr;
        const auto plan = RestorePlan::create(shared(std::move(whole)), shared(test::makeModel(kBase)), {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->loading(), std::size_t(0));
        QVERIFY(plan->suggestion());
        QCOMPARE(plan->suggestion()->from, std::string("model"));
    }

    void aMapLoadsOnlyWhatItNames()
    {
        const Shared file = weightsOf("Dense first kernel=3,4 bias=4\nDense last kernel=4,4 bias=4", 50);
        const Shared model = shared(test::makeModel(kBase));
        edit::RestoreOptions options;
        options.map = {{"first", "dense_1"}, {"last/bias", "dense_2/bias"}};
        const auto plan = RestorePlan::create(file, model, options);
        VERIFY_RESULT(plan);
        QCOMPARE(rowsOf(*plan), (QStringList{QStringLiteral("first/kernel > dense_1/kernel fits"),
                                             QStringLiteral("first/bias > dense_1/bias fits"),
                                             QStringLiteral("last/bias > dense_2/bias fits"),
                                             QStringLiteral("last/kernel > - unused")}));
        options.map = {{"nobody", "dense_1"}};
        QCOMPARE(RestorePlan::create(file, model, options).error().kind, ErrorKind::NotFound);
        options.map = {{"first", "nobody"}};
        QCOMPARE(RestorePlan::create(file, model, options).error().kind, ErrorKind::NotFound);
    }

    void orderIsSeenThroughFrozenLayers()
    {
        // A frozen first inner layer stands last within its group.
        const Shared file =
            weightsOf("Custom nested\nDense nested/b kernel=2,2 bias=2\nDense nested/a kernel=3,2 bias=2");
        Model model =
            test::makeModel("Custom nested\nDense nested/a kernel=3,2 bias=2\nDense nested/b kernel=2,2 bias=2");
        const auto plan = RestorePlan::create(file, shared(model), {RestoreBy::Order, {}, {}});
        VERIFY_RESULT(plan);
        QVERIFY(plan->isComplete());
        QCOMPARE(rowsOf(*plan).value(0), QStringLiteral("nested/a/kernel > nested/a/kernel fits"));
    }

    void namesThatDifferFallBackToOrder()
    {
        const Shared file = weightsOf("Dense x_7 kernel=3,4 bias=4\nDense x_8 kernel=4,4 bias=4");
        const auto plan = RestorePlan::create(file, shared(test::makeModel(kBase)), {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->by(), RestoreBy::Order);
        QVERIFY(plan->isComplete());
    }

    void otherTypesAreConverted()
    {
        Model half = *weightsOf(kBase);
        half.variables[0].tensor = castTensor(half.variables[0].tensor, DType::Float16);
        const auto plan = RestorePlan::create(shared(half), shared(test::makeModel(kBase)), {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->count(RestoreStatus::OtherDType), std::size_t(1));
        Model changed = plan->model();
        VERIFY_RESULT((*plan->edit("Load"))->apply(changed));
        QCOMPARE(changed.variables[0].tensor.dtype(), DType::Float32);
        QCOMPARE(changed.variables[0].tensor.toFloats()->at(5), 5.0F);
    }

    void shapesAreComparedBeforeAnythingChanges()
    {
        const Shared file = weightsOf("Dense dense_1 kernel=3,4 bias=4\nDense dense_2 kernel=4,5 bias=5");
        auto plan = RestorePlan::create(file, shared(test::makeModel(kBase)), {RestoreBy::Name, {}, {}});
        VERIFY_RESULT(plan);
        const auto edit = plan->edit("Load");
        QCOMPARE(edit.error().kind, ErrorKind::Invalid);
        QCOMPARE(edit.error().message, std::string("values of shape (4, 5) do not fit (4, 4)"));
        plan->dropMisfits();
        QCOMPARE(plan->loading(), std::size_t(2));
        VERIFY_RESULT(plan->edit("Load"));
    }

    void placesCanBeChangedByHand()
    {
        const Shared file = weightsOf("Dense dense_1 kernel=3,4 bias=4\nDense other kernel=4,4 bias=4");
        auto plan = RestorePlan::create(file, shared(test::makeModel(kBase)), {RestoreBy::Name, {}, {}});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->count(RestoreStatus::Unused), std::size_t(2));
        plan->retarget(2, 2);
        plan->retarget(3, 1); // takes the place of dense_1/bias
        QCOMPARE(rowsOf(*plan), (QStringList{QStringLiteral("dense_1/kernel > dense_1/kernel fits"),
                                             QStringLiteral("other/bias > dense_1/bias fits"),
                                             QStringLiteral("other/kernel > dense_2/kernel fits"),
                                             QStringLiteral("- > dense_2/bias unmatched"),
                                             QStringLiteral("dense_1/bias > - unused")}));
        plan->retarget(3, std::nullopt);
        QCOMPARE(plan->loading(), std::size_t(2));
    }

    void countersOfTheSaverAreNoEntries()
    {
        Model file = *weightsOf(kBase);
        Variable counter;
        counter.path = counter.key = counter.name = "save_counter";
        counter.tensor = Tensor::fromVector({}, std::vector<std::int64_t>{1});
        file.variables.push_back(counter);
        const auto plan = RestorePlan::create(shared(file), shared(test::makeModel(kBase)), {});
        VERIFY_RESULT(plan);
        QVERIFY(plan->isComplete());
    }

    void checkpointsOfOldProgramsGoByName()
    {
        auto names = formats::openModel(test::fixture("checkpoint/names"));
        VERIFY_RESULT(names);
        Model model;
        for (const Variable& variable : names->variables) {
            Variable wanted = variable;
            wanted.key.clear();
            model.variables.push_back(wanted);
        }
        const auto plan = RestorePlan::create(shared(std::move(*names)), shared(model), {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->by(), RestoreBy::Name);
        QCOMPARE(plan->count(RestoreStatus::Unused), std::size_t(0));
    }

    void unknownPlacesAreSaid()
    {
        const Shared file = checkpointOf(test::makeModel(kBase)), model = shared(test::makeModel(kBase));
        QCOMPARE(RestorePlan::create(file, model, {{}, {"nowhere", {}}, {}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(RestorePlan::create(file, model, {{}, {{}, "nothing"}, {}}).error().kind, ErrorKind::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestRestorePlan)
#include "tst_RestorePlan.moc"
