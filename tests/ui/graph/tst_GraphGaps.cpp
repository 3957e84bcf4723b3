// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "ui/panes/graph/GraphGaps.h"
#include "ui/panes/graph/GraphPainter.h"

#include <QTest>

using namespace lw;
using namespace lw::ui;

namespace {

/// in > a; a > b and a > sum; b > sum; sum > body (x > y) > out.
Model branched()
{
    const auto layer = [](const char* name, const char* className, const char* config, const char* inbound) {
        return std::string(R"({"class_name": ")") + className + R"(", "config": {"name": ")" + name + "\"" + config +
               R"(}, "name": ")" + name + R"(", "inbound_nodes": [)" + inbound + "]}";
    };
    const std::string dense = R"(, "units": 4)", input = R"(, "batch_input_shape": [null, 4], "dtype": "float32")";
    const std::string body =
        R"({"class_name": "Sequential", "config": {"name": "body", "layers": [
            {"class_name": "InputLayer", "config": {"name": "bin", "batch_input_shape": [null, 4], "dtype": "float32"}},
            {"class_name": "Dense", "config": {"name": "x", "units": 4}},
            {"class_name": "Dense", "config": {"name": "y", "units": 4}}]},
            "name": "body", "inbound_nodes": [[["sum", 0, 0, {}]]]})";
    const std::string text = R"({"class_name": "Functional", "config": {"name": "m", "layers": [)" +
                             layer("in", "InputLayer", input.c_str(), "") + "," +
                             layer("a", "Dense", dense.c_str(), R"([["in", 0, 0, {}]])") + "," +
                             layer("b", "Dense", dense.c_str(), R"([["a", 0, 0, {}]])") + "," +
                             layer("sum", "Add", "", R"([["a", 0, 0, {}], ["b", 0, 0, {}]])") + "," + body + "," +
                             layer("out", "Dense", dense.c_str(), R"([["body", 1, 0, {}]])") +
                             R"(], "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}})";
    Model model;
    const auto json = Json::parse(text);
    if (!json || !keras::readArchitecture(*json, model))
        qFatal("the architecture of the test is wrong");
    return model;
}

} // namespace

/// Where layers can be put in a drawing.
class TestGraphGaps : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_model = branched();
        m_drawing = draw(false);
    }

    void edgesJoinTwoLayers_data()
    {
        QTest::addColumn<layout::Direction>("direction");
        QTest::newRow("down") << layout::Direction::TopToBottom;
        QTest::newRow("sideways") << layout::Direction::LeftToRight;
    }
    void edgesJoinTwoLayers()
    {
        QFETCH(layout::Direction, direction);
        m_drawing = draw(false, direction);
        compare(gapAt(*m_drawing, m_model, middle("in", "a"), 10), "in", "a");
        compare(gapAt(*m_drawing, m_model, middle("a", "b"), 10), "a", "b");
        compare(gapAt(*m_drawing, m_model, middle("b", "sum"), 10), "b", "sum");
        QVERIFY(!gapAt(*m_drawing, m_model, cardRect("a").center(), 10)); // a card is a card
        QVERIFY(!gapAt(*m_drawing, m_model, m_drawing->bounds.topLeft() - QPointF(300, 300), 10));
        const QLineF bar = gapAt(*m_drawing, m_model, middle("in", "a"), 10)->bar;
        QVERIFY(direction == layout::Direction::TopToBottom ? bar.dy() == 0 : bar.dx() == 0);
    }

    void closeBelowACardAllReadersAreMeant()
    {
        m_drawing = draw(false);
        const QRectF card = cardRect("a");
        compare(gapAt(*m_drawing, m_model, QPointF(card.center().x(), card.bottom() + 4), 14), "a", "");
    }

    void endsAndBeginnings()
    {
        m_drawing = draw(false);
        const QRectF last = cardRect("out"), first = cardRect("in");
        compare(gapAt(*m_drawing, m_model, QPointF(last.center().x(), last.bottom() + 20), 10), "out", "");
        compare(gapAt(*m_drawing, m_model, QPointF(first.center().x(), first.top() - 20), 10), "in", "");
    }

    void theFrameTellsTheSide()
    {
        m_drawing = draw(false);
        const DrawnEdge& edge = edgeOf("body/y", "out");
        const QRectF frame = m_drawing->frames.front().rect;
        QPointF inside, outside;
        for (const QPolygonF& line : GraphPainter::edgePath(edge, m_drawing->direction).toSubpathPolygons())
            for (double t = 0; t <= 1; t += 0.02) {
                const QPointF point = line.first() + (line.last() - line.first()) * t;
                (frame.contains(point) ? inside : outside) = point;
            }
        QVERIFY(!inside.isNull() && !outside.isNull());
        compare(gapAt(*m_drawing, m_model, inside, 10), "body/y", "");
        compare(gapAt(*m_drawing, m_model, outside, 10), "body", "out");
        compare(gapAt(*m_drawing, m_model, middle("body/x", "body/y"), 10), "body/x", "body/y");
    }

    void foldedModelsAreLayers()
    {
        m_drawing = draw(true);
        compare(gapAt(*m_drawing, m_model, middle("sum", "body"), 10), "sum", "body");
        compare(gapAt(*m_drawing, m_model, middle("body", "out"), 10), "body", "out");
    }

private:
    std::shared_ptr<const GraphDrawing> draw(bool folded,
                                             layout::Direction direction = layout::Direction::TopToBottom) const
    {
        auto outline = std::make_shared<const layout::Outline>(layout::outlineOfModel(m_model));
        DrawingOptions options;
        options.direction = direction;
        options.name = cardNameFont();
        options.small = cardSmallFont();
        auto drawing = makeDrawing(outline, std::vector<bool>(outline->groups.size(), folded), options);
        if (!drawing)
            qFatal("no drawing");
        return *drawing;
    }
    QRectF cardRect(const char* path) const
    {
        return m_drawing->cards[static_cast<std::size_t>(m_drawing->cardOfPath(path))].rect;
    }
    const DrawnEdge& edgeOf(const char* from, const char* to) const
    {
        for (const DrawnEdge& edge : m_drawing->edges)
            if (static_cast<int>(edge.from) == m_drawing->cardOfPath(from) &&
                static_cast<int>(edge.to) == m_drawing->cardOfPath(to))
                return edge;
        qFatal("no edge from %s to %s", from, to);
    }
    QPointF middle(const char* from, const char* to) const
    {
        return GraphPainter::edgePath(edgeOf(from, to), m_drawing->direction).pointAtPercent(0.6);
    }
    static void compare(const std::optional<GraphGap>& gap, const char* before, const char* after)
    {
        QVERIFY(gap);
        QCOMPARE(gap->place.before, std::string(before));
        QCOMPARE(gap->place.after, std::string(after));
    }

    Model m_model;
    std::shared_ptr<const GraphDrawing> m_drawing;
};

QTEST_MAIN(TestGraphGaps)
#include "tst_GraphGaps.moc"
