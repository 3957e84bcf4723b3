// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/ModelTreeModel.h"
#include "ui/items/ProblemsModel.h"
#include "ui/items/TreeFilterModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::ui;

namespace {

Layer layer(const char* name, const char* className)
{
    Layer made;
    made.name = name;
    made.className = className;
    return made;
}

/// body/conv with a kernel, and a weight that belongs to no layer.
std::shared_ptr<const Model> nestedModel()
{
    auto model = std::make_shared<Model>();
    model->path = "/tmp/nested.h5";
    Layer body = layer("body", "Functional");
    body.nested = ModelKind::Functional;
    body.layers = {layer("conv", "Conv2D")};
    model->layers = {layer("input", "InputLayer"), body};
    Variable kernel;
    kernel.path = "body/conv/kernel";
    kernel.layer = "body/conv";
    kernel.role = "kernel";
    kernel.tensor = Tensor::fromVector({2}, std::vector<float>{1, 2});
    Variable stray = kernel;
    stray.path = "stray";
    stray.layer = "elsewhere";
    model->variables = {kernel, stray};
    model->diagnostics.warning("Something is odd", "body/conv");
    return model;
}

} // namespace

class TestModelTreeModel : public QObject {
    Q_OBJECT
private slots:
    void keepsTheRulesOfItemModels()
    {
        Workspace workspace;
        ModelTreeModel model(&workspace);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Document* first = workspace.add(nestedModel());
        workspace.add(nestedModel());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.documentIndex(first)), 3); // two layers, other weights
        first->setModel(nestedModel());
        workspace.close(first);
        QCOMPARE(model.rowCount(), 1);
    }

    void findsTheSelection()
    {
        Workspace workspace;
        ModelTreeModel model(&workspace);
        Document* document = workspace.add(nestedModel());
        document->selection().selectVariable(QStringLiteral("body/conv/kernel"), QStringLiteral("body/conv"));
        const QModelIndex kernel = model.selectionIndex(document);
        QCOMPARE(kernel.data().toString(), QStringLiteral("kernel"));
        QCOMPARE(kernel.parent().data().toString(), QStringLiteral("conv"));
        document->selection().selectVariable(QStringLiteral("stray"), QStringLiteral("elsewhere"));
        QCOMPARE(model.selectionIndex(document).data(ModelTreeModel::PathRole).toString(), QStringLiteral("stray"));
    }

    void filterKeepsParentsOfWhatMatches()
    {
        Workspace workspace;
        ModelTreeModel model(&workspace);
        workspace.add(nestedModel());
        TreeFilterModel filter;
        filter.setSourceModel(&model);
        filter.setWords(QStringLiteral("conv2d"));
        QCOMPARE(filter.rowCount(), 1);
        const QModelIndex root = filter.index(0, 0);
        QCOMPARE(filter.rowCount(root), 1);
        QCOMPARE(filter.index(0, 0, root).data().toString(), QStringLiteral("body"));
    }

    void problemsTellTheirLayer()
    {
        Workspace workspace;
        ProblemsModel problems(&workspace);
        QAbstractItemModelTester tester(&problems, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Document* document = workspace.add(nestedModel());
        QCOMPARE(problems.rowCount(), 1);
        QCOMPARE(problems.subject(problems.index(0, 0)), QStringLiteral("body/conv"));
        workspace.close(document);
        QCOMPARE(problems.rowCount(), 0);
    }
};

QTEST_MAIN(TestModelTreeModel)
#include "tst_ModelTreeModel.moc"
