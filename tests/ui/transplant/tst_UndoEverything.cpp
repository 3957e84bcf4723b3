// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/Meaning.h"
#include "tests/ui/WindowFixture.h"
#include "ui/dialogs/LoadWeightsDialog.h"
#include "ui/document/ModelParts.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/transplant/BlendDialog.h"
#include "ui/panes/transplant/TransplantDialog.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/surgery/HeadDialog.h"
#include "ui/widgets/MessageArea.h"
#include "ui/window/TransplantController.h"
#include "ui/window/WeightsController.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QInputDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;
using Side = MatchingSource::Side;

namespace {

void drop(QWidget* widget, QMimeData* data, const QPointF& at)
{
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &enter);
    QDragMoveEvent move(at.toPoint(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
    QDropEvent drop(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &drop);
}

} // namespace

/// Transplants, a blend, a load of weights and surgery, one upon the other, by what the user does; then all of it is
/// taken back and done again, and what the saved files mean is compared.
class TestUndoEverything : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::useFreshSettings(); }

    void init()
    {
        m_folder = QString::fromStdString(test::temporaryFolder());
        for (const char* name : {"digits.h5", "digits-epoch-1.h5"}) {
            QFile::remove(path(name));
            QVERIFY(QFile::copy(test::samplePath(name), path(name)));
            QFile(path(name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        }
        m_window = std::make_unique<test::OpenWindow>(QStringList{path("digits.h5"), path("digits-epoch-1.h5")});
        QVERIFY(m_window->opened);
        m_window->resize(1400, 900);
        for (Document* document : m_window->workspace()->documents())
            (document->title() == u"digits.h5"_s ? m_from : m_to) = document;
        m_window->documentArea()->showBeside(m_window->documentArea()->pageOf(m_to));
        m_window->workspace()->setCurrent(m_to);
        QTRY_VERIFY(pane(m_from) && pane(m_to) && pane(m_from)->canvas()->drawing() && pane(m_to)->canvas()->drawing());
    }

    void cleanup() { m_window.reset(); }

    void everyStepComesBackAndTheFilesMeanTheSame()
    {
        const QStringList original = meaningOfFile("digits-epoch-1.h5"), source = meaningOfFile("digits.h5");
        QCOMPARE(test::meaningOf(m_to->model()), original);
        QList<QStringList> states{original}; // after each step
        const auto step = [&](const char* what) {
            states.append(test::meaningOf(m_to->model()));
            QVERIFY2(m_to->undoStack()->count() == states.size() - 1, what);
            QVERIFY2(states[states.size() - 1] != states[states.size() - 2], what);
        };
        dropLayer("conv_1");
        step("a layer dropped onto a layer of the graph");
        blend();
        step("a blend");
        newHead(5);
        step("a new head");
        transplantByLines();
        step("a plan with a line drawn by hand and a rule");
        trigger(u"Freeze"_s, "conv_1");
        step("freezing");
        rename("conv_1", u"first"_s);
        step("renaming");
        trigger(u"Duplicate"_s, "dropout");
        step("duplicating a layer");
        loadWeights();
        step("weights loaded from a checkpoint");
        trigger(u"Fresh weights"_s, "first");
        step("fresh weights");
        trigger(u"Drop the last layer"_s, {});
        step("dropping the last layer");
        QVERIFY(m_window->messages()->titles().isEmpty());

        save();
        const QStringList edited = states.constLast();
        QCOMPARE(meaningOfFile("digits-epoch-1.h5"), edited);

        // Back, step by step; each state is exactly what it was.
        QAction* undo = m_window->actions()[ActionId::Undo];
        for (qsizetype i = states.size() - 2; i >= 0; --i) {
            QVERIFY(undo->isEnabled());
            undo->trigger();
            QCOMPARE(test::meaningOf(m_to->model()), states[i]);
        }
        QVERIFY(!undo->isEnabled());
        save();
        QCOMPARE(meaningOfFile("digits-epoch-1.h5"), original);

        QAction* redo = m_window->actions()[ActionId::Redo];
        QVERIFY(redo->shortcuts().contains(QKeySequence(u"Ctrl+Shift+Z"_s)));
        QVERIFY(redo->shortcuts().contains(QKeySequence(u"Ctrl+Y"_s)));
        for (qsizetype i = 1; i < states.size(); ++i) {
            redo->trigger();
            QCOMPARE(test::meaningOf(m_to->model()), states[i]);
        }
        QVERIFY(!redo->isEnabled());
        save();
        QCOMPARE(meaningOfFile("digits-epoch-1.h5"), edited);
        QCOMPARE(meaningOfFile("digits.h5"), source); // what gave weights is as it was
        QVERIFY(!m_from->isModified());
    }

private:
    QString path(const char* name) const { return m_folder + u'/' + QLatin1String(name); }
    GraphPane* pane(Document* document) const
    {
        return qobject_cast<GraphPane*>(m_window->documentArea()->pageOf(document)->currentPane());
    }

    QStringList meaningOfFile(const char* name) const
    {
        const auto model = formats::openModel(path(name).toStdString());
        return model ? test::meaningOf(*model) : QStringList{QString::fromStdString(model.error().message)};
    }

    void save()
    {
        const auto model = m_to->sharedModel();
        m_to->setModified(true);
        m_window->actions()[ActionId::Save]->trigger();
        const bool saved = QTest::qWaitFor([&] { return m_to->sharedModel() != model; }, 20000);
        QVERIFY2(saved && !m_to->isModified(), qPrintable(m_window->messages()->titles().join(u'\n')));
    }

    void dropLayer(const char* layer)
    {
        GraphCanvas* from = pane(m_from)->canvas();
        GraphCanvas* to = pane(m_to)->canvas();
        const std::unique_ptr<PartsMime> data =
            std::make_unique<PartsMime>(pane(m_from)->partsAt(from->drawing()->cardOfPath(layer)));
        to->fit();
        QTest::qWait(200);
        const auto card = static_cast<std::size_t>(to->drawing()->cardOfPath(layer));
        drop(to, data.get(), (to->drawing()->cards[card].rect.center() - to->visibleArea().topLeft()) * to->scale());
    }

    QAction* action(const QString& text) const
    {
        for (QAction* action : m_window->findChildren<QAction*>())
            if (action->text().remove(u'&') == text)
                return action;
        return nullptr;
    }

    void trigger(const QString& text, const char* layer)
    {
        if (layer)
            m_to->selection().selectLayer(QLatin1String(layer));
        QAction* chosen = action(text);
        QVERIFY2(chosen && chosen->isEnabled(), qPrintable(text));
        chosen->trigger();
    }

    template <typename Dialog>
    Dialog* latest() const
    {
        const auto dialogs = m_window->findChildren<Dialog*>();
        return dialogs.isEmpty() ? nullptr : dialogs.constLast();
    }

    void newHead(int units)
    {
        trigger(u"New head…"_s, nullptr);
        auto* dialog = latest<HeadDialog>();
        QVERIFY(dialog);
        dialog->findChild<QSpinBox*>(u"units"_s)->setValue(units);
        dialog->accept();
    }

    void rename(const char* layer, const QString& name)
    {
        trigger(u"Rename…"_s, layer);
        auto* dialog = latest<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(name);
        dialog->accept();
    }

    /// The old head's kernel taken off the new head's and put back by hand; both weights of the head by their first
    /// classes, the rest as the names say.
    void transplantByLines()
    {
        m_window->workspace()->setCurrent(m_to);
        m_window->actions()[ActionId::Transplant]->trigger();
        auto* dialog = latest<TransplantDialog>();
        QVERIFY(dialog);
        dialog->views()->show(PlanViews::Face::Lines);
        QTest::qWait(20);
        const edit::TransplantPlan& plan = dialog->table()->plan();
        const std::size_t from = lastKernel(plan.source()), to = lastKernel(plan.target());
        QVERIFY(plan.source().variables[from].tensor.shape() != plan.target().variables[to].tensor.shape());
        MatchingView* view = dialog->lines()->view();
        view->select(Side::Target, to);
        view->select(Side::Source, from);
        const QPoint begin = view->rowRect(Side::Source, from).center(), end = view->rowRect(Side::Target, to).center();
        QVERIFY(!begin.isNull() && !end.isNull());
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(plan.misfits().size(), std::size_t(1)); // the bias
        QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, begin);
        for (int i = 1; i <= 5; ++i)
            QTest::mouseMove(view, begin + (end - begin) * i / 5);
        QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, end);
        QCOMPARE(plan.misfits().size(), std::size_t(2));
        QCOMPARE(dialog->table()->setRuleForMisfits(edit::FitKind::TakeFirst), 2);
        dialog->accept();
    }

    static std::size_t lastKernel(const Model& model)
    {
        std::size_t last = 0;
        for (std::size_t i = 0; i < model.variables.size(); ++i)
            if (model.variables[i].role == "kernel")
                last = i;
        return last;
    }

    void blend()
    {
        m_window->actions()[ActionId::Blend]->trigger();
        auto* dialog = latest<BlendDialog>();
        QVERIFY(dialog);
        dialog->setRule(edit::BlendKind::Interpolate);
        dialog->setAmount(0.25);
        dialog->accept();
    }

    /// A checkpoint of the same layers with other values.
    void loadWeights()
    {
        Model other = m_to->model();
        for (Variable& variable : other.variables)
            if (variable.tensor.dtype() == DType::Float32)
                variable.tensor =
                    Tensor::fromVector(variable.tensor.shape(), std::vector<float>(variable.tensor.elements(), 0.25F));
        Diagnostics diagnostics;
        formats::SaveOptions options;
        options.optimizer = false;
        const std::string prefix = (m_folder + u"/other"_s).toStdString();
        VERIFY_RESULT(formats::saveModel(other, prefix, "tf_checkpoint", options, diagnostics));
        QSignalSpy opened(&m_window->weights(), &WeightsController::opened);
        m_window->weights().load(m_to, QString::fromStdString(prefix));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 60000);
        auto* dialog = latest<LoadWeightsDialog>();
        QVERIFY(dialog);
        dialog->findChild<QPushButton*>(u"load"_s)->click();
    }

    QString m_folder;
    std::unique_ptr<test::OpenWindow> m_window;
    Document *m_from = nullptr, *m_to = nullptr;
};

QTEST_MAIN(TestUndoEverything)
#include "tst_UndoEverything.moc"
