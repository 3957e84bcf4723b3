// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/run/TeachDialog.h"

#include <QAction>
#include <QMenu>

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
};

QTEST_MAIN(TestObjectsController)
#include "tst_ObjectsController.moc"
