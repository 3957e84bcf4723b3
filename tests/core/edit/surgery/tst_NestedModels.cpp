// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedModels.h"
#include "core/keras/Architecture.h"

#include <QTest>

using namespace lw;

namespace {

Json parsed(const std::string& text)
{
    return *Json::parse(text);
}

Model withWeights(const std::string& architecture)
{
    Model model;
    if (!keras::readArchitecture(parsed(architecture), model) || !edit::cloneModel()->apply(model))
        qFatal("the architecture of the test is wrong");
    return model;
}

std::string dense(const std::string& name, int units, const std::string& reads)
{
    return R"({"class_name": "Dense", "config": {"name": ")" + name + R"(", "trainable": true, "units": )" +
           std::to_string(units) + R"(}, "name": ")" + name + R"(", "inbound_nodes": [)" + reads + "]}";
}

std::string input(const std::string& name, int size)
{
    return R"({"class_name": "InputLayer", "config": {"batch_input_shape": [null, )" + std::to_string(size) +
           R"(], "dtype": "float32", "name": ")" + name + R"("}, "name": ")" + name + R"(", "inbound_nodes": []})";
}

/// twin (in -> a -> b, both given out) is called on x and on y; sum adds the second outputs, head reads the first one.
Model siamese()
{
    const std::string twin =
        R"({"class_name": "Functional", "config": {"name": "twin", "trainable": true, "layers": [)" + input("in", 4) +
        ", " + dense("a", 3, R"([["in", 0, 0, {}]])") + ", " + dense("b", 3, R"([["a", 0, 0, {}]])") +
        R"(], "input_layers": [["in", 0, 0]], "output_layers": [["a", 0, 0], ["b", 0, 0]]},
        "name": "twin", "inbound_nodes": [[["x", 0, 0, {"training": false}]], [["y", 0, 0, {}]]]})";
    return withWeights(R"({"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [)" +
                       input("x", 4) + ", " + input("y", 4) + ", " + twin + ", " +
                       R"({"class_name": "Add", "config": {"name": "sum", "trainable": true}, "name": "sum",
                           "inbound_nodes": [[["twin", 1, 1, {}], ["twin", 2, 1, {}]]]}, )" +
                       dense("a", 2, R"([["sum", 0, 0, {}]])") + ", " + dense("head", 2, R"([["twin", 1, 0, {}]])") +
                       R"(], "input_layers": [["x", 0, 0], ["y", 0, 0]],
                          "output_layers": [["a", 0, 0], ["head", 0, 0]]}})");
}

/// body (a Sequential of x 4 -> 4 and norm) and head (4 -> 2) in the dialect of Keras 3.
Model nested(bool trainable = true)
{
    Model model = withWeights(R"({"module": "keras", "class_name": "Sequential", "config": {"name": "m", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "in"}},
        {"module": "keras", "class_name": "Sequential", "config": {"name": "body", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "bin"}},
          {"module": "keras.layers", "class_name": "Dense", "config": {"name": "x", "units": 4},
           "build_config": {"input_shape": [null, 4]}},
          {"module": "keras.layers", "class_name": "BatchNormalization", "config": {"name": "norm"}}]}},
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "head", "units": 2},
         "build_config": {"input_shape": [null, 4]}}]}})");
    if (!trainable)
        (void)edit::setTrainable("body", false)->apply(model);
    return model;
}

/// m > outer > inner, each a Sequential of Keras 3: a convolution of pictures of 8 by 8, a pooling, a head.
Model pictures()
{
    return withWeights(R"({"module": "keras", "class_name": "Sequential", "config": {"name": "m", "layers": [
      {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 8, 8, 1], "name": "a"}},
      {"module": "keras", "class_name": "Sequential", "config": {"name": "outer", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 8, 8, 1], "name": "b"}},
        {"module": "keras", "class_name": "Sequential", "config": {"name": "inner", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer",
           "config": {"batch_shape": [null, 8, 8, 1], "name": "c"}},
          {"module": "keras.layers", "class_name": "Conv2D",
           "config": {"name": "conv", "filters": 2, "kernel_size": [3, 3]},
           "build_config": {"input_shape": [null, 8, 8, 1]}}]}},
        {"module": "keras.layers", "class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}}]}},
      {"module": "keras.layers", "class_name": "Dense", "config": {"name": "head", "units": 2},
       "build_config": {"input_shape": [null, 2]}}]}})");
}

QStringList pathsOf(const Model& model)
{
    QStringList paths;
    for (const Variable& variable : model.variables)
        paths << QString::fromStdString(variable.path + (variable.trainable ? "" : "!"));
    return paths;
}

QStringList namesOf(const std::vector<TensorSpec>& specs)
{
    QStringList names;
    for (const TensorSpec& spec : specs)
        names << QString::fromStdString(spec.name + (spec.shape ? shapeText(*spec.shape) : "?"));
    return names;
}

const LayerNode& call(const Model& model, const char* layer, std::size_t node = 0)
{
    return findLayer(model, layer)->nodes.at(node);
}

} // namespace

class TestNestedModels : public QObject {
    Q_OBJECT
private:
    /// Applies, takes back, compares, applies again.
    static void there(Model& model, const edit::EditPointer& edit)
    {
        const Model before = model;
        const auto inverse = edit->apply(model);
        QVERIFY2(inverse, inverse ? "" : inverse.error().toString().c_str());
        Model back = model;
        QVERIFY((*inverse)->apply(back));
        QCOMPARE(back.architecture.dump(), before.architecture.dump());
        QCOMPARE(pathsOf(back), pathsOf(before));
    }
    static std::string refusal(Model model, const edit::EditPointer& edit)
    {
        const std::string before = model.architecture.dump();
        const auto result = edit->apply(model);
        if (model.architecture.dump() != before)
            return "changed it";
        return result ? "applied" : result.error().toString();
    }

private slots:
    void nestedModelsFollowTheShapeOfTheInput()
    {
        // Two levels deep, with weights that do not mind the size of the picture.
        Model model = pictures();
        const auto kernel = findVariable(model, "outer/inner/conv/kernel")->tensor.source();
        there(model, edit::setInputShape({}, {12, 16, 1}));
        QCOMPARE(*findLayer(model, "outer/inner/conv")->nodes.front().outputShapes.front(), (Shape{-1, 10, 14, 2}));
        QVERIFY(findVariable(model, "outer/inner/conv/kernel")->tensor.source() == kernel);
        const std::string text = model.architecture.dump();
        QVERIFY2(text.find("8,8,1") == std::string::npos && text.find("8, 8, 1") == std::string::npos, text.c_str());
    }

    void whatANestedModelDoesNotTakeIsRefused()
    {
        // The weights of body are made for four values; twin is called on y as well, which keeps its four.
        const std::string weights = refusal(nested(), edit::setInputShape({}, {6}));
        QVERIFY2(weights.find("body") != std::string::npos && weights.find("(4, 4)") != std::string::npos,
                 weights.c_str());
        const std::string twice = refusal(siamese(), edit::setInputShape("x", {6}));
        QVERIFY2(twice.find("takes an input of shape (None, 6), not (None, 4)") != std::string::npos, twice.c_str());
        QVERIFY2(twice.find("twin") != std::string::npos, twice.c_str());
    }

    void unwrapsAChain()
    {
        Model model = nested();
        const auto kernel = findVariable(model, "body/x/kernel")->tensor.source();
        there(model, edit::unwrapModel("body"));
        QCOMPARE(model.kind, ModelKind::Sequential);
        QCOMPARE(pathsOf(model), (QStringList{"x/kernel", "x/bias", "norm/gamma", "norm/beta", "norm/moving_mean!",
                                              "norm/moving_variance!", "head/kernel", "head/bias"}));
        QVERIFY(findVariable(model, "x/kernel")->tensor.source() == kernel);
        there(model, edit::nestModel("outer"));
        there(model, edit::unwrapModel("m"));
        QCOMPARE(pathsOf(model).size(), 8);
    }

    void unwrappedLayersStayFrozen()
    {
        Model model = nested(false);
        there(model, edit::unwrapModel("body"));
        QCOMPARE(pathsOf(model).first(), QString("x/kernel!"));
        QCOMPARE(pathsOf(model).last(), QString("head/bias"));
    }

    void unwrapsWhatIsSharedAndHasManyOutputs()
    {
        Model model = siamese();
        const auto kernel = findVariable(model, "twin/a/kernel")->tensor.source();
        there(model, edit::unwrapModel("twin"));
        QCOMPARE(pathsOf(model), (QStringList{"twin_a/kernel", "twin_a/bias", "b/kernel", "b/bias", "a/kernel",
                                              "a/bias", "head/kernel", "head/bias"}));
        QVERIFY(findVariable(model, "twin_a/kernel")->tensor.source() == kernel);
        QCOMPARE(findLayer(model, "b")->nodes.size(), std::size_t(2));
        QCOMPARE(call(model, "b", 1).inputs.front(), (InboundTensor{"twin_a", 1, 0}));
        QCOMPARE(call(model, "sum").inputs, (std::vector<InboundTensor>{{"b", 0, 0}, {"b", 1, 0}}));
        QCOMPARE(call(model, "head").inputs.front(), (InboundTensor{"twin_a", 0, 0}));
        QCOMPARE(namesOf(model.outputs), (QStringList{"a(None, 2)", "head(None, 2)"}));
    }

    void unwrapKeepsWhatTheCallSaidOfTraining()
    {
        Model model = nested();
        // body(x, training=False), as one puts a trained body into a new model
        there(model, edit::unwrapModel("body"));
        Model functional = withWeights(
            R"({"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [)" + input("x", 4) +
            R"(, {"class_name": "Sequential", "config": {"name": "body", "layers": [)" + input("bin", 4) +
            R"(, {"class_name": "BatchNormalization", "config": {"name": "norm"}}]}, "name": "body",
                 "inbound_nodes": [[["x", 0, 0, {"training": false}]]]}], "input_layers": [["x", 0, 0]],
                 "output_layers": [["body", 1, 0]]}})");
        there(functional, edit::unwrapModel("body"));
        const Json& layers = functional.architecture["config"]["layers"];
        QCOMPARE(layers.at(1)["inbound_nodes"].dump(), std::string(R"([[["x", 0, 0, {"training": false}]]])"));
        QCOMPARE(functional.architecture["config"]["output_layers"].dump(), std::string(R"([["norm", 0, 0]])"));
    }

    void unwrapsOnlyNestedModels()
    {
        QVERIFY(refusal(nested(), edit::unwrapModel("head")).find("no nested model") != std::string::npos);
        QVERIFY(refusal(nested(), edit::unwrapModel("nobody")).find("begins with") != std::string::npos);
    }

    void extractsAChainAsASequential()
    {
        Model model = siamese();
        const auto kernel = findVariable(model, "a/kernel")->tensor.source();
        there(model, edit::extractLayers({"a"}));
        QCOMPARE(model.kind, ModelKind::Sequential);
        QCOMPARE(model.name, std::string("a_model"));
        QCOMPARE(pathsOf(model), (QStringList{"a/kernel", "a/bias"}));
        QVERIFY(model.variables[0].tensor.source() == kernel);
        QCOMPARE(namesOf(model.inputs), QStringList{"a_input(None, 3)"});
        Model inner = nested();
        there(inner, edit::extractLayers({"body/x", "body/norm"}));
        QCOMPARE(inner.name, std::string("x_to_norm"));
        QCOMPARE(inner.kind, ModelKind::Sequential);
        QCOMPARE(pathsOf(inner).first(), QString("x/kernel"));
        QCOMPARE(inner.outputs.front().shape, std::optional(Shape{-1, 4}));
    }

    void extractsAGraphWithItsOpenEnds()
    {
        Model model = siamese();
        there(model, edit::extractLayers({"sum", "a"}, "top"));
        QCOMPARE(model.kind, ModelKind::Functional);
        QCOMPARE(model.name, std::string("top"));
        QCOMPARE(namesOf(model.inputs), (QStringList{"sum_input(None, 3)", "sum_input_1(None, 3)"}));
        QCOMPARE(namesOf(model.outputs), (QStringList{"a(None, 2)"}));
        Model twins = siamese();
        there(twins, edit::extractLayers({"twin", "head"}));
        // The sum outside reads both second outputs.
        QCOMPARE(namesOf(twins.inputs), (QStringList{"x(None, 4)", "y(None, 4)"}));
        QCOMPARE(namesOf(twins.outputs).size(), 3);
    }

    void extractsANestedModel()
    {
        Model model = siamese();
        model.training = TrainingState{};
        there(model, edit::extractLayers({"twin", "twin/a"}));
        QCOMPARE(model.name, std::string("twin"));
        QVERIFY(!model.training);
        QCOMPARE(pathsOf(model), (QStringList{"a/kernel", "a/bias", "b/kernel", "b/bias"}));
        QCOMPARE(namesOf(model.outputs).size(), 2);
    }

    void extractRefusesWhatDoesNotHangTogether()
    {
        const auto apart = refusal(siamese(), edit::extractLayers({"a", "head"}));
        QVERIFY2(apart.find("not connected") != std::string::npos, apart.c_str());
        const auto deep = refusal(siamese(), edit::extractLayers({"a", "twin/b"}));
        QVERIFY2(deep.find("another model") != std::string::npos, deep.c_str());
        QVERIFY(refusal(siamese(), edit::extractLayers({"x"})).find("nothing but inputs") != std::string::npos);
        QVERIFY(refusal(siamese(), edit::extractLayers({})).find("which layers") != std::string::npos);
    }

    void rangesFollowTheOrderOfTheModel()
    {
        const Model model = siamese();
        QCOMPARE(*edit::layerRange(model, "x", "sum"), (std::vector<std::string>{"twin", "sum"}));
        QCOMPARE(*edit::layerRange(model, "twin/a", "twin/b"), (std::vector<std::string>{"twin/a", "twin/b"}));
        QVERIFY(!edit::layerRange(model, "sum", "twin"));
        QVERIFY(!edit::layerRange(model, "sum", "twin/b"));
        QVERIFY(!edit::layerRange(model, "sum", "nobody"));
    }
};

QTEST_APPLESS_MAIN(TestNestedModels)
#include "tst_NestedModels.moc"
