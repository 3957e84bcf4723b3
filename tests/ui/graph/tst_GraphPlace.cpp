// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/RestoreModel.h"
#include "tests/support/Fixtures.h"
#include "tests/ui/graph/LayerFixture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <algorithm>

using namespace lw;
using namespace lw::ui;
using lw::test::layer;

namespace {

/// l0 > l1 > ... with classes that repeat nowhere, a nested model "inner" of two layers in the middle.
Model chain(int count)
{
    Model model;
    model.kind = ModelKind::Functional;
    const char* classes[] = {"Dense", "ReLU", "Conv2D", "Add", "Dropout", "LSTM", "Flatten"};
    for (int index = 0; index < count; ++index) {
        const std::vector<std::string> inputs =
            model.layers.empty() ? std::vector<std::string>() : std::vector{model.layers.back().name};
        model.layers.push_back(layer("l" + std::to_string(index),
                                     index == 0 ? "InputLayer" : classes[index * index * 31 / 5 % 7], inputs));
        if (index != count / 2)
            continue;
        Layer inner = layer("inner", "Sequential", {model.layers.back().name});
        inner.nested = ModelKind::Sequential;
        inner.layers = {layer("one", "Dense", {}), layer("two", "ReLU", {"one"})};
        inner.inputs = {{"one", 0, 0}};
        inner.outputs = {{"two", 0, 0}};
        model.layers.push_back(inner);
    }
    return model;
}

/// With a layer "new" after this one.
Model inserted(Model model, const std::string& after)
{
    const auto place =
        std::find_if(model.layers.begin(), model.layers.end(), [&](const Layer& each) { return each.name == after; });
    for (Layer& each : model.layers)
        for (LayerNode& call : each.nodes)
            for (InboundTensor& input : call.inputs)
                if (input.layer == after)
                    input.layer = "new";
    model.layers.insert(place + 1, layer("new", "Dense", {after}));
    return model;
}

/// A pane of a chain as it is in a window, its view somewhere in the middle of it.
class Shown {
public:
    explicit Shown(Model model) : document(std::make_shared<const Model>(std::move(model))), pane(&document)
    {
        pane.resize(700, 600);
        pane.show();
    }

    [[nodiscard]] GraphCanvas& canvas() { return *pane.canvas(); }
    [[nodiscard]] QRectF rectOf(const std::string& path)
    {
        const int card = canvas().drawing()->cardOfPath(path);
        return card < 0 ? QRectF() : canvas().drawing()->cards[static_cast<std::size_t>(card)].rect;
    }
    /// In pixels of the canvas.
    [[nodiscard]] QPointF placeOf(const std::string& path)
    {
        return (rectOf(path).center() - canvas().visibleArea().topLeft()) * canvas().scale();
    }
    void lookAt(const std::string& path, double scale)
    {
        canvas().zoomBy(scale / canvas().scale(), QPointF());
        canvas().centerOn(rectOf(path).center());
    }
    void become(Model model, const QString& text = QStringLiteral("Edit"))
    {
        const auto next = std::make_shared<const Model>(std::move(model));
        VERIFY_RESULT(document.apply(edit::RestoreModel(text.toStdString(), next), text));
    }
    [[nodiscard]] bool sees(const std::string& path) { return canvas().visibleArea().contains(rectOf(path)); }

    Document document;
    GraphPane pane;
};

/// Where things are on the screen, and how large.
#define COMPARE_PLACE(actual, expected) QVERIFY2(((actual) - (expected)).manhattanLength() < 0.01, #actual)

} // namespace

class tst_GraphPlace : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("LayerwrightTests"));
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }

    void savingChangesNothing()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 1.4);
        shown.document.selection().selectLayer(QStringLiteral("l40"));
        const auto drawing = shown.canvas().drawing();
        const QPointF place = shown.placeOf("l40");
        auto saved = std::make_shared<Model>(chain(60));
        saved->path = "/elsewhere/model.keras";
        saved->payload = std::make_shared<ModelPayload>();
        shown.document.setModel(saved);
        QCOMPARE(shown.canvas().drawing(), drawing);
        QCOMPARE(shown.canvas().scale(), 1.4);
        COMPARE_PLACE(shown.placeOf("l40"), place);
    }

    void whatIsInTheMiddleStaysThere()
    {
        Shown shown(inserted(chain(60), "l10"));
        shown.lookAt("l40", 1.4);
        const QPointF place = shown.placeOf("l40");
        shown.become(chain(60)); // goes out of sight
        QCOMPARE(shown.canvas().scale(), 1.4);
        COMPARE_PLACE(shown.placeOf("l40"), place);
    }

    void whatComesBeforeANewLayerStaysThere()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 1.4);
        const QPointF before = shown.placeOf("l39"), middle = shown.placeOf("l40");
        shown.become(inserted(chain(60), "l39"));
        QCOMPARE(shown.canvas().scale(), 1.4);
        COMPARE_PLACE(shown.placeOf("l39"), before);
        shown.document.undoStack()->undo();
        COMPARE_PLACE(shown.placeOf("l39"), before);
        COMPARE_PLACE(shown.placeOf("l40"), middle);
        shown.document.undoStack()->redo();
        COMPARE_PLACE(shown.placeOf("l39"), before);
        QCOMPARE(shown.canvas().scale(), 1.4);
    }

    void theSelectedLayerStaysBeforeTheMiddle()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 1.0);
        shown.document.selection().selectLayer(QStringLiteral("l39"));
        const QPointF place = shown.placeOf("l39");
        shown.become(inserted(chain(60), "l39")); // between the selected one and the middle
        COMPARE_PLACE(shown.placeOf("l39"), place);
        QCOMPARE(shown.canvas().highlights().selected, shown.canvas().drawing()->cardOfPath("l39"));
    }

    void aRenamedLayerStaysWhereItWas()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 1.2);
        const QPointF place = shown.placeOf("l40");
        Model model = chain(60);
        for (Layer& each : model.layers) {
            for (LayerNode& call : each.nodes)
                for (InboundTensor& input : call.inputs)
                    if (input.layer == "l40")
                        input.layer = "other";
            if (each.name == "l40")
                each.name = "other";
        }
        shown.become(std::move(model));
        COMPARE_PLACE(shown.placeOf("other"), place);
    }

    void whenTheMiddleGoesItsNeighbourStays()
    {
        Shown shown(inserted(chain(60), "l40"));
        shown.lookAt("new", 1.0);
        const QPointF above = shown.placeOf("l40"), below = shown.placeOf("l41");
        shown.become(chain(60));
        const QPointF nowAbove = shown.placeOf("l40"), nowBelow = shown.placeOf("l41");
        QVERIFY((nowAbove - above).manhattanLength() < 0.01 || (nowBelow - below).manhattanLength() < 0.01);
    }

    void whenTheSelectedLayerGoesWhatItCameAfterStays()
    {
        Shown shown(chain(60));
        shown.lookAt("l42", 1.0);
        shown.document.selection().selectLayer(QStringLiteral("l40"));
        const QPointF place = shown.placeOf("l40");
        shown.become(inserted(chain(60), "l40"));
        shown.document.selection().selectLayer(QStringLiteral("new"));
        shown.document.undoStack()->undo(); // the document lets go of the selection before it says that it changed
        COMPARE_PLACE(shown.placeOf("l40"), place);
    }

    void aNewLayerOutOfSightComesIntoView()
    {
        Shown shown(chain(60));
        shown.lookAt("l10", 1.0);
        shown.become(inserted(chain(60), "l50"));
        QTRY_VERIFY(shown.sees("new"));
        QCOMPARE(shown.canvas().scale(), 1.0);
    }

    void aNewLayerInSightMovesNothing()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 1.0);
        const QPointF place = shown.placeOf("l40");
        shown.become(inserted(chain(60), "l41"));
        QTest::qWait(300); // longer than any motion
        QVERIFY(shown.sees("new"));
        COMPARE_PLACE(shown.placeOf("l40"), place);
    }

    void theSelectedLayerOutOfSightStaysThere()
    {
        Shown shown(chain(60));
        shown.document.selection().selectLayer(QStringLiteral("l5"));
        QTest::qWait(300);
        shown.lookAt("l40", 1.0);
        const QPointF place = shown.placeOf("l40");
        shown.become(inserted(chain(60), "l41"));
        QTest::qWait(300);
        COMPARE_PLACE(shown.placeOf("l40"), place);
        QVERIFY(!shown.sees("l5"));
    }

    void foldsStay()
    {
        Shown shown(chain(20));
        QVERIFY(!shown.rectOf("inner/one").isNull());
        const std::size_t all = shown.canvas().drawing()->cards.size();
        shown.pane.foldAll(true);
        QCOMPARE(shown.canvas().drawing()->cards.size(), all - 1);
        shown.become(inserted(chain(20), "l3"));
        QCOMPARE(shown.canvas().drawing()->cards.size(), all);
        shown.document.undoStack()->undo();
        QCOMPARE(shown.canvas().drawing()->cards.size(), all - 1);
        shown.pane.foldAll(false);
        shown.document.undoStack()->redo();
        QCOMPARE(shown.canvas().drawing()->cards.size(), all + 1);
    }

    void aModelThatWasTakenOutComesBackFolded()
    {
        Shown shown(chain(20));
        shown.pane.foldAll(true);
        Model without = chain(20);
        std::erase_if(without.layers, [](const Layer& each) { return each.name == "inner"; });
        shown.become(std::move(without));
        shown.document.undoStack()->undo();
        const int card = shown.canvas().drawing()->cardOfPath("inner");
        QVERIFY(card >= 0 && shown.canvas().drawing()->cards[static_cast<std::size_t>(card)].isGroup);
    }

    void aBarAboveTheGraphMovesNothingOnTheScreen()
    {
        Document document(std::make_shared<const Model>(chain(60)));
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* bar = new QLabel(QStringLiteral("That does not fit"));
        auto* pane = new GraphPane(&document);
        column->addWidget(bar);
        column->addWidget(pane, 1);
        bar->setMinimumHeight(80);
        bar->hide();
        window.resize(700, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        GraphCanvas& canvas = *pane->canvas();
        canvas.zoomBy(1.5 / canvas.scale(), QPointF());
        const auto placeInWindow = [&] {
            const auto card = static_cast<std::size_t>(canvas.drawing()->cardOfPath("l3"));
            const QPointF middle = canvas.drawing()->cards[card].rect.center();
            return (middle - canvas.visibleArea().topLeft()) * canvas.scale() + canvas.mapTo(&window, QPointF());
        };
        const QPointF before = placeInWindow();
        const int height = canvas.height();
        bar->show();
        QTRY_VERIFY(canvas.height() < height - 70);
        COMPARE_PLACE(placeInWindow(), before);
        bar->hide();
        QTRY_COMPARE(canvas.height(), height);
        COMPARE_PLACE(placeInWindow(), before);
    }

    /// Another model beside it takes half of its width: what was in the middle is in the middle of what is left.
    void aPaneBesideItKeepsTheMiddle()
    {
        Document document(std::make_shared<const Model>(chain(60)));
        QWidget window;
        auto* row = new QHBoxLayout(&window);
        auto* beside = new QLabel(QStringLiteral("Another"));
        auto* pane = new GraphPane(&document);
        row->addWidget(pane, 1);
        row->addWidget(beside);
        beside->setMinimumWidth(400);
        beside->hide();
        window.resize(900, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        GraphCanvas& canvas = *pane->canvas();
        canvas.zoomBy(1.5 / canvas.scale(), QPointF());
        const QPointF middle = canvas.visibleArea().center();
        const int width = canvas.width();
        beside->show();
        QTRY_VERIFY(canvas.width() < width - 300);
        QVERIFY(qAbs(canvas.visibleArea().center().x() - middle.x()) < 1);
        beside->hide();
        QTRY_COMPARE(canvas.width(), width);
        QVERIFY(qAbs(canvas.visibleArea().center().x() - middle.x()) < 1);
    }

    void anotherModelStartsAtItsStart()
    {
        Shown shown(chain(60));
        shown.lookAt("l40", 2.0);
        Model other;
        other.kind = ModelKind::Functional;
        other.layers = {layer("x", "InputLayer", {}), layer("y", "Dense", {"x"})};
        shown.become(std::move(other));
        QVERIFY(shown.sees("x"));
        QCOMPARE(shown.canvas().scale(), 1.0);
    }

    void theLayersBesideTheSelectedOneStayChosen()
    {
        Shown shown(chain(20));
        shown.document.selection().selectLayer(QStringLiteral("l3"));
        shown.document.selection().setBeside({QStringLiteral("l4"), QStringLiteral("l5")});
        shown.become(inserted(chain(20), "l10"));
        QCOMPARE(shown.document.selection().layers().size(), 3);
        const auto& marked = shown.canvas().highlights();
        QCOMPARE(marked.extra.size(), std::size_t(2));
        QVERIFY(marked.extra.contains(static_cast<std::uint32_t>(shown.canvas().drawing()->cardOfPath("l5"))));
    }

    void largeModelsKeepTheirPlaceThroughTheTask()
    {
        Shown shown(chain(1500));
        QSignalSpy drawn(&shown.pane, &GraphPane::drawn);
        QVERIFY(drawn.wait(20'000));
        shown.pane.foldAll(false);
        QVERIFY(drawn.wait(20'000));
        const std::size_t all = shown.canvas().drawing()->cards.size();
        QCOMPARE(all, std::size_t(1502));
        shown.lookAt("l900", 1.2);
        const QPointF place = shown.placeOf("l900");
        shown.become(inserted(chain(1500), "l901")); // three edits before the first picture is there
        shown.document.undoStack()->undo();
        shown.document.undoStack()->redo();
        QVERIFY(drawn.wait(20'000));
        QCOMPARE(shown.canvas().drawing()->cards.size(), all + 1); // the stacks are still unfolded
        COMPARE_PLACE(shown.placeOf("l900"), place);
        QCOMPARE(shown.canvas().scale(), 1.2);
    }
};

QTEST_MAIN(tst_GraphPlace)
#include "tst_GraphPlace.moc"
