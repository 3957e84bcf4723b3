// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/Compose.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/CheckpointWriter.h"
#include "tests/core/edit/transplant/MakeModel.h"
#include "tests/support/Fixtures.h"

#include <QStringList>
#include <QTest>

using namespace lw;

namespace {

Model twoLayers()
{
    return test::makeModel("Dense first kernel=3,4 bias=4\nDense last kernel=4,2 bias=2");
}

/// Keys of a composed checkpoint that was written and read again.
QStringList keysOf(const Model& model, const edit::Composition& composition)
{
    const auto tree = edit::composeObjects(model, composition);
    const std::string prefix = test::temporaryFolder() + "/part";
    if (!tree || !formats::writeComposed(*tree, model, prefix, {}, {}))
        return {};
    const auto read = formats::openModel(prefix);
    QStringList keys;
    if (read)
        for (const Variable& variable : read->variables)
            keys << QString::fromStdString(variable.path);
    keys.sort();
    return keys;
}

} // namespace

class TestCompose : public QObject {
    Q_OBJECT
private slots:
    void layersAndVariablesStandUnderTheirKeys()
    {
        QCOMPARE(keysOf(twoLayers(), {{"dense", "first"}, {"k", "last/kernel"}}),
                 (QStringList{QStringLiteral("dense/bias"), QStringLiteral("dense/kernel"), QStringLiteral("k"),
                              QStringLiteral("save_counter")}));
    }

    void theWholeModelUnderOneKey()
    {
        const QStringList keys = keysOf(twoLayers(), {{"model", "."}});
        QVERIFY(keys.contains(QStringLiteral("model/layer_with_weights-1/bias")));
        QCOMPARE(keys.size(), 5);
    }

    void theWholeModelHasItsOptimizer()
    {
        const auto model = formats::openModel(test::fixture("h5/trained.h5"));
        VERIFY_RESULT(model);
        const auto tree = edit::composeObjects(*model, {{"model", "."}});
        VERIFY_RESULT(tree);
        const std::string prefix = test::temporaryFolder() + "/whole";
        for (const bool optimizer : {true, false}) {
            formats::SaveOptions options;
            options.optimizer = optimizer;
            VERIFY_RESULT(formats::writeComposed(*tree, *model, prefix, options, {}));
            const auto read = formats::openModel(prefix);
            VERIFY_RESULT(read);
            QCOMPARE(read->training.has_value(), optimizer);
            QVERIFY(!optimizer || read->training->iterations == model->training->iterations);
            QVERIFY(!optimizer || read->training->slotVariables.front().key.starts_with("model/optimizer/"));
        }
    }

    void oneObjectMayHaveTwoKeys()
    {
        const auto tree = edit::composeObjects(twoLayers(), {{"a", "first"}, {"b", "first"}});
        VERIFY_RESULT(tree);
        QCOMPARE(tree->find(0, "a"), tree->find(0, "b"));
        QCOMPARE(keysOf(twoLayers(), {{"a", "first"}, {"b", "first"}}).size(), 3);
    }

    void refusesWhatCannotBeAKey()
    {
        const Model model = twoLayers();
        QCOMPARE(edit::composeObjects(model, {}).error().kind, ErrorKind::Invalid);
        QCOMPARE(edit::composeObjects(model, {{"", "first"}}).error().kind, ErrorKind::Invalid);
        QCOMPARE(edit::composeObjects(model, {{"save_counter", "first"}}).error().kind, ErrorKind::Invalid);
        QCOMPARE(edit::composeObjects(model, {{"a", "first"}, {"a", "last"}}).error().kind, ErrorKind::Invalid);
        QCOMPARE(edit::composeObjects(model, {{"a", "nobody"}}).error().kind, ErrorKind::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestCompose)
#include "tst_Compose.moc"
