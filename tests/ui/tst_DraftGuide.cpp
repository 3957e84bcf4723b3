// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/RestoreModel.h"
#include "core/edit/surgery/Surgery.h"
#include "core/model/Draft.h"
#include "tests/ui/WindowFixture.h"
#include "ui/items/ModelTreeModel.h"
#include "ui/widgets/MessageArea.h"

#include <QPushButton>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kBar = u"This is a draft: it cannot be saved until it fits"_s;

/// The digits network, with the draft's bar.
struct Shown {
    Shown() : window({test::samplePath("digits.h5")}) {}
    Document& document() { return *window.workspace()->current(); }
    [[nodiscard]] QStringList messages() { return window.findChild<MessageArea*>()->titles(); }
    [[nodiscard]] QPushButton* button(const QString& text)
    {
        for (auto* button : window.findChildren<QPushButton*>())
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }
    /// The input gets too small for the second pooling layer.
    void breakIt()
    {
        edit::SurgeryOptions options;
        options.draft = true;
        options.misfit = edit::Misfit::Fresh;
        VERIFY_RESULT(document().apply(*edit::setInputShape("picture", Shape{3, 3, 1}, options), u"Shape"_s));
    }
    /// Layers of these names are broken, whatever they are.
    void breakThese(const std::vector<std::string>& layers)
    {
        auto broken = std::make_shared<Model>(document().model());
        for (const std::string& layer : layers)
            broken->diagnostics.add({Severity::Error, "The layer needs rank 2", layer, 1, kBrokenConnection, {}});
        VERIFY_RESULT(document().apply(edit::RestoreModel("Break", broken), u"Break"_s));
    }
    test::OpenWindow window;
};

} // namespace

class TestDraftGuide : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void theBarStaysAsLongAsTheDraft()
    {
        Shown shown;
        shown.breakIt();
        QVERIFY(isDraft(shown.document().model()));
        QCOMPARE(shown.messages(), QStringList{kBar});
        VERIFY_RESULT(shown.document().apply(*edit::renameLayer("conv_1", "first"), u"Rename"_s));
        QCOMPARE(shown.messages(), QStringList{kBar});
        edit::SurgeryOptions fresh;
        fresh.misfit = edit::Misfit::Fresh;
        VERIFY_RESULT(shown.document().apply(*edit::removeLayer("pool_2", fresh), u"Remove"_s));
        QVERIFY(!isDraft(shown.document().model()));
        QVERIFY(!shown.messages().contains(kBar));
        shown.document().undoStack()->undo();
        QVERIFY(shown.messages().contains(kBar));
        shown.document().undoStack()->setIndex(0);
        QVERIFY(!shown.messages().contains(kBar));
    }

    void showSelectsTheBrokenLayer()
    {
        Shown shown;
        shown.breakIt();
        QVERIFY(shown.button(u"Show"_s));
        shown.button(u"Show"_s)->click();
        QCOMPARE(shown.document().selection().layerPath(), u"pool_2"_s);
        QVERIFY(shown.button(u"Show"_s)); // the bar is still there
    }

    void severalAreShownInTurn()
    {
        Shown shown;
        shown.breakThese({"pool_1", "hidden"});
        QPushButton* next = shown.button(u"Show next"_s);
        QVERIFY(next);
        for (const QString& expected : {u"pool_1"_s, u"hidden"_s, u"pool_1"_s}) {
            next->click();
            QCOMPARE(shown.document().selection().layerPath(), expected);
        }
    }

    void theTreeMarksTheBrokenLayer()
    {
        Shown shown;
        ModelTreeModel tree(shown.window.workspace());
        const auto tipOf = [&](const QString& layer) {
            shown.document().selection().selectLayer(layer);
            return tree.data(tree.selectionIndex(&shown.document()), Qt::ToolTipRole).toString();
        };
        QVERIFY(!tipOf(u"pool_2"_s).contains(u"window"_s));
        shown.breakIt();
        QVERIFY(tipOf(u"pool_2"_s).contains(u"has a window of 2, larger than its input"_s));
        QVERIFY(!tipOf(u"pool_1"_s).contains(u"window"_s));
        const auto iconOf = [&](const QString& layer) {
            shown.document().selection().selectLayer(layer);
            const auto icon = tree.data(tree.selectionIndex(&shown.document()), Qt::DecorationRole).value<QIcon>();
            return icon.pixmap(16, 16).toImage();
        };
        const QImage broken = iconOf(u"pool_2"_s);
        QVERIFY(broken != iconOf(u"pool_1"_s));
        shown.document().undoStack()->undo();
        QVERIFY(broken != iconOf(u"pool_2"_s));
    }
};

QTEST_MAIN(TestDraftGuide)
#include "tst_DraftGuide.moc"
