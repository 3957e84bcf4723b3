// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/SetTensors.h"
#include "ui/items/HistoryModel.h"
#include "ui/panes/history/HistoryPane.h"
#include "ui/widgets/UndoToast.h"

#include <QListView>
#include <QTest>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Model> oneWeight()
{
    auto model = std::make_shared<Model>();
    model->path = "/tmp/some/model.h5";
    model->variables.resize(1);
    model->variables[0].path = "a/kernel";
    model->variables[0].tensor = Tensor::fromVector({1}, std::vector<float>{0});
    return model;
}

void set(Document& document, float value)
{
    const edit::SetTensors edit("set", {{"a/kernel", Tensor::fromVector({1}, std::vector<float>{value})}});
    QVERIFY(document.apply(edit, u"Set %1"_s.arg(value)));
}

float value(const Document& document)
{
    return document.model().variables[0].tensor.toFloats()->at(0);
}

} // namespace

class TestHistoryPane : public QObject {
    Q_OBJECT
private slots:
    void rowsAreStates()
    {
        Document document(oneWeight());
        HistoryModel model;
        QCOMPARE(model.rowCount(), 0);
        model.setDocument(&document);
        QCOMPARE(model.rowCount(), 1);
        set(document, 1);
        set(document, 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0).data().toString(), u"model.h5 as it was opened"_s);
        QCOMPARE(model.index(2).data().toString(), u"Set 2"_s);
        QVERIFY(model.index(2).data(HistoryModel::IsCurrent).toBool());
        QVERIFY(model.index(0).data(HistoryModel::IsSaved).toBool());
        document.setModified(false); // saved here
        QVERIFY(model.index(2).data(HistoryModel::IsSaved).toBool());
        document.undoStack()->undo();
        QVERIFY(model.index(2).data(HistoryModel::IsUndone).toBool());
        set(document, 3); // what was undone is gone, and with it the saved state
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2).data().toString(), u"Set 3"_s);
        for (int row = 0; row < 3; ++row)
            QVERIFY(!model.index(row).data(HistoryModel::IsSaved).toBool());
        model.setDocument(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void aClickGoesThere()
    {
        Document document(oneWeight());
        for (const float next : {1.0F, 2.0F, 3.0F})
            set(document, next);
        HistoryPane pane;
        pane.setDocument(&document);
        pane.resize(400, 300);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        auto* list = pane.findChild<QListView*>();
        for (const int row : {1, 3, 0, 2}) {
            const QRect place = list->visualRect(list->model()->index(row, 0));
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place.center());
            QCOMPARE(value(document), static_cast<float>(row));
            QCOMPARE(list->currentIndex().row(), row);
        }
    }

    void theToastGoesWithItsEdit()
    {
        QWidget window;
        UndoToast toast(&window);
        auto document = std::make_unique<Document>(oneWeight());
        set(*document, 1);
        toast.tell(document.get(), u"Set"_s);
        set(*document, 2);
        QCOMPARE(toast.text(), u"Set"_s);
        document->undoStack()->undo();
        QCOMPARE(toast.text(), u"Set"_s); // that took back what came later
        document->undoStack()->undo();
        QVERIFY(toast.text().isEmpty());
        document->undoStack()->redo();
        toast.tell(document.get(), u"Again"_s);
        document.reset();
        QVERIFY(toast.text().isEmpty());
    }
};

QTEST_MAIN(TestHistoryPane)
#include "tst_HistoryPane.moc"
