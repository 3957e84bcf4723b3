// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "core/model/Draft.h"
#include "tests/ui/WindowFixture.h"
#include "ui/document/ModelParts.h"
#include "ui/items/ModelTreeModel.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphDrop.h"
#include "ui/panes/graph/GraphGaps.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/models/TreeDrop.h"
#include "ui/widgets/DropSign.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoToast.h"
#include "ui/window/TransplantController.h"
#include "ui/window/WindowActions.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

void dragTo(QWidget* widget, QMimeData* data, const QPointF& at, Qt::KeyboardModifiers keys = Qt::NoModifier)
{
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, keys);
    QApplication::sendEvent(widget, &enter);
    QDragMoveEvent move(at.toPoint(), Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, keys);
    QApplication::sendEvent(widget, &move);
}

void dropOn(QWidget* widget, QMimeData* data, const QPointF& at, Qt::KeyboardModifiers keys = Qt::NoModifier)
{
    dragTo(widget, data, at, keys);
    QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, data, Qt::LeftButton, keys);
    QApplication::sendEvent(widget, &drop);
}

QStringList layersOf(const Model& model)
{
    QStringList names;
    for (const Layer& layer : model.layers)
        names << identityText(layer.name);
    return names;
}

/// What a file of the model would mean: architecture, names and values of weights, training state.
std::string meaningOf(const Model& model)
{
    std::string text = model.architecture.dump();
    for (const Variable& variable : model.variables) {
        text += variable.path + "|" + variable.name + "|" + shapeText(variable.tensor.shape());
        const auto values = variable.tensor.toFloats();
        for (const float value : *values)
            text += " " + std::to_string(value);
    }
    for (const Variable& slot : model.training ? model.training->slotVariables : std::vector<Variable>())
        text += slot.path;
    return text;
}

/// The same of what is read back from a file that it is saved to.
std::string savedMeaning(const Model& model, const char* name)
{
    const std::string path = test::temporaryFolder() + "/" + name;
    Diagnostics notes;
    if (const auto saved = formats::saveModel(model, path, "h5", {}, notes, {}); !saved)
        qFatal("%s", saved.error().toString().c_str());
    const auto again = formats::openModel(path);
    if (!again)
        qFatal("%s", again.error().toString().c_str());
    return meaningOf(*again);
}

} // namespace

/// Layers dropped and pasted into gaps of the graph and the tree, in one window and in two.
class TestGapDrop : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void init()
    {
        m_window = std::make_unique<test::OpenWindow>(
            QStringList{test::samplePath("digits.h5"), test::samplePath("digits-epoch-1.h5")});
        QVERIFY(m_window->opened);
        m_window->resize(1400, 950);
        for (Document* document : m_window->workspace()->documents())
            (document->title() == u"digits.h5"_s ? m_from : m_to) = document;
        m_window->documentArea()->showBeside(m_window->documentArea()->pageOf(m_to));
        QTRY_VERIFY(pane(m_from) && pane(m_to) && pane(m_from)->canvas()->drawing() && pane(m_to)->canvas()->drawing());
        QTest::qWait(20);
    }

    void cleanup()
    {
        QGuiApplication::clipboard()->clear();
        m_window.reset();
    }

    void aLayerGoesIntoAGapOfTheGraph()
    {
        const std::string before = meaningOf(m_to->model()), saved = savedMeaning(m_to->model(), "before.h5");
        const auto data = dataOf({"norm_1"});
        const QPointF place = gapBetween("conv_1", "norm_1");
        dragTo(canvas(), data.get(), place);
        const DropSign* sign = pane(m_to)->drop()->sign();
        QVERIFY(sign->marksGap() && sign->fits());
        QCOMPARE(sign->line(), u"Inserts norm_1 as norm_2: (None, 8, 8, 16) → (None, 8, 8, 16)"_s);
        dropOn(canvas(), data.get(), place);
        QVERIFY(!sign->isVisible());
        QCOMPARE(layersOf(m_to->model()).mid(1, 3), (QStringList{u"conv_1"_s, u"norm_2"_s, u"norm_1"_s}));
        const Variable *there = findVariable(m_to->model(), "norm_2/gamma"),
                       *here = findVariable(m_from->model(), "norm_1/gamma");
        QVERIFY(there && here && there->tensor.source() == here->tensor.source()); // shared, not copied
        QCOMPARE(m_to->selection().layerPath(), u"norm_2"_s);
        QCOMPARE(m_to->undoStack()->count(), 1);
        QCOMPARE(m_to->undoStack()->undoText(), u"Insert norm_1 from digits.h5"_s);
        const std::string after = meaningOf(m_to->model()), savedAfter = savedMeaning(m_to->model(), "after.h5");
        QVERIFY(savedAfter != saved);
        m_to->undoStack()->undo();
        QCOMPARE(meaningOf(m_to->model()), before);
        QCOMPARE(savedMeaning(m_to->model(), "undone.h5"), saved);
        QVERIFY(!m_to->isModified());
        m_to->undoStack()->redo();
        QCOMPARE(meaningOf(m_to->model()), after);
        QCOMPARE(savedMeaning(m_to->model(), "redone.h5"), savedAfter);
    }

    void theReasonNamesConnectionAndShapes()
    {
        const auto data = dataOf({"hidden"});
        const QPointF place = gapBetween("flatten", "dropout");
        dragTo(canvas(), data.get(), place);
        const DropSign* sign = pane(m_to)->drop()->sign();
        QVERIFY(sign->marksGap() && !sign->fits());
        QCOMPARE(sign->line(), u"hidden: it would get (None, 48) from dropout, and its kernel (128, 48) would have to "
                               "be (48, 48)"_s);
        dropOn(canvas(), data.get(), place);
        QCOMPARE(m_to->undoStack()->count(), 0);
        QVERIFY(m_window->messages()->titles().contains(u"That does not fit"_s));
        auto* fresh = button(u"Do it with fresh weights"_s);
        QVERIFY(fresh);
        fresh->click();
        QCOMPARE(m_to->undoStack()->count(), 1);
        QVERIFY(layersOf(m_to->model()).contains(u"hidden_1"_s));
        // What was dropped has its weights; the layer behind it, which reads something else now, got new ones.
        QVERIFY(findVariable(m_to->model(), "hidden_1/kernel")->tensor.source() ==
                findVariable(m_from->model(), "hidden/kernel")->tensor.source());
        QCOMPARE(findVariable(m_to->model(), "hidden/kernel")->tensor.shape(), (Shape{48, 48}));
    }

    void whatCannotBeIsKeptAsADraft()
    {
        const auto data = dataOf({"flatten"});
        dropOn(canvas(), data.get(), gapBetween("conv_1", "norm_1")); // conv_2 needs pictures
        QCOMPARE(m_to->undoStack()->count(), 0);
        auto* draft = button(u"Keep it as a draft"_s);
        QVERIFY(draft);
        draft->click();
        QVERIFY(isDraft(m_to->model()));
        m_to->undoStack()->undo();
        QVERIFY(!isDraft(m_to->model()));
    }

    void severalLayersAndTheEnds()
    {
        const auto block = dataOf({"norm_1", "relu_1"});
        dropOn(canvas(), block.get(), gapBetween("pool_1", "conv_2"));
        QCOMPARE(m_to->undoStack()->undoText(), u"Insert norm_1 and 1 more from digits.h5"_s);
        QCOMPARE(layersOf(m_to->model()).mid(4, 4), (QStringList{u"pool_1"_s, u"norm_2"_s, u"relu_2"_s, u"conv_2"_s}));
        const auto first = dataOf({"relu_1"});
        dropOn(canvas(), first.get(), gapBetween("picture", "conv_1"));
        QCOMPARE(layersOf(m_to->model()).mid(0, 3), (QStringList{u"picture"_s, u"relu_3"_s, u"conv_1"_s}));
        const auto last = dataOf({"dropout"});
        dropOn(canvas(), last.get(), beyond("digit"));
        QCOMPARE(layersOf(m_to->model()).constLast(), u"dropout_1"_s);
        QCOMPARE(m_to->model().outputRefs.front().layer, std::string("dropout_1"));
        QCOMPARE(m_to->undoStack()->count(), 3);
        const std::string after = meaningOf(m_to->model());
        m_to->undoStack()->setIndex(0);
        QVERIFY(!m_to->isModified());
        m_to->undoStack()->setIndex(3);
        QCOMPARE(meaningOf(m_to->model()), after);
    }

    void variablesHaveNoGap()
    {
        PartsMime kernel(ModelParts{m_from->sharedModel(), m_from->title(), {"conv_1/kernel"}});
        dragTo(canvas(), &kernel, gapBetween("conv_1", "norm_1"));
        QVERIFY(!pane(m_to)->drop()->sign()->marksGap());
    }

    void withinAModelLayersMoveAndCtrlCopies()
    {
        PartsMime dropout(ModelParts{m_to->sharedModel(), m_to->title(), {"dropout"}});
        const QPointF place = gapBetween("hidden", "digit");
        dragTo(canvas(), &dropout, place);
        QCOMPARE(pane(m_to)->drop()->sign()->line(), u"Moves dropout here; with Ctrl, copies it"_s);
        dropOn(canvas(), &dropout, place);
        QCOMPARE(layersOf(m_to->model()).mid(7), (QStringList{u"flatten"_s, u"hidden"_s, u"dropout"_s, u"digit"_s}));
        QCOMPARE(m_to->undoStack()->undoText(), u"Move dropout"_s);
        PartsMime again(ModelParts{m_to->sharedModel(), m_to->title(), {"dropout"}});
        dropOn(canvas(), &again, gapBetween("flatten", "hidden"), Qt::ControlModifier);
        QCOMPARE(layersOf(m_to->model()).mid(7),
                 (QStringList{u"flatten"_s, u"dropout_1"_s, u"hidden"_s, u"dropout"_s, u"digit"_s}));
        PartsMime here(ModelParts{m_to->sharedModel(), m_to->title(), {"dropout"}});
        dragTo(canvas(), &here, gapBetween("dropout", "digit"));
        QVERIFY(pane(m_to)->drop()->sign()->line().contains(u"already"_s));
    }

    void gapsBetweenRowsOfTheTree()
    {
        auto* tree = m_window->findChild<ModelsPane*>()->findChild<QTreeView*>();
        const DropSign* sign = tree->findChild<TreeDrop*>()->sign();
        const auto data = dataOf({"relu_1"});
        const QRect row = rowOf(tree, u"conv_2"_s);
        QVERIFY(row.isValid());
        dragTo(tree->viewport(), data.get(), QPointF(row.center().x(), row.bottom() - 1));
        QVERIFY(sign->marksGap() && sign->fits());
        dragTo(tree->viewport(), data.get(), QPointF(row.center()));
        QVERIFY(!sign->marksGap());
        dropOn(tree->viewport(), data.get(), QPointF(row.center().x(), row.top() + 1)); // above the row
        QCOMPARE(layersOf(m_to->model()).mid(4, 3), (QStringList{u"pool_1"_s, u"relu_2"_s, u"conv_2"_s}));
        const QRect input = rowOf(tree, u"picture"_s);
        dropOn(tree->viewport(), data.get(), QPointF(input.center().x(), input.top() + 1));
        QCOMPARE(layersOf(m_to->model()).mid(0, 2), (QStringList{u"picture"_s, u"relu_3"_s}));
    }

    void pastesBehindTheSelection()
    {
        QAction* paste = m_window->actions()[ActionId::PasteLayer];
        QTRY_VERIFY(!paste->isEnabled());
        QVERIFY(paste->toolTip().contains(u"Copy layers first"_s));
        m_window->workspace()->setCurrent(m_from);
        m_from->selection().selectLayer(u"dropout"_s);
        pane(m_from)->canvas()->setFocus();
        m_window->actions()[ActionId::Copy]->trigger();
        m_window->workspace()->setCurrent(m_to);
        m_to->selection().selectLayer(u"hidden"_s);
        QTRY_VERIFY(paste->isEnabled());
        QMenu menu;
        emit pane(m_to)->menuRequested(&menu);
        QVERIFY(menu.actions().contains(paste));
        paste->trigger();
        QCOMPARE(layersOf(m_to->model()).mid(9), (QStringList{u"hidden"_s, u"dropout_1"_s, u"digit"_s}));
        QCOMPARE(m_to->selection().layerPath(), u"dropout_1"_s);
        m_to->selection().clear(); // at the end
        QTest::qWait(1);
        paste->trigger();
        QCOMPARE(layersOf(m_to->model()).constLast(), u"dropout_2"_s);
    }

    void whatCannotBePastedSaysWhy()
    {
        QAction* paste = m_window->actions()[ActionId::PasteLayer];
        QGuiApplication::clipboard()->setMimeData(
            new PartsMime(ModelParts{m_from->sharedModel(), m_from->title(), {"picture"}}));
        m_window->workspace()->setCurrent(m_to);
        m_to->selection().selectLayer(u"hidden"_s);
        QTRY_VERIFY(!paste->isEnabled() && paste->toolTip().contains(u"an input layer does not stand between"_s));
        QCOMPARE(paste->statusTip(), u"an input layer does not stand between layers"_s);
    }

    void betweenTwoWindows()
    {
        MainWindow* other = MainWindow::openAnother(m_window.get());
        other->open({test::samplePath("digits.keras")}); // of the other Keras
        QTRY_COMPARE_WITH_TIMEOUT(other->workspace()->documents().size(), 1, 60000);
        Document* target = other->workspace()->documents().constFirst();
        auto* shown = qobject_cast<GraphPane*>(other->documentArea()->pageOf(target)->currentPane());
        QTRY_VERIFY(shown && shown->canvas()->drawing());
        shown->canvas()->fit();
        QTest::qWait(200);
        const qsizetype count = layersOf(target->model()).size();
        const auto data = dataOf({"norm_1"});
        const QPointF place = gapIn(shown->canvas(), "conv_1", "norm_1");
        QVERIFY(!place.isNull());
        dropOn(shown->canvas(), data.get(), place);
        QCOMPARE(layersOf(target->model()).size(), count + 1);
        QVERIFY(findVariable(target->model(), "norm_2/gamma")->tensor.source() ==
                findVariable(m_from->model(), "norm_1/gamma")->tensor.source());
        QCOMPARE(findLayer(target->model(), "norm_2")->module, std::string("keras.layers"));
        // The other way by the clipboard; what was copied stays when its window is closed.
        QGuiApplication::clipboard()->setMimeData(
            new PartsMime(ModelParts{target->sharedModel(), target->title(), {"dropout"}}));
        target->undoStack()->undo();
        QPointer<MainWindow> gone(other);
        other->close();
        QTRY_VERIFY(!gone);
        m_window->workspace()->setCurrent(m_to);
        m_to->selection().selectLayer(u"digit"_s);
        QAction* paste = m_window->actions()[ActionId::PasteLayer];
        QTRY_VERIFY(paste->isEnabled());
        paste->trigger();
        QCOMPARE(layersOf(m_to->model()).constLast(), u"dropout_1"_s);
        QVERIFY(findLayer(m_to->model(), "dropout_1")->module.empty() ||
                findLayer(m_to->model(), "dropout_1")->config["dtype"].isString());
    }

    /// Another process gives the data without the object: a file's name and paths.
    void fromAnotherProgram()
    {
        const auto own = dataOf({"dropout"});
        QMimeData foreign;
        foreign.setData(PartsMime::format(), own->data(PartsMime::format()));
        QVERIFY(!PartsMime::parts(&foreign));
        const DropSign* sign = pane(m_to)->drop()->sign();
        const QPointF place = gapBetween("hidden", "digit");
        dragTo(canvas(), &foreign, place);
        QCOMPARE(sign->line(), u"Reading digits.h5…"_s);
        const auto again = [&] {
            dragTo(canvas(), &foreign, place);
            return sign->fits();
        };
        QTRY_VERIFY(again());
        dropOn(canvas(), &foreign, place);
        QCOMPARE(layersOf(m_to->model()).mid(9), (QStringList{u"hidden"_s, u"dropout_1"_s, u"digit"_s}));
        QCOMPARE(m_to->undoStack()->undoText(), u"Insert dropout from digits.h5"_s);

        ModelParts changed{m_from->sharedModel(), m_from->title(), {"dropout"}};
        changed.modified = true; // what is not saved cannot be read there
        PartsMime letter(changed);
        foreign.setData(PartsMime::format(), letter.data(PartsMime::format()));
        dragTo(canvas(), &foreign, place);
        QVERIFY(!sign->fits());
        QVERIFY2(sign->line().contains(u"save it first"_s), qPrintable(sign->line()));
        dropOn(canvas(), &foreign, place);
        QCOMPARE(m_to->undoStack()->count(), 1);
        QVERIFY(!sign->isVisible());
        foreign.setData(PartsMime::format(), "[1, 2");
        dragTo(canvas(), &foreign, place);
        QCOMPARE(sign->line(), u"Nothing can be dropped here"_s);
    }

private:
    GraphPane* pane(Document* document) const
    {
        return qobject_cast<GraphPane*>(m_window->documentArea()->pageOf(document)->currentPane());
    }
    GraphCanvas* canvas() const { return pane(m_to)->canvas(); }

    std::unique_ptr<PartsMime> dataOf(std::vector<std::string> layers) const
    {
        return std::make_unique<PartsMime>(ModelParts{m_from->sharedModel(), m_from->title(), std::move(layers)});
    }

    static QPointF pixel(const GraphCanvas* shown, const QPointF& point)
    {
        return (point - shown->visibleArea().topLeft()) * shown->scale();
    }

    /// The middle of the edge between two layers, in pixels; null when there is none.
    static QPointF gapIn(const GraphCanvas* shown, const char* from, const char* to)
    {
        const auto& drawing = shown->drawing();
        const int above = drawing->cardOfPath(from), below = drawing->cardOfPath(to);
        for (const DrawnEdge& edge : drawing->edges)
            if (static_cast<int>(edge.from) == above && static_cast<int>(edge.to) == below)
                return pixel(shown, (edge.points.front() + edge.points.back()) / 2);
        return {};
    }
    QPointF gapBetween(const char* from, const char* to) const
    {
        canvas()->fit();
        QTest::qWait(200); // the view moves
        const QPointF place = gapIn(canvas(), from, to);
        if (place.isNull())
            qFatal("no edge from %s to %s", from, to);
        return place;
    }
    QPointF beyond(const char* layer) const
    {
        canvas()->fit();
        QTest::qWait(200);
        const auto card = static_cast<std::size_t>(canvas()->drawing()->cardOfPath(layer));
        const QRectF rect = canvas()->drawing()->cards[card].rect;
        return pixel(canvas(), QPointF(rect.center().x(), rect.bottom() + 14));
    }

    QAbstractButton* button(const QString& text) const
    {
        for (QAbstractButton* button : m_window->findChildren<QAbstractButton*>())
            if (button->text().remove(u'&') == text)
                return button;
        return nullptr;
    }

    /// The row of a layer of the target, in the tree's viewport.
    QRect rowOf(QTreeView* tree, const QString& path) const
    {
        const QAbstractItemModel* model = tree->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex root = model->index(row, 0);
            if (root.data(ModelTreeModel::DocumentRole).value<Document*>() != m_to)
                continue;
            tree->expand(root);
            for (int child = 0; child < model->rowCount(root); ++child)
                if (const QModelIndex index = model->index(child, 0, root);
                    index.data(ModelTreeModel::PathRole).toString() == path) {
                    tree->scrollTo(index, QAbstractItemView::PositionAtCenter);
                    return tree->visualRect(index);
                }
        }
        return {};
    }

    std::unique_ptr<test::OpenWindow> m_window;
    Document *m_from = nullptr, *m_to = nullptr;
};

QTEST_MAIN(TestGapDrop)
#include "tst_GapDrop.moc"
