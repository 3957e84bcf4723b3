// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileOperations.h"
#include "core/base/SaveFile.h"
#include "tests/support/Fixtures.h"

#include <QDir>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lw;

class TestSaveFile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }
    void replacesOnlyOnCommit();
    void leavesNothingWithoutCommit();
    void keepsPermissions();
    void followsSymbolicLinks();
    void refusesFoldersAndLinkLoops();
    void fullDiskKeepsTheOldFile();
    void overwritesEarlierBytes();
    void folderIsExchangedWhole();
    void folderCarriesUnknownEntriesOver();
    void folderOfOtherThingsIsRefused();
    void abandonedFolderVanishes();
    void mappedOldFileStaysReadable();
    void leftoversOfDeadProgramsAreCleared();
    void temporariesOfLivingProgramsStay();
    void folderThatSteppedAsideGetsItsNameBack();
    void interruptedSavesAreNoted();

private:
    static QStringList entries(const std::string& folder)
    {
        return QDir(QString::fromStdString(folder))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
};

void TestSaveFile::replacesOnlyOnCommit()
{
    const std::string path = test::temporaryFolder() + "/model.h5";
    test::writeAll(path, "old");
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->write("new content"));
    QCOMPARE(test::readAll(path), std::string("old"));
    VERIFY_RESULT(file->commit());
    QCOMPARE(test::readAll(path), std::string("new content"));
    QCOMPARE(entries(folderOf(path)).size(), 1);
}

void TestSaveFile::leavesNothingWithoutCommit()
{
    const std::string folder = test::temporaryFolder();
    {
        auto file = SaveFile::create(folder + "/x.npz");
        VERIFY_RESULT(file);
        VERIFY_RESULT(file->write("half"));
        QCOMPARE(entries(folder).size(), 1);
    }
    QVERIFY(entries(folder).isEmpty());
}

void TestSaveFile::keepsPermissions()
{
    const std::string path = test::temporaryFolder() + "/secret.h5";
    test::writeAll(path, "old");
    QCOMPARE(::chmod(path.c_str(), 0640), 0);
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->commit());
    struct stat status {};
    QCOMPARE(::stat(path.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0640u);
}

void TestSaveFile::followsSymbolicLinks()
{
    const std::string folder = test::temporaryFolder();
    test::writeAll(folder + "/real.h5", "old");
    QCOMPARE(::symlink("real.h5", (folder + "/link.h5").c_str()), 0);
    auto file = SaveFile::create(folder + "/link.h5");
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->write("new"));
    VERIFY_RESULT(file->commit());
    QCOMPARE(test::readAll(folder + "/real.h5"), std::string("new"));
    struct stat status {};
    QCOMPARE(::lstat((folder + "/link.h5").c_str(), &status), 0);
    QVERIFY(S_ISLNK(status.st_mode));
}

void TestSaveFile::refusesFoldersAndLinkLoops()
{
    const std::string folder = test::temporaryFolder();
    QCOMPARE(SaveFile::create(folder).error().kind, ErrorKind::Invalid);
    QCOMPARE(::symlink("b", (folder + "/a").c_str()), 0);
    QCOMPARE(::symlink("a", (folder + "/b").c_str()), 0);
    QCOMPARE(SaveFile::create(folder + "/a").error().kind, ErrorKind::Invalid);
    QCOMPARE(SaveFile::create(folder + "/missing/x.h5").error().kind, ErrorKind::NotFound);
}

void TestSaveFile::fullDiskKeepsTheOldFile()
{
    const std::string path = test::temporaryFolder() + "/kept.h5";
    test::writeAll(path, "precious");
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{4096, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    bool failed = false;
    {
        auto file = SaveFile::create(path);
        failed = file.ok() && !file->write(std::string(10'000, 'x')).ok();
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(failed);
    QCOMPARE(test::readAll(path), std::string("precious"));
    QCOMPARE(entries(folderOf(path)).size(), 1);
}

void TestSaveFile::overwritesEarlierBytes()
{
    const std::string path = test::temporaryFolder() + "/x";
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->write("0000data"));
    VERIFY_RESULT(file->writeAt(0, asBytes("head")));
    VERIFY_RESULT(file->write("!"));
    VERIFY_RESULT(file->commit());
    QCOMPARE(test::readAll(path), std::string("headdata!"));
}

void TestSaveFile::folderIsExchangedWhole()
{
    const std::string parent = test::temporaryFolder(), target = parent + "/model";
    QVERIFY(QDir().mkpath(QString::fromStdString(target)));
    test::writeAll(target + "/saved_model.pb", "old");
    auto folder = SaveFolder::create(target, "saved_model.pb");
    VERIFY_RESULT(folder);
    VERIFY_RESULT(writeNewFile(folder->temporaryPath() + "/saved_model.pb", asBytes("new")));
    QCOMPARE(test::readAll(target + "/saved_model.pb"), std::string("old"));
    VERIFY_RESULT(folder->commit());
    QCOMPARE(test::readAll(target + "/saved_model.pb"), std::string("new"));
    QCOMPARE(entries(parent), QStringList{"model"});
}

void TestSaveFile::folderCarriesUnknownEntriesOver()
{
    const std::string target = test::temporaryFolder() + "/model";
    QVERIFY(QDir().mkpath(QString::fromStdString(target + "/notes")));
    test::writeAll(target + "/saved_model.pb", "old");
    test::writeAll(target + "/fingerprint.pb", "old");
    test::writeAll(target + "/notes/README", "mine");
    auto folder = SaveFolder::create(target, "saved_model.pb");
    VERIFY_RESULT(folder);
    VERIFY_RESULT(writeNewFile(folder->temporaryPath() + "/saved_model.pb", asBytes("new")));
    const std::string_view own[] = {"saved_model.pb", "fingerprint.pb"};
    VERIFY_RESULT(folder->commit(own));
    QCOMPARE(test::readAll(target + "/notes/README"), std::string("mine"));
    QCOMPARE(entries(target), (QStringList{"notes", "saved_model.pb"}));
}

void TestSaveFile::folderOfOtherThingsIsRefused()
{
    const std::string target = test::temporaryFolder();
    test::writeAll(target + "/thesis.tex", "important");
    const auto folder = SaveFolder::create(target, "saved_model.pb");
    QVERIFY(!folder.ok());
    QCOMPARE(folder.error().kind, ErrorKind::Invalid);
}

void TestSaveFile::abandonedFolderVanishes()
{
    const std::string parent = test::temporaryFolder();
    {
        auto folder = SaveFolder::create(parent + "/model");
        VERIFY_RESULT(folder);
        VERIFY_RESULT(writeNewFile(folder->temporaryPath() + "/x", asBytes("x")));
    }
    QVERIFY(entries(parent).isEmpty());
}

void TestSaveFile::mappedOldFileStaysReadable()
{
    const std::string path = test::temporaryFolder() + "/mapped";
    test::writeAll(path, "old bytes");
    const auto mapped = MappedFile::open(path);
    VERIFY_RESULT(mapped);
    auto file = SaveFile::create(path);
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->commit());
    QCOMPARE(std::string(asText((*mapped)->bytes())), std::string("old bytes"));
}

void TestSaveFile::leftoversOfDeadProgramsAreCleared()
{
    const std::string folder = test::temporaryFolder();
    test::writeAll(folder + "/.other.h5.layerwright-abcdefghi9", "half");
    QVERIFY(QDir().mkpath(QString::fromStdString(folder + "/.model.layerwright-0123456789/variables")));
    test::writeAll(folder + "/.model.layerwright-0123456789/variables/variables.index", "half");
    const QStringList others{".layerwright-abcdefghi9", ".model.layerwright-012345678", ".model.layerwright-012345678X",
                             "model.layerwright-0123456789"};
    for (const QString& other : others)
        test::writeAll(folder + "/" + other.toStdString(), "a user's own");
    auto file = SaveFile::create(folder + "/x.h5");
    VERIFY_RESULT(file);
    VERIFY_RESULT(file->commit());
    QCOMPARE(entries(folder), QStringList(others) << "x.h5");
}

void TestSaveFile::temporariesOfLivingProgramsStay()
{
    const std::string folder = test::temporaryFolder();
    auto file = SaveFile::create(folder + "/a.h5");
    auto model = SaveFolder::create(folder + "/model");
    auto other = SaveFile::create(folder + "/b.h5");
    VERIFY_RESULT(file);
    VERIFY_RESULT(model);
    VERIFY_RESULT(other);
    QCOMPARE(entries(folder).size(), 3);
    VERIFY_RESULT(other->commit());
    VERIFY_RESULT(model->commit());
    VERIFY_RESULT(file->commit());
    QCOMPARE(entries(folder), (QStringList{"a.h5", "b.h5", "model"}));
}

void TestSaveFile::folderThatSteppedAsideGetsItsNameBack()
{
    const std::string folder = test::temporaryFolder();
    for (const char* name : {"/.model.layerwright-0123456789.old", "/.model.layerwright-9876543210"}) {
        QVERIFY(QDir().mkpath(QString::fromStdString(folder + name)));
        test::writeAll(folder + name + "/saved_model.pb", name);
    }
    removeStaleTemporaries(folder);
    QCOMPARE(entries(folder), QStringList{"model"});
    QCOMPARE(test::readAll(folder + "/model/saved_model.pb"), std::string("/.model.layerwright-0123456789.old"));
}

void TestSaveFile::interruptedSavesAreNoted()
{
    const std::string folder = test::temporaryFolder();
    qputenv("XDG_STATE_HOME", QByteArray::fromStdString(folder + "/state"));
    const pid_t child = ::fork();
    if (child == 0) {
        const auto file = SaveFile::create(folder + "/model.h5");
        ::_exit(file.ok() ? 0 : 1); // no destructor runs
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QCOMPARE(entries(folder).size(), 2);
    const auto living = SaveFile::create(folder + "/state/living.h5");
    VERIFY_RESULT(living);
    QStringList targets;
    for (int start = 0; start < 3; ++start)
        forInterruptedSaves([&](const std::string& target) {
            targets << QString::fromStdString(target);
            return start == 1;
        });
    const QString model = QString::fromStdString(folder + "/model.h5");
    QCOMPARE(targets, (QStringList{model, model}));
    qunsetenv("XDG_STATE_HOME");
}

QTEST_APPLESS_MAIN(TestSaveFile)
#include "tst_SaveFile.moc"
