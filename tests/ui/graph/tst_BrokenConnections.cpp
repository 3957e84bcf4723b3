// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/RestoreModel.h"
#include "core/model/Draft.h"
#include "tests/support/Fixtures.h"
#include "tests/ui/graph/LayerFixture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QStandardPaths>
#include <QToolTip>

using namespace lw;
using namespace lw::ui;
using lw::test::layer;

namespace {

/// in > a > inner(one > two) > out, in > out
Model nested()
{
    Model model;
    model.kind = ModelKind::Functional;
    Layer inner = layer("inner", "Sequential", {"a"});
    inner.nested = ModelKind::Sequential;
    inner.layers = {layer("one", "Dense", {}), layer("two", "ReLU", {"one"})};
    inner.inputs = {{"one", 0, 0}};
    inner.outputs = {{"two", 0, 0}};
    model.layers = {layer("in", "InputLayer", {}), layer("a", "Dense", {"in"}), inner,
                    layer("out", "Add", {"inner", "in"})};
    return model;
}

Model broken(const std::string& path)
{
    Model model = nested();
    model.diagnostics.add({Severity::Error, "The layer needs rank 3", path, 1, kBrokenConnection, {}});
    return model;
}

/// "a > one" of every broken connection.
QStringList brokenEdges(const GraphPane& pane)
{
    const GraphDrawing& drawing = *pane.canvas()->drawing();
    QStringList found;
    for (const DrawnEdge& edge : drawing.edges)
        if (edge.broken)
            found << drawing.cards[edge.from].name + QStringLiteral(" > ") + drawing.cards[edge.to].name;
    found.sort();
    return found;
}

QStringList troublesOf(const GraphPane& pane, const std::string& path)
{
    const GraphDrawing& drawing = *pane.canvas()->drawing();
    return drawing.cards[static_cast<std::size_t>(drawing.cardOfPath(path))].troubles;
}

} // namespace

class tst_BrokenConnections : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("LayerwrightTests"));
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }

    void aBrokenLayerIsMarkedWithAllThatEntersIt()
    {
        Document document(std::make_shared<const Model>(broken("out")));
        GraphPane pane(&document);
        QCOMPARE(troublesOf(pane, "out").size(), 1);
        QVERIFY(troublesOf(pane, "a").isEmpty());
        QCOMPARE(brokenEdges(pane), (QStringList{QStringLiteral("in > out"), QStringLiteral("two > out")}));
    }

    void aBrokenNestedModelIsMarkedAtItsBorder()
    {
        Document document(std::make_shared<const Model>(broken("inner")));
        GraphPane pane(&document);
        QCOMPARE(brokenEdges(pane), QStringList{QStringLiteral("a > one")}); // and nothing inside
        QVERIFY(!pane.canvas()->drawing()->frames.front().trouble.isEmpty());
        pane.foldAll(true);
        QCOMPARE(brokenEdges(pane), QStringList{QStringLiteral("a > inner")});
        QCOMPARE(troublesOf(pane, "inner").size(), 1);
    }

    void aFoldedModelSaysWhatIsBrokenInside()
    {
        Document document(std::make_shared<const Model>(broken("inner/two")));
        GraphPane pane(&document);
        pane.foldAll(true);
        QCOMPARE(troublesOf(pane, "inner").size(), 1);
        QVERIFY(troublesOf(pane, "inner").front().startsWith(QStringLiteral("inner/two: ")));
        document.selection().selectLayer(QStringLiteral("inner/two")); // one is led to it
        QCOMPARE(brokenEdges(pane), QStringList{QStringLiteral("one > two")});
    }

    void marksComeAndGoWithTheDraft()
    {
        Document document(std::make_shared<const Model>(nested()));
        GraphPane pane(&document);
        QVERIFY(brokenEdges(pane).isEmpty());
        const auto draft = std::make_shared<const Model>(broken("a"));
        VERIFY_RESULT(document.apply(edit::RestoreModel("Break", draft), QStringLiteral("Break")));
        QCOMPARE(brokenEdges(pane), QStringList{QStringLiteral("in > a")});
        document.undoStack()->undo();
        QVERIFY(brokenEdges(pane).isEmpty());
        QVERIFY(troublesOf(pane, "a").isEmpty());
    }

    void theConnectionHasASignThatSaysWhy()
    {
        Document document(std::make_shared<const Model>(broken("a")));
        GraphPane pane(&document);
        pane.resize(700, 800);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        GraphCanvas& canvas = *pane.canvas();
        const GraphDrawing& drawing = *canvas.drawing();
        const auto edge =
            std::find_if(drawing.edges.begin(), drawing.edges.end(), [](const DrawnEdge& each) { return each.broken; });
        QVERIFY(edge != drawing.edges.end());
        const QPoint sign = ((drawing.signOf(*edge) - canvas.visibleArea().topLeft()) * canvas.scale()).toPoint();
        const QImage picture = canvas.grab().toImage();
        const QColor red = Theme::current().color(ColorRole::Error);
        int inked = 0;
        for (int x = -8; x <= 8; ++x)
            for (int y = -8; y <= 8; ++y) {
                const QColor pixel = picture.pixelColor(sign + QPoint(x, y));
                inked += std::abs(pixel.red() - red.red()) + std::abs(pixel.green() - red.green()) < 60 ? 1 : 0;
            }
        QVERIFY(inked > 10);
        QHelpEvent help(QEvent::ToolTip, sign, canvas.mapToGlobal(sign));
        QApplication::sendEvent(&canvas, &help);
        QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("rank 3")));
        QVERIFY(QToolTip::text().contains(QStringLiteral("in → a")));
    }
};

QTEST_MAIN(tst_BrokenConnections)
#include "tst_BrokenConnections.moc"
