// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Surgery.h"
#include "core/formats/FormatRegistry.h"
#include "tests/ui/WindowFixture.h"
#include "ui/dialogs/SaveDialog.h"
#include "ui/surgery/BuildController.h"
#include "ui/surgery/InputForm.h"
#include "ui/items/ModelTreeModel.h"
#include "ui/surgery/LayerPicker.h"
#include "ui/surgery/NewModelDialog.h"
#include "ui/surgery/SurgeryController.h"
#include "ui/surgery/WeightOrderDialog.h"
#include "ui/surgery/WeightOrderModel.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/window/FileController.h"
#include "ui/window/SaveController.h"
#include "ui/window/WindowActions.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTreeView>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

/// A window with these samples open, and what one does in it.
struct Shown {
    explicit Shown(const QStringList& paths = {test::samplePath("digits.h5")}) : window(paths) {}
    Document& document() { return *window.workspace()->current(); }
    const Model& model() { return document().model(); }
    QStringList layers()
    {
        QStringList names;
        for (const Layer& layer : model().layers)
            names << identityText(layer.name);
        return names;
    }
    QAction* action(ActionId id) { return window.actions()[id]; }
    void select(const QStringList& layers)
    {
        document().selection().selectLayer(layers.constFirst());
        document().selection().setBeside(layers);
    }
    template <typename Dialog>
    Dialog* open(ActionId id)
    {
        action(id)->trigger();
        const auto dialogs = window.findChildren<Dialog*>();
        return dialogs.isEmpty() ? nullptr : dialogs.constLast();
    }
    void addLayer(ActionId id, const QString& className, const QString& field = {}, const QString& value = {})
    {
        auto* picker = open<LayerPicker>(id);
        QVERIFY(picker);
        picker->choose(className);
        if (!field.isEmpty())
            picker->findChild<QLineEdit*>(field)->setText(value);
        picker->accept();
    }
    void makeNew(ModelKind kind, const QString& shape)
    {
        auto* dialog = open<NewModelDialog>(ActionId::NewModel);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"shape"_s)->setText(shape);
        auto* kinds = dialog->findChild<QComboBox*>(u"kind"_s);
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(kind)));
        dialog->accept();
    }
    QStringList messages() { return window.messages()->titles(); }
    test::OpenWindow window;
};

} // namespace

class TestBuildController : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void shapesAreReadAsPeopleWriteThem()
    {
        QCOMPARE(shapeFromText(u"28, 28, 1"_s), std::optional(Shape{28, 28, 1}));
        QCOMPARE(shapeFromText(u"(None, 3)"_s), std::optional(Shape{kUnknownDim, 3}));
        QCOMPARE(shapeFromText(u"7"_s), std::optional(Shape{7}));
        QCOMPARE(shapeFromText(QString()), std::optional(Shape{}));
        QCOMPARE(shapeFromText(u"28x28x1"_s), std::optional(Shape{28, 28, 1}));
        QCOMPARE(shapeFromText(u"None × 28 × 3"_s), std::optional(Shape{kUnknownDim, 28, 3}));
        for (const QString& text : {u"0, 3"_s, u"x"_s, u"3x"_s, u"(3"_s, u"a"_s, u"-2"_s, u"1.5"_s})
            QVERIFY2(!shapeFromText(text), qPrintable(text));
    }

    void aModelIsBuiltFromNothingAndSaved()
    {
        Shown shown(QStringList{});
        shown.makeNew(ModelKind::Sequential, u"6"_s);
        QCOMPARE(shown.document().title(), u"model"_s);
        QVERIFY(shown.document().isModified());
        QCOMPARE(shown.messages(), QStringList{u"model has its input; now add layers"_s});
        QVERIFY(!shown.action(ActionId::Reload)->isEnabled());
        shown.addLayer(ActionId::AppendLayer, u"Dense"_s, u"units"_s, u"5"_s);
        QVERIFY(shown.messages().isEmpty());
        shown.addLayer(ActionId::AppendLayer, u"Dense"_s, u"units"_s, u"3"_s);
        QCOMPARE(shown.model().variables.size(), std::size_t(4));
        QCOMPARE(shown.model().outputs.front().shape, std::optional(Shape{-1, 3}));
        shown.document().undoStack()->setIndex(0);
        QVERIFY(shown.document().isModified()); // it is in no file
        shown.document().undoStack()->setIndex(2);

        auto* dialog = shown.open<SaveDialog>(ActionId::Save); // asks where
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>(u"name"_s)->text(), u"model.keras"_s);
        const QString folder = QString::fromStdString(test::temporaryFolder());
        dialog->findChild<QLineEdit*>(u"folder"_s)->setText(folder);
        dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"built.keras"_s);
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(shown.document().title(), u"built.keras"_s, 20000);
        QVERIFY(!shown.document().isModified());
        QCOMPARE(shown.model().variables.size(), std::size_t(4));
        QVERIFY(shown.action(ActionId::Reload)->isEnabled());
        QVERIFY(formats::openModel(pathBytes(folder) + "/built.keras").ok());
    }

    void closingANewModelAsks()
    {
        Shown shown(QStringList{});
        shown.makeNew(ModelKind::Sequential, u"6"_s);
        shown.action(ActionId::Close)->trigger();
        auto* box = shown.window.findChild<QMessageBox*>();
        QVERIFY(box);
        box->button(QMessageBox::Cancel)->click();
        QCOMPARE(shown.window.workspace()->documents().size(), 1);
        shown.makeNew(ModelKind::Sequential, u"6"_s);
        QCOMPARE(shown.document().title(), u"model 2"_s);
    }

    void theQuestionShowsWhatItIsAbout()
    {
        Shown shown;
        shown.makeNew(ModelKind::Sequential, u"6"_s);
        Document* made = &shown.document();
        shown.window.workspace()->setCurrent(shown.window.workspace()->documents().constFirst());
        shown.action(ActionId::Quit)->trigger();
        QMessageBox* box = nullptr;
        QTRY_VERIFY((box = shown.window.findChild<QMessageBox*>()));
        QCOMPARE(&shown.document(), made);
        box->button(QMessageBox::Cancel)->click();
        QCOMPARE(shown.window.workspace()->documents().size(), 2);
    }

    void aGraphIsBuiltFromNothing()
    {
        Shown shown(QStringList{});
        shown.makeNew(ModelKind::Functional, u"6"_s);
        shown.select({u"input"_s});
        shown.addLayer(ActionId::BranchLayer, u"Dense"_s, u"units"_s, u"4"_s);
        shown.select({u"input"_s});
        shown.addLayer(ActionId::BranchLayer, u"Dense"_s, u"units"_s, u"4"_s);
        QCOMPARE(shown.model().outputs.size(), std::size_t(2));
        QCOMPARE(shown.document().selection().layerPath(), u"dense_1"_s); // one goes on with what was added
        QVERIFY(!shown.action(ActionId::MergeLayers)->isEnabled());
        shown.select({u"dense"_s, u"dense_1"_s});
        QVERIFY(shown.action(ActionId::MergeLayers)->isEnabled());
        auto* picker = shown.open<LayerPicker>(ActionId::MergeLayers);
        QVERIFY(picker);
        for (int row = 0; row < picker->findChild<QListWidget*>()->count(); ++row)
            QVERIFY(picker->findChild<QListWidget*>()->item(row)->text() != u"Dense"_s);
        picker->choose(u"Concatenate"_s);
        picker->accept();
        QCOMPARE(shown.model().outputs.front().shape, std::optional(Shape{-1, 8}));
        auto* dialog = shown.open<AddInputDialog>(ActionId::AddInput);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"shape"_s)->setText(u"2"_s);
        dialog->accept();
        QCOMPARE(shown.model().inputs.size(), std::size_t(2));
        const auto built = shown.document().sharedModel();
        shown.document().undoStack()->setIndex(0);
        QCOMPARE(shown.model().layers.size(), std::size_t(1));
        shown.document().undoStack()->setIndex(4);
        QCOMPARE(shown.model().architecture.dump(), built->architecture.dump());
    }

    void layersBecomeAModelOfTheirOwn()
    {
        Shown shown;
        QVERIFY(shown.window.opened);
        Document& old = shown.document();
        const auto before = old.sharedModel();
        QVERIFY(!shown.action(ActionId::ExtractLayers)->isEnabled());
        const QStringList all = shown.layers();
        shown.select(all.mid(1, 2));
        shown.action(ActionId::ExtractLayers)->trigger();
        QCOMPARE(shown.window.workspace()->documents().size(), 2);
        QVERIFY(&shown.document() != &old);
        QCOMPARE(old.sharedModel(), before); // untouched
        QVERIFY(!old.isModified());
        QCOMPARE(shown.document().title(), all.at(1) + u"_to_"_s + all.at(2));
        QVERIFY(shown.document().isModified());
        QVERIFY(shown.document().path().isEmpty());
        QCOMPARE(shown.model().layers.size(), std::size_t(3)); // with an input
        QVERIFY(shown.model().variables.front().tensor.source() == before->variables.front().tensor.source());
    }

    void whatDoesNotHangTogetherIsRefused()
    {
        Shown shown;
        const QStringList all = shown.layers();
        shown.select({all.at(1), all.constLast()});
        shown.action(ActionId::ExtractLayers)->trigger();
        QCOMPARE(shown.window.workspace()->documents().size(), 1);
        QVERIFY(shown.messages().contains(u"That cannot be a model of its own"_s));
    }

    void aNestedModelIsUnwrappedAndBack()
    {
        Shown shown;
        const QStringList names = shown.layers();
        QVERIFY(!shown.action(ActionId::UnwrapModel)->isEnabled());
        shown.window.surgery().perform(&shown.document(),
                                       [](const auto& options) { return edit::nestModel("outer", options); });
        const QString inner = shown.layers().constLast();
        shown.select({inner});
        QVERIFY(shown.action(ActionId::UnwrapModel)->isEnabled());
        shown.action(ActionId::UnwrapModel)->trigger();
        QCOMPARE(shown.layers().mid(1), names.mid(1));
        shown.document().undoStack()->undo();
        QCOMPARE(shown.layers().constLast(), inner);
    }

    void freezingShowsTheOrderOfTheWeights()
    {
        Shown shown;
        shown.window.surgery().perform(&shown.document(),
                                       [](const auto& options) { return edit::nestModel("outer", options); });
        std::string first;
        for (const Variable& variable : shown.model().variables)
            if (first.empty())
                first = variable.layer;
        shown.select({identityText(first)});
        shown.action(ActionId::FreezeLayer)->trigger();
        QPushButton* show = nullptr;
        for (auto* button : shown.window.messages()->findChildren<QPushButton*>())
            if (button->text() == u"Show the order"_s)
                show = button;
        QVERIFY(show);
        show->click();
        auto* dialog = shown.window.findChild<WeightOrderDialog*>();
        QVERIFY(dialog);
        QAbstractItemModel* order = dialog->findChild<QTableView*>()->model();
        QAbstractItemModelTester tester(order);
        int frozen = -1;
        for (int row = 0; row < order->rowCount() && frozen < 0; ++row)
            if (order->index(row, WeightOrderModel::Weight).data().toString().startsWith(identityText(first)))
                frozen = row;
        QVERIFY(frozen > 0);
        QCOMPARE(order->index(frozen, WeightOrderModel::Trains).data().toString(), u"No"_s);
        QVERIFY(order->index(frozen, WeightOrderModel::Before).data().toString().endsWith(u"↓"_s));
        QVERIFY(order->index(0, WeightOrderModel::Before).data().toString().endsWith(u"↑"_s));
    }

    void anArchitectureGetsFreshWeights()
    {
        const std::string path = test::temporaryFolder() + "/architecture.json";
        const auto digits = formats::openModel(pathBytes(test::samplePath("digits.h5")));
        QVERIFY(digits);
        Diagnostics notes;
        QVERIFY(formats::saveModel(*digits, path, "json", {}, notes, {}));
        Shown shown(QStringList{});
        auto* dialog = shown.open<NewModelDialog>(ActionId::NewModel);
        QVERIFY(dialog);
        dialog->chooseArchitecture(pathText(path));
        QCOMPARE(dialog->architecture(), pathText(path));
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(shown.window.workspace()->documents().size(), 1, 20000);
        QCOMPARE(shown.model().variables.size(), digits->variables.size());
        QCOMPARE(shown.document().title(), identityText(digits->name));
        QCOMPARE(QString::fromStdString(shown.model().format), u"h5"_s);
    }

    void pastedJsonGetsFreshWeights()
    {
        const auto digits = formats::openModel(pathBytes(test::samplePath("digits.h5")));
        QVERIFY(digits);
        Shown shown(QStringList{});
        auto* dialog = shown.open<NewModelDialog>(ActionId::NewModel);
        QVERIFY(dialog);
        for (auto* way : dialog->findChildren<QRadioButton*>())
            if (way->text().contains(u"JSON"_s) && !way->text().contains(u"file"_s))
                way->click();
        auto* text = dialog->findChild<QPlainTextEdit*>(u"json"_s);
        auto* create = dialog->findChildren<QPushButton*>().constLast();
        QVERIFY(text->isVisible() && !create->isEnabled());
        text->setPlainText(u"{\"class_name\": "_s);
        QVERIFY(!create->isEnabled());
        text->setPlainText(u"[1, 2]"_s);
        QVERIFY(!create->isEnabled());
        text->setPlainText(QString::fromStdString(digits->architecture.dump(2)));
        QVERIFY(create->isEnabled());
        text->setFocus();
        QTest::keyClick(text, Qt::Key_Tab);
        QTRY_VERIFY(create->hasFocus());
        QTest::keyClick(create, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(shown.window.workspace()->documents().size(), 1, 20000);
        QCOMPARE(shown.model().variables.size(), digits->variables.size());
        QVERIFY(shown.document().isModified());
    }

    void aCloneIsAnotherModel()
    {
        Shown shown;
        Document& old = shown.document();
        const auto before = old.sharedModel();
        shown.action(ActionId::CloneModel)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(shown.window.workspace()->documents().size(), 2, 20000);
        QCOMPARE(old.sharedModel(), before); // keeps what it has learned
        QVERIFY(!old.isModified());
        QVERIFY(&shown.document() != &old && shown.document().isModified());
        QCOMPARE(shown.document().title(), identityText(before->name) + u"_clone"_s);
        QCOMPARE(shown.model().variables.size(), before->variables.size());
        QVERIFY(*shown.model().variables.front().tensor.toFloats() != *before->variables.front().tensor.toFloats());
        QVERIFY(!shown.model().training);
    }

    /// A .json file that got weights would lose them if Save wrote over it.
    void saveAsksWhenItsFormatHoldsNoWeights()
    {
        const std::string path = test::temporaryFolder() + "/bare.json";
        Diagnostics notes;
        const auto digits = formats::openModel(pathBytes(test::samplePath("digits.h5")));
        QVERIFY(formats::saveModel(*digits, path, "json", {}, notes, {}));
        Shown shown(QStringList{pathText(path)});
        QVERIFY(shown.window.opened);
        QVERIFY(SaveController::formatOf(shown.document()));
        shown.select({shown.layers().constLast()});
        shown.action(ActionId::ResetLayer)->trigger(); // all layers, when none has weights
        QVERIFY(!shown.model().variables.empty());
        QVERIFY(!SaveController::formatOf(shown.document()));
        auto* dialog = shown.open<SaveDialog>(ActionId::Save);
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>(u"name"_s)->text(), u"bare.h5"_s);
    }

    void severalLayersAreRemovedInOneStep()
    {
        Shown shown;
        const QStringList all = shown.layers();
        shown.select({u"dropout"_s, u"relu_1"_s});
        shown.action(ActionId::RemoveLayer)->trigger();
        QCOMPARE(shown.layers().size(), all.size() - 2);
        QVERIFY(!shown.layers().contains(u"dropout"_s) && !shown.layers().contains(u"relu_1"_s));
        QCOMPARE(shown.document().undoStack()->count(), 1);
        shown.document().undoStack()->undo();
        QCOMPARE(shown.layers(), all);
        shown.select({u"dropout"_s, u"relu_1"_s});
        QVERIFY(!shown.action(ActionId::RenameLayer)->isEnabled()); // one at a time
    }

    void frozenLayersAreMarkedInTheTree()
    {
        Shown shown;
        auto* model = shown.window.findChild<ModelTreeModel*>();
        QVERIFY(model);
        const auto sign = [&] {
            const QModelIndex root = model->index(0, 0);
            for (int row = 0; row < model->rowCount(root); ++row)
                if (model->index(row, 0, root).data().toString() == u"hidden"_s)
                    return !model->index(row, static_cast<int>(ModelTreeModel::Column::Class), root).data(Qt::DecorationRole).isNull();
            return false;
        };
        QVERIFY(!sign());
        shown.select({u"hidden"_s});
        shown.action(ActionId::FreezeLayer)->trigger();
        QVERIFY(sign());
        shown.action(ActionId::UnfreezeLayer)->trigger();
        QVERIFY(!sign());
    }

    void severalRowsOfTheTreeAreSelectedTogether()
    {
        Shown shown;
        auto* tree = shown.window.findChild<QTreeView*>();
        for (QTreeView* each : shown.window.findChildren<QTreeView*>())
            if (each->accessibleName() == u"Models"_s)
                tree = each;
        const QModelIndex root = tree->model()->index(0, 0);
        tree->setCurrentIndex(tree->model()->index(1, 0, root));
        tree->selectionModel()->select(tree->model()->index(2, 0, root),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(shown.document().selection().layers().size(), 2);
        tree->setCurrentIndex(tree->model()->index(3, 0, root));
        QCOMPARE(shown.document().selection().layers().size(), 1);
    }
};

QTEST_MAIN(TestBuildController)
#include "tst_BuildController.moc"
