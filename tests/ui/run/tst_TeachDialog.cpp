// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/run/TeachFixture.h"
#include "ui/document/UserObjects.h"
#include "ui/items/InspectorFacts.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QFile>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace lw;
using namespace lw::ui;
using lw::test::customModel;
using lw::test::kModel;
using lw::test::Shown;
using namespace Qt::StringLiterals;

class tst_TeachDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }
    void init() { QFile::remove(userObjectsPath()); }
    void cleanupTestCase() { QFile::remove(userObjectsPath()); }

    void namesWhatNeedsIt()
    {
        const Shown shown;
        QCOMPARE(shown.dialog->findChild<QComboBox*>(u"name"_s)->currentText(), u"Scale"_s);
        QVERIFY(shown.says(u"users"_s).contains(u"first, second"_s));
    }

    void theNameAskedForComesFirst()
    {
        const Shown shown(u"Other"_s);
        QCOMPARE(shown.dialog->findChild<QComboBox*>(u"name"_s)->currentText(), u"Other"_s);
        QVERIFY(!shown.dialog->findChild<QLabel*>(u"users"_s)->isVisible());
    }

    void wrongExpressionSaysTheColumn()
    {
        const Shown shown;
        shown.text()->setPlainText(u"inputs * fctor"_s);
        QVERIFY2(shown.says(u"status"_s).contains(u"column 10"_s), qPrintable(shown.says(u"status"_s)));
        QVERIFY(!shown.button(u"Save"_s)->isEnabled());
        QVERIFY(!shown.button(u"Try it"_s)->isEnabled());
    }

    void triesWhatIsNotSaved()
    {
        const Shown shown;
        shown.text()->setPlainText(u"inputs * 0 + factor"_s);
        QVERIFY(shown.button(u"Try it"_s)->isEnabled());
        QTest::mouseClick(shown.button(u"Try it"_s), Qt::LeftButton);
        QCOMPARE(shown.dialog->focusWidget(), shown.text());
        QTRY_VERIFY(shown.says(u"status"_s).contains(u"from 3 to 3"_s));
        QVERIFY(!QFile::exists(userObjectsPath()));
    }

    /// Also while another class of the model is not known yet, which would keep the whole from running.
    void checksAndTriesTheLayerAlone()
    {
        const std::string path = test::temporaryFolder() + "/two.json";
        std::string json = kModel;
        json.replace(json.find("\"Scale\""), 7, "\"Unknown\"");


        test::writeAll(path, json);
        auto opened = formats::openModel(path);
        QVERIFY(opened.ok());
        auto model = std::make_shared<Model>(std::move(*opened));
        model->layers.at(1).nodes.front().outputShapes = {Shape{kUnknownDim, 2}};
        const auto dialog = std::make_unique<TeachDialog>(TeachDialog::Models{model}, u"Scale"_s, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        auto* text = dialog->findChild<QPlainTextEdit*>(u"expression"_s);
        QCOMPARE(dialog->focusWidget(), text);
        const auto* status = dialog->findChild<QLabel*>(u"status"_s);
        const auto* attempt = dialog->findChild<QPushButton*>(u"try"_s);
        text->setPlainText(u"inputs * factor + [1, 2, 3]"_s);
        QVERIFY2(status->text().contains(u"column 17"_s), qPrintable(status->text()));
        text->setPlainText(u"inputs * 0 + factor"_s);
        QVERIFY2(status->text().startsWith(u"It fits the layer, which gives (None, 2). The model cannot run yet"_s),
                 qPrintable(status->text()));
        QVERIFY(attempt->isEnabled());
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"try"_s), Qt::LeftButton);
        QTRY_VERIFY2(status->text().contains(u"from 5 to 5"_s), qPrintable(status->text()));
        // Of an input whose shape nobody knows, names are still looked up.
        model->layers.at(1).nodes.front().outputShapes = {std::nullopt};
        text->setPlainText(u"sum(inputs, axis=1) * fctor"_s);
        QVERIFY2(status->text().contains(u"column 24"_s) || status->text().contains(u"can be read"_s),
                 qPrintable(status->text()));
        text->setPlainText(u"inputs * fctor"_s);
        QVERIFY2(status->text().contains(u"column 10"_s), qPrintable(status->text()));
        QVERIFY(!attempt->isEnabled());
    }

    /// An expression for a class that the model does not have is read, but nothing says that it fits.
    void expressionThatNothingNeeds()
    {
        const Shown shown(u"Other"_s);
        shown.text()->setPlainText(u"inputs * 2"_s);
        QVERIFY2(shown.says(u"status"_s).contains(u"No layer of an open model needs it"_s), qPrintable(shown.says(u"status"_s)));
        QVERIFY(shown.button(u"Save"_s)->isEnabled() && !shown.button(u"Try it"_s)->isEnabled());
    }

    void triesAndTellsWhatIsNotFinite()
    {
        const Shown shown;
        shown.text()->setPlainText(u"log(inputs * 0)"_s);
        QTest::mouseClick(shown.button(u"Try it"_s), Qt::LeftButton);
        QTRY_VERIFY2(shown.says(u"status"_s).contains(u"not finite"_s), qPrintable(shown.says(u"status"_s)));
    }

    void savedOnesAreToldAndInspected()
    {
        const Shown shown;
        const Layer& layer = shown.model->layers.at(1);
        InspectorFacts facts = inspectLayer(*shown.model, layer, u"first"_s);
        QCOMPARE(facts.teachName, u"Scale"_s);
        QVERIFY(facts.taught.isEmpty());
        QSignalSpy changed(&UserObjectsNews::current(), &UserObjectsNews::changed);
        shown.text()->setPlainText(u"inputs * factor"_s);
        QTest::mouseClick(shown.button(u"Save"_s), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        facts = inspectLayer(*shown.model, layer, u"first"_s);
        QCOMPARE(facts.taught, u"inputs * factor"_s);
        // Removing asks first.
        QTest::mouseClick(shown.button(u"Remove"_s), Qt::LeftButton);
        auto* box = shown.dialog->findChild<QMessageBox*>();
        QVERIFY(box && box->text().contains(u"Scale"_s));
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY(!shown.dialog->findChild<QMessageBox*>());
        QTest::mouseClick(shown.button(u"Remove"_s), Qt::LeftButton);
        box = shown.dialog->findChild<QMessageBox*>();
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(changed.count(), 2);
        QVERIFY(inspectLayer(*shown.model, layer, u"first"_s).taught.isEmpty());
    }

    /// Another open model needs it: it is checked there.
    void anyOpenModelIsTriedOn()
    {
        TeachDialog dialog({std::make_shared<const Model>(), customModel()}, u"Scale"_s, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.findChild<QPlainTextEdit*>(u"expression"_s)->setPlainText(u"inputs * factor"_s);
        const QString said = dialog.findChild<QLabel*>(u"status"_s)->text();
        QVERIFY2(said.startsWith(u"It fits the model. The layer gives"_s), qPrintable(said));
    }

    void builtInLayersNeedNothing()
    {
        const Shown shown;
        QVERIFY(inspectLayer(*shown.model, shown.model->layers.at(0), u"in"_s).teachName.isEmpty());
    }
};

QTEST_MAIN(tst_TeachDialog)
#include "tst_TeachDialog.moc"
