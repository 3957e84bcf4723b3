// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/items/ModelSearch.h"

#include <QTest>

using namespace lw::ui;

class TestModelSearch : public QObject {
    Q_OBJECT
private slots:
    void findsLayersBeforeTheirVariables()
    {
        QCOMPARE(paths("conv_1"), QStringList({"conv_1", "conv_1/kernel", "conv_1/bias"}));
    }

    void putsTheWholeNameFirst()
    {
        QCOMPARE(paths("bias").first(), QStringLiteral("conv_1/bias"));
        QCOMPARE(paths("norm_1/gamma"), QStringList({"norm_1/gamma"}));
    }

    void findsByClassShapeAndTypeWithSeveralWords()
    {
        QCOMPARE(paths("maxpool"), QStringList({"pool_1", "pool_2"}));
        QCOMPARE(paths("(16,) bias"), QStringList({"conv_1/bias"}));
        QCOMPARE(paths("DENSE 48"), QStringList({"hidden"}));
        QVERIFY(paths("nothing like it").isEmpty());
        QVERIFY(paths("   ").isEmpty());
    }

    void countsAllAndListsTheBest()
    {
        const FoundList list = findInModel(model("digits.h5"), nullptr, QStringLiteral("float32"), 3);
        QCOMPARE(list.best.size(), std::size_t(3));
        QCOMPARE(list.total, model("digits.h5").variables.size());
    }

    void findsOperatorsOfTracedFunctions()
    {
        const lw::Model saved = model("digits");
        const OperatorNames names = operatorNames(saved);
        QVERIFY(names.operators.size() > 50);
        const FoundList list = findInModel(saved, &names, QStringLiteral("Conv2D"), 100);
        QVERIFY(std::any_of(list.best.begin(), list.best.end(), [](const Found& found) {
            return found.kind == Found::Kind::Operator && found.detail.startsWith(QStringLiteral("Conv2D")) &&
                   !found.function.isEmpty();
        }));
        QCOMPARE(list.best.front().path, QStringLiteral("conv_1")); // layers of that class come first
        QVERIFY(operatorNames(model("digits.h5")).operators.empty());
    }

    void peeksAtALayersOwnWeightFirst()
    {
        const lw::Model digits = model("digits.h5");
        QCOMPARE(firstVariableOf(digits, "conv_2")->path, std::string("conv_2/kernel"));
        QVERIFY(!firstVariableOf(digits, "flatten"));
        QVERIFY(!firstVariableOf(digits, "conv"));
        QVERIFY(!firstVariableOf(digits, ""));
    }

private:
    static lw::Model model(const char* name)
    {
        auto read = lw::formats::openModel(lw::test::sample(name));
        return read ? std::move(*read) : lw::Model();
    }
    static QStringList paths(const char* text)
    {
        QStringList all;
        for (const Found& found : findInModel(model("digits.h5"), nullptr, QString::fromLatin1(text), 50).best)
            all << found.path;
        return all;
    }
};

QTEST_GUILESS_MAIN(TestModelSearch)
#include "tst_ModelSearch.moc"
