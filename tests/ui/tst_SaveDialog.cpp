// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/BeforeSaving.h"
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
#include <algorithm>

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
        qputenv("XDG_CONFIG_HOME", m_folder.toLocal8Bit()); // nothing is taught there
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
        weights.architecture = Json();
        weights.kind = ModelKind::Weights;
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
        QTest::newRow("its other suffix") << u"digits.hdf5"_s << u"h5"_s << u"digits.hdf5"_s;
        QTest::newRow("longer suffix") << u"digits.weights.h5"_s << u"h5"_s << u"digits.h5"_s;
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

    void offersWhatASubclassedModelCanBe()
    {
        auto read = formats::openModel(test::fixture("h5/custom.h5"));
        VERIFY_RESULT(read);
        Model model = std::move(*read);
        model.kind = ModelKind::Subclassed;
        model.format = "saved_model";
        QStringList ids;
        for (const formats::Format* format : savableFormats(model))
            ids << QString::fromUtf8(format->id.data(), static_cast<qsizetype>(format->id.size()));
        ids.sort();
        // No checkpoint: this file does not know the names of its objects.
        QCOMPARE(ids, QStringList({u"json"_s, u"npz"_s, u"safetensors"_s, u"saved_model"_s, u"weights_h5"_s}));
    }

    void asksForWeightsWhereThereAreNone()
    {
        Model model = *m_model;
        QVERIFY(modelProblem(model, *formats::findFormat("keras")).isEmpty());
        model.variables.clear();
        QVERIFY(modelProblem(model, *formats::findFormat("keras")).startsWith(u"This model has no weights"_s));
        QVERIFY(modelProblem(model, *formats::findFormat("json")).isEmpty());
        Diagnostics report;
        const auto saved = formats::saveModel(model, (m_folder + u"/none.h5"_s).toStdString(), "h5", {}, report);
        QVERIFY(!saved.ok());
        QVERIFY(saved.error().message.find("no weights") != std::string::npos);
        auto* dialog = new SaveDialog(std::make_shared<const Model>(model), m_folder + u"/none.h5"_s,
                                      formats::findFormat("h5"), nullptr);
        dialog->open();
        QVERIFY(!dialog->findChild<QPushButton*>(u"save"_s)->isEnabled());
        dialog->reject();
    }

    void saysWhichKerasGoesOnWithTraining_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("optimizer");
        QTest::addColumn<QString>("words");
        QTest::newRow("own file") << u"h5"_s << 2 << true << QString();
        QTest::newRow("h5 for Keras 3") << u"h5"_s << 3 << true << u"Keras 3 cannot go on"_s;
        QTest::newRow("h5 without state") << u"h5"_s << 3 << false << QString();
        QTest::newRow("keras") << u"keras"_s << 3 << true << QString();
        QTest::newRow("SavedModel") << u"saved_model"_s << 2 << true << u"starts afresh"_s;
    }

    void saysWhichKerasGoesOnWithTraining()
    {
        QFETCH(QString, format);
        QFETCH(int, dialect);
        QFETCH(bool, optimizer);
        QFETCH(QString, words);
        auto read = formats::openModel(test::fixture("h5/trained.h5"));
        VERIFY_RESULT(read);
        formats::SaveOptions options;
        options.dialect = dialect;
        options.optimizer = optimizer;
        const std::string id = format.toStdString();
        const auto note = formats::trainingNote(*read, *formats::findFormat(id), options);
        QCOMPARE(note.has_value(), !words.isEmpty());
        Diagnostics report;
        VERIFY_RESULT(formats::saveModel(*read, (m_folder + u"/note-"_s + QTest::currentDataTag()).toStdString(), id,
                                         options, report));
        const auto said = std::find_if(report.entries().begin(), report.entries().end(),
                                       [](const Diagnostic& entry) { return entry.code == formats::kTrainingNote; });
        QCOMPARE(said != report.entries().end(), note.has_value());
        if (note)
            QVERIFY(QString::fromStdString(said->message).contains(words));
    }

    void joinsNotesThatBeginAlike()
    {
        Diagnostics notes;
        notes.info("Arguments that Keras 3 does not have are left out: groups");
        notes.info("TFOpLambda layers are operations of Keras 3");
        notes.info("Arguments that Keras 3 does not have are left out: time_major");
        notes.warning("Keras 3 has no layer of the class AddLoss", "one");
        QCOMPARE(noteLines(notes, Severity::Info),
                 QStringList({u"Arguments that Keras 3 does not have are left out: groups, time_major"_s,
                              u"TFOpLambda layers are operations of Keras 3"_s}));
        for (int i = 0; i < 9; ++i)
            notes.info("note " + std::to_string(i));
        QCOMPARE(noteLines(notes, Severity::Info).size(), 7);
        QCOMPARE(noteLines(notes, Severity::Info).last(), u"and 5 more"_s);
    }

    void namesWhatCannotBeTraced()
    {
        auto read = formats::openModel(test::fixture("h5/custom.h5"));
        VERIFY_RESULT(read);
        QCOMPARE(untaughtClasses(*read), QStringList({u"Scale"_s}));
        QVERIFY(untaughtClasses(*m_model).isEmpty());
    }

    void theNameThatIsTypedChoosesTheFormat()
    {
        auto* dialog = new SaveDialog(m_model, m_folder + u"/digits.h5"_s, formats::findFormat("h5"), nullptr);
        dialog->open();
        auto* name = dialog->findChild<QLineEdit*>(u"name"_s);
        const auto typed = [&](const QString& text) {
            name->selectAll();
            QTest::keyClicks(name, text);
            return dialog->request();
        };
        QCOMPARE(std::string(typed(u"mine.keras"_s).format->id), std::string("keras"));
        QCOMPARE(dialog->request().path, m_folder + u"/mine.keras"_s);
        QCOMPARE(std::string(typed(u"mine.hdf5"_s).format->id), std::string("h5"));
        QCOMPARE(dialog->request().path, m_folder + u"/mine.hdf5"_s);
        QCOMPARE(std::string(typed(u"mine"_s).format->id), std::string("h5")); // says nothing
        QCOMPARE(std::string(typed(u"mine.json"_s).format->id), std::string("json"));
        QCOMPARE(name->text(), u"mine.json"_s);
        dialog->reject();
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
