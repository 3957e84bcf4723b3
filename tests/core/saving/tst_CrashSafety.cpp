// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/AfterCrash.h"
#include "tests/core/saving/SavedTarget.h"
#include "tests/support/CliProgram.h"
#include "tests/support/Fixtures.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <random>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lw;
using namespace lw::test;

namespace {

/// Mounts of its own for this process; without rights, as root of a user namespace.
bool enterOwnMounts()
{
    const auto user = ::getuid();
    const auto group = ::getgid();
    if (::unshare(CLONE_NEWNS) != 0) {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        writeAll("/proc/self/setgroups", "deny");
        writeAll("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
        writeAll("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

} // namespace

/// Nothing is ever lost: whatever ends or fails a save, at every call that changes a file, the target is the whole old
/// or the whole new model, and nothing else is left behind but what the next start clears away.
class TestCrashSafety : public QObject {
    Q_OBJECT
private slots:
    void init();
    void killedAtEveryCall_data() { addFormats(); }
    void killedAtEveryCall();
    void failingAtEveryCall_data() { addFormats(); }
    void failingAtEveryCall();
    void everyWriteShort_data() { addFormats(); }
    void everyWriteShort();
    void fileSizeLimits_data() { addFormats(); }
    void fileSizeLimits();
    void fullDisk_data() { addFormats(); }
    void fullDisk();
    void killedAtAnyMoment_data() { addFormats(); }
    void killedAtAnyMoment();
    void savesOntoTheOpenModel_data() { addFormats(); }
    void savesOntoTheOpenModel();

private:
    struct State {
        QByteArray content;
        QStringList files;
        bool operator==(const State&) const = default;
    };
    static void addFormats();
    [[nodiscard]] std::vector<std::string> convert(const std::string& model) const;
    /// A checkpoint is there with its index; the file "checkpoint", which names the latest, comes right behind.
    [[nodiscard]] bool isNew(State state) const
    {
        if (m_format == "tf_checkpoint" && !state.files.contains("checkpoint"))
            state.files.prepend("checkpoint");
        return state == m_new;
    }
    [[nodiscard]] State now() const { return {contentOf(m_target), everythingIn(m_work)}; }
    void putBack(bool withOld) const;
    long countCalls(bool withOld);
    ProgramEnd runWithFault(long number, const std::string& kind) const;
    [[nodiscard]] int saveOnSmallDisk(std::uintmax_t size) const;

    std::string m_format, m_target, m_work, m_kept;
    State m_old, m_new;
    const State m_nothing{"missing", {}};
    const std::string m_oldSource = fixture("h5/trained.h5"), m_newSource = fixture("h5/nested.h5");
};

void TestCrashSafety::addFormats()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("h5") << "h5"
                        << "model.h5";
    QTest::newRow("keras") << "keras"
                           << "model.keras";
    QTest::newRow("saved_model") << "saved_model"
                                 << "model";
    QTest::newRow("checkpoint") << "tf_checkpoint"
                                << "model";
    QTest::newRow("weights of Keras 2") << "weights_h5"
                                        << "model.weights.hdf5";
    QTest::newRow("weights of Keras 3") << "weights_keras"
                                        << "model.weights.h5";
    QTest::newRow("json") << "json"
                          << "model.json";
    QTest::newRow("npz") << "npz"
                         << "model.npz";
    QTest::newRow("safetensors") << "safetensors"
                                 << "model.safetensors";
}

/// Finds out how the folder looks with the old and with the new model; the old one is kept for copying.
void TestCrashSafety::init()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    const std::string folder = temporaryFolder();
    m_format = format.toStdString();
    m_work = folder + "/work";
    m_kept = folder + "/kept";
    m_target = m_work + "/" + name.toStdString();
    qputenv("XDG_STATE_HOME", QByteArray::fromStdString(folder + "/state"));
    std::filesystem::create_directory(m_work);
    QCOMPARE(runCli(convert(m_oldSource)).code, 0);
    m_old = now();
    std::filesystem::copy(m_work, m_kept, std::filesystem::copy_options::recursive);
    QCOMPARE(runCli(convert(m_newSource)).code, 0);
    m_new = now();
    QVERIFY2(!m_old.content.startsWith("broken") && !m_new.content.startsWith("broken"), m_new.content.constData());
    QVERIFY(m_old.content != m_new.content);
}

std::vector<std::string> TestCrashSafety::convert(const std::string& model) const
{
    return {"convert", model, m_target, "--to", m_format};
}

void TestCrashSafety::putBack(bool withOld) const
{
    std::filesystem::create_directory(m_work);
    for (const auto& entry : std::filesystem::directory_iterator(m_work))
        std::filesystem::remove_all(entry.path());
    std::error_code full;
    if (withOld)
        std::filesystem::copy(m_kept, m_work, std::filesystem::copy_options::recursive, full);
}

ProgramEnd TestCrashSafety::runWithFault(long number, const std::string& kind) const
{
    return runCli(convert(m_newSource),
                  {"LD_PRELOAD=" LAYERWRIGHT_FAULTS, "LAYERWRIGHT_FAULT=" + std::to_string(number) + ":" + kind,
                   "LAYERWRIGHT_FAULT_COUNT=" + m_work + "/../count", "ASAN_OPTIONS=verify_asan_link_order=0"});
}

/// Runs a whole save; how the folder looks then depends on what was there.
long TestCrashSafety::countCalls(bool withOld)
{
    putBack(withOld);
    if (runWithFault(0, "kill").code != 0 || contentOf(m_target) != m_new.content)
        return 0;
    m_new = now();
    return std::strtol(readAll(m_work + "/../count").c_str(), nullptr, 10);
}

void TestCrashSafety::killedAtEveryCall()
{
    for (const bool withOld : {true, false}) {
        const long calls = countCalls(withOld);
        QVERIFY(calls > 4);
        for (long number = 1; number <= calls; ++number) {
            putBack(withOld);
            QCOMPARE(runWithFault(number, "kill").signal, SIGKILL);
            const QByteArray content = contentOf(m_target);
            formats::cleanAfterCrash();
            const State state = now();
            QCOMPARE(state.content, content);
            QVERIFY2(state == (withOld ? m_old : m_nothing) || isNew(state),
                     qPrintable(QString("call %1 of %2: ").arg(number).arg(calls) + content + state.files.join(' ')));
        }
    }
}

void TestCrashSafety::failingAtEveryCall()
{
    constexpr int kErrors[] = {ENOSPC, EIO, EACCES};
    for (const bool withOld : {true, false}) {
        const long calls = countCalls(withOld);
        for (long number = 1; number <= calls; ++number) {
            putBack(withOld);
            const ProgramEnd end = runWithFault(number, std::to_string(kErrors[number % 3]));
            const State state = now();
            const QByteArray where = QString("call %1: ").arg(number).toUtf8() + end.errors + state.content + ' ' +
                                     state.files.join(' ').toUtf8();
            QVERIFY2(end.signal == 0 && (end.code == 0 || end.code == 2), where.constData());
            if (end.code == 0)
                QVERIFY2(state == m_new, where.constData());
            else
                QVERIFY2(state == (withOld ? m_old : m_nothing) || isNew(state), where.constData());
            QCOMPARE(end.errors.count('\n'), end.code == 0 ? 0 : 1);
        }
    }
}

void TestCrashSafety::everyWriteShort()
{
    const long calls = countCalls(true);
    for (long number = 1; number <= calls; ++number) {
        putBack(true);
        QCOMPARE(runWithFault(number, "short").code, 0);
        QVERIFY(now() == m_new);
    }
}

void TestCrashSafety::fileSizeLimits()
{
    std::uintmax_t largest = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_work))
        largest = std::max(largest, entry.is_regular_file() ? entry.file_size() : 0);
    for (const std::uintmax_t limit : {std::uintmax_t{0}, std::uintmax_t{1}, largest / 2, largest - 1}) {
        putBack(true);
        const ProgramEnd end = runCli(convert(m_newSource), {}, [limit] {
            const rlimit small{limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &small);
        });
        QVERIFY2(end.code == 2 && end.errors.count('\n') == 1, end.errors.constData());
        QVERIFY(now() == m_old);
    }
}

/// In a process of its own, whose folder of work is a file system of this size: 0 when the old model is whole and the
/// error says why, 1 when the new one is, 2 for anything else, 77 when the system does not let us mount.
int TestCrashSafety::saveOnSmallDisk(std::uintmax_t size) const
{
    const pid_t child = ::fork();
    if (child != 0) {
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
    }
    if (!enterOwnMounts() ||
        ::mount("tmpfs", m_work.c_str(), "tmpfs", 0, ("size=" + std::to_string(size)).c_str()) != 0)
        ::_exit(77);
    putBack(true);
    if (now() != m_old)
        ::_exit(0); // too small for the old one
    const ProgramEnd end = runCli(convert(m_newSource));
    const State state = now();
    if (end.code == 0 && state == m_new)
        ::_exit(1);
    const bool said = end.errors.count('\n') == 1 && end.errors.contains("No space left on device") &&
                      end.errors.startsWith(("layerwright-cli: " + m_target + ": ").c_str());
    if (end.code != 2 || state != m_old || !said)
        std::fprintf(stderr, "%ju bytes: %d %s%s\n", size, end.code, end.errors.constData(),
                     qPrintable(state.files.join(' ')));
    ::_exit(end.code == 2 && state == m_old && said ? 0 : 2);
}

void TestCrashSafety::fullDisk()
{
    constexpr std::uintmax_t kPage = 4096;
    std::uintmax_t whole = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_kept))
        whole += entry.is_regular_file() ? (entry.file_size() + kPage - 1) / kPage * kPage : 0;
    int outcome = 0, refused = 0;
    for (std::uintmax_t size = whole; outcome == 0; size += kPage) {
        outcome = saveOnSmallDisk(size);
        if (outcome == 77)
            QSKIP("this system does not let a test mount a small disk");
        QVERIFY(outcome != 2 && size < whole + (4 << 20));
        refused += outcome == 0 ? 1 : 0;
    }
    QVERIFY(refused > 0);
}

void TestCrashSafety::killedAtAnyMoment()
{
    QElapsedTimer timer;
    timer.start();
    putBack(true);
    QCOMPARE(runCli(convert(m_newSource)).code, 0);
    std::mt19937 random(20);
    std::uniform_int_distribution<int> moment(0, static_cast<int>(timer.nsecsElapsed() / 1000));
    for (int round = 0; round < 25; ++round) {
        putBack(true);
        (void)runCli(convert(m_newSource), {}, {}, moment(random));
        State state;
        // A reader that was just being started may outlive its program by a moment.
        (void)QTest::qWaitFor([&] {
            formats::cleanAfterCrash();
            state = now();
            return state == m_old || isNew(state);
        });
        QVERIFY2(state == m_old || isNew(state), qPrintable(state.content + state.files.join(' ')));
    }
}

/// The old file stays mapped while the new one is written from it.
void TestCrashSafety::savesOntoTheOpenModel()
{
    if (m_format == "npz" || m_format == "json" || m_format.starts_with("weights"))
        return; // layers or weights alone are no models, which is what is saved
    putBack(true);
    const ProgramEnd end = runCli(convert(m_target));
    QVERIFY2(end.code == 0, end.errors.constData());
    QCOMPARE(contentOf(m_target), m_old.content);
}

QTEST_GUILESS_MAIN(TestCrashSafety)
#include "tst_CrashSafety.moc"
