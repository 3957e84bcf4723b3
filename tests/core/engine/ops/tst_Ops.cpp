// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/ops/OpCases.h"
#include "tests/support/Fixtures.h"

#include <map>

using namespace lw;
using namespace lw::test;

/// Every kernel against what TensorFlow computed (tests/fixtures/ops/make_ops.py).
class TestOps : public QObject {
    Q_OBJECT

private slots:
    void equalsTensorFlow_data()
    {
        QTest::addColumn<QString>("family");
        for (const auto& family : opFamilies())
            QTest::newRow(family.c_str()) << QString::fromStdString(family);
    }
    void equalsTensorFlow()
    {
        QFETCH(QString, family);
        const auto cases = readOpCases(family.toStdString());
        QVERIFY(!cases.empty());
        std::string wrong;
        engine::HeapAllocator allocator;
        for (const auto& one : cases) {
            const auto outputs = runKernel(one.node, one.inputs, allocator);
            wrong += compare(one, outputs, "");
            // The same with inputs that the kernel may take over: the result must not depend on it.
            std::vector<engine::Value> owned;
            for (const auto& input : one.inputs)
                owned.push_back(ownCopy(input, allocator));
            wrong += compare(one, runKernel(one.node, owned, allocator, ~std::uint64_t(0)), " in place");
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void neverHasOperationsOnFilesOrPython()
    {
        QVERIFY(engine::findKernel("MatMul") != nullptr);
        for (const char* name : {"ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "SaveV2", "RestoreV2", "LoadLibrary",
                                 "RemoteCall", "", "matmul"})
            QVERIFY2(engine::findKernel(name) == nullptr, name);
    }

    void randomNumbersHaveTheirDistribution()
    {
        engine::HeapAllocator allocator;
        graph::Node node;
        node.outputs.resize(1);
        node.attrs["dtype"] = DType::Float32;
        for (const auto& [op, mean, deviation] : {std::tuple("RandomUniform", 0.5, 0.2887),
                                                  {"RandomStandardNormal", 0.0, 1.0},
                                                  {"TruncatedNormal", 0.0, 0.88}}) {
            node.op = op;
            const auto outputs = runKernel(node, std::vector{intsValue({20000})}, allocator);
            VERIFY_RESULT(outputs);
            double sum = 0, squares = 0;
            for (const float x : (*outputs)[0].as<float>()) {
                sum += x;
                squares += x * x;
            }
            QVERIFY(std::abs(sum / 20000 - mean) < 0.03);
            QVERIFY(std::abs(std::sqrt(squares / 20000 - sum / 20000 * sum / 20000) - deviation) < 0.03);
        }
    }

    void statelessRandomNumbersDependOnTheirSeedOnly()
    {
        engine::HeapAllocator allocator;
        graph::Node node;
        node.op = "StatelessRandomUniform";
        node.outputs.resize(1);
        const auto draw = [&](int seed) {
            return (*runKernel(node, std::vector{intsValue({5}), intsValue({seed, 1})}, allocator))[0];
        };
        QVERIFY(!difference(draw(3), draw(3), 0));
        QVERIFY(difference(draw(3), draw(4), 0).has_value());
    }

private:
    static std::string compare(const OpCase& one, const Result<std::vector<engine::Value>>& outputs,
                               const std::string& how)
    {
        if (!outputs)
            return one.node.name + how + ": " + outputs.error().toString() + "\n";
        std::string wrong;
        for (std::size_t i = 0; i < one.outputs.size(); ++i) {
            // Scratch outputs of training kernels: TensorFlow does not define them.
            if (one.node.op.starts_with("FusedBatchNorm") && i > 2)
                continue;
            const auto what = i < outputs->size() ? difference((*outputs)[i], one.outputs[i], one.tolerance)
                                                  : std::optional<std::string>("missing");
            if (what)
                wrong += one.node.name + how + ": output " + std::to_string(i) + ": " + *what + "\n";
        }
        return wrong;
    }
};

QTEST_APPLESS_MAIN(TestOps)
#include "tst_Ops.moc"
