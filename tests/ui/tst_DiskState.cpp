// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/window/DiskState.h"

#include <QTest>
#include <filesystem>

using namespace lw;
using namespace lw::ui;

/// Only the main file of a model tells whether another program wrote it, and where that is depends on the format.
class TestDiskState : public QObject {
    Q_OBJECT
private slots:
    void untouchedModelsAreUnchanged_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("HDF5 file") << QString::fromStdString(test::sample("digits.h5"));
        QTest::newRow("SavedModel folder") << QString::fromStdString(test::sample("digits"));
        QTest::newRow("checkpoint by its index") << QString::fromStdString(test::fixture("checkpoint/names.index"));
        QTest::newRow("checkpoint by its prefix") << QString::fromStdString(test::fixture("checkpoint/names"));
    }
    void untouchedModelsAreUnchanged()
    {
        QFETCH(QString, path);
        const auto model = formats::openModel(path.toStdString());
        VERIFY_RESULT(model);
        QVERIFY(model->stamp);
        const DiskState state = diskState(*model);
        QVERIFY(!state.changed);
        QVERIFY(!state.gone);
    }

    void aSavedModelThatWasWrittenAgainIsChanged()
    {
        const std::string folder = test::temporaryFolder() + "/digits";
        std::filesystem::copy(test::sample("digits"), folder, std::filesystem::copy_options::recursive);
        const auto model = formats::openModel(folder);
        VERIFY_RESULT(model);
        test::writeAll(folder + "/saved_model.pb", test::readAll(folder + "/saved_model.pb") + "x");
        QVERIFY(diskState(*model).changed);
        QVERIFY(diskState(*model).time > 0);
        std::filesystem::remove_all(folder);
        QVERIFY(diskState(*model).gone);
        QVERIFY(!diskState(*model).changed);
    }
};

QTEST_GUILESS_MAIN(TestDiskState)
#include "tst_DiskState.moc"
