// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/document/UserObjects.h"
#include "ui/items/ProblemsModel.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/run/TeachDialog.h"

#include <QAction>
#include <QFile>
#include <QMenu>
#include <QStandardPaths>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

const std::string kModel = R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
 {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "in"}},
 {"class_name": "Scale", "config": {"name": "first", "factor": 3}},
 {"class_name": "Activation", "config": {"name": "act", "activation": "mine>curve"}},
 {"class_name": "Dense", "config": {"name": "out", "units": 2}}]},
 "keras_version": "2.13.1", "backend": "tensorflow"})";

} // namespace

class TestObjectsController : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void aLayersMenuTeachesWhatItNeeds()
    {
        const std::string path = test::temporaryFolder() + "/custom.json";
        test::writeAll(path, kModel);
        test::OpenWindow window({QString::fromStdString(path)});
        QVERIFY(window.opened);
        auto* page = window.documentArea()->currentPage();
        auto* pane = qobject_cast<GraphPane*>(page->currentPane());
        QVERIFY(pane);
        const auto teaching = [&](const QString& layer, QMenu& menu) -> QAction* {
            window.selection().selectLayer(layer);
            emit pane->menuRequested(&menu);
            for (QAction* action : menu.actions())
                if (action->text().startsWith(u"Teach"_s))
                    return action;
            return nullptr;
        };
        QMenu plain, custom;
        QVERIFY(!teaching(u"out"_s, plain));
        QAction* teach = teaching(u"first"_s, custom);
        QVERIFY(teach);
        QCOMPARE(teach->text(), u"Teach Scale…"_s);
        teach->trigger();
        auto* dialog = window.findChild<TeachDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
    }

    /// Shapes and problems of what is open say what is known now, and again what was forgotten.
    void whatIsTaughtShowsAtOnce()
    {
        QStandardPaths::setTestModeEnabled(true);
        QFile::remove(userObjectsPath());
        const std::string path = test::temporaryFolder() + "/custom.json";
        test::writeAll(path, kModel);
        test::OpenWindow window({QString::fromStdString(path)});
        QVERIFY(window.opened);
        const auto shape = [&](const char* layer) {
            const Layer* found = findLayer(window.workspace()->current()->model(), layer);
            const auto* node = found && !found->nodes.empty() ? &found->nodes.front() : nullptr;
            return node && !node->outputShapes.empty() && node->outputShapes.front()
                       ? shapeText(*node->outputShapes.front())
                       : std::string();
        };
        const ProblemsModel problems(window.workspace());
        const auto told = [&](const QString& text) {
            for (int row = 0; row < problems.rowCount(); ++row)
                if (problems.data(problems.index(row, 0)).toString().contains(text))
                    return true;
            return false;
        };
        const std::string unknown = shape("first");
        QVERIFY(told(u"The class Scale is not built in: "_s));
        QVERIFY(told(u"The function curve is not built in: "_s) || told(u"The function mine>curve is not built in: "_s));
        graph::CustomObjects objects;
        objects.set("Scale", {"inputs * factor", {}, nullptr});
        objects.set("curve", {"tanh(x)", {}, nullptr});
        QVERIFY(writeUserObjects(objects).ok());
        QCOMPARE(shape("first"), std::string("(None, 2)"));
        QCOMPARE(shape("out"), std::string("(None, 2)"));
        QVERIFY(!window.workspace()->current()->isModified());
        QVERIFY(told(u"Scale is not built in; it runs as you taught it"_s));
        QVERIFY(!told(u"The function"_s));
        QTest::qWait(20); // the file's time of change tells the one from the other
        QVERIFY(writeUserObjects({}).ok());
        QCOMPARE(shape("first"), unknown);
        QVERIFY(told(u"The class Scale is not built in: "_s));
        QFile::remove(userObjectsPath());
    }
};

QTEST_MAIN(TestObjectsController)
#include "tst_ObjectsController.moc"
