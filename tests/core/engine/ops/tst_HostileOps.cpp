// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/OpTable.h"
#include "core/engine/ops/Resources.h"
#include "tests/core/engine/ops/OpCases.h"
#include "tests/support/Fixtures.h"

#include <limits>

using namespace lw;
using namespace lw::test;

/// Kernels get whatever a hostile graph has; they answer with an error or a result, and never touch what is not theirs
/// (which the sanitizers see).
class TestHostileOps : public QObject {
    Q_OBJECT

private slots:
    void refusesWhatDoesNotFitInMemory()
    {
        engine::HeapAllocator allocator(std::uint64_t(1) << 28);
        const auto refused = [&](const char* op, const std::vector<engine::Value>& inputs, graph::Attrs attrs = {}) {
            const graph::Node node = nodeOf(op, std::move(attrs));
            const auto result = runKernel(node, inputs, allocator);
            return !result.ok() && result.error().kind == ErrorKind::Invalid;
        };
        const auto big = valueOf<std::int64_t>(DType::Int64, {2}, {1000000, 1000000});
        const auto one = floatsValue({}, {1});
        QVERIFY(refused("Fill", {big, one}));
        QVERIFY(refused(
            "Fill",
            {valueOf<std::int64_t>(DType::Int64, {3}, {std::int64_t(1) << 62, std::int64_t(1) << 62, 4}), one}));
        QVERIFY(refused("Fill", {intsValue({-1}), one}));
        QVERIFY(refused("Tile", {floatsValue({1, 1}, {1}), big}));
        QVERIFY(refused("Reshape", {floatsValue({2}, {1, 2}), intsValue({3})}));
        QVERIFY(refused("Reshape", {floatsValue({2}, {1, 2}), intsValue({-1, 0})}));
        QVERIFY(refused("BroadcastTo", {one, big}));
        QVERIFY(refused("RandomUniform", {big}, {{"dtype", DType::Float32}}));
        QVERIFY(refused("OneHot", {intsValue({1}), intValue(std::numeric_limits<int>::max()), one, one}));
        const auto number = [](std::int64_t n) { return valueOf<std::int64_t>(DType::Int64, {}, {n}); };
        QVERIFY(refused("Range", {number(0), number(std::numeric_limits<std::int64_t>::max()), number(1)}));
        QVERIFY(refused("Range", {number(std::numeric_limits<std::int64_t>::min()),
                                  number(std::numeric_limits<std::int64_t>::max()), number(1)}));
        QVERIFY(refused("Range", {number(0), number(10), number(0)}));
        QVERIFY(refused("LinSpace", {one, one, intValue(std::numeric_limits<int>::max())}));
        QVERIFY(refused("Pad",
                        {floatsValue({1}, {1}),
                         valueOf<std::int64_t>(DType::Int64, {1, 2}, {std::int64_t(1) << 62, std::int64_t(1) << 62})}));
    }

    void namesTheOperationAndTheShapes()
    {
        engine::HeapAllocator allocator;
        const auto result = runKernel(nodeOf("MatMul", {}),
                                      std::vector{floatsValue({1, 2}, {1, 2}), floatsValue({1, 1}, {1})}, allocator);
        QVERIFY(!result.ok());
        QCOMPARE(QString::fromStdString(result.error().message),
                 QString("MatMul: inner dimensions differ; inputs are float32 (1, 2), float32 (1, 1)"));
    }

    void stopsInTheMiddleOfALongOperation()
    {
        engine::HeapAllocator allocator;
        std::stop_source source;
        source.request_stop();
        const Progress progress{source.get_token(), {}};
        const auto matrix = floatsValue({300, 300}, std::vector<float>(90000, 1));
        const auto result = runKernel(nodeOf("MatMul", {}), std::vector{matrix, matrix}, allocator, 0, progress);
        QVERIFY(!result.ok() && result.error().kind == ErrorKind::Cancelled);
    }

    void survivesAnyInput_data()
    {
        QTest::addColumn<QString>("family");
        for (const auto& family : opFamilies())
            QTest::newRow(family.c_str()) << QString::fromStdString(family);
    }
    /// Every stored case with each input replaced, each attribute changed, inputs missing.
    void survivesAnyInput()
    {
        QFETCH(QString, family);
        engine::HeapAllocator allocator(std::uint64_t(1) << 24);
        std::size_t refused = 0;
        for (const auto& one : readOpCases(family.toStdString())) {
            const auto attempt = [&](const graph::Node& node, const std::vector<engine::Value>& inputs) {
                refused += runKernel(node, inputs, allocator).ok() ? 0 : 1;
            };
            for (std::size_t i = 0; i < one.inputs.size(); ++i) {
                auto inputs = one.inputs;
                for (const auto& other : replacements(one.inputs[i])) {
                    inputs[i] = other;
                    attempt(one.node, inputs);
                }
                attempt(one.node, {one.inputs.begin(), one.inputs.begin() + static_cast<std::ptrdiff_t>(i)});
            }
            for (const auto& [name, attr] : one.node.attrs) {
                auto node = one.node;
                node.attrs.erase(name);
                attempt(node, one.inputs);
                for (const auto& other : attrReplacements(attr)) {
                    node.attrs[name] = other;
                    attempt(node, one.inputs);
                }
            }
        }
        QVERIFY(refused > 0);
    }

    void hasEveryOperationOnce()
    {
        const auto names = engine::kernelNames();
        QVERIFY(std::adjacent_find(names.begin(), names.end()) == names.end());
        QVERIFY(names.size() > 250);
    }

    /// Every op with up to six inputs of any kind, lists and resources among them, and attributes of any value.
    void survivesRandomCalls()
    {
        engine::HeapAllocator allocator(std::uint64_t(1) << 24);
        auto pool = replacements(floatsValue({2, 3}, {1, 2, 3, 4, 5, 6}));
        for (auto& value : replacements(intsValue({1, 0})))
            pool.push_back(std::move(value));
        pool.push_back(floatsValue({1, 4, 4, 2}, std::vector<float>(32, 1)));
        pool.push_back(intsValue({1, 1}));
        pool.push_back(valueOf<std::uint64_t>(DType::UInt64, {1}, {5}));
        for (const int count : {0, 3}) {
            engine::Value list;
            list.dtype = DType::Variant;
            list.list = std::make_shared<engine::TensorList>();
            list.list->items.resize(static_cast<std::size_t>(count));
            if (count > 0)
                list.list->items[1] = floatsValue({2}, {1, 2});
            pool.push_back(list);
        }
        for (const std::shared_ptr<engine::Resource>& resource :
             {std::shared_ptr<engine::Resource>(std::make_shared<engine::VariableResource>()),
              std::shared_ptr<engine::Resource>(std::make_shared<engine::TableResource>())}) {
            engine::Value handle;
            handle.dtype = DType::Resource;
            handle.resource = resource;
            pool.push_back(handle);
        }
        std::uint32_t state = 1;
        const auto random = [&state](std::size_t below) {
            state = state * 1664525 + 1013904223;
            return (state >> 8) % below;
        };
        const std::vector<std::pair<std::string, graph::AttrValue>> attrs{
            {"dtype", DType::Float32},
            {"dtype", DType::Int64},
            {"element_dtype", DType::Float32},
            {"T", DType::Float32},
            {"axis", 1},
            {"axis", -9},
            {"k", 2},
            {"num", 3},
            {"num_split", 2},
            {"block_size", 2},
            {"units", 2},
            {"padding", "SAME"},
            {"equation", "ab,bc->ac"},
            {"f", graph::FunctionRef{"f"}},
            {"cond", graph::FunctionRef{"f"}},
            {"strides", std::vector<std::int64_t>{1, 1, 1, 1}},
            {"ksize", std::vector<std::int64_t>{1, 2, 2, 1}},
            {"num_elements", 3},
            {"batch_dims", 1},
            {"begin_mask", 1},
            {"shrink_axis_mask", 1},
            {"reset_after", false},
            {"resize_if_index_out_of_bounds", true},
            {"key_dtype", DType::String},
            {"value_dtype", DType::Float32},
            {"shared_name", "v"}};
        std::size_t worked = 0;
        for (const auto name : engine::kernelNames()) {
            for (int attempt = 0; attempt < 150; ++attempt) {
                graph::Node node = nodeOf(std::string(name).c_str(), {});
                node.outputs.resize(3);
                for (int i = 0; i < 6; ++i) {
                    const auto& [key, value] = attrs[random(attrs.size())];
                    node.attrs[key] = value;
                }
                std::vector<engine::Value> inputs;
                for (std::size_t i = random(7); i > 0; --i)
                    inputs.push_back(pool[random(pool.size())]);
                worked += runKernel(node, inputs, allocator).ok() ? 1 : 0;
            }
        }
        QVERIFY(worked > 1000);
    }

private:
    static graph::Node nodeOf(const char* op, graph::Attrs attrs)
    {
        graph::Node node;
        node.op = op;
        node.name = op;
        node.attrs = std::move(attrs);
        node.outputs.resize(1);
        return node;
    }

    static std::vector<engine::Value> replacements(const engine::Value& value)
    {
        static const engine::Value kString = [] {
            engine::Value text = *engine::HeapAllocator().allocate(0, DType::String, {2});
            (*text.strings)[0] = "x";
            return text;
        }();
        std::vector<engine::Value> all{
            engine::Value(),
            kString,
            floatsValue({}, {1}),
            floatsValue({0}, {}),
            floatsValue({1, 0, 3}, {}),
            floatsValue({2, 1, 2, 1, 1}, {1, -1, 0, 9}),
            intValue(-1),
            intValue(std::numeric_limits<int>::max()),
            intsValue({std::numeric_limits<int>::min(), -5, 0}),
            valueOf<std::int64_t>(DType::Int64, {2}, {std::numeric_limits<std::int64_t>::max(), std::int64_t(1) << 40}),
            valueOf<std::int64_t>(DType::Int64, {}, {std::numeric_limits<std::int64_t>::min()}),
            valueOf<std::uint8_t>(DType::Bool, {2}, {7, 0})};
        // The same type, another shape or other numbers.
        engine::Value flat = value;
        if (!value.strings && value.dtype != DType::Invalid) {
            flat.shape = {static_cast<std::int64_t>(value.elements())};
            all.push_back(flat);
            flat.shape = {1, static_cast<std::int64_t>(value.elements()), 1};
            all.push_back(flat);
            if (value.elements() > 1) {
                flat.shape = {1};
                all.push_back(flat);
            }
            flat.shape = value.shape;
            flat.shape.insert(flat.shape.begin(), 0);
            all.push_back(flat);
        }
        if (value.dtype == DType::Int32 || value.dtype == DType::Int64) {
            engine::HeapAllocator allocator;
            for (const std::int64_t number :
                 {std::int64_t(-1), std::int64_t(0), std::int64_t(-7), std::int64_t(1) << 20,
                  std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
                engine::Value other = ownCopy(value, allocator);
                for (std::size_t i = 0; i < other.elements(); ++i) {
                    if (value.dtype == DType::Int32)
                        other.writable<std::int32_t>()[i] = static_cast<std::int32_t>(number);
                    else
                        other.writable<std::int64_t>()[i] = number;
                }
                all.push_back(other);
            }
        }
        return all;
    }

    static std::vector<graph::AttrValue> attrReplacements(const graph::AttrValue& attr)
    {
        constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
        constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
        if (attr.as<std::int64_t>() != nullptr)
            return {std::int64_t(-1), std::int64_t(0), std::int64_t(1) << 33, kMost, kLeast};
        if (attr.as<double>() != nullptr)
            return {0.0, -1e300, std::numeric_limits<double>::quiet_NaN()};
        if (attr.as<bool>() != nullptr)
            return {!*attr.as<bool>()};
        if (attr.as<std::string>() != nullptr)
            return {"", "VALID", "NCHW", "->", "...,...->...", "ab->", std::string(200, 'a'), "softmax"};
        if (attr.as<DType>() != nullptr)
            return {DType::String, DType::Variant, DType::Bool, DType::Int32, DType::Complex64, DType::Float16};
        if (const auto* ints = attr.as<std::vector<std::int64_t>>()) {
            std::vector<graph::AttrValue> all{std::vector<std::int64_t>()};
            for (const std::int64_t number :
                 {std::int64_t(0), std::int64_t(-1), std::int64_t(1) << 31, std::int64_t(3), kMost, kLeast}) {
                all.push_back(std::vector<std::int64_t>(ints->size(), number));
                for (std::size_t i = 0; i < ints->size(); ++i) {
                    auto changed = *ints;
                    changed[i] = number;
                    all.push_back(changed);
                }
            }
            return all;
        }
        return {};
    }
};

QTEST_APPLESS_MAIN(TestHostileOps)
#include "tst_HostileOps.moc"
