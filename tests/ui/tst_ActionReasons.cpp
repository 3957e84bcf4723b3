// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/WindowFixture.h"
#include "ui/document/ModelParts.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/widgets/Text.h"
#include "ui/window/Language.h"
#include "ui/window/WindowActions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

/// Entries of a menu, and of the menus in it, that cannot be chosen and do not say why.
QStringList silent(const QMenu* menu)
{
    QStringList texts;
    for (const QAction* action : menu->actions()) {
        if (action->isSeparator())
            continue;
        if (action->menu() && action->isEnabled())
            texts << silent(action->menu());
        if (!action->isEnabled() && action->statusTip().isEmpty())
            texts << action->text();
    }
    if (!menu->toolTipsVisible())
        texts << u"no tool tips in "_s + menu->title();
    return texts;
}

struct Shown {
    explicit Shown(const QStringList& paths = {test::samplePath("digits.h5")}) : window(paths)
    {
        QGuiApplication::clipboard()->clear();
    }
    QAction* action(ActionId id) { return window.actions()[id]; }
    QString why(ActionId id) { return action(id)->isEnabled() ? QString() : action(id)->statusTip(); }
    void select(const QStringList& layers)
    {
        window.selection().selectLayer(layers.constFirst());
        window.selection().setBeside(layers);
    }
    QStringList silentEntries()
    {
        QStringList all;
        for (const MenuId id : {MenuId::File, MenuId::Edit, MenuId::View, MenuId::Model, MenuId::Layer, MenuId::Go})
            all << silent(window.actions().menu(id));
        if (!window.workspace()->current())
            return all;
        QMenu context;
        emit window.findChild<ModelsPane*>()->menuRequested(&context);
        return all << silent(&context);
    }
    /// Whose class is this.
    QString layerOf(std::string_view className)
    {
        QString found;
        visitLayers(window.workspace()->current()->model(), [&](const Layer& layer, const std::string& path, int) {
            if (found.isEmpty() && layer.className == className)
                found = identityText(path);
        });
        return found;
    }
    test::OpenWindow window;
};

} // namespace

/// What cannot be chosen says what is missing and what helps.
class TestActionReasons : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }
    void cleanup() { Language::current().set(u"en"_s); }

    void everyEntrySaysWhy()
    {
        Shown shown;
        QVERIFY(shown.window.opened);
        QCOMPARE(shown.silentEntries(), QStringList());
        visitLayers(shown.window.workspace()->current()->model(), [&](const Layer&, const std::string& path, int) {
            shown.select({identityText(path)});
            QCOMPARE(shown.silentEntries(), QStringList());
        });
    }

    void withNothingOpen()
    {
        Shown shown(QStringList{});
        QCOMPARE(shown.silentEntries(), QStringList());
        QCOMPARE(shown.why(ActionId::RemoveLayer), u"Open a model first"_s);
        QCOMPARE(shown.why(ActionId::Save), u"Open a model first"_s);
        QVERIFY(shown.why(ActionId::Transplant).contains(u"two models"_s));
    }

    void withModelsThatCannotBeChanged()
    {
        const QString path = QString::fromStdString(test::fixture("saved_model/loops"));
        Shown shown({path});
        QVERIFY(shown.window.opened);
        QCOMPARE(shown.silentEntries(), QStringList());
        QVERIFY(!shown.why(ActionId::AppendLayer).isEmpty());
    }

    void inEveryLanguage()
    {
        Shown shown;
        const QString english = shown.why(ActionId::RemoveLayer), undo = shown.why(ActionId::Undo);
        QVERIFY(english.contains(u"Select a layer first"_s));
        Language::current().set(u"ko"_s);
        QCOMPARE(shown.silentEntries(), QStringList());
        for (const auto& [id, before] : {std::pair(ActionId::RemoveLayer, english), std::pair(ActionId::Undo, undo)})
            QTRY_VERIFY2(!shown.why(id).isEmpty() && shown.why(id) != before, qPrintable(shown.why(id)));
        Language::current().set(u"en"_s);
        QTRY_COMPARE(shown.why(ActionId::RemoveLayer), english);
    }

    void weightsAreFrozenAndRenewedOnlyWhereThereAreAny()
    {
        Shown shown;
        const QString pool = shown.layerOf("MaxPooling2D"), norm = shown.layerOf("BatchNormalization");
        const QString conv = shown.layerOf("Conv2D");
        shown.select({pool});
        for (const ActionId id : {ActionId::FreezeLayer, ActionId::UnfreezeLayer, ActionId::ResetLayer})
            QVERIFY(shown.why(id).contains(u"no weights"_s));
        shown.select({pool, conv}); // one of them has some
        QVERIFY(shown.action(ActionId::ResetLayer)->isEnabled() && shown.action(ActionId::FreezeLayer)->isEnabled());
        shown.select({norm}); // its statistics do not train, but nothing is frozen
        QVERIFY(shown.action(ActionId::FreezeLayer)->isEnabled());
        QVERIFY(shown.why(ActionId::UnfreezeLayer).contains(u"not frozen"_s));
        shown.action(ActionId::FreezeLayer)->trigger();
        QVERIFY(shown.action(ActionId::UnfreezeLayer)->isEnabled());
        QVERIFY(shown.why(ActionId::FreezeLayer).contains(u"frozen already"_s));
        shown.action(ActionId::UnfreezeLayer)->trigger();
        QVERIFY(shown.action(ActionId::FreezeLayer)->isEnabled());
        QVERIFY(!shown.action(ActionId::UnfreezeLayer)->isEnabled());
    }

    void selectionsAreToldWhatTheyLack()
    {
        Shown shown;
        const QString conv = shown.layerOf("Conv2D"), pool = shown.layerOf("MaxPooling2D");
        shown.select({conv});
        QVERIFY(shown.why(ActionId::MergeLayers).contains(u"two layers"_s));
        QVERIFY(shown.action(ActionId::MergeLayers)->toolTip().contains(u"two layers"_s));
        QVERIFY(shown.why(ActionId::UnwrapModel).contains(u"no model"_s));
        QVERIFY(shown.why(ActionId::PasteWeights).contains(u"Copy layers or weights first"_s));
        shown.select({conv, pool});
        QVERIFY(shown.action(ActionId::MergeLayers)->isEnabled());
        QVERIFY(shown.action(ActionId::MergeLayers)->statusTip().isEmpty());
        QVERIFY(shown.why(ActionId::BranchLayer).contains(u"only one"_s));
        shown.select({shown.layerOf("InputLayer")});
        QVERIFY(shown.why(ActionId::RemoveLayer).contains(u"input"_s));
        QVERIFY(shown.why(ActionId::LayerSettings).contains(u"Input shape"_s));
        QVERIFY(shown.action(ActionId::InsertLayer)->isEnabled());
    }

    void keysComeToWhatCannotBeChosen()
    {
        Shown shown;
        QMenu* menu = shown.window.actions().menu(MenuId::Edit);
        menu->popup(shown.window.mapToGlobal(QPoint(10, 40)));
        QTRY_VERIFY(menu->isVisible());
        for (int i = 0; i < 10 && menu->activeAction() != shown.action(ActionId::PasteWeights); ++i)
            QTest::keyClick(menu, Qt::Key_Down);
        QCOMPARE(menu->activeAction(), shown.action(ActionId::PasteWeights));
        QVERIFY(!menu->activeAction()->isEnabled());
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(!shown.window.workspace()->current()->isModified());
        menu->close();
    }

    void menusShowReasonsAndNothingElse()
    {
        Shown shown;
        QMenu* menu = shown.window.actions().menu(MenuId::Layer);
        menu->popup(shown.window.mapToGlobal(QPoint(10, 40)));
        QTRY_VERIFY(menu->isVisible());
        const auto rest = [&](ActionId id) {
            const QPoint place = menu->actionGeometry(shown.action(id)).center();
            QHelpEvent event(QEvent::ToolTip, place, menu->mapToGlobal(place));
            QCoreApplication::sendEvent(menu, &event);
        };
        rest(ActionId::RemoveLayer);
        QTRY_COMPARE(QToolTip::text(), shown.why(ActionId::RemoveLayer));
        rest(ActionId::NewHead);
        QTRY_VERIFY(!QToolTip::isVisible());
        menu->close();
    }
};

QTEST_MAIN(TestActionReasons)
#include "tst_ActionReasons.moc"
