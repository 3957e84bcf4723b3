// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/SetTensors.h"
#include "ui/document/NavigationHistory.h"
#include "ui/document/Workspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::ui;

namespace {

std::shared_ptr<const Model> modelOf(const char* path, std::vector<std::string> layers)
{
    auto model = std::make_shared<Model>();
    model->path = path;
    for (const std::string& name : layers) {
        Layer layer;
        layer.name = name;
        model->layers.push_back(layer);
    }
    return model;
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private slots:
    void selectingTheSameAgainSaysNothing()
    {
        Selection selection;
        QSignalSpy spy(&selection, &Selection::changed);
        selection.selectLayer(QStringLiteral("a"));
        selection.selectLayer(QStringLiteral("a"));
        QCOMPARE(spy.count(), 1);
        selection.clear();
        QCOMPARE(spy.count(), 2);
    }

    void titleIsTheNameOfTheFileOrFolder()
    {
        QCOMPARE(Document(modelOf("/tmp/some/model.h5", {})).title(), QStringLiteral("model.h5"));
        QCOMPARE(Document(modelOf("/tmp/some/saved/", {})).title(), QStringLiteral("saved"));
    }

    void reloadKeepsTheSelectionThatStillExists()
    {
        Document document(modelOf("/tmp/m", {"a", "b"}));
        document.selection().selectLayer(QStringLiteral("b"));
        document.setModel(modelOf("/tmp/m", {"b"}));
        QCOMPARE(document.selection().path(), QStringLiteral("b"));
        document.setModel(modelOf("/tmp/m", {"a"}));
        QVERIFY(document.selection().kind() == Selection::Kind::None);
    }

    void editsAreUndoneAndRedone()
    {
        auto model = std::make_shared<Model>();
        model->variables.resize(1);
        model->variables[0].path = "a/kernel";
        model->variables[0].tensor = Tensor::fromVector({2}, std::vector<float>{1, 2});
        Document document(model);
        const auto first = [&] { return document.model().variables[0].tensor.toFloats()->at(0); };
        const edit::SetTensors edit("set", {{"a/kernel", Tensor::fromVector({2}, std::vector<float>{3, 4})}});
        QVERIFY(document.apply(edit, QStringLiteral("set")));
        QCOMPARE(first(), 3.0F);
        QVERIFY(document.isModified());
        document.undoStack()->undo();
        QCOMPARE(first(), 1.0F);
        QVERIFY(!document.isModified());
        document.undoStack()->redo();
        QCOMPARE(first(), 3.0F);
        QVERIFY(document.isModified());
        document.setModified(false);
        document.undoStack()->undo();
        QVERIFY(document.isModified());
        QVERIFY(!document.apply(edit::SetTensors("set", {{"b", {}}}), QStringLiteral("set")));
        QCOMPARE(document.undoStack()->count(), 1);
    }

    void historyGoesBackAndForward()
    {
        Workspace workspace;
        NavigationHistory history(&workspace);
        Document* document = workspace.add(modelOf("/tmp/m", {"a", "b"}));
        document->selection().selectLayer(QStringLiteral("a"));
        document->selection().selectLayer(QStringLiteral("b"));
        QVERIFY(history.canGoBack());
        history.back();
        QCOMPARE(document->selection().path(), QStringLiteral("a"));
        history.forward();
        QCOMPARE(document->selection().path(), QStringLiteral("b"));
        workspace.close(document);
        QVERIFY(!history.canGoBack());
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_Document.moc"
