// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/dialogs/ComposeDialog.h"
#include "ui/dialogs/LoadWeightsDialog.h"
#include "ui/items/RestoreTableModel.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Toast.h"
#include "ui/window/Language.h"
#include "ui/window/MainWindow.h"
#include "ui/window/WeightsController.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

/// The plan of a load as the window shows it, and what becomes of it.
class TestLoadWeightsDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Language::current().set(u"en"_s);
        Theme::current().install(Theme::Scheme::Light);
        auto read = formats::openModel(test::sample("digits.h5"));
        VERIFY_RESULT(read);
        m_model = std::make_shared<const Model>(std::move(*read));
        m_prefix = test::temporaryFolder() + "/ckpt";
        Diagnostics diagnostics;
        formats::SaveOptions options;
        options.optimizer = false;
        VERIFY_RESULT(formats::saveModel(*m_model, m_prefix, "tf_checkpoint", options, diagnostics));
        auto file = formats::openModel(m_prefix);
        VERIFY_RESULT(file);
        m_file = std::make_shared<const Model>(std::move(*file));
    }

    void showsWhatLoads()
    {
        auto* dialog = new LoadWeightsDialog(m_file, m_model, u"ckpt"_s, u"digits.h5"_s, nullptr);
        dialog->open();
        QVERIFY(dialog->plan()->isComplete());
        auto* load = dialog->findChild<QPushButton*>(u"load"_s);
        QVERIFY(load->isEnabled());
        QCOMPARE(load->text(), u"Load %1 variables"_s.arg(m_model->variables.size()));
        QVERIFY(!dialog->findChild<QWidget*>(u"offer"_s)->isVisible());
        QCOMPARE(dialog->findChild<QTableView*>(u"rows"_s)->model()->rowCount(),
                 static_cast<int>(m_model->variables.size()));
        delete dialog;
    }

    void aPlaceIsChangedByHand()
    {
        RestoreTableModel rows;
        const QAbstractItemModelTester tester(&rows);
        auto plan = edit::RestorePlan::create(m_file, m_model, {});
        VERIFY_RESULT(plan);
        rows.setPlan(std::move(*plan));
        QSignalSpy edited(&rows, &RestoreTableModel::edited);
        const QModelIndex target = rows.index(0, static_cast<int>(RestoreTableModel::Column::Target));
        QVERIFY(target.flags() & Qt::ItemIsEditable);
        const auto choices = rows.choices(target);
        QVERIFY(choices.size() >= 2);
        QVERIFY(!choices.first().index); // nothing
        rows.choose(target, std::nullopt);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(rows.plan()->count(edit::RestoreStatus::Unused), std::size_t(1));
        QCOMPARE(rows.plan()->count(edit::RestoreStatus::Unmatched), std::size_t(1));
        // The variable that lost its entry can get it back from its own row.
        const QModelIndex file = rows.index(0, static_cast<int>(RestoreTableModel::Column::File));
        QVERIFY(file.flags() & Qt::ItemIsEditable);
        rows.choose(file, 0);
        QVERIFY(rows.plan()->isComplete());
    }

    void aLineIsPulledOffAndDrawnAgain()
    {
        auto* dialog = new LoadWeightsDialog(m_file, m_model, u"ckpt"_s, u"digits.h5"_s, nullptr);
        dialog->views()->show(PlanViews::Face::Lines);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        MatchingView* view = dialog->lines()->view();
        const edit::RestoreRow row = dialog->plan()->rows().front();
        const auto drag = [view](const QPoint& from, const QPoint& to) {
            QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, from);
            for (int i = 1; i <= 5; ++i)
                QTest::mouseMove(view, from + (to - from) * i / 5);
            QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, to);
        };
        drag(view->signRect(*row.from).center() - QPoint(12, 0), QPoint(view->width() / 2, view->height() - 8));
        QCOMPARE(dialog->plan()->count(edit::RestoreStatus::Unused), std::size_t(1));
        auto* load = dialog->findChild<QPushButton*>(u"load"_s);
        QCOMPARE(load->text(), u"Load %1 variables"_s.arg(m_model->variables.size() - 1));
        drag(view->rowRect(MatchingSource::Side::Source, *row.from).center(),
             view->rowRect(MatchingSource::Side::Target, *row.to).center());
        QVERIFY(dialog->plan()->isComplete());
        // What has no rules and no ticks offers none.
        QVERIFY(!dialog->findChild<QComboBox*>(u"lineRule"_s)->isVisible());
        QVERIFY(dialog->findChild<QPushButton*>(u"disconnect"_s)->isVisible());
        dialog->views()->show(PlanViews::Face::Table);
        delete dialog;
    }

    void offersThePlaceWhereMoreFits()
    {
        // The same model as a layer of another.
        auto outer = std::make_shared<Model>(*m_model);
        Layer inner;
        inner.name = "digits";
        inner.className = "Functional";
        inner.nested = m_model->kind;
        inner.layers = m_model->layers;
        outer->kind = ModelKind::Functional;
        outer->layers = {inner};
        for (Variable& variable : outer->variables) {
            variable.path = "digits/" + variable.path;
            variable.layer = "digits/" + variable.layer;
        }
        auto* dialog = new LoadWeightsDialog(m_file, outer, u"ckpt"_s, u"outer"_s, nullptr);
        dialog->open();
        QVERIFY(dialog->findChild<QWidget*>(u"offer"_s)->isVisible());
        QVERIFY(!dialog->findChild<QPushButton*>(u"load"_s)->isEnabled());
        dialog->findChild<QPushButton*>(u"useOffer"_s)->click();
        QCOMPARE(dialog->findChild<QComboBox*>(u"at"_s)->currentData().toString(), u"digits"_s);
        QVERIFY(dialog->plan()->isComplete());
        QVERIFY(dialog->findChild<QPushButton*>(u"load"_s)->isEnabled());
        delete dialog;
    }

    void loadingIsOneStepThatCanBeTakenBack()
    {
        MainWindow window;
        auto changed = std::make_shared<Model>(*m_model);
        changed->variables[0].tensor = Tensor::fromVector(
            changed->variables[0].tensor.shape(), std::vector<float>(changed->variables[0].tensor.elements(), 7.0F));
        Document* document = window.workspace()->add(changed);
        QSignalSpy opened(&window.weights(), &WeightsController::opened);
        window.weights().load(document, QString::fromStdString(m_prefix));
        QTRY_COMPARE(opened.size(), 1);
        auto* dialog = window.findChild<LoadWeightsDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QPushButton*>(u"load"_s)->click();
        QCOMPARE(document->undoStack()->count(), 1);
        QVERIFY(document->model().variables[0].tensor.toFloats()->front() != 7.0F);
        QVERIFY(document->isModified());
        QVERIFY(window.messages()->titles().isEmpty()); // all went well: a toast says it
        QVERIFY(std::ranges::any_of(window.findChildren<Toast*>(),
                                    [](const Toast* toast) { return toast->text().startsWith(u"Loaded"_s); }));
        document->undoStack()->undo();
        QCOMPARE(document->model().variables[0].tensor.toFloats()->front(), 7.0F);
        document->setModified(false);
    }

    void composesWhatIsTicked()
    {
        const std::string chosen = m_model->variables[0].layer;
        const QString prefix = QString::fromStdString(test::temporaryFolder() + "/part");
        auto* dialog = new ComposeDialog(m_model, prefix, QString::fromStdString(chosen), nullptr);
        dialog->open();
        QCOMPARE(dialog->composition().size(), std::size_t(1));
        QCOMPARE(dialog->composition().front().second, chosen);
        auto* save = dialog->findChild<QPushButton*>(u"save"_s);
        QVERIFY(save->isEnabled());
        QVERIFY(dialog->findChild<QLabel*>(u"call"_s)->text().startsWith(u"tf.train.Checkpoint("_s));
        auto* whole = dialog->findChild<QTreeWidget*>(u"parts"_s)->topLevelItem(0);
        whole->setCheckState(0, Qt::Checked);
        QCOMPARE(whole->text(1), u"model"_s);
        QVERIFY(save->isEnabled());
        QVERIFY(std::ranges::count(dialog->composition(), std::pair<std::string, std::string>("model", ".")) == 1);
        dialog->findChild<QLineEdit*>(u"prefix"_s)->setText(prefix + u"/missing/part"_s);
        QVERIFY(!save->isEnabled());
        delete dialog;
    }

    void tellsWeightsFromModelsByTheirNames()
    {
        QVERIFY(WeightsController::looksLikeWeights(u"/a/model.weights.h5"_s));
        QVERIFY(WeightsController::looksLikeWeights(u"/a/ckpt-1.index"_s));
        QVERIFY(WeightsController::looksLikeWeights(u"/a/ckpt-1.data-00000-of-00001"_s));
        QVERIFY(!WeightsController::looksLikeWeights(u"/a/model.h5"_s));
    }

private:
    std::shared_ptr<const Model> m_model, m_file;
    std::string m_prefix;
};

QTEST_MAIN(TestLoadWeightsDialog)
#include "tst_LoadWeightsDialog.moc"
