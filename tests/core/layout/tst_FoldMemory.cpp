// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/FoldMemory.h"
#include "core/layout/OutlineMatch.h"
#include "tests/support/Fixtures.h"

#include <algorithm>

using namespace lw;
using namespace lw::layout;

namespace {

OutlineNode node(const std::string& path, std::int32_t group = -1, const std::string& className = "Dense")
{
    OutlineNode made;
    made.card.path = path;
    made.card.className = className;
    made.group = group;
    return made;
}

OutlineGroup group(GroupKind kind, const std::string& path = {}, std::int32_t parent = -1)
{
    OutlineGroup made;
    made.kind = kind;
    made.card.path = path;
    made.parent = parent;
    made.startsFolded = true;
    return made;
}

Outline outline(std::vector<OutlineNode> nodes, std::vector<OutlineGroup> groups = {})
{
    Outline made;
    made.nodes = std::move(nodes);
    made.groups = std::move(groups);
    for (const OutlineNode& each : made.nodes)
        for (auto at = each.group; at >= 0; at = made.groups[static_cast<std::size_t>(at)].parent)
            ++made.groups[static_cast<std::size_t>(at)].leaves;
    return made;
}

/// A stack of blocks of two layers each: "b0a b0b", "b1a b1b", ...
Outline stackOf(const std::vector<int>& blocks)
{
    std::vector<OutlineGroup> groups{group(GroupKind::Stack)};
    std::vector<OutlineNode> nodes;
    for (const int block : blocks) {
        const auto index = static_cast<std::int32_t>(groups.size());
        groups.push_back(group(GroupKind::Block, {}, 0));
        nodes.push_back(node("b" + std::to_string(block) + "a", index));
        nodes.push_back(node("b" + std::to_string(block) + "b", index));
    }
    return outline(std::move(nodes), std::move(groups));
}

std::vector<bool> after(FoldMemory& memory, const Outline& before, const std::vector<bool>& folded, const Outline& now)
{
    memory.remember(before, folded);
    return memory.foldsOf(now, before, nodesBefore(now, before));
}

using Folds = std::vector<bool>;
using Places = std::vector<std::int32_t>;

} // namespace

class tst_FoldMemory : public QObject {
    Q_OBJECT

private slots:
    void nodesAreKnownByTheirPath()
    {
        const Outline before = outline({node("a"), node("b"), node("c")});
        QCOMPARE(nodesBefore(outline({node("a"), node("new"), node("b"), node("c")}), before), (Places{0, -1, 1, 2}));
        QCOMPARE(nodesBefore(outline({node("c"), node("a")}), before), (Places{2, 0}));
    }

    void aRenamedNodeIsKnownByItsPlace()
    {
        const Outline before = outline({node("a"), node("b"), node("c")});
        QCOMPARE(nodesBefore(outline({node("a"), node("other"), node("c")}), before), (Places{0, 1, 2}));
        QCOMPARE(nodesBefore(outline({node("a"), node("other", -1, "Conv2D"), node("c")}), before), (Places{0, -1, 2}));
    }

    void aMovedNodeIsKnownByItsOwnName()
    {
        const Outline before = outline({node("in"), node("a"), node("b"), node("x/twin"), node("y/twin")});
        const Outline wrapped = outline({node("in"), node("body/b"), node("body/a"), node("z/twin")});
        QCOMPARE(nodesBefore(wrapped, before), (Places{0, 2, 1, -1})); // which twin, nobody can tell
    }

    void foldsStayWithTheirGroup()
    {
        const Outline before =
            outline({node("x/a", 0), node("y/a", 1)}, {group(GroupKind::Model, "x"), group(GroupKind::Model, "y")});
        const Outline now =
            outline({node("y/a", 0), node("new/a", 1), node("x/a", 2)},
                    {group(GroupKind::Model, "y"), group(GroupKind::Model, "new"), group(GroupKind::Model, "x")});
        FoldMemory memory;
        QCOMPARE(after(memory, before, {true, false}, now), (Folds{false, true, true})); // the new one starts folded
    }

    void aRenamedModelStaysUnfolded()
    {
        const Outline before = outline({node("x/a", 0), node("x/b", 0)}, {group(GroupKind::Model, "x")});
        const Outline now = outline({node("torso/a", 0), node("torso/b", 0)}, {group(GroupKind::Model, "torso")});
        FoldMemory memory;
        QCOMPARE(after(memory, before, {false}, now), Folds{false});
        FoldMemory another;
        QCOMPARE(after(another, before, {true}, now), Folds{true});
    }

    void aFrameAroundWhatWasSeenIsUnfolded()
    {
        const Outline before = outline({node("a"), node("b")});
        const Outline now = outline({node("body/a", 0), node("body/b", 0)}, {group(GroupKind::Model, "body")});
        FoldMemory memory;
        QCOMPARE(after(memory, before, {}, now), Folds{false});
    }

    void aStackThatLosesABlockStaysAsItWas_data()
    {
        QTest::addColumn<bool>("folded");
        QTest::newRow("folded") << true;
        QTest::newRow("unfolded") << false;
    }
    void aStackThatLosesABlockStaysAsItWas()
    {
        QFETCH(bool, folded);
        FoldMemory memory;
        const Outline before = stackOf({0, 1, 2, 3}), now = stackOf({0, 1, 3});
        QCOMPARE(after(memory, before, {folded, true, false, true, false}, now), (Folds{folded, true, false, false}));
    }

    void aStackThatFallsApartIsFoldedAgainByUndo()
    {
        FoldMemory memory;
        const Outline whole = stackOf({0, 1, 2});
        const Outline apart = outline({node("b0a"), node("b0b"), node("b1a"), node("b2a"), node("b2b")});
        const Folds folded{true, true, true, true};
        QCOMPARE(after(memory, whole, folded, apart), Folds{});
        QCOMPARE(after(memory, apart, {}, whole), folded);
    }
};

QTEST_APPLESS_MAIN(tst_FoldMemory)
#include "tst_FoldMemory.moc"
