// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/NameLists.h"
#include "core/formats/h5/Training.h"
#include "core/formats/h5/WeightNaming.h"
#include "tests/support/Fixtures.h"

using namespace lw;
using namespace lw::formats::h5;

namespace {

FileWeight weight(const std::string& name, Shape shape)
{
    return {"layer", name, "key/" + name, Tensor(DType::Float32, std::move(shape), nullptr)};
}

keras::ExpectedVariable expected(const std::string& role, Shape shape)
{
    keras::ExpectedVariable variable;
    variable.path = "layer/" + role;
    variable.keras2Name = variable.path + ":0";
    variable.role = role;
    variable.shape = std::move(shape);
    return variable;
}

/// The roles that weights were paired with, "-" for none.
QString paired(const std::vector<FileWeight>& weights, const std::vector<keras::ExpectedVariable>& wanted)
{
    std::vector<const keras::ExpectedVariable*> pointers;
    for (const auto& one : wanted)
        pointers.push_back(&one);
    QStringList roles;
    for (const auto* one : pairGroup(weights, pointers))
        roles << (one != nullptr ? QString::fromStdString(one->role) : "-");
    return roles.join(' ');
}

Hdf5Attribute names(const std::string& attribute, std::vector<std::string> texts)
{
    Hdf5Attribute list;
    list.name = attribute;
    list.type.kind = Hdf5Type::Class::String;
    list.type.variable = true;
    list.variable = std::move(texts);
    return list;
}

QString joined(const Hdf5Object& group, Diagnostics& diagnostics)
{
    QStringList list;
    for (const std::string& name :
         nameList(group, "weight_names", diagnostics).value_or(std::vector<std::string>{"(none)"}))
        list << QString::fromStdString(name);
    return list.join(' ');
}

} // namespace

class TestWeightNaming : public QObject {
    Q_OBJECT

private slots:
    void pairsByOrderWhenShapesAgree();
    void whatTrainsStandsFirst();
    void pairsByNameWhenWeightsAreMissing();
    void leavesForeignWeightsAlone();
    void makesPathsUnique();
    void stripsOutputNumbers();
    void joinsChunksInNumericalOrder();
    void stopsAtAGapInTheChunks();
    void prefersTheWholeList();
};

void TestWeightNaming::pairsByOrderWhenShapesAgree()
{
    QCOMPARE(paired({weight("W", {2, 3}), weight("b", {3})}, {expected("kernel", {2, 3}), expected("bias", {3})}),
             QString("kernel bias"));
    QCOMPARE(paired({weight("x", {2, 3})}, {expected("kernel", {kUnknownDim, 3})}), QString("kernel"));
}

/// A nested model of equal layers, the first of them frozen: only names tell an old file from one of today.
void TestWeightNaming::whatTrainsStandsFirst()
{
    std::vector<keras::ExpectedVariable> wanted = {expected("a", {4, 4}), expected("b", {4, 4})};
    wanted.front().trainable = false;
    QCOMPARE(paired({weight("b/kernel:0", {4, 4}), weight("a/kernel:0", {4, 4})}, wanted), QString("b a"));
    QCOMPARE(paired({weight("layer/b:0", {4, 4}), weight("layer/a:0", {4, 4})}, wanted), QString("b a"));
    QCOMPARE(paired({weight("layer/a:0", {4, 4}), weight("layer/b:0", {4, 4})}, wanted), QString("a b"));
}

void TestWeightNaming::pairsByNameWhenWeightsAreMissing()
{
    QCOMPARE(paired({weight("layer/bias:0", {3})}, {expected("kernel", {3}), expected("bias", {3})}), QString("bias"));
    QCOMPARE(paired({weight("old_layer/beta:0", {3}), weight("old_layer/gamma:0", {3}), weight("odd", {3})},
                    {expected("gamma", {3}), expected("beta", {3})}),
             QString("beta gamma -"));
}

void TestWeightNaming::leavesForeignWeightsAlone()
{
    QCOMPARE(paired({weight("layer/kernel:0", {4, 4})}, {expected("kernel", {2, 3})}), QString("-"));
    QCOMPARE(paired({weight("a", {1})}, {}), QString("-"));
}

void TestWeightNaming::makesPathsUnique()
{
    UniquePaths paths;
    QCOMPARE(paths.claim("a/b"), std::string("a/b"));
    QCOMPARE(paths.claim("a/b"), std::string("a/b_1"));
    QCOMPARE(paths.claim("a/b"), std::string("a/b_2"));
    QVERIFY(!paths.claim("").empty());
}

void TestWeightNaming::stripsOutputNumbers()
{
    QCOMPARE(withoutOutputNumber("dense/kernel:0"), std::string("dense/kernel"));
    QCOMPARE(withoutOutputNumber("dense/kernel"), std::string("dense/kernel"));
    QCOMPARE(withoutOutputNumber("odd:name"), std::string("odd:name"));
    QCOMPARE(withoutOutputNumber(":"), std::string(":"));
}

void TestWeightNaming::joinsChunksInNumericalOrder()
{
    Hdf5Object group;
    for (int i = 10; i >= 0; --i)
        group.attributes.push_back(names("weight_names" + std::to_string(i), {std::to_string(i)}));
    Diagnostics diagnostics;
    QCOMPARE(joined(group, diagnostics), QString("0 1 2 3 4 5 6 7 8 9 10"));
    QVERIFY(diagnostics.empty());
    QCOMPARE(joined(Hdf5Object(), diagnostics), QString("(none)"));
}

void TestWeightNaming::stopsAtAGapInTheChunks()
{
    Hdf5Object group;
    group.attributes = {names("weight_names0", {"a"}), names("weight_names2", {"c"})};
    Diagnostics diagnostics;
    QCOMPARE(joined(group, diagnostics), QString("a"));
    QCOMPARE(diagnostics.entries().size(), std::size_t{1});
}

void TestWeightNaming::prefersTheWholeList()
{
    Hdf5Object group;
    group.attributes = {names("weight_names0", {"b"}), names("weight_names", {"a"})};
    Diagnostics diagnostics;
    QCOMPARE(joined(group, diagnostics), QString("a"));
    QVERIFY(!diagnostics.empty());
}

QTEST_GUILESS_MAIN(TestWeightNaming)
#include "tst_WeightNaming.moc"
