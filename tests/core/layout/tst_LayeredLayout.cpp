// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/LayeredLayout.h"
#include "tests/support/Fixtures.h"

#include <map>
#include <sstream>

using namespace lw;
using namespace lw::layout;

namespace {

/// "a > b > c" are edges, "group g: a b" and "group h in g: c" are frames; a name is a node of 100 x 40.
struct TextGraph {
    LayoutInput input;
    std::map<std::string, std::uint32_t> nodes;
    std::map<std::string, std::int32_t> groups;

    explicit TextGraph(const std::string& text)
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line, ';');) {
            std::istringstream words(line);
            std::vector<std::string> list;
            for (std::string word; words >> word;)
                list.push_back(word);
            if (!list.empty() && list[0] == "group")
                readGroup(list);
            else
                readChain(list);
        }
    }

    std::uint32_t node(const std::string& name)
    {
        const auto [found, isNew] = nodes.try_emplace(name, static_cast<std::uint32_t>(input.nodes.size()));
        if (isNew) {
            input.nodes.push_back({100, 40});
            input.nodeGroup.push_back(-1);
        }
        return found->second;
    }
    void readChain(const std::vector<std::string>& words)
    {
        for (std::size_t index = 0; index < words.size(); index += 2) {
            const auto to = node(words[index]);
            if (index >= 2)
                input.edges.push_back({node(words[index - 2]), to, {}});
        }
    }
    void readGroup(const std::vector<std::string>& words)
    {
        const bool nested = words.size() > 3 && words[2] == "in";
        std::string name = words[1];
        std::int32_t parent = -1;
        std::size_t at = 2;
        if (nested) {
            parent = groups.at(words[3].substr(0, words[3].find(':')));
            at = 4;
        }
        name = name.substr(0, name.find(':'));
        groups[name] = static_cast<std::int32_t>(input.groupParent.size());
        input.groupParent.push_back(parent);
        for (; at < words.size(); ++at)
            input.nodeGroup[node(words[at])] = groups[name];
    }
};

bool overlap(const Rect& a, const Rect& b)
{
    return a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 &&
           b.y + b.height > a.y + 0.01;
}

bool contains(const Rect& outer, const Rect& inner)
{
    return inner.x >= outer.x - 0.01 && inner.y >= outer.y - 0.01 &&
           inner.x + inner.width <= outer.x + outer.width + 0.01 &&
           inner.y + inner.height <= outer.y + outer.height + 0.01;
}

bool isWithin(const LayoutInput& input, std::uint32_t node, std::int32_t group)
{
    for (auto at = input.nodeGroup[node]; at >= 0; at = input.groupParent[static_cast<std::size_t>(at)])
        if (at == group)
            return true;
    return false;
}

/// Whether the straight pieces of a polyline stay out of a box.
bool passes(const std::vector<Point>& line, const Rect& box)
{
    const Rect inner{box.x + 1, box.y + 1, box.width - 2, box.height - 2};
    for (std::size_t index = 1; index < line.size(); ++index)
        for (int step = 0; step <= 20; ++step) {
            const double t = step / 20.0;
            const double x = line[index - 1].x + t * (line[index].x - line[index - 1].x);
            const double y = line[index - 1].y + t * (line[index].y - line[index - 1].y);
            if (x > inner.x && x < inner.x + inner.width && y > inner.y && y < inner.y + inner.height)
                return true;
        }
    return false;
}

/// Rules that hold for every drawing; the first that is broken, or an empty text.
std::string brokenRule(const LayoutInput& input, const LayoutResult& result)
{
    const auto name = [](const char* what, std::size_t a, std::size_t b) {
        return std::string(what) + " " + std::to_string(a) + " " + std::to_string(b);
    };
    for (std::uint32_t a = 0; a < result.nodes.size(); ++a) {
        for (std::uint32_t b = a + 1; b < result.nodes.size(); ++b)
            if (overlap(result.nodes[a], result.nodes[b]))
                return name("nodes overlap", a, b);
        if (!contains(result.bounds, result.nodes[a]))
            return name("outside of the bounds", a, a);
        for (std::size_t group = 0; group < result.groups.size(); ++group)
            if (isWithin(input, a, static_cast<std::int32_t>(group))) {
                if (!contains(result.groups[group], result.nodes[a]))
                    return name("not inside its group", a, group);
            } else if (overlap(result.groups[group], result.nodes[a])) {
                return name("inside a foreign group", a, group);
            }
        for (std::size_t edge = 0; edge < input.edges.size(); ++edge)
            if (input.edges[edge].from != a && input.edges[edge].to != a && passes(result.edges[edge], result.nodes[a]))
                return name("edge runs through a node", edge, a);
    }
    for (std::size_t a = 0; a < result.groups.size(); ++a)
        for (std::size_t b = 0; b < result.groups.size(); ++b)
            if (input.groupParent[b] == static_cast<std::int32_t>(a) && !contains(result.groups[a], result.groups[b]))
                return name("frame not inside its parent", b, a);
            else if (a < b && input.groupParent[a] == input.groupParent[b] &&
                     overlap(result.groups[a], result.groups[b]))
                return name("frames overlap", a, b);
    return {};
}

LayoutInput longChain(std::uint32_t count)
{
    LayoutInput input;
    for (std::uint32_t node = 0; node < count; ++node) {
        input.nodes.push_back({100, 40});
        if (node > 0)
            input.edges.push_back({node - 1, node, {}});
        if (node % 7 == 0 && node > 0)
            input.edges.push_back({node - 7, node, {}});
    }
    return input;
}

} // namespace

class tst_LayeredLayout : public QObject {
    Q_OBJECT

private slots:
    void emptyGraphHasNoSize()
    {
        const auto result = layoutLayered({});
        VERIFY_RESULT(result);
        QCOMPARE(result->bounds.width, 0.0);
        QVERIFY(result->nodes.empty());
    }

    void oneNodeStandsAtTheOrigin()
    {
        const auto result = layoutLayered(TextGraph("a").input);
        VERIFY_RESULT(result);
        QCOMPARE(result->nodes[0].x, 0.0);
        QCOMPARE(result->nodes[0].y, 0.0);
        QCOMPARE(result->bounds.width, 100.0);
    }

    void followsTheRules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("chain") << "a > b > c > d";
        QTest::newRow("diamond") << "a > b > d; a > c > d";
        QTest::newRow("skip past a chain") << "a > b > c > d > e; a > e";
        QTest::newRow("inception") << "i > a1 > o; i > b1 > b2 > o; i > c1 > c2 > c3 > o; i > d1 > o";
        QTest::newRow("two towers") << "a > b > c; x > y > z";
        QTest::newRow("group in a chain") << "a > b > c > d; group g: b c";
        QTest::newRow("nested groups")
            << "a > b > c > d > e; a > d; b > e; group g: b; group h in g: c; group k in h: d";
        QTest::newRow("edges out of the middle of a group") << "a > b > c > d; b > d; a > c; group g: b c";
        QTest::newRow("siamese") << "l > s; r > t; s > d; t > d; group g: s; group h: t";
        QTest::newRow("group without content between nodes") << "a > b; group g: ; group h in g: ";
        QTest::newRow("isolated nodes in a group") << "a > b; c; d; e; group g: c d e";
        QTest::newRow("port beside a second row") << "a > b; group g: b c d e f";
        QTest::newRow("unet") << "a > b > c > d > e > f > g; a > g; b > f; c > e";
        QTest::newRow("crossing pairs") << "a > x; a > y; b > x; b > y; c > x; c > z";
    }
    void followsTheRules()
    {
        QFETCH(QString, text);
        TextGraph graph(text.toStdString());
        for (const Direction direction : {Direction::TopToBottom, Direction::LeftToRight}) {
            graph.input.direction = direction;
            const auto result = layoutLayered(graph.input);
            VERIFY_RESULT(result);
            QCOMPARE(QString::fromStdString(brokenRule(graph.input, *result)), QString());
            for (std::size_t edge = 0; edge < graph.input.edges.size(); ++edge) {
                const Rect& from = result->nodes[graph.input.edges[edge].from];
                const Rect& to = result->nodes[graph.input.edges[edge].to];
                if (direction == Direction::TopToBottom)
                    QVERIFY2(from.y + from.height < to.y, "edges point down");
                else
                    QVERIFY2(from.x + from.width < to.x, "edges point right");
                const Point start = result->edges[edge].front(), end = result->edges[edge].back();
                if (direction == Direction::TopToBottom) {
                    QCOMPARE(start.y, from.y + from.height);
                    QCOMPARE(end.y, to.y);
                } else {
                    QCOMPARE(start.x, from.x + from.width);
                    QCOMPARE(end.x, to.x);
                }
            }
        }
    }

    void chainIsStraight()
    {
        TextGraph graph("a > b > c > d > e; a > c; c > e");
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        for (const Rect& node : result->nodes)
            QCOMPARE(node.x, result->nodes[0].x);
        QCOMPARE(result->edges[0].size(), std::size_t(2));
    }

    void chainThroughAGroupIsStraight()
    {
        TextGraph graph("a > b > c > d; group g: b c");
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        for (const auto& edge : result->edges)
            QCOMPARE(edge.front().x, edge.back().x);
    }

    void branchesDoNotCross()
    {
        TextGraph graph("i > a > p; i > b > q; i > c > r");
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        const auto before = [&](const char* left, const char* right) {
            return result->nodes[graph.nodes[left]].x < result->nodes[graph.nodes[right]].x;
        };
        QCOMPARE(before("a", "b"), before("p", "q"));
        QCOMPARE(before("b", "c"), before("q", "r"));
    }

    void roomForLabelsIsKept()
    {
        TextGraph graph("a > b; a > c");
        for (auto& edge : graph.input.edges)
            edge.label = {120, 80};
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        const Rect label{result->labels[0].x - 60, result->labels[0].y - 40, 120, 80};
        for (const Rect& node : result->nodes)
            QVERIFY(!overlap(node, label));
    }

    void groupHasRoomForItsTitle()
    {
        TextGraph graph("a > b; group g: b");
        graph.input.groupTitleWidth = {400};
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        QVERIFY(result->groups[0].width >= 400);
        QCOMPARE(QString::fromStdString(brokenRule(graph.input, *result)), QString());
    }

    void cycleRunsBackOnce()
    {
        TextGraph graph("a > b > c > a");
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        QVERIFY(result->nodes[0].y < result->nodes[1].y && result->nodes[1].y < result->nodes[2].y);
        QVERIFY(result->edges[2].front().y > result->edges[2].back().y);
        QCOMPARE(QString::fromStdString(brokenRule(graph.input, *result)), QString());
    }

    void cycleBetweenGroupsIsDrawn()
    {
        TextGraph graph("a > b > c > d; group g: a c; group h: b");
        const auto result = layoutLayered(graph.input);
        VERIFY_RESULT(result);
        QCOMPARE(QString::fromStdString(brokenRule(graph.input, *result)), QString());
    }

    void selfLoopStaysBesideItsNode()
    {
        const auto result = layoutLayered(TextGraph("a > a").input);
        VERIFY_RESULT(result);
        QCOMPARE(result->edges[0].front().x, result->nodes[0].width);
    }

    void equalEdgesShareAWay()
    {
        const auto result = layoutLayered(TextGraph("a > b > c; a > b; a > c; a > c").input);
        VERIFY_RESULT(result);
        QVERIFY(result->edges[0] == result->edges[2]);
        QVERIFY(result->edges[3] == result->edges[4]);
    }

    void manyIsolatedNodesFormAGrid()
    {
        LayoutInput input;
        input.nodes.assign(400, {100, 40});
        const auto result = layoutLayered(input);
        VERIFY_RESULT(result);
        QVERIFY(result->bounds.width < 3 * result->bounds.height);
        QVERIFY(result->bounds.height < 3 * result->bounds.width);
        QCOMPARE(QString::fromStdString(brokenRule(input, *result)), QString());
    }

    void sameInputGivesTheSameDrawing()
    {
        const LayoutInput input = longChain(500);
        const auto first = layoutLayered(input), second = layoutLayered(input);
        VERIFY_RESULT(first);
        VERIFY_RESULT(second);
        QVERIFY(first->edges == second->edges);
    }

    void fiveThousandNodesFollowTheRules()
    {
        const LayoutInput input = longChain(5000);
        const auto result = layoutLayered(input);
        VERIFY_RESULT(result);
        QCOMPARE(result->nodes.size(), std::size_t(5000));
        for (const Rect& node : result->nodes)
            QCOMPARE(node.x, result->nodes[0].x);
    }

    void oneValueReadByThousandsFinishes()
    {
        LayoutInput input = longChain(3000);
        for (std::uint32_t node = 2; node < 3000; ++node)
            input.edges.push_back({0, node, {}});
        VERIFY_RESULT(layoutLayered(input));
    }

    void stopsWhenCancelled()
    {
        std::stop_source source;
        source.request_stop();
        Progress progress;
        progress.stop = source.get_token();
        const auto result = layoutLayered(longChain(100), progress);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }

    void refusesWrongIndices()
    {
        LayoutInput input;
        input.nodes.assign(2, {1, 1});
        input.edges.push_back({0, 2, {}});
        QCOMPARE(layoutLayered(input).error().kind, ErrorKind::Invalid);
        input.edges.clear();
        input.nodeGroup = {0, 3};
        input.groupParent = {-1};
        QCOMPARE(layoutLayered(input).error().kind, ErrorKind::Invalid);
        input.nodeGroup = {0, 1};
        input.groupParent = {1, 0};
        QCOMPARE(layoutLayered(input).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(tst_LayeredLayout)
#include "tst_LayeredLayout.moc"
