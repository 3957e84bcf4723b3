// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/panes/run/InputEditor.h"
#include "ui/panes/run/OutputView.h"
#include "ui/panes/run/RunPane.h"
#include "ui/panes/weights/SliceGrid.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QUrl>

using namespace lw;
using namespace lw::ui;

namespace {

std::shared_ptr<const Model> digits(const char* name = "digits.h5")
{
    auto model = formats::openModel(test::sample(name));
    return model.ok() ? std::make_shared<const Model>(std::move(model).value()) : std::make_shared<const Model>();
}

/// A pane on a model, shown, with what one clicks on.
struct Shown {
    explicit Shown(std::shared_ptr<const Model> model) : document(std::move(model)), pane(&document)
    {
        pane.resize(1000, 500);
        pane.show();
        run = pane.findChild<QPushButton*>(QStringLiteral("run"));
        results = pane.findChild<QTabWidget*>();
    }
    bool clickRun()
    {
        QSignalSpy finished(&pane, &RunPane::finished);
        QTest::mouseClick(run, Qt::LeftButton);
        return finished.count() > 0 || finished.wait(20'000);
    }
    QComboBox* kind() const { return pane.findChild<QComboBox*>(QStringLiteral("kind")); }
    /// Chooses from the list with the keyboard, as one who tabs to it would.
    void chooseKind(const QString& text) const
    {
        kind()->setFocus();
        QTest::keyClicks(kind(), text);
    }
    OutputView* output(int index) const { return qobject_cast<OutputView*>(results->widget(index)); }
    /// The index of the greatest number of the first sample.
    int winner(int index) const
    {
        const QAbstractItemModel* numbers = output(index)->findChild<SliceGrid*>()->model();
        int best = 0;
        for (int column = 1; column < numbers->columnCount(); ++column)
            if (numbers->index(0, column).data().toDouble() > numbers->index(0, best).data().toDouble())
                best = column;
        return best;
    }
    bool says(const QString& part) const
    {
        const auto labels = pane.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
    }
    Document document;
    RunPane pane;
    QPushButton* run;
    QTabWidget* results;
};

void drop(QWidget* target, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &event);
}

} // namespace

class tst_RunPane : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::current().install(Theme::Scheme::Light);
    }

    void pictureIsRecognised_data()
    {
        QTest::addColumn<int>("digit");
        for (const int digit : {0, 1, 2, 3, 4, 5, 7, 8})
            QTest::addRow("digit %d", digit) << digit;
    }
    void pictureIsRecognised()
    {
        QFETCH(int, digit);
        Shown shown(digits());
        drop(shown.pane.findChild<InputEditor*>(), pathText(test::sample("digit-" + std::to_string(digit) + ".png")));
        QVERIFY(shown.says(QStringLiteral("8 × 8")));
        QVERIFY(shown.clickRun());
        QCOMPARE(shown.results->count(), 2); // the output and the times
        QCOMPARE(shown.output(0)->tab(), static_cast<int>(OutputView::Bars));
        QCOMPARE(shown.winner(0), digit);
        QVERIFY(shown.results->findChild<QTableView*>());
        QVERIFY(shown.says(QStringLiteral("Ran in")));
    }

    void pictureMustBeChosenFirst()
    {
        Shown shown(digits());
        shown.chooseKind(QStringLiteral("Pict"));
        QVERIFY(shown.clickRun());
        QVERIFY(shown.says(QStringLiteral("Choose a file")));
        QVERIFY(!shown.results->isVisible());
    }

    void brokenPictureIsSaid()
    {
        const std::string path = test::temporaryFolder() + "/broken.png";
        test::writeAll(path, "\x89PNG\r\n\x1a\nnothing");
        Shown shown(digits());
        drop(shown.pane.findChild<InputEditor*>(), pathText(path));
        QVERIFY(shown.says(QStringLiteral("cannot be read")));
        QVERIFY(shown.clickRun());
        QVERIFY(shown.says(QStringLiteral("could not be run")));
    }

    void wrongShapeIsSaidBeforeAndAfterRunning()
    {
        const std::string path = test::temporaryFolder() + "/wrong.csv";
        test::writeAll(path, "1,2,3\n4,5,6\n");
        Shown shown(digits());
        drop(shown.pane.findChild<InputEditor*>(), pathText(path));
        QTRY_VERIFY(shown.says(QStringLiteral("(2, 3)")));
        QVERIFY(shown.clickRun());
        QVERIFY(shown.says(QStringLiteral("wants shape (None, 8, 8, 1)")));
        QCOMPARE(shown.run->text(), QStringLiteral("Run"));
    }

    void selectedLayerIsShownAndFollowed()
    {
        Shown shown(digits());
        shown.document.selection().selectLayer(QStringLiteral("conv_1"));
        QCheckBox* also = nullptr;
        for (QCheckBox* box : shown.pane.findChildren<QCheckBox*>())
            if (box->text().contains(QStringLiteral("conv_1")))
                also = box;
        QVERIFY(also);
        QTest::mouseClick(also, Qt::LeftButton, {}, QPoint(8, also->height() / 2));
        QVERIFY(also->isChecked());
        QVERIFY(shown.clickRun());
        QVERIFY(shown.results->tabText(1).contains(QStringLiteral("conv_1")));
        QCOMPARE(shown.output(1)->tab(), static_cast<int>(OutputView::Maps));
        QVERIFY(shown.clickRun()); // prepared now: quick, so that selecting runs
        shown.results->setCurrentIndex(1);
        QSignalSpy finished(&shown.pane, &RunPane::finished);
        shown.document.selection().selectLayer(QStringLiteral("hidden"));
        QVERIFY(also->text().contains(QStringLiteral("hidden")));
        QTRY_VERIFY(finished.count() > 0 || !also->isEnabled());
        QVERIFY(shown.results->tabText(1).contains(QStringLiteral("hidden  (1, 48)")));
        QCOMPARE(shown.results->currentIndex(), 1);
    }

    void labelsNameTheBars()
    {
        Shown shown(digits());
        QVERIFY(shown.pane.readLabels(pathText(test::sample("digits-labels.txt"))));
        QVERIFY(shown.says(QStringLiteral("digits-labels.txt")));
        QSignalSpy failed(&shown.pane, &RunPane::failed);
        QVERIFY(!shown.pane.readLabels(QStringLiteral("/nowhere/labels.txt")));
        QCOMPARE(failed.count(), 1);
        QVERIFY(shown.says(QStringLiteral("digits-labels.txt")));
    }

    void signatureBringsItsOwnInputs()
    {
        Shown shown(digits("digits"));
        auto* signature = shown.pane.findChild<QComboBox*>(QStringLiteral("signature"));
        QVERIFY(signature->isVisible());
        signature->setFocus();
        QTest::keyClick(signature, Qt::Key_Down);
        QCOMPARE(signature->currentText(), QStringLiteral("serving_default"));
        QVERIFY(shown.clickRun());
        QVERIFY(shown.says(QStringLiteral("Ran in")));
        QVERIFY(shown.results->tabText(0).contains(QStringLiteral("(1, 10)")));
    }

    void longRunIsStopped()
    {
        Shown shown(digits());
        auto* samples = shown.pane.findChildren<QSpinBox*>().constFirst();
        samples->setValue(65536); // seconds of work
        QSignalSpy finished(&shown.pane, &RunPane::finished);
        QTest::mouseClick(shown.run, Qt::LeftButton);
        QCOMPARE(shown.run->text(), QStringLiteral("Stop"));
        QTest::mouseClick(shown.run, Qt::LeftButton);
        QVERIFY(finished.count() > 0 || finished.wait(20'000));
        QVERIFY(shown.says(QStringLiteral("Stopped")));
        QCOMPARE(shown.run->text(), QStringLiteral("Run"));
    }

    void weightsWithoutLayersExplainThemselves()
    {
        Shown shown(std::make_shared<const Model>());
        QVERIFY(!shown.run->isEnabled());
        QVERIFY(shown.says(QStringLiteral("holds no computation")));
    }

    void textInputTakesLines()
    {
        auto model = std::make_shared<Model>();
        model->inputs = {{"words", DType::String, Shape{kUnknownDim, 1}}};
        Shown shown(model);
        auto* texts = shown.pane.findChild<QPlainTextEdit*>(QStringLiteral("texts"));
        QVERIFY(texts->isVisible());
        texts->setFocus();
        QTest::keyClicks(texts, QStringLiteral("one"));
        QTest::keyClick(texts, Qt::Key_Return);
        QTest::keyClicks(texts, QStringLiteral("two"));
        const auto tensor = makeInput(shown.pane.findChild<InputEditor*>()->choice());
        VERIFY_RESULT(tensor);
        QCOMPARE(tensor->shape(), Shape({2, 1}));
    }

    void changesOfTheDocumentKeepTheChoices()
    {
        Shown shown(digits());
        shown.chooseKind(QStringLiteral("Zer"));
        QCOMPARE(shown.kind()->currentText(), QStringLiteral("Zeros"));
        shown.document.setModel(std::make_shared<const Model>(shown.document.model()));
        QCOMPARE(shown.kind()->currentText(), QStringLiteral("Zeros"));
    }

    void samplesAreCounted()
    {
        Shown shown(digits());
        auto* samples = shown.pane.findChildren<QSpinBox*>().constFirst();
        samples->setFocus();
        samples->selectAll();
        QTest::keyClicks(samples, QStringLiteral("5"));
        QVERIFY(shown.clickRun());
        QVERIFY(shown.results->tabText(0).contains(QStringLiteral("(5, 10)")));
        shown.output(0)->setSample(4);
        QCOMPARE(shown.output(0)->sample(), 4);
        QVERIFY(shown.clickRun()); // the views stay, and with them the sample
        QCOMPARE(shown.output(0)->sample(), 4);
    }
};

QTEST_MAIN(tst_RunPane)
#include "tst_RunPane.moc"
