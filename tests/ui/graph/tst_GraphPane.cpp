// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fixtures.h"
#include "tests/ui/graph/LayerFixture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/graph/GraphSearch.h"
#include "ui/panes/graph/GraphWalk.h"
#include "ui/widgets/Theme.h"

#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace lw;
using namespace lw::ui;
using lw::test::layer;

namespace {

/// in > a > sum, in > b > sum, sum > inner(one > two) > out
std::shared_ptr<const Model> branches()
{
    auto model = std::make_shared<Model>();
    model->kind = ModelKind::Functional;
    Layer inner = layer("inner", "Sequential", {"sum"});
    inner.nested = ModelKind::Sequential;
    inner.layers = {layer("one", "Dense", {}), layer("two", "ReLU", {"one"})};
    inner.inputs = {{"one", 0, 0}};
    inner.outputs = {{"two", 0, 0}};
    model->layers = {layer("in", "InputLayer", {}),
                     layer("a", "Dense", {"in"}),
                     layer("b", "Conv2D", {"in"}),
                     layer("sum", "Add", {"a", "b"}),
                     inner,
                     layer("out", "Dense", {"inner"})};
    return model;
}

std::shared_ptr<const Model> longModel(int count)
{
    auto model = std::make_shared<Model>();
    model->kind = ModelKind::Functional;
    model->layers.push_back(layer("in", "InputLayer", {}));
    const char* classes[] = {"Dense", "ReLU", "Conv2D", "Add", "Dropout", "LSTM", "Flatten"};
    for (int index = 1; index < count; ++index) // squares are no pattern that repeats
        model->layers.push_back(
            layer("l" + std::to_string(index), classes[index * index * 31 / 5 % 7], {model->layers.back().name}));
    return model;
}

QString nameAt(const GraphPane& pane, int card)
{
    return card < 0 ? QString() : pane.canvas()->drawing()->cards[static_cast<std::size_t>(card)].name;
}

QString selectedName(const GraphPane& pane)
{
    return nameAt(pane, pane.canvas()->highlights().selected);
}

} // namespace

class tst_GraphPane : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("LayerwrightTests"));
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }

    void drawsSmallModelsAtOnce()
    {
        Document document(branches());
        GraphPane pane(&document);
        QVERIFY(pane.canvas()->drawing());
        QCOMPARE(pane.canvas()->drawing()->cards.size(), std::size_t(7));
        QVERIFY(pane.canExportPicture());
    }

    void drawsLargeModelsInATask()
    {
        Document document(longModel(1500));
        GraphPane pane(&document);
        QVERIFY(!pane.canvas()->drawing());
        QSignalSpy drawn(&pane, &GraphPane::drawn);
        QVERIFY(drawn.wait(20'000));
        QVERIFY(!pane.canvas()->drawing()->cards.empty());
    }

    void modelWithoutLayersExplainsItself()
    {
        Document document(std::make_shared<const Model>());
        GraphPane pane(&document);
        pane.resize(400, 300);
        pane.show();
        QVERIFY(!pane.canExportPicture());
        QVERIFY(!pane.exportPicture(QStringLiteral("/nowhere.svg")).ok());
    }

    void selectionIsSharedBothWays()
    {
        Document document(branches());
        GraphPane pane(&document);
        document.selection().selectLayer(QStringLiteral("inner/two"));
        QCOMPARE(selectedName(pane), QStringLiteral("two"));
        pane.resize(800, 600);
        pane.show();
        QTest::keyClick(pane.canvas(), Qt::Key_Up);
        QCOMPARE(document.selection().layerPath(), QStringLiteral("inner/one"));
    }

    void selectingWhatIsFoldedMarksItsGroup()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.foldAll(true);
        document.selection().selectLayer(QStringLiteral("inner/two"));
        QCOMPARE(selectedName(pane), QStringLiteral("inner"));
    }

    void enterUnfoldsAGroup()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.resize(800, 600);
        pane.show();
        pane.foldAll(true);
        QCOMPARE(pane.canvas()->drawing()->cards.size(), std::size_t(6));
        document.selection().selectLayer(QStringLiteral("inner"));
        QTest::keyClick(pane.canvas(), Qt::Key_Return);
        QCOMPARE(pane.canvas()->drawing()->cards.size(), std::size_t(7));
    }

    void aFoldedNestedModelHasTheMenuOfALayer()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.resize(800, 600);
        pane.show();
        pane.foldAll(true);
        document.selection().selectLayer(QStringLiteral("inner"));
        const int card = pane.canvas()->highlights().selected;
        QVERIFY(card >= 0);
        QSignalSpy asked(&pane, &Pane::menuRequested);
        connect(&pane, &Pane::menuRequested, &pane, [](QMenu* menu) {
            QMetaObject::invokeMethod(menu, &QWidget::close, Qt::QueuedConnection);
        });
        emit pane.canvas()->menuRequested(card, -1, pane.mapToGlobal(QPoint(10, 10)));
        QCOMPARE(asked.count(), 1);
    }

    void enterOnALayerActivatesIt()
    {
        Document document(branches());
        GraphPane pane(&document);
        QSignalSpy activated(&document.selection(), &Selection::activated);
        document.selection().selectLayer(QStringLiteral("a"));
        QTest::keyClick(pane.canvas(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void arrowsWalkAlongEdges_data()
    {
        QTest::addColumn<bool>("sideways");
        QTest::newRow("top to bottom") << false;
        QTest::newRow("left to right") << true;
    }
    void arrowsWalkAlongEdges()
    {
        QFETCH(bool, sideways);
        Document document(branches());
        GraphPane pane(&document);
        pane.setDirection(sideways ? layout::Direction::LeftToRight : layout::Direction::TopToBottom);
        const GraphDrawing& drawing = *pane.canvas()->drawing();
        const WalkStep forward = sideways ? WalkStep::Right : WalkStep::Down,
                       back = sideways ? WalkStep::Left : WalkStep::Up;
        int card = walk(drawing, -1, forward);
        QCOMPARE(nameAt(pane, card), QStringLiteral("in"));
        card = walk(drawing, card, forward);
        const QString branch = nameAt(pane, card);
        QVERIFY(branch == QStringLiteral("a") || branch == QStringLiteral("b"));
        const int other = walk(drawing, card, sideways ? WalkStep::Down : WalkStep::Right);
        const int another = walk(drawing, card, sideways ? WalkStep::Up : WalkStep::Left);
        QVERIFY(other != card || another != card); // the other branch is beside it
        card = walk(drawing, card, forward);
        QCOMPARE(nameAt(pane, card), QStringLiteral("sum"));
        card = walk(drawing, walk(drawing, card, back), back);
        QCOMPARE(nameAt(pane, card), QStringLiteral("in"));
        QCOMPARE(nameAt(pane, walk(drawing, card, WalkStep::Last)), QStringLiteral("out"));
        pane.setDirection(layout::Direction::TopToBottom);
    }

    void clickSelectsTheCardUnderIt()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.resize(900, 900);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        GraphCanvas& canvas = *pane.canvas();
        canvas.fit();
        QTest::qWait(250);
        const int card = canvas.drawing()->cardOfPath("sum");
        const QPointF middle = canvas.drawing()->cards[static_cast<std::size_t>(card)].rect.center();
        QTest::mouseClick(&canvas, Qt::LeftButton, {},
                          ((middle - canvas.visibleArea().topLeft()) * canvas.scale()).toPoint());
        QCOMPARE(document.selection().layerPath(), QStringLiteral("sum"));
    }

    void zoomKeepsThePointUnderTheCursor()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.resize(800, 600);
        pane.show();
        GraphCanvas& canvas = *pane.canvas();
        const QPointF pixel(canvas.width() / 2.0, canvas.height() / 2.0);
        const QPointF before = canvas.visibleArea().center();
        canvas.zoomBy(1.3, pixel);
        QVERIFY((canvas.visibleArea().center() - before).manhattanLength() < 1e-6);
    }

    void searchFindsNamesClassesAndShapes()
    {
        const layout::Outline outline = layout::outlineOfModel(*branches());
        QCOMPARE(findInOutline(outline, QStringLiteral("conv")).size(), std::size_t(1));
        QCOMPARE(findInOutline(outline, QStringLiteral("dense in")).size(), std::size_t(1)); // inner/one
        QCOMPARE(findInOutline(outline, QStringLiteral("none × 8")).size(), outline.nodes.size());
        QVERIFY(findInOutline(outline, QStringLiteral("  ")).empty());
        QVERIFY(findInOutline(outline, QStringLiteral("zebra")).empty());
    }

    void nextFoundUnfoldsWhatHidesIt()
    {
        Document document(branches());
        GraphPane pane(&document);
        pane.foldAll(true);
        auto* field = pane.findChild<QLineEdit*>();
        field->setText(QStringLiteral("relu"));
        QCOMPARE(pane.canvas()->highlights().matches.size(), std::size_t(1));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(selectedName(pane), QStringLiteral("two"));
    }

    void picturesAreWrittenInEachFormat_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("svg") << QStringLiteral(".svg") << QByteArray("<?xml");
        QTest::newRow("png") << QStringLiteral(".png") << QByteArray("\x89PNG");
        QTest::newRow("pdf") << QStringLiteral(".pdf") << QByteArray("%PDF");
    }
    void picturesAreWrittenInEachFormat()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, start);
        Document document(branches());
        GraphPane pane(&document);
        const std::string path = test::temporaryFolder() + "/graph" + suffix.toStdString();
        VERIFY_RESULT(pane.exportPicture(QString::fromStdString(path)));
        QVERIFY(QByteArray::fromStdString(test::readAll(path)).startsWith(start));
    }

    void pictureThatCannotBeWrittenSaysSo()
    {
        Document document(branches());
        GraphPane pane(&document);
        const auto result = pane.exportPicture(QStringLiteral("/proc/nowhere/graph.svg"));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Io);
    }
};

QTEST_MAIN(tst_GraphPane)
#include "tst_GraphPane.moc"
