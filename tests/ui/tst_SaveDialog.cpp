// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/CastWeights.h"
#include "tests/support/Fixtures.h"
#include "ui/dialogs/SaveDialog.h"
#include "ui/widgets/Theme.h"
#include "ui/window/Language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace lw;
using namespace lw::ui;
using namespace Qt::StringLiterals;

/// What the save dialog offers, warns of and refuses, for every format of the registry.
class TestSaveDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Language::current().set(u"en"_s);
        Theme::current().install(Theme::Scheme::Light);
        m_folder = QString::fromStdString(test::temporaryFolder());
        auto read = formats::openModel(test::sample("digits.h5"));
        VERIFY_RESULT(read);
        m_model = std::make_shared<const Model>(std::move(*read));
    }

    void offersItsOwnFormatFirstAndOnlyWritersThatCanHoldIt()
    {
        const auto found = savableFormats(*m_model);
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.first()->id, std::string_view("h5"));
        for (const formats::Format* format : found)
            QVERIFY(format->write != nullptr);
        Model weights = *m_model;
        weights.layers.clear();
        weights.format = "tf_checkpoint";
        for (const formats::Format* format : savableFormats(weights))
            QVERIFY(!format->holds.architecture || format->id == "tf_checkpoint");
    }

    void saysWhatEachFormatCannotHold()
    {
        QVERIFY(lossesOf(*m_model, *formats::findFormat("h5")).isEmpty());
        const QStringList npz = lossesOf(*m_model, *formats::findFormat("npz"));
        QCOMPARE(npz.size(), 2); // layers, training
        QVERIFY(lossesOf(*m_model, *formats::findFormat("json")).contains(u"the weights"_s));
    }

    void givesNamesTheSuffixOfTheFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("other suffix") << u"digits.keras"_s << u"h5"_s << u"digits.h5"_s;
        QTest::newRow("no suffix") << u"digits"_s << u"npz"_s << u"digits.npz"_s;
        QTest::newRow("dots in the name") << u"v1.2"_s << u"h5"_s << u"v1.2.h5"_s;
        QTest::newRow("folder") << u"digits.h5"_s << u"saved_model"_s << u"digits"_s;
        QTest::newRow("checkpoint prefix") << u"ckpt-3.index"_s << u"tf_checkpoint"_s << u"ckpt-3"_s;
    }
    void givesNamesTheSuffixOfTheFormat()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        QFETCH(QString, wanted);
        QCOMPARE(nameInFormat(name, *formats::findFormat(format.toStdString())), wanted);
    }

    void refusesPlacesThatWillNotDo()
    {
        const formats::Format& h5 = *formats::findFormat("h5");
        const formats::Format& saved = *formats::findFormat("saved_model");
        QVERIFY(QDir(m_folder).mkpath(u"things"_s));
        QFile(m_folder + u"/things/notes.txt"_s).open(QIODevice::WriteOnly);
        QFile(m_folder + u"/plain"_s).open(QIODevice::WriteOnly);
        QVERIFY(targetProblem(m_folder + u"/new.h5"_s, h5).isEmpty());
        QVERIFY(targetProblem(m_folder + u"/things"_s, h5).contains(u"is a folder"_s));
        QVERIFY(targetProblem(m_folder + u"/plain"_s, saved).contains(u"is a file"_s));
        QVERIFY(targetProblem(m_folder + u"/things"_s, saved).contains(u"other things"_s));
        QVERIFY(targetProblem(m_folder + u"/nowhere/new.h5"_s, h5).contains(u"does not exist"_s));
        QVERIFY(targetProblem(m_folder + u'/', h5).contains(u"name"_s));
        QVERIFY(targetProblem(m_folder + u'/' + QString(300, u'n'), h5).contains(u"too long"_s));
    }

    void offersOnlyTypesThatTheFormatTakes()
    {
        const auto offered = [this](const char* format) {
            return offeredOptions(*m_model, *formats::findFormat(format)).dtypes;
        };
        QCOMPARE(offered("h5"), QStringList({u"float32"_s, u"float16"_s}));
        QCOMPARE(offered("keras"), QStringList({u"float32"_s, u"float16"_s, u"bfloat16"_s}));
        QVERIFY(offered("saved_model").isEmpty());
        QVERIFY(offered("json").isEmpty());
        QVERIFY(offeredOptions(Model(), *formats::findFormat("keras")).dtypes.isEmpty());
    }

    void showsLossesOptionsAndReplacingBeforeSaving()
    {
        auto* dialog = new SaveDialog(m_model, QString::fromStdString(test::sample("digits.h5")),
                                      formats::findFormat("h5"), nullptr);
        dialog->open();
        auto* name = dialog->findChild<QLineEdit*>(u"name"_s);
        auto* folder = dialog->findChild<QLineEdit*>(u"folder"_s);
        auto* format = dialog->findChild<QComboBox*>(u"format"_s);
        auto* save = dialog->findChild<QPushButton*>(u"save"_s);
        auto* holds = dialog->findChild<QLabel*>(u"holds"_s);
        auto* optimizer = dialog->findChild<QCheckBox*>(u"optimizer"_s);
        QCOMPARE(name->text(), u"digits.h5"_s);
        QCOMPARE(save->text(), u"Replace"_s);
        QVERIFY(optimizer->isVisible());
        QTest::mouseClick(optimizer, Qt::LeftButton, {}, QPoint(6, optimizer->height() / 2));
        QVERIFY(!dialog->request().options.optimizer);
        QVERIFY(holds->text().contains(u"Training cannot be continued"_s));
        folder->setText(m_folder);
        QCOMPARE(save->text(), u"Save"_s);
        for (int i = 0; i < format->count(); ++i) {
            if (format->itemText(i).contains(u"NumPy"_s))
                format->setCurrentIndex(i);
        }
        QCOMPARE(name->text(), u"digits.npz"_s);
        QVERIFY(!optimizer->isVisible());
        QVERIFY(holds->text().contains(u"cannot hold"_s));
        QVERIFY(holds->text().contains(u"layers"_s));
        folder->setText(m_folder + u"/nowhere"_s);
        QVERIFY(!save->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

private:
    QString m_folder;
    std::shared_ptr<const Model> m_model;
};

QTEST_MAIN(TestSaveDialog)
#include "tst_SaveDialog.moc"
