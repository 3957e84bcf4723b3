// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// window_bench MODEL... [--runs N] [--screenshot FILE.png]
// Starts itself N times (5) for each model, as the desktop starts the program on a double click: fresh settings, the
// whole window, the model opened by argument. Prints in milliseconds from the start of the process: the window's first
// frame, and the first frame in which the graph is drawn; the smallest and the median of the runs.

#include "ui/panes/graph/GraphCanvas.h"
#include "ui/widgets/Theme.h"
#include "ui/window/Language.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace lw::ui;

namespace {

constexpr const char* kStartVariable = "LAYERWRIGHT_BENCH_START"; // set in the children: ns of the monotonic clock

qint64 now()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Sees the first frames. What was painted is on its way to the screen when the event loop runs again.
class FirstFrames : public QObject {
public:
    explicit FirstFrames(MainWindow* window) : m_window(window) { qApp->installEventFilter(this); }
    QString screenshot;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        if (!m_first && watched == m_window) {
            m_first = true;
            QTimer::singleShot(0, this, [this] { m_shown = now(); });
        }
        const auto* canvas = qobject_cast<GraphCanvas*>(watched);
        if (canvas && canvas->drawing() && !m_done) {
            m_done = true;
            QTimer::singleShot(0, this, [this] { report(); });
        }
        return false;
    }

private:
    void report()
    {
        const qint64 drawn = now(), start = qEnvironmentVariable(kStartVariable).toLongLong();
        std::printf("%.1f %.1f\n", static_cast<double>(m_shown - start) / 1e6,
                    static_cast<double>(drawn - start) / 1e6);
        std::fflush(stdout);
        if (screenshot.isEmpty())
            std::_Exit(0);
        QTimer::singleShot(300, this, [this] {
            m_window->grab().save(screenshot);
            std::_Exit(0);
        });
    }
    MainWindow* m_window;
    bool m_first = false, m_done = false;
    qint64 m_shown = 0;
};

int child(QApplication& application, const QString& model, const QString& screenshot)
{
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    Language::current().set(QStringLiteral("en"));
    Theme::current().install(Theme::Scheme::Light);
    MainWindow window;
    FirstFrames frames(&window);
    frames.screenshot = screenshot;
    window.show();
    window.open({model});
    QTimer::singleShot(120000, &application, [] { std::_Exit(1); });
    return QApplication::exec();
}

bool measure(const QString& model, int runs, const QString& screenshot)
{
    std::vector<double> shown, drawn;
    for (int run = 0; run < runs; ++run) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kStartVariable), QString::number(now()));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QStringList arguments{model};
        if (!screenshot.isEmpty())
            arguments << QStringLiteral("--screenshot") << screenshot;
        process.start(QCoreApplication::applicationFilePath(), arguments);
        process.waitForFinished(-1);
        const QList<QByteArray> words = process.readAllStandardOutput().trimmed().split(' ');
        if (process.exitCode() != 0 || words.size() != 2)
            return false;
        shown.push_back(words[0].toDouble());
        drawn.push_back(words[1].toDouble());
    }
    std::sort(shown.begin(), shown.end());
    std::sort(drawn.begin(), drawn.end());
    std::printf("%-24s %8.0f %8.0f %8.0f %8.0f\n", qPrintable(QFileInfo(model).fileName()), shown.front(),
                shown[shown.size() / 2], drawn.front(), drawn[drawn.size() / 2]);
    std::fflush(stdout);
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption runs(QStringLiteral("runs"), {}, QStringLiteral("N"), QStringLiteral("5"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"), {}, QStringLiteral("FILE"));
    parser.addOptions({runs, screenshot});
    parser.addPositionalArgument(QStringLiteral("models"), {});
    parser.process(application);
    const QStringList models = parser.positionalArguments();
    if (models.isEmpty())
        parser.showHelp(1);
    if (qEnvironmentVariableIsSet(kStartVariable))
        return child(application, models.first(), parser.value(screenshot));
    std::printf("%-24s %17s %17s\n%-24s %8s %8s %8s %8s\n", "ms from process start", "window", "graph", "", "least",
                "median", "least", "median");
    for (const QString& model : models)
        if (!measure(model, std::max(1, parser.value(runs).toInt()), parser.value(screenshot)))
            std::printf("%s: was not drawn\n", qPrintable(model));
    return 0;
}
