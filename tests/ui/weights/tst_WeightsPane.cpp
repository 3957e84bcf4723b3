// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/npy/Npy.h"
#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/document/ModelParts.h"
#include "ui/panes/weights/ArrayFile.h"
#include "ui/panes/weights/HeatmapView.h"
#include "ui/panes/weights/KernelTilesView.h"
#include "ui/panes/weights/SliceGrid.h"
#include "ui/panes/weights/VariableTableModel.h"
#include "ui/panes/weights/WeightsPane.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableView>

using namespace lw;
using namespace lw::ui;

namespace {

template <typename T>
Tensor bytesOf(DType dtype, Shape shape, std::vector<T> values)
{
    auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    return Tensor::fromBytes(dtype, std::move(shape), Bytes{std::as_bytes(std::span(*owner)), owner});
}

Variable variable(const std::string& path, const std::string& role, Tensor tensor)
{
    Variable made;
    made.path = path;
    made.role = role;
    made.layer = path.substr(0, path.find('/'));
    made.tensor = std::move(tensor);
    return made;
}

/// One variable of every kind.
std::shared_ptr<const Model> zoo()
{
    auto model = std::make_shared<Model>();
    std::vector<float> kernel(2 * 2 * 3 * 4);
    for (std::size_t i = 0; i < kernel.size(); ++i)
        kernel[i] = static_cast<float>(i) - 20;
    model->variables = {
        variable("conv/kernel", "kernel", Tensor::fromVector({2, 2, 3, 4}, kernel)),
        variable("dense/kernel", "kernel", Tensor::fromVector({2, 3}, std::vector<float>{0.5f, -1, 2, 3, 4, 1.0f / 3})),
        variable("half/values", "values",
                 bytesOf(DType::BFloat16, {2}, std::vector<std::uint16_t>{floatToBfloat16(1.5f), floatToBfloat16(-2)})),
        variable("counter/count", "count", Tensor::fromVector({}, std::vector<std::int64_t>{9007199254740993})),
        variable("table/words", "words", Tensor::fromStrings({3}, {"one", "two\ttabs", "하나"})),
        variable("none/values", "values", Tensor::fromVector({0, 4}, std::vector<float>())),
        variable("wave/values", "values", bytesOf(DType::Complex64, {1}, std::vector<float>{1, 2})),
    };
    for (const auto* name : {"conv", "dense"}) {
        Layer layer;
        layer.name = name;
        layer.className = name == std::string("conv") ? "Conv2D" : "Dense";
        model->layers.push_back(layer);
    }
    return model;
}

struct Shown {
    explicit Shown(std::shared_ptr<const Model> model) : document(std::move(model)), pane(&document)
    {
        pane.resize(1100, 700);
        pane.show();
        for (QTableView* view : pane.findChildren<QTableView*>())
            if (!qobject_cast<SliceGrid*>(view))
                table = view;
        grid = pane.findChild<SliceGrid*>();
    }
    /// Clicks the row of a variable.
    void choose(const QString& path) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (const QModelIndex index = table->model()->index(row, 0); index.data().toString() == path) {
                table->scrollTo(index);
                QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
                QCOMPARE(table->currentIndex().row(), row);
                return;
            }
        QFAIL(qPrintable(path));
    }
    QTabBar* tabs() const { return pane.findChild<QTabBar*>(); }
    void clickTab(const QString& title) const
    {
        for (int tab = 0; tab < tabs()->count(); ++tab)
            if (tabs()->tabText(tab) == title && tabs()->isTabVisible(tab))
                QTest::mouseClick(tabs(), Qt::LeftButton, {}, tabs()->tabRect(tab).center());
        QCOMPARE(tabs()->tabText(tabs()->currentIndex()), title);
    }
    QStringList order() const
    {
        QStringList paths;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            paths << table->model()->index(row, 0).data().toString();
        return paths;
    }
    QString cell(int row, int column) const { return grid->model()->index(row, column).data().toString(); }
    bool says(const QString& part) const
    {
        const auto labels = pane.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
    }
    Document document;
    WeightsPane pane;
    QTableView* table = nullptr;
    SliceGrid* grid;
};

} // namespace

class tst_WeightsPane : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }

    void tableModelKeepsTheRules()
    {
        Document document(zoo());
        VariableTableModel model(&document);
        QAbstractItemModelTester tester(&model);
        document.setModel(std::make_shared<const Model>());
        QCOMPARE(model.rowCount(), 0);
    }

    void clickingShowsTheNumbers()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("dense/kernel"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 2);
        QCOMPARE(shown.grid->model()->columnCount(), 3);
        QCOMPARE(shown.cell(1, 2), QStringLiteral("0.333333"));
        QCOMPARE(shown.document.selection().path(), QStringLiteral("dense/kernel"));
        QTRY_VERIFY(shown.grid->model()->index(0, 1).data(Qt::BackgroundRole).isValid()); // tinted by value
        QVERIFY(shown.grid->model()->index(0, 1).data(Qt::BackgroundRole) !=
                shown.grid->model()->index(1, 1).data(Qt::BackgroundRole));
    }

    void aLongNameWidensNothing()
    {
        auto model = std::make_shared<Model>();
        const std::string name(70, 'n');
        model->variables = {variable("a/kernel", "kernel", Tensor::fromVector({1}, std::vector<float>{1})),
                            variable(name + "/kernel", "kernel", Tensor::fromVector({1}, std::vector<float>{1}))};
        Shown shown(model);
        shown.pane.resize(360, 700);
        shown.choose(QStringLiteral("a/kernel"));
        const int before = shown.pane.minimumSizeHint().width();
        shown.choose(QString::fromStdString(name + "/kernel"));
        QVERIFY2(shown.pane.minimumSizeHint().width() < before + 60,
                 qPrintable(QString::number(shown.pane.minimumSizeHint().width())));
        const auto* title = shown.pane.findChild<ElidedLabel*>();
        QVERIFY(title && title->isElided());
        QCOMPARE(title->toolTip(), QString::fromStdString(name + "/kernel"));
    }

    void everyKindOfVariableHasSomethingToShow()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("half/values"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 2);
        QCOMPARE(shown.cell(1, 0), QStringLiteral("-2"));
        shown.choose(QStringLiteral("counter/count"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 1);
        QVERIFY(!shown.tabs()->isVisible()); // one number has no picture
        shown.choose(QStringLiteral("table/words"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 3);
        QCOMPARE(shown.cell(2, 0), QStringLiteral("하나"));
        shown.choose(QStringLiteral("none/values"));
        QVERIFY(shown.says(QStringLiteral("no values")));
        shown.choose(QStringLiteral("wave/values"));
        QVERIFY(shown.says(QStringLiteral("complex64")));
    }

    void tabChosenComesBack()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("conv/kernel"));
        shown.clickTab(QStringLiteral("Kernels"));
        auto* tiles = shown.pane.findChild<KernelTilesView*>();
        QTRY_COMPARE(tiles->tileCount(), 4);
        QVERIFY(tiles->isVisible());
        QVERIFY(tiles->canShowColour());
        shown.choose(QStringLiteral("dense/kernel"));
        QVERIFY(shown.pane.findChild<HeatmapView*>()->isVisible()); // the next best picture
        QTRY_VERIFY(!shown.pane.findChild<HeatmapView*>()->image().isNull());
        shown.choose(QStringLiteral("conv/kernel"));
        QVERIFY(tiles->isVisible());
    }

    void axesCanBeChosen()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("conv/kernel"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 2);
        auto* rows = shown.pane.findChildren<QComboBox*>().constFirst();
        QCOMPARE(rows->itemText(3), QStringLiteral("out (4)"));
        rows->setFocus();
        QTest::keyClick(rows, Qt::Key_End);
        QTRY_COMPARE(shown.grid->model()->rowCount(), 4);
        QCOMPARE(shown.cell(3, 1), QStringLiteral("-5")); // [0, 1, 0, 3]: 12 + 3 - 20
    }

    void filterNarrowsTheTable()
    {
        Shown shown(zoo());
        auto* search = shown.pane.findChild<QLineEdit*>(QStringLiteral("filter"));
        shown.pane.find();
        QTest::keyClicks(search, QStringLiteral("kernel 2, 3"));
        QCOMPARE(shown.order(), QStringList({QStringLiteral("conv/kernel"), QStringLiteral("dense/kernel")}));
        QVERIFY(shown.says(QStringLiteral("2 of 7")));
        QTest::keyClick(search, Qt::Key_Escape);
    }

    void statisticsArriveAndSort()
    {
        Shown shown(zoo());
        QTRY_COMPARE(shown.table->model()->index(1, VariableTableModel::Maximum).data().toString(),
                     QStringLiteral("4"));
        QHeaderView* header = shown.table->horizontalHeader();
        const auto click = [&](int column) {
            shown.table->scrollTo(shown.table->model()->index(0, column));
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              QPoint(header->sectionViewportPosition(column) + 10, header->height() / 2));
        };
        click(VariableTableModel::Size);
        QTRY_COMPARE(shown.order().constFirst(), QStringLiteral("none/values"));
        click(VariableTableModel::Maximum);
        click(VariableTableModel::Maximum);
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QTRY_COMPARE(shown.order().mid(0, 3),
                     QStringList({QStringLiteral("counter/count"), QStringLiteral("conv/kernel"),
                                  QStringLiteral("dense/kernel")}));
    }

    void copyPutsCellsOnTheClipboard()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("dense/kernel"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 2);
        QTest::mouseClick(shown.grid->viewport(), Qt::LeftButton, {},
                          shown.grid->visualRect(shown.grid->model()->index(0, 1)).center());
        QTest::mouseClick(shown.grid->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          shown.grid->visualRect(shown.grid->model()->index(1, 2)).center());
        QSignalSpy notices(&shown.pane, &Pane::notice);
        QTest::keySequence(shown.grid, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("-1\t2\n4\t0.3333333432674408\n"));
        QCOMPARE(notices.count(), 1);
        shown.choose(QStringLiteral("table/words"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 3);
        shown.pane.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("one\ntwo\ttabs\n하나\n"));
    }

    void variablesAreDraggedAndCopiedAsParts()
    {
        Shown shown(zoo());
        shown.choose(QStringLiteral("dense/kernel"));
        const QModelIndex chosen = shown.table->currentIndex();
        QVERIFY(shown.table->dragEnabled() && (chosen.flags() & Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> one(
            shown.table->model()->mimeData(shown.table->selectionModel()->selectedRows()));
        const ModelParts* parts = PartsMime::parts(one.get());
        QVERIFY(parts && parts->model == shown.document.sharedModel());
        QCOMPARE(parts->paths, std::vector<std::string>{"dense/kernel"});
        QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          shown.table->visualRect(shown.table->model()->index(0, 0)).center());
        const std::unique_ptr<QMimeData> two(
            shown.table->model()->mimeData(shown.table->selectionModel()->selectedRows()));
        QCOMPARE(PartsMime::parts(two.get())->paths.size(), std::size_t(2));

        // On the clipboard a variable is itself, and its numbers for whoever wants text.
        shown.choose(QStringLiteral("table/words"));
        QTRY_COMPARE(shown.grid->model()->rowCount(), 3);
        shown.pane.activateWindow();
        shown.table->setFocus();
        QTRY_VERIFY(shown.table->hasFocus());
        shown.pane.copy();
        parts = PartsMime::parts(QGuiApplication::clipboard()->mimeData());
        QVERIFY(parts);
        QCOMPARE(parts->paths, std::vector<std::string>{"table/words"});
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("one\n")));
    }

    void savesNpy()
    {
        const std::string path = test::temporaryFolder() + "/kernel.npy";
        QWidget window;
        bool written = false;
        writeArray(&window, zoo()->variables[1].tensor, pathText(path), [&](Result<QString> result) {
            VERIFY_RESULT(result);
            written = true;
        });
        QTRY_VERIFY(written);
        const auto mapped = MappedFile::open(path);
        VERIFY_RESULT(mapped);
        const auto read = readNpy((*mapped)->slice(0, (*mapped)->size()).value());
        VERIFY_RESULT(read);
        QCOMPARE(read->shape(), Shape({2, 3}));
        bool refused = false;
        writeArray(&window, zoo()->variables[1].tensor, QStringLiteral("/nowhere/kernel.npy"),
                   [&](const Result<QString>& result) { refused = !result.ok(); });
        QTRY_VERIFY(refused);
    }

    void selectionFromElsewhereIsFollowed()
    {
        Shown shown(zoo());
        shown.document.selection().selectLayer(QStringLiteral("dense"));
        QCOMPARE(shown.table->currentIndex().data().toString(), QStringLiteral("dense/kernel"));
        QVERIFY(shown.says(QStringLiteral("float32 (2, 3)")));
    }

    void largeMatrixIsDrawnInATask()
    {
        auto model = std::make_shared<Model>();
        model->variables = {
            variable("big/kernel", "kernel", Tensor::fromVector({3000, 1000}, std::vector<float>(3'000'000, 0.25f)))};
        Shown shown(model);
        shown.choose(QStringLiteral("big/kernel"));
        shown.clickTab(QStringLiteral("Heatmap"));
        auto* heatmap = shown.pane.findChild<HeatmapView*>();
        QTRY_COMPARE_WITH_TIMEOUT(heatmap->image().width(), 1000, 20'000);
        QCOMPARE(heatmap->image().height(), 1500); // two rows a pixel
    }
};

QTEST_MAIN(tst_WeightsPane)
#include "tst_WeightsPane.moc"
