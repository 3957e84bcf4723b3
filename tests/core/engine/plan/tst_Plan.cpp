// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"
#include "core/engine/ModelRunner.h"

#include <QTest>
#include <atomic>
#include <cstdlib>
#include <new>

using lw::engine::Plan;
using namespace lw;
using namespace lw::engine::test;

// Counts what a run takes from the heap, oneDNN included: its small execution contexts are allowed, arrays are not.
static std::atomic<std::size_t> g_largest{0}, g_count{0};

void* operator new(std::size_t size)
{
    ++g_count;
    if (size > g_largest)
        g_largest = size;
    if (void* memory = std::malloc(size > 0 ? size : 1))
        return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept // std::stable_sort takes its buffer so
{
    ++g_count;
    return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

#define VERIFY_SAME(...)                                                                                               \
    do {                                                                                                               \
        const std::string text = difference(__VA_ARGS__);                                                              \
        QVERIFY2(text.empty(), text.c_str());                                                                          \
    } while (false)

using Ints = std::vector<std::int64_t>;

class tst_Plan : public QObject {
    Q_OBJECT
private slots:
    void convolutionsEqualThePlainLoops_data();
    void convolutionsEqualThePlainLoops();
    void depthwiseConvolutionsEqualThePlainLoops_data();
    void depthwiseConvolutionsEqualThePlainLoops();
    void transposedConvolutionsEqualThePlainLoops_data();
    void transposedConvolutionsEqualThePlainLoops();
    void biasNormAndActivationFuseIntoTheConvolution();
    void residualSumFusesIntoTheConvolution();
    void residualSumKeepsAnAddendThatIsStillNeeded();
    void aValueThatIsAskedForIsNotSwallowed();
    void zeroPaddingFoldsIntoConvolutionAndPooling();
    void poolingEqualsThePlainLoops_data();
    void poolingEqualsThePlainLoops();
    void denseWithScaleAndActivation();
    void batchedProductsWithTransposedSides();
    void elementwiseOpsEqualThePlainLoops_data();
    void elementwiseOpsEqualThePlainLoops();
    void broadcastingEqualsThePlainLoops_data();
    void broadcastingEqualsThePlainLoops();
    void reductionsEqualThePlainLoops();
    void transposesEqualThePlainLoops_data();
    void transposesEqualThePlainLoops();
    void squeezeAndExciteBlock();
    void unetLikeConcatenation();
    void reshapesAreViews();
    void layerNormEqualsThePlainLoops();
    void attentionEqualsThePlainLoops();
    void recurrentLayersEqualThePlainLoops_data();
    void recurrentLayersEqualThePlainLoops();
    void directionsOfABidirectionalLayerRunSideBySide();
    void aBatchIsSharedBetweenThreads_data();
    void aBatchIsSharedBetweenThreads();
    void opsAcrossTheBatchAreNotSplit();
    void gatherRefusesIndicesOutOfRange();
    void runAllocatesNoArrays();
    void ownLoopsAllocateNothing();
};

void tst_Plan::convolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("dilation");
    QTest::newRow("odd everything") << 11 << 3 << 3 << 7 << 1 << "SAME" << 1 << 1;
    QTest::newRow("strided, padded on one side") << 10 << 3 << 5 << 16 << 2 << "SAME" << 1 << 1;
    QTest::newRow("valid, unread border") << 10 << 3 << 16 << 17 << 2 << "VALID" << 1 << 1;
    QTest::newRow("one by one") << 9 << 1 << 33 << 48 << 1 << "VALID" << 1 << 1;
    QTest::newRow("large kernel") << 23 << 7 << 3 << 32 << 2 << "SAME" << 1 << 1;
    QTest::newRow("grouped") << 8 << 3 << 12 << 24 << 1 << "SAME" << 3 << 1;
    QTest::newRow("dilated") << 13 << 3 << 16 << 16 << 1 << "SAME" << 1 << 2;
    QTest::newRow("Winograd") << 14 << 3 << 64 << 64 << 1 << "SAME" << 1 << 1;
}

void tst_Plan::convolutionsEqualThePlainLoops()
{
    QFETCH(int, size);
    QFETCH(int, kernel);
    QFETCH(int, channels);
    QFETCH(int, outputs);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    QFETCH(int, groups);
    QFETCH(int, dilation);
    for (const int batch : {1, 3}) {
        GraphMaker maker;
        const auto x = maker.input({batch, size, size + 2, channels});
        maker.output(maker.conv(x, kernel, channels, outputs, stride, padding.toStdString(), groups, dilation));
        VERIFY_SAME(maker);
    }
}

void tst_Plan::depthwiseConvolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("multiplier");
    QTest::addColumn<int>("stride");
    QTest::newRow("odd channels") << 9 << 5 << 1 << 1;
    QTest::newRow("whole vectors") << 12 << 32 << 1 << 1;
    QTest::newRow("strided") << 13 << 24 << 1 << 2;
    QTest::newRow("multiplied") << 8 << 6 << 3 << 1;
}

void tst_Plan::depthwiseConvolutionsEqualThePlainLoops()
{
    QFETCH(int, size);
    QFETCH(int, channels);
    QFETCH(int, multiplier);
    QFETCH(int, stride);
    GraphMaker maker;
    auto x = maker.input({2, size, size, channels});
    x = maker.depthwise(x, 3, channels, multiplier, stride);
    maker.output(maker.op("Relu6", {maker.batchNorm(x, std::int64_t(channels) * multiplier)}));
    VERIFY_SAME(maker);
}

void tst_Plan::transposedConvolutionsEqualThePlainLoops_data()
{
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    QTest::addColumn<int>("result");
    QTest::newRow("two by two") << 2 << 2 << "SAME" << 14;
    QTest::newRow("overlapping") << 3 << 2 << "SAME" << 14;
    QTest::newRow("valid") << 3 << 2 << "VALID" << 15;
    QTest::newRow("not strided") << 3 << 1 << "SAME" << 7;
    QTest::newRow("gaps") << 2 << 3 << "VALID" << 20;
}

void tst_Plan::transposedConvolutionsEqualThePlainLoops()
{
    QFETCH(int, kernel);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    QFETCH(int, result);
    GraphMaker maker;
    const auto x = maker.input({2, 7, 7, 6});
    const auto y = maker.convTranspose(x, {2, result, result, 9}, kernel, 6, stride, padding.toStdString());
    maker.output(maker.relu(maker.batchNorm(maker.bias(y, 9), 9)));
    VERIFY_SAME(maker);
}

void tst_Plan::biasNormAndActivationFuseIntoTheConvolution()
{
    GraphMaker maker;
    const auto x = maker.input({2, 9, 9, 8});
    maker.output(maker.op("Swish", {maker.batchNorm(maker.bias(maker.conv(x, 3, 8, 19), 19), 19)}));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("Swish") != std::string::npos) && !(text.find("Affine") != std::string::npos), text.c_str());
}

void tst_Plan::residualSumFusesIntoTheConvolution()
{
    GraphMaker maker;
    const auto x = maker.input({2, 8, 8, 16});
    const auto shortcut = maker.batchNorm(maker.conv(x, 1, 16, 32), 32);
    const auto y = maker.batchNorm(maker.conv(maker.relu(maker.conv(x, 3, 16, 16)), 1, 16, 32), 32);
    maker.output(maker.relu(maker.add(shortcut, y)));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("AddV2") != std::string::npos), text.c_str());
}

void tst_Plan::residualSumKeepsAnAddendThatIsStillNeeded()
{
    GraphMaker maker;
    const auto x = maker.relu(maker.conv(maker.input({1, 8, 8, 16}), 1, 16, 16));
    const auto sum = maker.add(maker.conv(x, 3, 16, 16), x);
    maker.output(maker.add(maker.conv(sum, 3, 16, 16), x));
    maker.output(x);
    VERIFY_SAME(maker);
}

void tst_Plan::aValueThatIsAskedForIsNotSwallowed()
{
    GraphMaker maker;
    const auto y = maker.bias(maker.conv(maker.input({1, 6, 6, 4}), 3, 4, 8), 8);
    maker.output(maker.relu(y));
    maker.output(y);
    VERIFY_SAME(maker);
}

void tst_Plan::zeroPaddingFoldsIntoConvolutionAndPooling()
{
    GraphMaker maker;
    const auto x = maker.input({2, 15, 15, 3});
    const auto y = maker.relu(maker.conv(maker.pad(x, 3, 3), 7, 3, 8, 2, "VALID"));
    maker.output(maker.maxPool(maker.pad(y, 1, 1), 3, 2));
    maker.output(maker.depthwise(maker.pad(x, 0, 1), 3, 3, 1, 2, "VALID"));
    VERIFY_SAME(maker);
    const auto text = described(maker);
    QVERIFY2(!(text.find("Pad ") != std::string::npos), text.c_str());
}

void tst_Plan::poolingEqualsThePlainLoops_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("padding");
    for (const char* kind : {"MaxPool", "AvgPool"}) {
        QTest::addRow("%s 2/2", kind) << kind << 2 << 2 << "VALID";
        QTest::addRow("%s 3/2 same", kind) << kind << 3 << 2 << "SAME";
        QTest::addRow("%s 3/1 same", kind) << kind << 3 << 1 << "SAME";
    }
}

void tst_Plan::poolingEqualsThePlainLoops()
{
    QFETCH(QString, kind);
    QFETCH(int, window);
    QFETCH(int, stride);
    QFETCH(QString, padding);
    for (const int channels : {5, 32}) {
        GraphMaker maker;
        const auto x = maker.input({2, 11, 9, channels});
        maker.output(maker.maxPool(x, window, stride, padding.toStdString(), kind.toStdString()));
        VERIFY_SAME(maker);
    }
}

void tst_Plan::denseWithScaleAndActivation()
{
    for (const int rows : {1, 5}) {
        GraphMaker maker;
        const auto x = maker.input({rows, 37});
        const auto y = maker.op(
            "Tanh", {maker.batchNorm(maker.op("Reshape", {maker.dense(x, 37, 19), maker.ints({rows, 1, 1, 19})}), 19)});
        maker.output(y);
        const auto z = maker.op("MatMul", {x, maker.constant({11, 37})}, {{"transpose_b", true}});
        maker.output(maker.op("Elu", {maker.op("Mul", {z, maker.scalarFloat(0.25F)})}));
        VERIFY_SAME(maker);
    }
}

void tst_Plan::batchedProductsWithTransposedSides()
{
    GraphMaker maker;
    const auto a = maker.input({2, 3, 5, 7}), b = maker.input({2, 3, 11, 7}), c = maker.input({2, 3, 5, 11});
    maker.output(maker.op("BatchMatMulV2", {a, b}, {{"adj_y", true}}));
    maker.output(maker.op("BatchMatMulV2", {c, a}, {{"adj_x", true}}));
    maker.output(maker.op("BatchMatMulV2", {a, maker.constant({7, 9})}));
    VERIFY_SAME(maker);
}

void tst_Plan::elementwiseOpsEqualThePlainLoops_data()
{
    QTest::addColumn<QString>("op");
    for (const char* op : {"Relu", "Relu6", "Sigmoid", "Tanh", "Swish", "Elu", "Selu", "LeakyRelu", "Gelu",
                           "HardSigmoid", "Softplus", "Softsign", "Exp", "Erf", "Square", "Neg", "Abs", "Softmax"})
        QTest::newRow(op) << op;
}

void tst_Plan::elementwiseOpsEqualThePlainLoops()
{
    QFETCH(QString, op);
    GraphMaker maker;
    const auto x = maker.input({3, 7, 129});
    maker.output(maker.op(op.toStdString(), {x}));
    if (op == "Gelu")
        maker.output(maker.op("Gelu", {x}, {{"approximate", true}}));
    VERIFY_SAME(maker, 2e-6, -8, 8);
}

void tst_Plan::broadcastingEqualsThePlainLoops_data()
{
    QTest::addColumn<QList<int>>("left");
    QTest::addColumn<QList<int>>("right");
    QTest::newRow("same") << QList{2, 3, 65} << QList{2, 3, 65};
    QTest::newRow("row") << QList{2, 3, 65} << QList{65};
    QTest::newRow("column") << QList{2, 3, 65} << QList{2, 3, 1};
    QTest::newRow("gate of channels") << QList{2, 4, 5, 17} << QList{2, 1, 1, 17};
    QTest::newRow("outer product") << QList{7, 1} << QList{1, 9};
    QTest::newRow("left is smaller") << QList{3, 1} << QList{2, 3, 5};
}

void tst_Plan::broadcastingEqualsThePlainLoops()
{
    QFETCH(QList<int>, left);
    QFETCH(QList<int>, right);
    for (const char* op : {"AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum", "SquaredDifference"}) {
        GraphMaker maker;
        const auto a = maker.input(Shape(left.begin(), left.end())), b = maker.input(Shape(right.begin(), right.end()));
        maker.output(maker.op(op, {a, b}));
        VERIFY_SAME(maker, 2e-6, 0.5F, 2);
    }
}

void tst_Plan::reductionsEqualThePlainLoops()
{
    for (const char* op : {"Mean", "Sum", "Max"})
        for (const auto& axes : {std::vector{1, 2}, std::vector{-1}, std::vector{0}, std::vector{2}, std::vector{0, 3}})
            for (const bool keep : {false, true}) {
                GraphMaker maker;
                const auto x = maker.input({1, 7, 6, 131});
                maker.output(maker.op(op, {x, maker.ints({axes.begin(), axes.end()})}, {{"keep_dims", keep}}));
                VERIFY_SAME(maker);
            }
}

void tst_Plan::transposesEqualThePlainLoops_data()
{
    QTest::addColumn<QList<int>>("axes");
    QTest::newRow("last stays") << QList{0, 2, 1, 3};
    QTest::newRow("channels first") << QList{0, 3, 1, 2};
    QTest::newRow("reversed") << QList{3, 2, 1, 0};
    QTest::newRow("last two") << QList{0, 1, 3, 2};
    QTest::newRow("nothing") << QList{0, 1, 2, 3};
}

void tst_Plan::transposesEqualThePlainLoops()
{
    QFETCH(QList<int>, axes);
    GraphMaker maker;
    const auto x = maker.input({2, 5, 33, 18});
    maker.output(maker.op("Transpose", {x, maker.ints({axes.begin(), axes.end()})}));
    maker.output(maker.op("Transpose", {maker.relu(x), maker.ints({axes.begin(), axes.end()})}));
    VERIFY_SAME(maker);
}

void tst_Plan::squeezeAndExciteBlock()
{
    GraphMaker maker;
    auto x = maker.op("Swish", {maker.batchNorm(maker.depthwise(maker.input({2, 9, 9, 24}), 3, 24, 1), 24)});
    auto s = maker.op("Mean", {x, maker.ints({1, 2})}, {{"keep_dims", false}});
    s = maker.op("Reshape", {s, maker.ints({2, 1, 1, 24})});
    s = maker.op("Swish", {maker.bias(maker.conv(s, 1, 24, 6), 6)});
    s = maker.op("Sigmoid", {maker.bias(maker.conv(s, 1, 6, 24), 24)});
    maker.output(maker.conv(maker.op("Mul", {x, s}), 1, 24, 16));
    VERIFY_SAME(maker);
}

void tst_Plan::unetLikeConcatenation()
{
    for (const int batch : {1, 2}) {
        GraphMaker maker;
        const auto skip = maker.relu(maker.conv(maker.input({batch, 8, 8, 3}), 3, 3, 16));
        const auto deep = maker.relu(maker.conv(maker.maxPool(skip, 2, 2), 3, 16, 32));
        const auto up = maker.convTranspose(deep, {batch, 8, 8, 16}, 2, 32, 2);
        const auto joined = maker.op("ConcatV2", {up, skip, maker.scalarInt(3)});
        maker.output(maker.op("Sigmoid", {maker.conv(joined, 3, 32, 1)}));
        VERIFY_SAME(maker);
    }
}

void tst_Plan::reshapesAreViews()
{
    GraphMaker maker;
    const auto x = maker.relu(maker.input({2, 6, 8}));
    const auto flat = maker.op("Reshape", {x, maker.ints({2, 48})});
    maker.output(maker.op("Neg", {flat}));
    maker.output(flat);
    maker.output(x);
    VERIFY_SAME(maker);
}

void tst_Plan::layerNormEqualsThePlainLoops()
{
    GraphMaker maker;
    const auto x = maker.input({3, 5, 67});
    maker.output(
        maker.op("LayerNorm", {x, maker.constant({67}), maker.constant({67})},
                 {{"axes", Ints{-1}}, {"epsilon", 1e-3}, {"has_gamma", true}, {"has_beta", true}, {"rms", false}}));
    maker.output(
        maker.op("LayerNorm", {x, maker.constant({67})},
                 {{"axes", Ints{-1}}, {"epsilon", 1e-3}, {"has_gamma", true}, {"has_beta", false}, {"rms", false}}));
    VERIFY_SAME(maker);
}

void tst_Plan::attentionEqualsThePlainLoops()
{
    GraphMaker maker;
    const auto q = maker.input({2, 3, 9, 8}), k = maker.input({2, 3, 13, 8}), v = maker.input({2, 3, 13, 10});
    maker.output(maker.op("Attention", {q, k, v}, {{"scale", 0.35}, {"causal", false}, {"has_mask", false}}));
    VERIFY_SAME(maker);
}

void tst_Plan::recurrentLayersEqualThePlainLoops_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("sequences");
    QTest::addColumn<bool>("backwards");
    QTest::addColumn<bool>("bias");
    for (const char* kind : {"LSTM", "GRU", "GRU reset after", "SimpleRNN"})
        for (const bool sequences : {false, true})
            for (const bool backwards : {false, true})
                QTest::addRow("%s%s%s", kind, sequences ? ", sequences" : "", backwards ? ", backwards" : "")
                    << kind << sequences << backwards << (sequences != backwards);
}

void tst_Plan::recurrentLayersEqualThePlainLoops()
{
    QFETCH(QString, kind);
    QFETCH(bool, sequences);
    QFETCH(bool, backwards);
    QFETCH(bool, bias);
    const bool resetAfter = kind.endsWith("after");
    const auto op = kind.section(' ', 0, 0).toStdString();
    const std::int64_t gates = op == "LSTM" ? 4 : op == "GRU" ? 3 : 1, units = 11, features = 7;
    GraphMaker maker;
    std::vector<graph::Edge> inputs = {maker.input({2, 6, features}), maker.constant({features, gates * units}),
                                       maker.constant({units, gates * units}, -0.3F, 0.3F)};
    if (bias)
        inputs.push_back(maker.constant(resetAfter ? Shape{2, gates * units} : Shape{gates * units}));
    const auto x = maker.op(op, inputs,
                            {{"units", units},
                             {"activation", "tanh"},
                             {"recurrent_activation", "sigmoid"},
                             {"return_sequences", sequences},
                             {"go_backwards", backwards},
                             {"time_major", false},
                             {"use_bias", bias},
                             {"reset_after", resetAfter},
                             {"zero_output_for_mask", false},
                             {"has_initial_state", false},
                             {"has_mask", false}},
                            op == "LSTM" ? 3 : 2);
    maker.output(x);
    maker.output({x.node, 1});
    VERIFY_SAME(maker, 5e-6);
}

void tst_Plan::directionsOfABidirectionalLayerRunSideBySide()
{
    for (const bool sequences : {false, true}) {
        GraphMaker maker;
        const auto x = maker.input({1, 6, 7});
        const auto direction = [&](bool backwards) {
            return maker.op(
                "GRU", {x, maker.constant({7, 33}), maker.constant({11, 33}, -0.3F, 0.3F), maker.constant({2, 33})},
                {{"units", 11},
                 {"activation", "tanh"},
                 {"recurrent_activation", "sigmoid"},
                 {"return_sequences", sequences},
                 {"go_backwards", backwards},
                 {"use_bias", true},
                 {"reset_after", true}},
                2);
        };
        const auto forward = direction(false), backward = direction(true);
        maker.output(maker.op("ConcatV2", {forward, backward, maker.scalarInt(-1)}));
        VERIFY_SAME(maker, 5e-6);
        const auto text = described(maker);
        QVERIFY2(sequences || (text.find("beside") != std::string::npos), text.c_str());
    }
}

void tst_Plan::aBatchIsSharedBetweenThreads_data()
{
    QTest::addColumn<int>("batch");
    for (const int batch : {2, 3, 7, 11, 32}) // the last part overlaps the one before where they do not come out even
        QTest::addRow("%d", batch) << batch;
}

void tst_Plan::aBatchIsSharedBetweenThreads()
{
    QFETCH(int, batch);
    GraphMaker maker;
    const auto x = maker.input({batch, 9, 9, 5});
    const auto y = maker.maxPool(maker.relu(maker.bias(maker.conv(x, 3, 5, 16), 16)), 3, 2);
    const auto rows = maker.op("Mean", {y, maker.ints({1, 2})}, {{"keep_dims", false}});
    maker.output(maker.op("Softmax", {maker.dense(rows, 16, 7)}));
    maker.output(y);
    VERIFY_SAME(maker);
}

void tst_Plan::opsAcrossTheBatchAreNotSplit()
{
    GraphMaker maker;
    const auto x = maker.input({8, 6});
    const auto y = maker.relu(maker.dense(x, 6, 4));
    const auto mean = maker.op("Mean", {y, maker.ints({0})}, {{"keep_dims", true}});
    maker.output(maker.op("Sub", {y, mean}));
    maker.output(maker.op("MatMul", {y, y}, {{"transpose_a", true}}));
    VERIFY_SAME(maker);
}

void tst_Plan::gatherRefusesIndicesOutOfRange()
{
    GraphMaker maker;
    const auto ids = maker.input({2, 3}, DType::Int32);
    maker.output(maker.op("GatherV2", {maker.constant({8, 5}), ids, maker.scalarInt(0)}));
    VERIFY_SAME(maker);
    GraphMaker small;
    const auto few = small.input({2, 30}, DType::Int32);
    small.output(small.op("GatherV2", {small.constant({3, 5}), few, small.scalarInt(0)}));
    const auto text = difference(small);
    QVERIFY2((text.find("is not in [0, 3)") != std::string::npos), text.c_str());
}

static void build(GraphMaker& maker)
{
    auto x = maker.relu(maker.batchNorm(maker.conv(maker.input({2, 32, 32, 16}), 3, 16, 32), 32));
    x = maker.relu(maker.add(maker.conv(x, 3, 32, 32), x));
    x = maker.op("Mean", {x, maker.ints({1, 2})}, {{"keep_dims", false}});
    maker.output(maker.op("Softmax", {maker.dense(x, 32, 10)}));
}

void tst_Plan::runAllocatesNoArrays()
{
    GraphMaker maker;
    build(maker);
    const auto graph = maker.take();
    auto plan = Plan::create(graph, maker.inputShapes(), {graph->outputs[0].edge}, 2);
    QVERIFY2(plan.ok(), plan.ok() ? "" : plan.error().toString().c_str());
    const auto inputs = maker.randomInputs();
    const Progress progress;
    QVERIFY(plan->run(inputs, progress).ok());
    g_largest = 0;
    QVERIFY(plan->run(inputs, progress).ok());
    QVERIFY2(g_largest < 1024, std::to_string(g_largest.load()).c_str());
}

void tst_Plan::ownLoopsAllocateNothing()
{
    GraphMaker maker;
    auto x = maker.input({2, 32, 48});
    x = maker.op("Gelu", {maker.op("Mul", {x, x})});
    x = maker.op("Transpose", {maker.op("Softmax", {x}), maker.ints({0, 2, 1})});
    maker.output(maker.op("Mean", {x, maker.ints({1})}, {{"keep_dims", false}}));
    const auto graph = maker.take();
    auto plan = Plan::create(graph, maker.inputShapes(), {graph->outputs[0].edge}, 2);
    QVERIFY(plan.ok());
    const auto inputs = maker.randomInputs();
    const Progress progress;
    QVERIFY(plan->run(inputs, progress).ok());
    g_count = 0;
    QVERIFY(plan->run(inputs, progress).ok());
    QCOMPARE(g_count.load(), std::size_t(0));
}

QTEST_APPLESS_MAIN(tst_Plan)
#include "tst_Plan.moc"
