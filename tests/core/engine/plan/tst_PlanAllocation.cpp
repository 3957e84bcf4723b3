// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanCheck.h"

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

/// What a run takes from the heap.
class tst_PlanAllocation : public QObject {
    Q_OBJECT
private slots:
    void runAllocatesNoArrays();
    void ownLoopsAllocateNothing();
};

static void build(GraphMaker& maker)
{
    auto x = maker.relu(maker.batchNorm(maker.conv(maker.input({2, 32, 32, 16}), 3, 16, 32), 32));
    x = maker.relu(maker.add(maker.conv(x, 3, 32, 32), x));
    x = maker.op("Mean", {x, maker.ints({1, 2})}, {{"keep_dims", false}});
    maker.output(maker.op("Softmax", {maker.dense(x, 32, 10)}));
}

void tst_PlanAllocation::runAllocatesNoArrays()
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

void tst_PlanAllocation::ownLoopsAllocateNothing()
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

QTEST_APPLESS_MAIN(tst_PlanAllocation)
#include "tst_PlanAllocation.moc"
