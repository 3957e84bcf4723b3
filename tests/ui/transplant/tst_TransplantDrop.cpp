// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/edit/transplant/MakeModel.h"
#include "tests/ui/WindowFixture.h"
#include "ui/document/ModelParts.h"
#include "ui/items/ModelTreeModel.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphDrop.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/models/PartsTree.h"
#include "ui/panes/models/TreeDrop.h"
#include "ui/panes/transplant/TransplantDialog.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/DropSign.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/UndoToast.h"
#include "ui/window/TransplantController.h"

#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QPushButton>
#include <QTreeView>

using namespace lw::ui;

namespace {

using Values = std::vector<std::vector<float>>;

Values valuesOf(const lw::Model& model)
{
    Values values;
    for (const lw::Variable& variable : model.variables)
        values.push_back(variable.tensor.toFloats().ok() ? *variable.tensor.toFloats() : std::vector<float>());
    return values;
}

std::vector<float> valuesOf(const lw::Model& model, const char* path)
{
    const lw::Variable* variable = lw::findVariable(model, path);
    return variable ? *variable->tensor.toFloats() : std::vector<float>();
}

/// What the pointer does on its way with something: the events that Qt sends to the widget below it.
void dragTo(QWidget* widget, QMimeData* data, const QPointF& at)
{
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &enter);
    QDragMoveEvent move(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
}

void dropOn(QWidget* widget, QMimeData* data, const QPointF& at)
{
    dragTo(widget, data, at);
    QDropEvent drop(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &drop);
}

} // namespace

/// Two models next to each other in the real window, and real drag and drop events between them.
class TestTransplantDrop : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { lw::test::useFreshSettings(); }

    void init()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1400, 900);
        m_window->show();
        m_window->open({sample("digits.h5"), sample("digits-epoch-1.h5")});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->documents().size(), 2, 60000);
        for (Document* document : m_window->workspace()->documents())
            (document->title() == QStringLiteral("digits.h5") ? m_from : m_to) = document;
        m_window->documentArea()->showBeside(m_window->documentArea()->pageOf(m_to));
        QTRY_VERIFY(pane(m_from) && pane(m_to) && pane(m_from)->canvas()->drawing() && pane(m_to)->canvas()->drawing());
        QTest::qWait(20);
    }

    void cleanup() { m_window.reset(); }

    void layerOntoLayerInTheGraph()
    {
        const Values before = valuesOf(m_to->model());
        QVERIFY(valuesOf(m_from->model(), "conv_1/kernel") != valuesOf(m_to->model(), "conv_1/kernel"));
        const auto data = dataOf("conv_1");
        const QPointF place = placeOf("conv_1");
        dragTo(canvas(), data.get(), place);
        const DropSign* sign = pane(m_to)->drop()->sign();
        QVERIFY(sign->isVisible() && sign->fits());
        QCOMPARE(sign->line(), QStringLiteral("kernel, bias fit"));
        dropOn(canvas(), data.get(), place);
        QVERIFY(!sign->isVisible());
        QCOMPARE(valuesOf(m_to->model(), "conv_1/kernel"), valuesOf(m_from->model(), "conv_1/kernel"));
        QCOMPARE(valuesOf(m_to->model(), "conv_1/bias"), valuesOf(m_from->model(), "conv_1/bias"));
        QCOMPARE(m_to->undoStack()->count(), 1);
        QVERIFY(m_to->isModified());
        const Values after = valuesOf(m_to->model());

        Toast* toast = m_window->transplants().toast();
        QCOMPARE(toast->text(), QStringLiteral("Moved 2 variables"));
        QTest::mouseClick(toast->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(valuesOf(m_to->model()), before);
        QVERIFY(!m_to->isModified());
        m_to->undoStack()->redo();
        QCOMPARE(valuesOf(m_to->model()), after);
    }

    void otherShapesAreMarkedAndOpenThePlan()
    {
        const Values before = valuesOf(m_to->model());
        const auto data = dataOf("conv_1");
        const QPointF place = placeOf(lastDense());
        dragTo(canvas(), data.get(), place);
        const DropSign* sign = pane(m_to)->drop()->sign();
        QVERIFY(sign->isVisible() && !sign->fits());
        QVERIFY2(sign->line().startsWith(QStringLiteral("kernel (3, 3, 1, ")) &&
                     sign->line().contains(QStringLiteral(" does not fit (")),
                 qPrintable(sign->line()));
        dropOn(canvas(), data.get(), place);
        auto* dialog = m_window->findChild<TransplantDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->views()->face(), PlanViews::Face::Table);
        dialog->reject();
        QCOMPARE(valuesOf(m_to->model()), before);
        QCOMPARE(m_to->undoStack()->count(), 0);
    }

    void theTargetIsCurrentAfterThePlan()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        pane(m_from)->setFocus();
        QTRY_COMPARE(m_window->workspace()->current(), m_from);
        const auto data = dataOf("conv_1");
        dropOn(canvas(), data.get(), placeOf(lastDense()));
        auto* dialog = m_window->findChild<TransplantDialog*>();
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        for (const auto rule : {lw::edit::FitKind::TakeFirst, lw::edit::FitKind::Pad, lw::edit::FitKind::Resize})
            dialog->table()->setRuleForMisfits(rule);
        QVERIFY(dialog->table()->plan().movingCount() > 0);
        dialog->accept();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::qWait(50); // the focus comes back to the window
        QCOMPARE(m_window->workspace()->current(), m_to);
        QCOMPARE(m_to->undoStack()->count(), 1);
        QVERIFY(pane(m_to)->isAncestorOf(m_window->focusWidget()));
    }

    void whatHasNothingInCommonIsConnectedByHand()
    {
        Document* from = m_window->workspace()->add(
            std::make_shared<const lw::Model>(lw::test::makeModel("Embedding words embeddings=3,3,1,50", 40)));
        const DropPlace place{DropPlace::Kind::Part, "conv_1", {}, {}};
        m_window->transplants().drop(m_to, {from->sharedModel(), QStringLiteral("words.h5"), {"words"}}, place);
        auto* dialog = m_window->findChild<TransplantDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->views()->face(), PlanViews::Face::Lines);
        QVERIFY(!QSettings().value(QStringLiteral("plan/lines")).toBool()); // nobody chose it
        QCOMPARE(dialog->table()->plan().moves().size(), std::size_t(3));   // kernel and bias there, one variable here
        QCOMPARE(dialog->lines()->view()->currentItem()->id,
                 static_cast<std::size_t>(lw::findVariable(m_to->model(), "conv_1/kernel") -
                                          m_to->model().variables.data()));
        QPushButton* apply = dialog->findChildren<QPushButton*>().last();
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (button->isDefault())
                apply = button;
        QVERIFY(!apply->isEnabled());

        dialog->table()->connectPairs({{0, dialog->lines()->view()->currentItem()->id}});
        QCOMPARE(dialog->table()->plan().misfits().size(), std::size_t(1));
        QCOMPARE(dialog->table()->setRuleForMisfits(lw::edit::FitKind::TakeFirst), 1);
        dialog->accept();
        const std::vector<float> moved = valuesOf(m_to->model(), "conv_1/kernel");
        const std::size_t filters = moved.size() / 9;
        QVERIFY(filters > 1 && filters < 50);
        for (std::size_t i = 0; i < moved.size(); ++i) // the first of fifty filters at each place of the window
            QCOMPARE(moved[i], 40.0F + static_cast<float>(i / filters * 50 + i % filters));
        QCOMPARE(m_to->undoStack()->count(), 1);
    }

    void aDropIsMatchedEveryWay()
    {
        Document* from = m_window->workspace()->add(std::make_shared<const lw::Model>(
            lw::test::makeModel("Dense conv_1 kernel=2,2\nDense a kernel=3,3\nDense b kernel=4,4")));
        Document* into = m_window->workspace()->add(std::make_shared<const lw::Model>(
            lw::test::makeModel("Dense c kernel=3,3\nDense d kernel=4,4\nDense conv_1 kernel=5,5", 100)));
        m_window->transplants().drop(into, {from->sharedModel(), QStringLiteral("a.h5"), {"a", "b", "conv_1"}}, {});
        auto* dialog = m_window->findChild<TransplantDialog*>();
        QVERIFY(dialog);
        const auto pairs = [dialog] {
            QStringList texts;
            const lw::edit::TransplantPlan& plan = dialog->table()->plan();
            for (const lw::edit::Move& move : plan.moves())
                if (move.from && move.to)
                    texts << QString::fromStdString(plan.from(move)->layer + '>' + plan.to(move)->layer);
            return texts.join(QLatin1Char(' '));
        };
        QComboBox* match = dialog->findChildren<QComboBox*>().at(0);
        const auto choose = [match](const char* text) {
            const int index = match->findText(QLatin1String(text));
            match->setCurrentIndex(index);
            emit match->activated(index);
            return index >= 0;
        };
        QCOMPARE(match->currentText(), QStringLiteral("as dropped"));
        QCOMPARE(pairs(), QStringLiteral("a>c b>d"));
        QVERIFY(choose("by name"));
        QCOMPARE(pairs(), QStringLiteral("conv_1>conv_1"));
        QVERIFY(choose("in order"));
        QCOMPARE(pairs(), QStringLiteral("conv_1>c a>d b>conv_1"));
        QVERIFY(choose("by structure"));
        QCOMPARE(pairs(), QStringLiteral("a>c b>d"));
        QVERIFY(choose("by hand"));
        QCOMPARE(pairs(), QString());
        QCOMPARE(dialog->views()->face(), PlanViews::Face::Lines);
        QVERIFY(choose("as dropped"));
        dialog->table()->disconnectSource(1);
        QCOMPARE(match->currentText(), QStringLiteral("by hand"));
        QCOMPARE(pairs(), QStringLiteral("b>d"));
        dialog->accept();
        QCOMPARE(valuesOf(into->model(), "d/kernel"), valuesOf(from->model(), "b/kernel"));
        QCOMPARE(valuesOf(into->model(), "c/kernel").front(), 100.0F);
    }

    void layersWithoutWeightsAreRefused()
    {
        std::string none;
        for (const lw::Layer& layer : m_from->model().layers)
            if (layer.parameters == 0 && layer.className != "InputLayer")
                none = layer.name;
        QVERIFY(!none.empty());
        const auto data = dataOf(none);
        dragTo(canvas(), data.get(), placeOf("conv_1"));
        QVERIFY(!pane(m_to)->drop()->sign()->fits());
        QVERIFY(pane(m_to)->drop()->sign()->line().endsWith(QStringLiteral("has no weights")));
        dropOn(canvas(), data.get(), placeOf("conv_1"));
        QCOMPARE(m_to->undoStack()->count(), 0);
        QCOMPARE(m_window->findChild<MessageArea*>()->titles(), QStringList{QStringLiteral("No weights were moved")});
        // It is past once a drop went.
        dropOn(canvas(), dataOf("conv_1").get(), placeOf("conv_1"));
        QCOMPARE(m_to->undoStack()->count(), 1);
        QTRY_VERIFY(m_window->findChild<MessageArea*>()->titles().isEmpty());
    }

    void hoveringAtTheEdgeMovesTheView()
    {
        const auto data = dataOf("conv_1");
        canvas()->zoomTo(2);
        QTest::qWait(200);
        const double before = canvas()->visibleArea().top();
        dragTo(canvas(), data.get(), QPointF(canvas()->width() / 2.0, canvas()->height() - 5));
        QTRY_VERIFY(canvas()->visibleArea().top() > before + 20);
        QDragLeaveEvent leave;
        QApplication::sendEvent(canvas(), &leave);
        QVERIFY(!pane(m_to)->drop()->sign()->isVisible());
        const double after = canvas()->visibleArea().top();
        QTest::qWait(120);
        QCOMPARE(canvas()->visibleArea().top(), after);
    }

    void severalLayersAndTheWholeModel()
    {
        const Values before = valuesOf(m_to->model());
        // One selected, another added with Ctrl: dragging either moves both.
        GraphCanvas* from = pane(m_from)->canvas();
        const int first = from->drawing()->cardOfPath("conv_1"), second = from->drawing()->cardOfPath(lastDense());
        from->setSelected(first);
        from->setExtra({static_cast<std::uint32_t>(second)});
        const PartsMime both(pane(m_from)->partsAt(second));
        QCOMPARE(both.parts().paths.size(), std::size_t(2));
        dropOn(canvas(), const_cast<PartsMime*>(&both), QPointF(3, 3)); // beside all cards: the whole model
        QCOMPARE(valuesOf(m_to->model(), "conv_1/kernel"), valuesOf(m_from->model(), "conv_1/kernel"));
        QCOMPARE(m_to->undoStack()->count(), 1);

        PartsMime whole(ModelParts{m_from->sharedModel(), m_from->title(), {"."}});
        dropOn(canvas(), &whole, QPointF(3, 3));
        QCOMPARE(valuesOf(m_to->model()), valuesOf(m_from->model()));
        m_window->workspace()->setCurrent(m_to);
        QAction* undo = m_window->actions()[ActionId::Undo];
        QCOMPARE(undo->text(), QStringLiteral("&Undo: Move all of digits.h5"));
        while (undo->isEnabled())
            undo->trigger();
        QCOMPARE(valuesOf(m_to->model()), before);
        while (m_window->actions()[ActionId::Redo]->isEnabled())
            m_window->actions()[ActionId::Redo]->trigger();
        QCOMPARE(valuesOf(m_to->model()), valuesOf(m_from->model()));
    }

    void fromTreeToTree()
    {
        auto* tree = m_window->findChild<ModelsPane*>()->findChild<QTreeView*>();
        auto* drop = tree->findChild<TreeDrop*>();
        const QModelIndex source = indexOf(tree, m_from, QStringLiteral("conv_1"));
        const QModelIndex target = indexOf(tree, m_to, QStringLiteral("conv_1"));
        QVERIFY(source.isValid() && target.isValid());
        QVERIFY(source.flags() & Qt::ItemIsDragEnabled);
        const std::unique_ptr<QMimeData> data(tree->model()->mimeData({source}));
        QVERIFY(data && data->text() == QStringLiteral("conv_1"));
        tree->scrollTo(target);
        const QPointF place = tree->visualRect(target).center();
        dragTo(tree->viewport(), data.get(), place);
        QVERIFY(drop->sign()->isVisible() && drop->sign()->fits());
        dropOn(tree->viewport(), data.get(), place);
        QCOMPARE(valuesOf(m_to->model(), "conv_1/kernel"), valuesOf(m_from->model(), "conv_1/kernel"));
        QVERIFY(!drop->sign()->isVisible());
    }

    /// What is pressed may be dragged onto the model that is shown: only a click shows another one.
    void pressInTheTreeShowsNothingUntilItIsAClick()
    {
        auto* tree = m_window->findChild<ModelsPane*>()->findChild<QTreeView*>();
        const QModelIndex source = indexOf(tree, m_from, QStringLiteral("conv_1"));
        m_window->workspace()->setCurrent(m_to);
        tree->scrollTo(source);
        const QPoint place = tree->visualRect(source).center();
        QTest::mousePress(tree->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(m_window->workspace()->current(), m_to);
        QVERIFY(tree->selectionModel()->isSelected(source));
        QTest::mouseRelease(tree->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(m_window->workspace()->current(), m_from);
        QCOMPARE(m_from->selection().layerPath(), QStringLiteral("conv_1"));
    }

    void treeGoesBackToWhatIsShownAfterADrag()
    {
        auto* tree = m_window->findChild<ModelsPane*>()->findChild<PartsTree*>();
        m_window->workspace()->setCurrent(m_to);
        m_to->selection().selectLayer(QStringLiteral("conv_2"));
        const QModelIndex source = indexOf(tree, m_from, QStringLiteral("conv_1"));
        tree->scrollTo(source);
        QTest::mousePress(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(source).center());
        QCOMPARE(tree->currentIndex().siblingAtColumn(0), source);
        emit tree->settled(true);
        QCOMPARE(m_window->workspace()->current(), m_to);
        QCOMPARE(tree->currentIndex().siblingAtColumn(0), indexOf(tree, m_to, QStringLiteral("conv_2")));
        QCOMPARE(m_to->selection().layerPath(), QStringLiteral("conv_2"));
    }

    void copyAndPasteFromTheKeyboard()
    {
        m_window->workspace()->setCurrent(m_from);
        m_from->selection().selectLayer(QStringLiteral("conv_1"));
        pane(m_from)->canvas()->setFocus();
        m_window->actions()[ActionId::Copy]->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("conv_1"));
        QVERIFY(m_window->actions()[ActionId::PasteWeights]->isEnabled());
        m_window->workspace()->setCurrent(m_to);
        m_to->selection().selectLayer(QStringLiteral("conv_1"));
        m_window->actions()[ActionId::PasteWeights]->trigger();
        QCOMPARE(valuesOf(m_to->model(), "conv_1/kernel"), valuesOf(m_from->model(), "conv_1/kernel"));
        QGuiApplication::clipboard()->setText(QStringLiteral("words"));
        QVERIFY(!m_window->actions()[ActionId::PasteWeights]->isEnabled());
    }

    void otherWeightsKeepThePicture()
    {
        GraphCanvas* shown = canvas();
        shown->zoomTo(1.7);
        const auto drawing = shown->drawing();
        const auto data = dataOf("conv_1");
        PartsMime whole(ModelParts{m_from->sharedModel(), m_from->title(), {"."}});
        m_window->transplants().drop(m_to, whole.parts(), DropPlace());
        QCOMPARE(m_to->undoStack()->count(), 1);
        QCOMPARE(shown->drawing(), drawing);
    }

private:
    static QString sample(const char* name) { return QString::fromStdString(lw::test::sample(name)); }
    GraphPane* pane(Document* document) const
    {
        return qobject_cast<GraphPane*>(m_window->documentArea()->pageOf(document)->currentPane());
    }
    GraphCanvas* canvas() const { return pane(m_to)->canvas(); }

    std::unique_ptr<PartsMime> dataOf(const std::string& layer) const
    {
        const GraphPane* source = pane(m_from);
        return std::make_unique<PartsMime>(source->partsAt(source->canvas()->drawing()->cardOfPath(layer)));
    }

    /// The middle of a layer's card, in pixels of the target's canvas.
    QPointF placeOf(const std::string& layer) const
    {
        GraphCanvas* shown = canvas();
        shown->fit();
        QTest::qWait(200); // the view moves
        const auto card = static_cast<std::size_t>(shown->drawing()->cardOfPath(layer));
        return (shown->drawing()->cards[card].rect.center() - shown->visibleArea().topLeft()) * shown->scale();
    }

    std::string lastDense() const
    {
        std::string name;
        for (const lw::Layer& layer : m_to->model().layers)
            if (layer.className == "Dense")
                name = layer.name;
        return name;
    }

    static QModelIndex indexOf(QTreeView* tree, Document* document, const QString& path)
    {
        const QAbstractItemModel* model = tree->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex root = model->index(row, 0);
            if (root.data(ModelTreeModel::DocumentRole).value<Document*>() != document)
                continue;
            tree->expand(root);
            for (int child = 0; child < model->rowCount(root); ++child)
                if (model->index(child, 0, root).data(ModelTreeModel::PathRole).toString() == path)
                    return model->index(child, 0, root);
        }
        return {};
    }

    std::unique_ptr<MainWindow> m_window;
    Document *m_from = nullptr, *m_to = nullptr;
};

QTEST_MAIN(TestTransplantDrop)
#include "tst_TransplantDrop.moc"
