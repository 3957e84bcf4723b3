// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Branches.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/Draft.h"
#include "tests/ui/WindowFixture.h"
#include "ui/document/EditCommand.h"
#include "ui/items/ModelTreeModel.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/surgery/ArgumentEditor.h"
#include "ui/surgery/HeadDialog.h"
#include "ui/surgery/InputShapeDialog.h"
#include "ui/surgery/LayerPicker.h"
#include "ui/surgery/SettingsDialog.h"
#include "ui/surgery/SurgeryController.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/window/DocumentArea.h"
#include "ui/window/DocumentPage.h"
#include "ui/window/Language.h"
#include "ui/window/SearchBox.h"
#include "ui/window/WindowActions.h"

#include <QApplication>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

/// The digits network, with the actions of its Layer menu by text.
struct Shown {
    Shown() : window({test::samplePath("digits.h5")}) {}
    Document& document() { return *window.workspace()->current(); }
    const Model& model() { return document().model(); }
    QStringList layers()
    {
        QStringList names;
        for (const Layer& layer : model().layers)
            names << identityText(layer.name);
        return names;
    }
    QAction* action(const QString& text)
    {
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text().remove(u'&') == text)
                return action;
        return nullptr;
    }
    void select(const QString& layer) { document().selection().selectLayer(layer); }
    /// What the dialog that the action opens is.
    template <typename Dialog>
    Dialog* open(const QString& text)
    {
        action(text)->trigger();
        const auto dialogs = window.findChildren<Dialog*>();
        return dialogs.isEmpty() ? nullptr : dialogs.constLast();
    }
    QStringList messages() { return window.findChild<MessageArea*>()->titles(); }
    QAbstractButton* button(const QString& text)
    {
        for (QAbstractButton* button : window.findChildren<QAbstractButton*>())
            if (button->text().remove(u'&') == text)
                return button;
        return nullptr;
    }
    test::OpenWindow window;
};

} // namespace

class TestSurgeryController : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void actionsFollowTheSelection()
    {
        Shown shown;
        QVERIFY(shown.window.opened);
        QVERIFY(shown.action(u"New head…"_s)->isEnabled());
        QVERIFY(!shown.action(u"Remove"_s)->isEnabled());
        shown.select(shown.layers().constLast());
        QVERIFY(shown.action(u"Remove"_s)->isEnabled());
        QVERIFY(shown.action(u"Freeze"_s)->isEnabled());
        QVERIFY(!shown.action(u"Unfreeze"_s)->isEnabled());
    }

    void everythingCanBeUndone()
    {
        Shown shown;
        QVERIFY(shown.window.opened);
        const std::shared_ptr<const Model> before = shown.document().sharedModel();
        const QString last = shown.layers().constLast();
        shown.select(last);
        for (const QString& text : {u"Freeze"_s, u"Unfreeze"_s, u"Fresh weights"_s, u"Drop the last layer"_s})
            shown.action(text)->trigger();
        QCOMPARE(shown.layers().size(), static_cast<qsizetype>(before->layers.size()) - 1);
        QVERIFY(!shown.layers().contains(last));
        QCOMPARE(shown.document().undoStack()->count(), 4);
        shown.document().undoStack()->setIndex(0);
        QCOMPARE(shown.model().layers.size(), before->layers.size());
        QCOMPARE(shown.model().architecture.dump(), before->architecture.dump());
        for (std::size_t i = 0; i < before->variables.size(); ++i) {
            QCOMPARE(shown.model().variables[i].path, before->variables[i].path);
            QVERIFY(*shown.model().variables[i].tensor.toFloats() == *before->variables[i].tensor.toFloats());
        }
        shown.document().undoStack()->setIndex(4);
        QVERIFY(!shown.layers().contains(last));
    }

    void stepsSpeakTheLanguageThatIsChosen()
    {
        Shown shown;
        shown.select(shown.layers().constLast());
        shown.action(u"Freeze"_s)->trigger();
        const QUndoStack* steps = shown.document().undoStack();
        const QString english = steps->text(0);
        QVERIFY(english.startsWith(u"Freeze "_s));
        Language::current().set(u"ko"_s);
        QTRY_VERIFY(steps->text(0) != english);
        QVERIFY(steps->text(0).contains(u"digit"_s));
        const auto* command = dynamic_cast<const EditCommand*>(steps->command(0));
        QCOMPARE(command->sentence(), english.toStdString());
        Language::current().set(u"en"_s);
        QTRY_COMPARE(steps->text(0), english);
    }

    void renamedLayerStaysSelected()
    {
        Shown shown;
        shown.select(shown.layers().constLast());
        auto* dialog = shown.open<QInputDialog>(u"Rename…"_s);
        QVERIFY(dialog);
        dialog->setTextValue(u"classes"_s);
        dialog->accept();
        QCOMPARE(shown.layers().constLast(), u"classes"_s);
        QCOMPARE(shown.document().selection().layerPath(), u"classes"_s);
    }

    void newHeadHasItsUnits()
    {
        Shown shown;
        auto* dialog = shown.open<HeadDialog>(u"New head…"_s);
        QVERIFY(dialog);
        dialog->findChild<QSpinBox*>(u"units"_s)->setValue(3);
        dialog->accept();
        QCOMPARE(shown.model().outputs.front().shape->back(), 3);
    }

    void aHeadComesBehindWhatIsNone()
    {
        Shown shown;
        const auto choices = [](HeadDialog* dialog) {
            QStringList texts;
            for (const QComboBox* box : dialog->findChildren<QComboBox*>())
                for (int i = 0; box->count() < 3 && i < box->count(); ++i)
                    texts << box->itemText(i);
            return texts;
        };
        auto* dialog = shown.open<HeadDialog>(u"New head…"_s);
        QVERIFY(dialog);
        QCOMPARE(choices(dialog), (QStringList{u"In the place of digit"_s, u"Behind digit"_s}));
        dialog->reject();
        shown.select(u"pool_2"_s);
        shown.action(u"End the model here"_s)->trigger();
        dialog = shown.open<HeadDialog>(u"New head…"_s);
        QCOMPARE(choices(dialog), (QStringList{u"Behind pool_2"_s}));
        dialog->findChild<QSpinBox*>(u"units"_s)->setValue(3);
        dialog->accept();
        QVERIFY(shown.layers().contains(u"pool_2"_s));
        QCOMPARE(shown.model().outputs.front().shape->back(), 3);
        shown.document().undoStack()->setIndex(0);
        dialog = shown.open<HeadDialog>(u"New head…"_s);
        for (QComboBox* box : dialog->findChildren<QComboBox*>())
            if (box->count() == 2)
                box->setCurrentIndex(1);
        dialog->accept();
        QVERIFY(shown.layers().contains(u"digit"_s));
        QCOMPARE(shown.model().layers.size(), std::size_t(12));
    }

    void aMergeAsksWhichInputStays()
    {
        Shown shown;
        const QString path = shown.layers().at(1);
        const auto layer = [](const char* json) { return *Json::parse(json); };
        const auto branch = edit::addBranch(
            path.toStdString(),
            layer(R"({"class_name": "Activation", "config": {"name": "side", "activation": "relu"}})"));
        QVERIFY(shown.document().apply(*branch, u"branch"_s));
        const auto merge = edit::mergeLayers({"side", path.toStdString()},
                                             layer(R"({"class_name": "Add", "config": {"name": "sum"}})"));
        QVERIFY(shown.document().apply(*merge, u"merge"_s));
        const qsizetype before = shown.layers().size();
        shown.select(u"sum"_s);
        auto* dialog = shown.open<QInputDialog>(u"Remove"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->comboBoxItems().size(), 2);
        QVERIFY(dialog->comboBoxItems().contains(path));
        dialog->setTextValue(path);
        dialog->accept();
        QVERIFY(!shown.layers().contains(u"sum"_s));
        QVERIFY(shown.layers().size() < before);
    }

    void insertedLayerStandsBehind()
    {
        Shown shown;
        const QString first = shown.layers().at(1);
        shown.select(first);
        auto* dialog = shown.open<LayerPicker>(u"Insert after…"_s);
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChildren<QLineEdit*>().constFirst(), u"gaussiandrop"_s);
        auto* rate = dialog->findChild<QLineEdit*>(u"rate"_s);
        QVERIFY(rate);
        rate->setText(u"(0.2"_s);
        QVERIFY(!dialog->findChildren<QPushButton*>().constLast()->isEnabled() ||
                !dialog->layer()["config"].contains("rate"));
        dialog->findChild<QLineEdit*>(u"rate"_s)->setText(u"0.2"_s);
        dialog->accept();
        const qsizetype at = shown.layers().indexOf(first) + 1;
        QCOMPARE(identityText(shown.model().layers[static_cast<std::size_t>(at)].className), u"GaussianDropout"_s);
        QCOMPARE(shown.model().layers[static_cast<std::size_t>(at)].config["rate"].toDouble(), 0.2);
    }

    void tabGoesThroughTheFieldsInTheirOrder()
    {
        Shown shown;
        shown.select(shown.layers().at(1));
        auto* dialog = shown.open<LayerPicker>(u"Insert after…"_s);
        QVERIFY(dialog);
        dialog->choose(u"TimeDistributed"_s);
        dialog->chooseWrapped(u"Dense"_s);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QStringList order;
        QWidget* first = dialog->findChildren<QLineEdit*>().constFirst();
        for (QWidget* next = first->nextInFocusChain(); next != first; next = next->nextInFocusChain())
            if (next->isVisibleTo(dialog) && (next->focusPolicy() & Qt::TabFocus) && !next->focusProxy() &&
                next->window() == dialog)
                order << (qobject_cast<QPushButton*>(next) ? u"button"_s
                          : next->accessibleName().isEmpty() ? QString::fromLatin1(next->metaObject()->className())
                                                             : next->accessibleName());
        QVERIFY2(order.indexOf(u"units"_s) > 0, qPrintable(order.join(u' ')));
        QVERIFY2(order.indexOf(u"units"_s) < order.indexOf(u"button"_s), qPrintable(order.join(u' ')));
        QVERIFY2(order.lastIndexOf(u"bias_constraint"_s) < order.indexOf(u"button"_s), qPrintable(order.join(u' ')));
        dialog->reject();
    }

    void settingsOfALayerChange()
    {
        Shown shown;
        const Layer* conv = nullptr;
        for (const Layer& layer : shown.model().layers)
            if (layer.className == "Conv2D" && !conv)
                conv = &layer;
        QVERIFY(conv);
        const std::string name = conv->name;
        shown.select(identityText(name));
        auto* dialog = shown.open<SettingsDialog>(u"Settings…"_s);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"kernel_size"_s)->setText(u"(5, 5)"_s);
        dialog->accept();
        QCOMPARE(findVariable(shown.model(), name + "/kernel")->tensor.shape().front(), 5); // fresh
        shown.document().undoStack()->undo();
        QCOMPARE(findVariable(shown.model(), name + "/kernel")->tensor.shape().front(), 3);
    }

    /// A layer that was made with its units alone has all the other arguments too.
    void settingsShowWhatTheConfigLeavesOut()
    {
        Shown shown;
        shown.window.surgery().perform(
            &shown.document(),
            [](const auto& options) {
                return edit::appendLayer(*Json::parse(R"({"class_name": "Dense", "config": {"units": 3, "name": "n"}})"),
                                         options);
            },
            u"n"_s);
        auto* dialog = shown.open<SettingsDialog>(u"Settings…"_s);
        QVERIFY(dialog);
        auto* activation = dialog->findChild<QComboBox*>(u"activation"_s);
        QVERIFY(activation);
        QCOMPARE(activation->currentText(), u"linear"_s);
        activation->setCurrentText(u"softmax"_s);
        QCOMPARE(dialog->changes().dump(), std::string(R"({"activation": "softmax"})"));
        dialog->accept();
        QCOMPARE(findLayer(shown.model(), "n")->config["activation"].toText(), std::string("softmax"));
        QCOMPARE(findLayer(shown.model(), "n")->config["units"].toInt(), 3);
    }

    void whatTakesALayersPlaceStartsFromIt()
    {
        Shown shown;
        const Layer* conv = nullptr;
        for (const Layer& layer : shown.model().layers)
            if (layer.className == "Conv2D" && !conv)
                conv = &layer;
        QVERIFY(conv);
        const QString name = identityText(conv->name);
        shown.select(name);
        auto* dialog = shown.open<LayerPicker>(u"Replace…"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->layer()["class_name"].toText(), std::string("Conv2D"));
        QCOMPARE(dialog->layer()["config"]["filters"], conv->config["filters"]);
        dialog->choose(u"SeparableConv2D"_s);
        const Json config = dialog->layer()["config"];
        for (const char* same : {"filters", "kernel_size", "strides", "padding", "activation"})
            QVERIFY2(config[same] == conv->config[same], same);
        dialog->choose(u"Conv1D"_s); // its kernel has one size
        QCOMPARE(dialog->findChild<QLineEdit*>(u"kernel_size"_s)->text(), QString());
        QCOMPARE(dialog->findChild<QLineEdit*>(u"filters"_s)->text(),
                 QString::number(conv->config["filters"].toInt()));
        dialog->choose(u"TimeDistributed"_s);
        QCOMPARE(dialog->layer()["config"]["layer"]["class_name"].toText(), std::string("Conv2D"));
        QCOMPARE(dialog->layer()["config"]["layer"]["config"]["filters"], conv->config["filters"]);
        dialog->choose(u"SeparableConv2D"_s);
        dialog->accept();
        QCOMPARE(findLayer(shown.model(), name.toStdString())->className, std::string("SeparableConv2D"));
    }

    void theInputGetsAnotherShape()
    {
        Shown shown;
        const Shape before = *shown.model().inputs.front().shape;
        auto* dialog = shown.open<InputShapeDialog>(u"Input shape…"_s);
        QVERIFY(dialog);
        auto* change = dialog->findChildren<QPushButton*>().constLast();
        auto* shape = dialog->findChild<QLineEdit*>(u"shape"_s);
        QCOMPARE(dialog->shape(), Shape(before.begin() + 1, before.end()));
        QVERIFY(!change->isEnabled()); // it has that shape
        shape->setText(u"eight"_s);
        QVERIFY(!change->isEnabled());
        shape->setText(u"40 × 40 × %1"_s.arg(before.back()));
        QVERIFY(change->isEnabled());
        dialog->accept();
        if (QAbstractButton* fresh = shown.button(u"Do it with fresh weights"_s))
            fresh->click();
        QCOMPARE(*shown.model().inputs.front().shape, (Shape{kUnknownDim, 40, 40, before.back()}));
        shown.document().undoStack()->undo();
        QCOMPARE(*shown.model().inputs.front().shape, before);
    }

    void valuesThatKerasRefusesAreSaidAtTheField()
    {
        Shown shown;
        for (const Layer& layer : shown.model().layers)
            if (layer.className == "Conv2D")
                shown.select(identityText(layer.name));
        auto* dialog = shown.open<SettingsDialog>(u"Settings…"_s);
        QVERIFY(dialog);
        auto* apply = dialog->findChildren<QPushButton*>().constLast();
        const auto said = [&](const QString& field, const QString& text) {
            auto* edit = dialog->findChild<QLineEdit*>(field);
            const QRect place = edit->rect().translated(edit->mapTo(dialog, QPoint()));
            edit->setFocus();
            (void)QTest::qWaitFor([edit] { return edit->hasFocus(); });
            edit->setText(text);
            QCoreApplication::processEvents();
            const auto* label = dialog->findChild<QLabel*>(field + u"Problem"_s);
            // Nothing moves for it, and it does not cover what is typed.
            if (edit->rect().translated(edit->mapTo(dialog, QPoint())) != place ||
                (label->isVisible() && label->geometry().intersects(edit->parentWidget()->geometry())))
                return u"moved"_s;
            return label->isHidden() ? QString() : label->text();
        };
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(said(u"filters"_s, u"0"_s), u"filters is a whole number of 1 or more, not 0"_s);
        QVERIFY(!apply->isEnabled());
        QVERIFY(dialog->changes().members().empty());
        QCOMPARE(said(u"filters"_s, u"12"_s), QString());
        QVERIFY(apply->isEnabled());
        QCOMPARE(said(u"strides"_s, u"(1, 0)"_s),
                 u"strides is a whole number of 1 or more, or 2 of them in brackets, not [1, 0]"_s);
        QCOMPARE(said(u"strides"_s, u"(2, 2)"_s), QString());
        // What two fields say together is said at the one that came to it.
        QVERIFY(said(u"dilation_rate"_s, u"2"_s).contains(u"cannot both be more than 1"_s));
        QCOMPARE(said(u"dilation_rate"_s, u"(1, "_s), u"This is no number, word or list: brackets may be open"_s);
        Language::current().set(u"ko"_s);
        QVERIFY(said(u"kernel_size"_s, u"(1, 2, 3)"_s).contains(u"[1, 2, 3]"_s));
        QVERIFY(!said(u"kernel_size"_s, u"(1, 2, 4)"_s).contains(u"whole number"_s));
        Language::current().set(u"en"_s);
    }

    void wrappersAreAddedWithWhatTheyWrap()
    {
        Shown shown;
        shown.select(shown.layers().at(1));
        auto* dialog = shown.open<LayerPicker>(u"Insert after…"_s);
        QVERIFY(dialog);
        dialog->choose(u"TimeDistributed"_s);
        dialog->chooseWrapped(u"Dense"_s);
        auto* accept = dialog->findChildren<QPushButton*>().constLast();
        QVERIFY(!accept->isEnabled()); // units are needed
        auto* units = dialog->findChild<QLineEdit*>(u"units"_s);
        QVERIFY(units);
        units->setText(u"-3"_s);
        QVERIFY(!accept->isEnabled());
        const int channels = static_cast<int>(shown.model().layers[1].nodes.front().outputShapes.front()->back());
        units->setText(QString::number(channels));
        QVERIFY(accept->isEnabled());
        dialog->accept();
        const Layer& made = shown.model().layers[2];
        QCOMPARE(made.className, std::string("TimeDistributed"));
        QCOMPARE(made.config["layer"]["class_name"].toText(), std::string("Dense"));
        QCOMPARE(made.config["layer"]["config"]["units"].toInt(), channels);
        QVERIFY(made.parameters > 0);
        shown.document().undoStack()->undo();
        QCOMPARE(shown.document().undoStack()->index(), 0);
    }

    void layersAreWrappedAsTheyAre()
    {
        Shown shown;
        shown.select(u"conv_1"_s);
        auto* dialog = shown.open<LayerPicker>(u"Wrap the layer in…"_s);
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->currentItem()->text(), u"TimeDistributed"_s);
        QVERIFY(!dialog->layer()["config"].contains("layer"));
        dialog->accept();
        QCOMPARE(shown.messages(), QStringList{u"That does not fit"_s}); // pictures have no time
        shown.select(u"relu_1"_s);
        dialog = shown.open<LayerPicker>(u"Wrap the layer in…"_s);
        dialog->accept();
        QCOMPARE(findLayer(shown.model(), shown.document().selection().layerPath().toStdString())->className,
                 std::string("TimeDistributed"));
        shown.document().undoStack()->undo();
        QCOMPARE(shown.document().selection().layerPath(), u"relu_1"_s);
        shown.select(u"picture"_s);
        QVERIFY(!shown.action(u"Wrap the layer in…"_s)->isEnabled());
    }

    void bidirectionalsWrapRecurrentLayersOnly()
    {
        LayerPicker picker(3, u"Insert"_s, u"Insert"_s, nullptr);
        picker.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto wrapped = [&](const QString& className) {
            picker.choose(className);
            QStringList all;
            for (auto* box : picker.findChildren<QComboBox*>())
                if (box->findText(u"LSTM"_s) >= 0 || box->findText(u"LSTMCell"_s) >= 0)
                    for (int i = 0; i < box->count(); ++i)
                        all << box->itemText(i);
            return all;
        };
        QVERIFY(wrapped(u"Bidirectional"_s).contains(u"GRU"_s) && !wrapped(u"Bidirectional"_s).contains(u"Dense"_s));
        QVERIFY(wrapped(u"RNN"_s).contains(u"GRUCell"_s) && !wrapped(u"RNN"_s).contains(u"LSTM"_s));
        QVERIFY(wrapped(u"TimeDistributed"_s).contains(u"Conv2D"_s));
        QVERIFY(wrapped(u"Dense"_s).isEmpty());
    }

    void whatDoesNotFitIsOfferedAsADraft()
    {
        Shown shown;
        shown.select(shown.layers().at(1));
        auto* dialog = shown.open<LayerPicker>(u"Insert after…"_s);
        QVERIFY(dialog);
        QLineEdit* search = dialog->findChildren<QLineEdit*>().constFirst();
        QTest::keyClicks(search, u"reshape"_s);
        QTest::keyClick(search, Qt::Key_Return); // to what is missing
        auto* shape = dialog->findChild<QLineEdit*>(u"target_shape"_s);
        QTRY_VERIFY(shape->hasFocus());
        QTest::keyClicks(shape, u"(7, 7)"_s);
        dialog->accept();
        QCOMPARE(shown.document().undoStack()->count(), 0);
        QVERIFY(shown.messages().contains(u"That does not fit"_s));
        QAbstractButton* draft = shown.button(u"Keep it as a draft"_s);
        QVERIFY(draft);
        draft->click();
        QVERIFY(isDraft(shown.model()));
        const QString told = u"This is a draft: it cannot be saved until it fits"_s;
        QCOMPARE(shown.messages(), QStringList{told}); // what was refused before is past
        Diagnostics notes;
        const auto saved =
            formats::saveModel(shown.model(), test::temporaryFolder() + "/draft.h5", "h5", {}, notes, {});
        QVERIFY(!saved.ok());
        QVERIFY(QString::fromStdString(saved.error().message).contains(u"draft"_s));
        shown.document().undoStack()->undo();
        QVERIFY(!isDraft(shown.model()));
        QVERIFY(shown.messages().isEmpty());
    }

    void selectionGoesToWhatOneGoesOnWith()
    {
        Shown shown;
        const auto selected = [&] { return shown.document().selection().layerPath(); };
        const auto inTree = [&] {
            return shown.window.findChild<ModelsPane*>()
                ->findChild<QTreeView*>()
                ->currentIndex()
                .siblingAtColumn(0)
                .data(ModelTreeModel::PathRole)
                .toString();
        };
        shown.select(u"relu_1"_s);
        shown.action(u"Duplicate"_s)->trigger();
        const QString copy = shown.layers().at(shown.layers().indexOf(u"relu_1"_s) + 1);
        QVERIFY(copy != u"pool_1"_s);
        QCOMPARE(selected(), copy);
        QCOMPARE(inTree(), copy);
        shown.action(u"Remove"_s)->trigger(); // what stands behind the gap
        QCOMPARE(selected(), u"pool_1"_s);
        QCOMPARE(inTree(), u"pool_1"_s);
        shown.document().undoStack()->undo();
        QCOMPARE(selected(), copy);
        QCOMPARE(inTree(), copy);
        shown.document().undoStack()->undo();
        QCOMPARE(selected(), u"relu_1"_s);
        shown.document().undoStack()->redo();
        QCOMPARE(selected(), copy);
        shown.document().undoStack()->undo();
        shown.select(u"norm_1"_s);
        shown.document().selection().setBeside({u"norm_1"_s, u"relu_1"_s});
        shown.action(u"Remove"_s)->trigger();
        QCOMPARE(selected(), u"pool_1"_s);
        shown.document().undoStack()->undo();
        shown.select(u"digit"_s); // nothing stands behind
        shown.action(u"Drop the last layer"_s)->trigger();
        QCOMPARE(selected(), u"hidden"_s);
        shown.document().undoStack()->undo();
        QCOMPARE(selected(), u"digit"_s);
        shown.select(u"pool_1"_s);
        auto* dialog = shown.open<LayerPicker>(u"Replace…"_s);
        dialog->choose(u"AveragePooling2D"_s);
        dialog->accept();
        QCOMPARE(findLayer(shown.model(), selected().toStdString())->className, std::string("AveragePooling2D"));
        QCOMPARE(inTree(), selected());
    }

    void selectionOfRenamedLayersComesBack()
    {
        Shown shown;
        shown.select(u"conv_2"_s);
        auto* dialog = shown.open<QInputDialog>(u"Rename…"_s);
        dialog->setTextValue(u"features"_s);
        dialog->accept();
        shown.document().undoStack()->undo();
        QCOMPARE(shown.document().selection().layerPath(), u"conv_2"_s);
        shown.document().undoStack()->redo();
        QCOMPARE(shown.document().selection().layerPath(), u"features"_s);
        shown.select(u"pool_1"_s); // an undo shows what it brings back
        shown.document().undoStack()->undo();
        QCOMPARE(shown.document().selection().layerPath(), u"conv_2"_s);
    }

    void messagesStayWithTheirModel()
    {
        Shown shown;
        shown.select(u"conv_1"_s);
        shown.action(u"Duplicate"_s)->trigger();
        QCOMPARE(shown.messages(), QStringList{u"That does not fit"_s});
        Document* digits = &shown.document();
        Document* other = shown.window.workspace()->addUnsaved(digits->sharedModel(), u"Other"_s);
        QCOMPARE(shown.window.workspace()->current(), other);
        QCOMPARE(shown.messages(), QStringList());
        shown.window.workspace()->setCurrent(digits);
        QCOMPARE(shown.messages(), QStringList{u"That does not fit"_s});
        QAbstractButton* fresh = shown.button(u"Do it with fresh weights"_s);
        QVERIFY(fresh && fresh->isVisible());
    }

    void keysGoOnWhereOneWorkedAfterABar()
    {
        Shown shown;
        shown.window.findChild<DocumentArea*>()->currentPage()->focusPane();
        QTRY_VERIFY(QApplication::focusWidget());
        const QWidget* graph = QApplication::focusWidget();
        shown.select(u"conv_1"_s);
        shown.action(u"Duplicate"_s)->trigger();
        QAbstractButton* fresh = shown.button(u"Do it with fresh weights"_s);
        QTRY_VERIFY(fresh && fresh->isVisible());
        QTest::mouseClick(fresh, Qt::LeftButton);
        QCOMPARE(shown.document().undoStack()->index(), 1);
        QTest::qWait(50);
        QCOMPARE(QApplication::focusWidget(), graph);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shown.document().undoStack()->index(), 0);
    }

    void undoInSearchFieldsIsTheModelsWhenNothingWasTyped()
    {
        Shown shown;
        shown.select(u"conv_1"_s);
        shown.action(u"Freeze"_s)->trigger();
        auto* search = shown.window.findChild<SearchBox*>();
        search->start();
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, u"con"_s);
        QTest::keyClick(search, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(search->text(), QString());
        QCOMPARE(shown.document().undoStack()->index(), 1);
        QTest::keyClick(search, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(shown.document().undoStack()->index(), 0);
    }

    void keysGoToTheModelInFrontWhenABarGoesWithItsModel()
    {
        Shown shown;
        Document* digits = &shown.document();
        Document* other = shown.window.workspace()->addUnsaved(digits->sharedModel(), u"Other"_s);
        shown.window.workspace()->setCurrent(digits);
        shown.window.findChild<DocumentArea*>()->currentPage()->focusPane();
        shown.select(u"conv_1"_s);
        shown.action(u"Duplicate"_s)->trigger();
        QAbstractButton* fresh = shown.button(u"Do it with fresh weights"_s);
        QTRY_VERIFY(fresh && fresh->isVisible());
        fresh->setFocus(Qt::TabFocusReason);
        shown.window.workspace()->setCurrent(other);
        const auto* page = shown.window.findChild<DocumentArea*>()->currentPage();
        QTRY_VERIFY(page->isAncestorOf(QApplication::focusWidget()));
    }

    void textsStandForValues()
    {
        QCOMPARE(argumentFromText(u"(3, None)"_s)->dump(), std::string("[3, null]"));
        QCOMPARE(argumentFromText(u"(3,)"_s)->dump(), std::string("[3]"));
        QCOMPARE(argumentFromText(u"relu"_s)->dump(), std::string("\"relu\""));
        QVERIFY(argumentFromText(u"None"_s)->isNull());
        QVERIFY(!argumentFromText(u"(3, "_s));
        QVERIFY(!argumentFromText(QString()));
        QCOMPARE(argumentText(*argumentFromText(u"((1, 2), (3,))"_s)), u"((1, 2), (3,))"_s);
    }
};

QTEST_MAIN(TestSurgeryController)
#include "tst_SurgeryController.moc"
