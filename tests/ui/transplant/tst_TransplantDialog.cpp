// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"
#include "tests/core/edit/transplant/MakeModel.h"
#include "ui/panes/transplant/RowsDialog.h"
#include "ui/panes/transplant/TransplantDialog.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <utility>

using namespace lw;
using namespace lw::ui;
using Column = TransplantTableModel::Column;

namespace {

std::shared_ptr<const Model> shared(Model model, const char* path)
{
    model.path = path;
    return std::make_shared<const Model>(std::move(model));
}

/// 150 layers of two variables, of which the last has classes.
std::shared_ptr<const Model> deep(const char* path, int classes, float first)
{
    QByteArray lines;
    for (int i = 0; i < 149; ++i)
        lines += "Dense dense_" + QByteArray::number(i) + " kernel=16,16 bias=16\n";
    const QByteArray n = QByteArray::number(classes);
    lines += "Dense head kernel=16," + n + " bias=" + n;
    return shared(test::makeModel(lines.constData(), first), path);
}

QString textAt(const TransplantTableModel& model, int row, Column column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

} // namespace

class TestTransplantDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::current().install(Theme::Scheme::Light); }

    void tableTellsAndChangesThePlan()
    {
        edit::TransplantPlan plan(deep("a.h5", 10, 0), deep("b.h5", 5, 1));
        plan.match(edit::MatchBy::Name);
        TransplantTableModel model(std::move(plan));
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 300);
        QCOMPARE(textAt(model, 0, Column::Status), QStringLiteral("Fits"));
        QCOMPARE(textAt(model, 298, Column::Status), QStringLiteral("kernel (16, 10) does not fit (16, 5)"));
        const QModelIndex first = model.index(0, 0), misfit = model.index(298, 0);
        QVERIFY(first.flags() & Qt::ItemIsUserCheckable);
        QVERIFY(!(misfit.flags() & Qt::ItemIsUserCheckable));
        QVERIFY(model.setData(first, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.plan().movingCount(), std::size_t(297));

        const QModelIndex rule = model.index(298, static_cast<int>(Column::Rule));
        QVERIFY(!model.setData(rule, QStringLiteral("one, two"), TransplantTableModel::RuleRole));
        QVERIFY(model.setData(rule, QStringLiteral("0-2, 7, 9"), TransplantTableModel::RuleRole));
        QCOMPARE(textAt(model, 298, Column::Rule), QStringLiteral("Rows 0, 1, 2, 7, 9"));
        QCOMPARE(textAt(model, 298, Column::Status), QStringLiteral("Adapted"));
        QCOMPARE(model.setRuleForMisfits(edit::FitKind::TakeFirst), 1);
        QCOMPARE(model.plan().misfits().size(), std::size_t(0));

        // dense_0/kernel goes to dense_1/kernel, whose own source is left alone.
        const QModelIndex to = model.index(0, static_cast<int>(Column::To));
        QVERIFY(model.setData(to, QStringLiteral("dense_1/kernel"), TransplantTableModel::TargetRole));
        QCOMPARE(model.rowCount(), 301);
    }

    void weightsFilesAreMatchedByTheirObjects()
    {
        Model made = test::makeModel("Dense mine kernel=1,2 bias=2");
        const std::vector<Variable> variables = std::exchange(made.variables, {});
        QVERIFY(keras::readArchitecture(*Json::parse(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 1], "name": "x"}},
            {"class_name": "Dense", "config": {"name": "mine", "units": 2}}]}})"),
                                        made)
                    .ok());
        made.variables = variables;
        Model weights; // as save_weights() of Keras 3 writes them: no names of layers
        for (std::size_t i = 0; i < variables.size(); ++i) {
            weights.variables.emplace_back();
            weights.variables[i].path = "dense/" + std::to_string(i);
            weights.variables[i].key = "layers/dense/vars/" + std::to_string(i);
            weights.variables[i].tensor = variables[i].tensor;
        }
        Workspace workspace;
        Document* source = workspace.add(shared(weights, "a.weights.h5"));
        auto* dialog = new TransplantDialog(&workspace, source, workspace.add(shared(made, "b.h5")), nullptr);
        QCOMPARE(dialog->table()->plan().movingCount(), std::size_t(2));
        delete dialog;
    }

    void appliesWhatTheTableShows()
    {
        Workspace workspace;
        Document* source = workspace.add(deep("a.h5", 10, 0));
        Document* target = workspace.add(deep("b.h5", 5, 1));
        auto* dialog = new TransplantDialog(&workspace, source, target, nullptr);
        QElapsedTimer timer;
        timer.start();
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QVERIFY2(timer.elapsed() < 3000, "300 variables are shown at once");
        QSignalSpy applied(dialog, &TransplantDialog::applied);
        dialog->table()->setRuleForMisfits(edit::FitKind::TakeFirst);
        dialog->accept();
        QCOMPARE(applied.count(), 1);
        QCOMPARE(applied.first().at(0).value<Document*>(), target);
    }

    void matchingModesAreAtHand()
    {
        Workspace workspace;
        Document* source = workspace.add(shared(test::makeModel("Dense a kernel=4,4 bias=4"), "a.h5"));
        Document* target = workspace.add(shared(test::makeModel("Dense b kernel=4,4 bias=4"), "b.h5"));
        TransplantDialog dialog(&workspace, source, target, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(dialog.table()->plan().movingCount(), std::size_t(0));
        QComboBox* match = dialog.findChildren<QComboBox*>().at(2);
        match->setCurrentIndex(2);
        emit match->activated(2);
        QCOMPARE(dialog.table()->plan().movingCount(), std::size_t(2));
    }

    void editorsOfferWhatIsPossible()
    {
        Workspace workspace;
        Document* source = workspace.add(deep("a.h5", 10, 0));
        Document* target = workspace.add(deep("b.h5", 5, 1));
        TransplantDialog dialog(&workspace, source, target, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto* table = dialog.findChild<QTableView*>();
        table->edit(table->model()->index(298, static_cast<int>(Column::Rule)));
        auto* rules = table->viewport()->findChild<QComboBox*>();
        QVERIFY(rules && rules->findText(QStringLiteral("Take the first")) > 0);
        QVERIFY(rules->findText(QStringLiteral("Transpose")) < 0);
        rules->setCurrentIndex(rules->findText(QStringLiteral("Take the first")));
        emit rules->activated(rules->currentIndex());
        QCOMPARE(dialog.table()->plan().misfits().size(), std::size_t(1));
    }

    void onlyRulesThatFitAreOfferedForAll()
    {
        Workspace workspace;
        Document* source = workspace.add(deep("a.h5", 10, 0));
        Document* target = workspace.add(deep("b.h5", 5, 1));
        TransplantDialog dialog(&workspace, source, target, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto rules = [&dialog] {
            QStringList texts;
            for (const QComboBox* box : dialog.findChildren<QComboBox*>())
                if (box->itemText(0).startsWith(QStringLiteral("For all")))
                    for (int i = 1; i < box->count(); ++i)
                        texts << box->itemText(i);
            return texts;
        };
        QCOMPARE(rules(), QStringList{QStringLiteral("Take the first (2)")});
        dialog.table()->setData(dialog.table()->index(298, static_cast<int>(Column::Rule)),
                                static_cast<int>(edit::FitKind::TakeFirst), TransplantTableModel::RuleRole);
        QCOMPARE(rules(), QStringList{QStringLiteral("Take the first (1)")});
        dialog.table()->setRuleForMisfits(edit::FitKind::TakeFirst);
        QVERIFY(rules().isEmpty());
    }

    void aClassListServesTheWholeLayer()
    {
        edit::TransplantPlan plan(deep("a.h5", 10, 0), deep("b.h5", 5, 1));
        plan.match(edit::MatchBy::Name);
        TransplantTableModel table(std::move(plan));
        QWidget window;
        const auto ask = [&](int row) {
            RowsDialog::ask(&table, table.index(row, static_cast<int>(Column::Rule)), &window);
            return window.findChildren<RowsDialog*>().constLast();
        };
        RowsDialog* dialog = ask(298);
        dialog->findChild<QLineEdit*>()->setText(QStringLiteral("9, 3-6"));
        auto* alike = dialog->findChild<QCheckBox*>();
        QVERIFY(alike->isVisibleTo(dialog) && alike->isChecked());
        QCOMPARE(alike->text(), QStringLiteral("The same for bias of the layer"));
        dialog->accept();
        const std::vector<std::int64_t> rows{9, 3, 4, 5, 6};
        for (const std::size_t row : {298, 299})
            QCOMPARE(table.plan().moves()[row].rule, (edit::FitRule{edit::FitKind::TakeRows, rows}));
        QCOMPARE(table.plan().movingCount(), std::size_t(300));
        // The list of the one changes both; not ticked, only the one, whose list the other then offers.
        dialog = ask(299);
        QCOMPARE(dialog->findChild<QLineEdit*>()->text(), QStringLiteral("9, 3, 4, 5, 6"));
        dialog->findChild<QLineEdit*>()->setText(QStringLiteral("0-4"));
        dialog->findChild<QCheckBox*>()->setChecked(false);
        dialog->accept();
        QCOMPARE(table.plan().moves()[298].rule.rows, rows);
        QCOMPARE(table.plan().moves()[299].rule.rows, (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
        table.setData(table.index(299, static_cast<int>(Column::Rule)), static_cast<int>(edit::FitKind::Refuse),
                      TransplantTableModel::RuleRole);
        dialog = ask(299);
        QCOMPARE(dialog->findChild<QLineEdit*>()->text(), QStringLiteral("9, 3, 4, 5, 6"));
        dialog->reject();
    }

    void choicesOpenOnlyWhenAsked()
    {
        Workspace workspace;
        Document* source = workspace.add(deep("a.h5", 10, 0));
        Document* target = workspace.add(deep("b.h5", 5, 1));
        TransplantDialog dialog(&workspace, source, target, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        dialog.findChild<QCheckBox*>()->click(); // only what does not fit
        auto* table = dialog.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        const auto choices = [table] { return table->viewport()->findChildren<QComboBox*>().size(); };
        const QModelIndex first = table->model()->index(0, static_cast<int>(Column::Rule));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
        QCOMPARE(choices(), 1);
        auto* rules = table->viewport()->findChild<QComboBox*>();
        rules->setCurrentIndex(rules->findText(QStringLiteral("Take the first")));
        emit rules->activated(rules->currentIndex());
        // The row leaves and the next becomes the current one: nothing opens by itself, and Return asks.
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(choices(), 0);
        QSignalSpy applied(&dialog, &TransplantDialog::applied);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, static_cast<int>(Column::Rule)));
        QCOMPARE(choices(), 0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(choices(), 1);
        QCOMPARE(applied.count(), 0);
    }
};

QTEST_MAIN(TestTransplantDialog)
#include "tst_TransplantDialog.moc"
