// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Branches.h"
#include "core/edit/surgery/NewModel.h"
#include "core/edit/surgery/Surgery.h"
#include "core/edit/surgery/WeightOrder.h"

#include <QTest>

using namespace lw;

namespace {

Json layer(const char* className, const char* config)
{
    return Json::object({{"class_name", className}, {"config", *Json::parse(config)}});
}

Model fresh(int generation, ModelKind kind)
{
    auto model = edit::newModel({generation, kind, "m", {6}, DType::Float32});
    if (!model)
        qFatal("%s", model.error().toString().c_str());
    return *model;
}

QStringList outputsOf(const Model& model)
{
    QStringList names;
    for (const InboundTensor& output : model.outputRefs)
        names << QString::fromStdString(output.layer);
    return names;
}

} // namespace

/// Models that are built from nothing, for both generations of Keras.
class TestNewModel : public QObject {
    Q_OBJECT
private:
    static void done(Model& model, const edit::EditPointer& edit)
    {
        const std::string before = model.architecture.dump();
        const auto inverse = edit->apply(model);
        QVERIFY2(inverse, inverse ? "" : inverse.error().toString().c_str());
        Model back = model;
        QVERIFY((*inverse)->apply(back));
        QCOMPARE(back.architecture.dump(), before);
    }
    static std::string refusal(Model model, const edit::EditPointer& edit)
    {
        const auto result = edit->apply(model);
        return result ? "applied" : result.error().toString();
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<int>("generation");
        QTest::newRow("Keras 2") << 2;
        QTest::newRow("Keras 3") << 3;
    }

    void aChainGrowsLayerByLayer()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Sequential);
        QCOMPARE(model.kind, ModelKind::Sequential);
        QVERIFY(model.path.empty());
        done(model, edit::appendLayer(layer("Dense", R"({"units": 5})")));
        done(model, edit::appendLayer(layer("Dropout", R"({"rate": 0.5})")));
        done(model, edit::appendLayer(layer("Dense", R"({"units": 3})")));
        QCOMPARE(model.kind, ModelKind::Sequential);
        QCOMPARE(model.variables.size(), std::size_t(4));
        QCOMPARE(model.variables[2].tensor.shape(), (Shape{5, 3}));
        QCOMPARE(model.outputs.front().shape, std::optional(Shape{-1, 3}));
    }

    void aGraphGrowsByBranchesAndMerges()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Functional);
        QCOMPARE(outputsOf(model), QStringList{"input"});
        done(model, edit::addBranch("input", layer("Dense", R"({"units": 4, "name": "a"})")));
        QCOMPARE(outputsOf(model), QStringList{"a"}); // the input is read now
        done(model, edit::addBranch("input", layer("Dense", R"({"units": 4, "name": "b"})")));
        QCOMPARE(outputsOf(model), (QStringList{"a", "b"}));
        done(model, edit::mergeLayers({"b", "a"}, layer("Concatenate", R"({"name": "both"})")));
        QCOMPARE(outputsOf(model), QStringList{"both"});
        QCOMPARE(model.outputs.front().shape, std::optional(Shape{-1, 8}));
        QCOMPARE(findLayer(model, "both")->nodes.front().inputs.front().layer, std::string("a"));
        Model listed = model;
        done(listed, edit::mergeLayers({"both", "a"}, layer("Concatenate", "{}"), {}, edit::MergeOrder::AsGiven));
        QCOMPARE(listed.layers.back().nodes.front().inputs.front().layer, std::string("both"));
        done(model, edit::appendLayer(layer("Dense", R"({"units": 4, "name": "c"})")));
        // Around the last: a and c are added, and what read c reads the sum.
        done(model, edit::mergeLayers({"a", "c"}, layer("Add", R"({"name": "sum"})")));
        QCOMPARE(outputsOf(model), QStringList{"sum"});
        done(model, edit::addInput("mask", {4}, DType::Float32));
        QCOMPARE(outputsOf(model), (QStringList{"sum", "mask"}));
        done(model, edit::mergeLayers({"sum", "mask"}, layer("Multiply", "{}")));
        QCOMPARE(outputsOf(model), QStringList{"multiply"});
        QCOMPARE(model.inputs.size(), std::size_t(2));
    }

    void mergingGoesRoundALayerInTheMiddle()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Sequential);
        for (const char* config : {R"({"units": 6, "name": "a"})", R"({"units": 6, "name": "b"})", R"({"units": 2})"})
            done(model, edit::appendLayer(layer("Dense", config)));
        done(model, edit::mergeLayers({"a", "b"}, layer("Add", R"({"name": "sum"})")));
        QCOMPARE(model.kind, ModelKind::Functional);
        QCOMPARE(findLayer(model, "dense")->nodes.front().inputs.front().layer, std::string("sum"));
        QCOMPARE(outputsOf(model), QStringList{"dense"});
    }

    void refusesWhatCannotBe()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Functional);
        done(model, edit::addBranch("input", layer("Dense", R"({"units": 4, "name": "a"})")));
        done(model, edit::addBranch("input", layer("Dense", R"({"units": 5, "name": "b"})")));
        const std::string added = refusal(model, edit::mergeLayers({"a", "b"}, layer("Add", "{}")));
        QVERIFY2(added.find("(None, 4) from a") != std::string::npos, added.c_str());
        QVERIFY(refusal(model, edit::mergeLayers({"a"}, layer("Add", "{}"))).find("two layers") != std::string::npos);
        QVERIFY(refusal(model, edit::mergeLayers({"a", "b"}, layer("Dense", R"({"units": 1})"))).find("Dense") !=
                std::string::npos);
        QVERIFY(refusal(model, edit::addBranch("a", layer("Add", "{}"))).find("two tensors or more") !=
                std::string::npos);
        Model merged = model;
        done(merged, edit::mergeLayers({"a", "b"}, layer("Concatenate", R"({"name": "both"})")));
        QVERIFY(refusal(merged, edit::replaceLayer("both", layer("Dense", R"({"units": 3})")))
                    .find("a Dense reads one tensor, and it would get 2") != std::string::npos);
        QVERIFY(refusal(model, edit::addInput("a", {1}, DType::Float32)).find("already") != std::string::npos);
        QVERIFY(refusal(model, edit::addInput("c", {0}, DType::Float32)).find("positive") != std::string::npos);
        QVERIFY(!edit::newModel({generation, ModelKind::Sequential, "a/b", {1}, DType::Float32}));
        QVERIFY(!edit::newModel({generation, ModelKind::Sequential, "a", {-7}, DType::Float32}));
    }

    void argumentsThatAClassDoesNotTakeStayOut()
    {
        QFETCH_GLOBAL(int, generation);
        auto made = edit::newModel({generation, ModelKind::Sequential, "m", {6, 4}, DType::Float32});
        QVERIFY(made);
        Model model = *made;
        done(model, edit::appendLayer(layer("SpatialDropout1D", R"({"rate": 0.5, "trainable": true, "name": "d"})")));
        done(model, edit::setTrainable("d", false));
        const Json config = model.architecture["config"]["layers"].items().back()["config"];
        QCOMPARE(config["name"].toText(), std::string("d"));
        QCOMPARE(config.contains("trainable"), generation == 2); // Keras 3 refuses the layer with it
        QCOMPARE(config["trainable"].toBool(true), generation == 3);
    }

    void detachedModelsLieNowhere()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Sequential);
        done(model, edit::appendLayer(layer("Dense", R"({"units": 5, "name": "a"})")));
        model.path = "/somewhere/model.onnx";
        model.format = "onnx";
        model.signatures.resize(1);
        model.diagnostics.info("of the file");
        model.diagnostics.info("of a layer that is gone", "b");
        model.diagnostics.info("of a layer", "a");
        const Model free = edit::detached(model);
        QVERIFY(free.path.empty() && !free.stamp && free.signatures.empty());
        QCOMPARE(free.format, std::string(generation == 3 ? "keras" : "h5"));
        QCOMPARE(free.diagnostics.entries().size(), std::size_t(1));
        QCOMPARE(free.variables.size(), model.variables.size());
    }

    void freezingInsideMovesWeights()
    {
        QFETCH_GLOBAL(int, generation);
        Model model = fresh(generation, ModelKind::Sequential);
        for (const char* config : {R"({"units": 6, "name": "a"})", R"({"units": 6, "name": "b"})"})
            done(model, edit::appendLayer(layer("Dense", config)));
        done(model, edit::nestModel("outer"));
        const Model before = model;
        QCOMPARE(edit::movedWeights(edit::weightOrder(before, model)), std::size_t(0));
        done(model, edit::setTrainable("m/a", false));
        const auto order = edit::weightOrder(before, model);
        QCOMPARE(order.size(), std::size_t(4));
        QCOMPARE(order[0].path, std::string("m/b/kernel"));
        QCOMPARE(order[0].before, std::optional<std::size_t>(2));
        QCOMPARE(order[0].group, std::string("m"));
        QVERIFY(order[3].moved && !order[3].trainable);
        QCOMPARE(edit::movedWeights(order), std::size_t(4));
        done(model, edit::renameLayer("m/b", "other"));
        QCOMPARE(edit::weightOrder(before, model)[0].before, std::optional<std::size_t>(2));
        // A copy shares its values with the layer that it was made of, and is new all the same.
        Model twice = model;
        done(twice, edit::duplicateLayer("m/other"));
        QCOMPARE(edit::movedWeights(edit::weightOrder(model, twice)), std::size_t(0));
        const Model copied = twice;
        QCOMPARE(edit::movedWeights(edit::weightOrder(copied, twice)), std::size_t(0));
        // Without nesting every layer is a group of its own.
        const Model flat = fresh(generation, ModelKind::Sequential);
        Model chain = flat;
        for (const char* config : {R"({"units": 6, "name": "a"})", R"({"units": 6, "name": "b"})"})
            done(chain, edit::appendLayer(layer("Dense", config)));
        const Model thawed = chain;
        done(chain, edit::setTrainable("a", false));
        QCOMPARE(edit::movedWeights(edit::weightOrder(thawed, chain)), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestNewModel)
#include "tst_NewModel.moc"
