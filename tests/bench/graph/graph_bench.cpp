// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// graph_bench MODEL [--unfolded] [--sideways] [--operators FUNCTION] [--dark] [--size WxH] [--scale S] [--search TEXT]
//             [--select PATH] [--frames N] [--screenshot FILE.png] [--export FILE]
// Opens a model (an architecture as JSON, or any format the program reads), shows its graph in a window and prints, in
// milliseconds: reading, outline, layout, the time from the start of the process to the first picture, and the
// times of frames while panning along the graph at three distances. Pictures are for looking at.

#include "core/formats/FormatRegistry.h"
#include "core/keras/Architecture.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QLineEdit>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace lw;
using namespace lw::ui;

namespace {

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Since the process was started, as the kernel knows it (/proc/self/stat, field 22).
double sinceProcessStart()
{
    QFile stat(QStringLiteral("/proc/self/stat")), uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray line = stat.readAll();
    const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return uptime.readAll().split(' ').front().toDouble() * 1000 - fields[19].toDouble() * 10;
}

Result<std::shared_ptr<const Model>> read(const QString& path)
{
    if (path.endsWith(QStringLiteral(".json"))) { // without a registry: only the architecture
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return notFound("cannot be read").at(pathBytes(path));
        const QByteArray text = file.readAll();
        LW_ASSIGN(const Json json, Json::parse(std::string_view(text.data(), static_cast<std::size_t>(text.size()))));
        auto model = std::make_shared<Model>();
        LW_TRY(keras::readArchitecture(json, *model));
        return std::shared_ptr<const Model>(model);
    }
    LW_ASSIGN(Model model, formats::openModel(pathBytes(path)));
    return std::shared_ptr<const Model>(std::make_shared<const Model>(std::move(model)));
}

void measureFrames(GraphCanvas& canvas, double scale, int frames)
{
    canvas.zoomBy(scale / canvas.scale(), QPointF(canvas.width() / 2.0, canvas.height() / 2.0));
    const QRectF bounds = canvas.drawing()->bounds;
    std::vector<double> times;
    for (int frame = 0; frame < frames; ++frame) {
        const double t = 0.05 + 0.9 * frame / frames;
        canvas.centerOn({bounds.left() + bounds.width() * (bounds.width() > bounds.height() ? t : 0.5),
                         bounds.top() + bounds.height() * (bounds.width() > bounds.height() ? 0.5 : t)});
        QElapsedTimer timer;
        timer.start();
        canvas.repaint();
        times.push_back(milliseconds(timer));
    }
    std::sort(times.begin(), times.end());
    std::printf("frames at %5.1f %%: median %.2f  95%% %.2f  worst %.2f ms\n", canvas.scale() * 100,
                times[times.size() / 2], times[times.size() * 95 / 100], times.back());
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addPositionalArgument(QStringLiteral("model"), QString());
    for (const char* flag : {"unfolded", "sideways", "dark", "fit"})
        options.addOption({QString::fromLatin1(flag), QString()});
    for (const char* value : {"operators", "size", "scale", "search", "select", "frames", "screenshot", "export"})
        options.addOption({QString::fromLatin1(value), QString(), QString::fromLatin1(value)});
    options.process(application);
    const auto value = [&](const char* name) { return options.value(QString::fromLatin1(name)); };
    const auto isSet = [&](const char* name) { return options.isSet(QString::fromLatin1(name)); };
    if (options.positionalArguments().isEmpty())
        options.showHelp(2);

    QElapsedTimer timer;
    timer.start();
    auto model = read(options.positionalArguments().constFirst());
    if (!model) {
        std::fprintf(stderr, "%s\n", model.error().toString().c_str());
        return 1;
    }
    std::printf("read %.1f ms, %zu layers\n", milliseconds(timer), (*model)->layers.size());
    Theme::current().install(isSet("dark") ? Theme::Scheme::Dark : Theme::Scheme::Light);

    timer.restart();
    const auto outline = std::make_shared<const layout::Outline>(layout::outlineOfModel(**model));
    std::printf("outline %.1f ms: %zu nodes, %zu groups, %zu edges\n", milliseconds(timer), outline->nodes.size(),
                outline->groups.size(), outline->edges.size());
    const DrawingOptions drawing{isSet("sideways") ? layout::Direction::LeftToRight : layout::Direction::TopToBottom,
                                 true, cardNameFont(), cardSmallFont()};
    for (const bool folded : {true, false}) {
        std::vector<bool> folds;
        for (const auto& group : outline->groups)
            folds.push_back(folded && group.startsFolded);
        timer.restart();
        const auto made = makeDrawing(outline, folds, drawing);
        std::printf("layout %s %.1f ms: %zu cards\n", folded ? "as opened" : "unfolded", milliseconds(timer),
                    made ? (*made)->cards.size() : 0);
    }

    Document document(*model);
    GraphPane pane(&document);
    const QStringList size = value("size").split(QLatin1Char('x'));
    pane.resize(size.size() == 2 ? QSize(size[0].toInt(), size[1].toInt()) : QSize(1280, 800));
    const auto waitForPicture = [&] {
        QEventLoop loop;
        QObject::connect(&pane, &GraphPane::drawn, &loop, &QEventLoop::quit);
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        loop.exec();
    };
    pane.setDirection(drawing.direction);
    pane.show();
    if (!pane.canvas()->drawing())
        waitForPicture();
    pane.canvas()->repaint();
    application.processEvents();
    std::printf("first picture %.0f ms after the start of the process (with what was measured before)\n",
                sinceProcessStart());
    if (isSet("operators")) {
        pane.showOperators(value("operators"));
        waitForPicture();
    }
    if (isSet("unfolded")) {
        timer.restart();
        pane.foldAll(false);
        if (pane.canvas()->drawing()->cards.size() < outline->nodes.size() && !isSet("operators"))
            waitForPicture();
        pane.canvas()->repaint();
        std::printf("unfolded on screen %.1f ms\n", milliseconds(timer));
    }
    if (isSet("search"))
        pane.findChild<QLineEdit*>()->setText(value("search"));
    if (isSet("select"))
        document.selection().selectLayer(value("select"));
    if (isSet("frames"))
        for (const double scale : {1.0, 0.4, 0.1, 0.02})
            measureFrames(*pane.canvas(), scale, value("frames").toInt());
    if (isSet("fit"))
        pane.canvas()->fit();
    if (isSet("scale"))
        pane.canvas()->zoomTo(value("scale").toDouble());
    QEventLoop settle;
    QTimer::singleShot(400, &settle, &QEventLoop::quit);
    settle.exec();
    if (isSet("screenshot"))
        pane.grab().save(value("screenshot"));
    if (isSet("export")) {
        timer.restart();
        const auto saved = pane.exportPicture(value("export"));
        std::printf("export %s %.1f ms\n", saved ? "done" : saved.error().toString().c_str(), milliseconds(timer));
    }
    return 0;
}
