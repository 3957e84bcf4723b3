// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/Session.h"
#include "tests/support/Fixtures.h"

#include <QTest>
#include <filesystem>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lw;
using recovery::Session;

namespace fs = std::filesystem;

/// Whose records are offered, and when they go.
class TestSession : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_state = test::temporaryFolder();
        qputenv("XDG_STATE_HOME", QByteArray::fromStdString(m_state));
    }

    void isForThisUserAlone()
    {
        const auto session = Session::create();
        VERIFY_RESULT(session);
        QVERIFY(session->folder().starts_with(m_state + "/layerwright/recovery/"));
        struct stat status {};
        QCOMPARE(::stat(session->folder().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0700));
        QCOMPARE(::stat((session->folder() + "/lock").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }

    void leavesNothingWithoutARecord()
    {
        {
            const auto session = Session::create();
            VERIFY_RESULT(session);
        }
        QVERIFY(fs::is_empty(m_state + "/layerwright/recovery"));
    }

    void isNotOfferedWhileItsProgramRuns()
    {
        auto session = Session::create();
        VERIFY_RESULT(session);
        record(session->prefix(1));
        QVERIFY(Session::abandoned().empty());
    }

    void isOfferedOnceItsProgramWasKilled()
    {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto session = Session::create();
            if (session)
                record(session->prefix(4));
            const char done = 1;
            if (::write(pipe[1], &done, 1) == 1)
                ::pause();
            ::_exit(1);
        }
        ::close(pipe[1]); // or the lock's descriptor
        char done = 0;
        QCOMPARE(::read(pipe[0], &done, 1), ssize_t(1));
        ::close(pipe[0]);
        QVERIFY(Session::abandoned().empty());
        QCOMPARE(::kill(child, SIGKILL), 0);
        QCOMPARE(::waitpid(child, nullptr, 0), child);
        {
            const auto sessions = Session::abandoned();
            QCOMPARE(sessions.size(), std::size_t(1));
            const auto records = sessions.front().records();
            QCOMPARE(records.size(), std::size_t(1));
            VERIFY_RESULT(records.front().record);
            QCOMPARE(records.front().record->title, std::string("a.h5"));
            // Another program does not get the same.
            QVERIFY(Session::abandoned().empty());
        }
        // Kept for later.
        const auto again = Session::abandoned();
        QCOMPARE(again.size(), std::size_t(1));
        recovery::discardRecord(again.front().records().front().prefix);
        QVERIFY(again.front().records().empty());
    }

    void goesWithItsLastRecord()
    {
        leave();
        {
            const auto sessions = Session::abandoned();
            QCOMPARE(sessions.size(), std::size_t(1));
            recovery::discardRecord(sessions.front().prefix(1));
        }
        QVERIFY(fs::is_empty(m_state + "/layerwright/recovery"));
    }

    void keepsRecordsForThirtyDays()
    {
        const std::string prefix = leave();
        age(prefix + ".edits", 29);
        QCOMPARE(Session::abandoned().size(), std::size_t(1));
        age(prefix + ".edits", 31);
        QVERIFY(Session::abandoned().empty());
        QVERIFY(fs::is_empty(m_state + "/layerwright/recovery"));
    }

    void clearsAwayWhatHasNoRecord()
    {
        const std::string prefix = leave();
        test::writeAll(prefix + "-0.values", "v");
        const std::string other = fs::path(prefix).parent_path().string() + "/2-0.values";
        test::writeAll(other, "v");
        const auto sessions = Session::abandoned();
        QCOMPARE(sessions.size(), std::size_t(1));
        QVERIFY(fs::exists(prefix + "-0.values"));
        QVERIFY(!fs::exists(other));
    }

    void setsAsideWhatCannotBeRead()
    {
        const std::string prefix = leave();
        test::writeAll(prefix + ".edits", "nonsense");
        {
            const auto sessions = Session::abandoned();
            QCOMPARE(sessions.size(), std::size_t(1));
            const auto records = sessions.front().records();
            QCOMPARE(records.size(), std::size_t(1));
            QVERIFY(!records.front().record.ok());
            recovery::setAsideRecord(records.front().prefix);
            QVERIFY(sessions.front().records().empty());
        }
        QVERIFY(fs::exists(prefix + ".damaged")); // for whoever wants to look into it
        age(prefix + ".damaged", 31);
        QVERIFY(Session::abandoned().empty());
        QVERIFY(!fs::exists(prefix + ".damaged"));
    }

    void saysWhenThereIsNoPlace()
    {
        test::writeAll(m_state + "/layerwright", "a file");
        const auto session = Session::create();
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Io);
        QVERIFY(Session::abandoned().empty());
    }

private:
    static void record(const std::string& prefix)
    {
        recovery::Record record;
        record.title = "a.h5";
        test::writeAll(recovery::recordPath(prefix), recovery::encodeRecord(record));
    }

    static std::string leave()
    {
        const auto session = Session::create();
        if (!session)
            qFatal("no session");
        record(session->prefix(1));
        return session->prefix(1);
    }

    static void age(const std::string& path, int days)
    {
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(24 * days));
    }

    std::string m_state;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_Session.moc"
