// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/edit/transplant/MakeModel.h"
#include "ui/panes/transplant/BlendDialog.h"
#include "ui/widgets/Theme.h"

#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QTest>

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

private:
    std::unique_ptr<Workspace> m_workspace;
    Document* m_a = nullptr;
    BlendDialog* m_dialog = nullptr;
    int m_count = 0;
};

QTEST_MAIN(TestBlendDialog)
#include "tst_BlendDialog.moc"
