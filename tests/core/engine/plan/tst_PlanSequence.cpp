// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

#include <QTest>

using namespace lw;
using namespace lw::engine::test;

/// Recurrent layers and attention in a plan against the plain loops.
class tst_PlanSequence : public QObject {
    Q_OBJECT
private slots:
    void recurrentLayersEqualThePlainLoops_data();
    void recurrentLayersEqualThePlainLoops();
    void directionsOfABidirectionalLayerRunSideBySide();
    void attentionEqualsThePlainLoops();
};

void tst_PlanSequence::recurrentLayersEqualThePlainLoops_data()
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

void tst_PlanSequence::recurrentLayersEqualThePlainLoops()
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

void tst_PlanSequence::directionsOfABidirectionalLayerRunSideBySide()
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

void tst_PlanSequence::attentionEqualsThePlainLoops()
{
    GraphMaker maker;
    const auto q = maker.input({2, 3, 9, 8}), k = maker.input({2, 3, 13, 8}), v = maker.input({2, 3, 13, 10});
    maker.output(maker.op("Attention", {q, k, v}, {{"scale", 0.35}, {"causal", false}, {"has_mask", false}}));
    VERIFY_SAME(maker);
}

QTEST_APPLESS_MAIN(tst_PlanSequence)
#include "tst_PlanSequence.moc"
