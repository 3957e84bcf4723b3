// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/edit/transplant/MakeModel.h"
#include "ui/panes/transplant/BlendDialog.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QListWidget>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QTest>
#include <algorithm>

using namespace lw;
using namespace lw::ui;

namespace {

std::shared_ptr<const Model> model(const char* path, float first)
{
    Model made = test::makeModel("Dense a bias=1\nDense b bias=1", first);
    for (Layer& layer : made.layers)
        layer.parameters = 1;
    made.path = path;
    return std::make_shared<const Model>(std::move(made));
}

float valueOf(const Document* document, std::size_t variable)
{
    return document->model().variables[variable].tensor.toFloats()->front();
}

} // namespace

class TestBlendDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::current().install(Theme::Scheme::Light); }

    void init()
    {
        m_workspace = std::make_unique<Workspace>();
        m_a = m_workspace->add(model("a.h5", 0));
        m_workspace->add(model("b.h5", 10));
        m_workspace->add(model("c.h5", 4));
        m_dialog = new BlendDialog(m_workspace.get(), m_a, nullptr);
        connect(m_dialog, &BlendDialog::applied, this, [this](Document* into, const edit::Edit& edit, int count) {
            m_count = count;
            QVERIFY(into->apply(edit, QStringLiteral("Blend")));
        });
    }

    void interpolatesWithTheSliderAndPerLayer()
    {
        m_dialog->findChild<QSlider*>()->setValue(20);
        auto* layers = m_dialog->findChild<QTableWidget*>();
        QCOMPARE(layers->rowCount(), 2);
        layers->item(1, 1)->setText(QStringLiteral("1"));
        m_dialog->accept();
        QCOMPARE(m_count, 2);
        QCOMPARE(valueOf(m_a, 0), 2.0F);
        QCOMPARE(valueOf(m_a, 1), 11.0F);
        m_a->undoStack()->undo();
        QCOMPARE(valueOf(m_a, 0), 0.0F);
        QCOMPARE(valueOf(m_a, 1), 1.0F);
    }

    void refusesAmountsThatAreNoNumbers()
    {
        auto* layers = m_dialog->findChild<QTableWidget*>();
        layers->item(0, 1)->setText(QStringLiteral("half"));
        const auto buttons = m_dialog->findChildren<QPushButton*>();
        const auto blend = std::find_if(buttons.begin(), buttons.end(),
                                        [](const QPushButton* b) { return b->text() == QStringLiteral("Blend"); });
        QVERIFY(blend != buttons.end() && !(*blend)->isEnabled());
        const auto labels = m_dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == QStringLiteral("a: “half” is no number");
        }));
        m_count = 0;
        m_dialog->accept();
        QCOMPARE(m_count, 0);
        layers->item(0, 1)->setText(QString());
        QVERIFY((*blend)->isEnabled());
    }

    void tellsWhatHasNoPlaceAndWhoseOptimizerStays()
    {
        Model more = test::makeModel("Dense a bias=1\nDense b bias=1\nDense extra bias=1", 3);
        more.path = "more.h5";
        Model first = m_a->model();
        first.training.emplace();
        first.training->slotVariables.resize(1);
        Document* a = m_workspace->add(std::make_shared<const Model>(std::move(first)));
        m_workspace->add(std::make_shared<const Model>(std::move(more)));
        auto* dialog = new BlendDialog(m_workspace.get(), a, nullptr);
        dialog->setRule(edit::BlendKind::Average);
        const auto labels = dialog->findChildren<QLabel*>();
        const auto summary = std::find_if(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("are blended"));
        });
        QVERIFY(summary != labels.end());
        QVERIFY2((*summary)->text().contains(QStringLiteral("1 variable of the others has no place in A")) ||
                     (*summary)->text().contains(QStringLiteral("have no place in A")),
                 qPrintable((*summary)->text()));
        QVERIFY((*summary)->text().endsWith(QStringLiteral("The state of the optimizer stays that of A.")));
        QVERIFY((*summary)->toolTip().contains(QStringLiteral("extra/")));
        dialog->reject();
    }

    void addsTaskVectorsAndAverages()
    {
        m_dialog->setRule(edit::BlendKind::TaskVector);
        m_dialog->setAmount(0.5);
        m_dialog->accept();
        QCOMPARE(valueOf(m_a, 0), 3.0F); // 0 + (10 - 4) / 2
        auto* again = new BlendDialog(m_workspace.get(), m_a, nullptr);
        again->setRule(edit::BlendKind::Average);
        connect(again, &BlendDialog::applied, this, [](Document* into, const edit::Edit& edit, int) {
            QVERIFY(into->apply(edit, QStringLiteral("Blend")));
        });
        again->accept();
        QVERIFY(qAbs(valueOf(m_a, 0) - 17.0F / 3) < 1e-5F);
    }

    void everyRuleShowsTheModelsThatItTakes()
    {
        m_dialog->show();
        const auto* second = m_dialog->findChild<QComboBox*>(QStringLiteral("second"));
        const auto* others = m_dialog->findChild<QListWidget*>();
        using edit::BlendKind;
        for (const BlendKind rule : {BlendKind::Average, BlendKind::Interpolate, BlendKind::Ema, BlendKind::TaskVector}) {
            m_dialog->setRule(rule);
            const bool many = rule == BlendKind::Average || rule == BlendKind::Ema;
            QCOMPARE(second->isVisible(), !many);
            QCOMPARE(others->isVisible(), many);
        }
    }

    void theSecondModelIsOneThatFits()
    {
        Workspace workspace;
        Model other = test::makeModel("Conv2D far kernel=3,3,1,2");
        other.path = "far.h5";
        workspace.add(std::make_shared<const Model>(std::move(other)));
        Document* into = workspace.add(model("a.h5", 0));
        workspace.add(model("b.h5", 10));
        auto* dialog = new BlendDialog(&workspace, into, nullptr);
        QCOMPARE(dialog->findChild<QComboBox*>(QStringLiteral("second"))->currentText(), QStringLiteral("b.h5"));
        QVERIFY(dialog->findChildren<QPushButton*>().constLast()->isEnabled());
        delete dialog;
    }

private:
    std::unique_ptr<Workspace> m_workspace;
    Document* m_a = nullptr;
    BlendDialog* m_dialog = nullptr;
    int m_count = 0;
};

QTEST_MAIN(TestBlendDialog)
#include "tst_BlendDialog.moc"
