// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/AfterCrash.h"
#include "ui/recovery/Autosave.h"
#include "ui/recovery/SessionEnd.h"
#include "ui/widgets/Theme.h"
#include "ui/window/Language.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QTemporaryDir>
#include <QThreadPool>

#include <csignal>

namespace {

using namespace Qt::StringLiterals;
using lw::ui::Theme;

struct Arguments {
    bool fresh = false;
    QString language, theme;
    QStringList paths;
};

Arguments parseArguments(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Layerwright, a workbench for Keras and TensorFlow models"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption fresh(u"fresh"_s, u"Start with default settings and leave the stored ones alone."_s);
    const QCommandLineOption language(u"language"_s, u"Language of the window: system, en or ko."_s, u"code"_s);
    const QCommandLineOption theme(u"theme"_s, u"Colours of the window: system, light or dark."_s, u"name"_s);
    parser.addOptions({fresh, language, theme});
    parser.addPositionalArgument(u"paths"_s, u"Files, SavedModel folders or checkpoints to open."_s, u"[path...]"_s);
    parser.process(application);
    return {parser.isSet(fresh), parser.value(language), parser.value(theme), parser.positionalArguments()};
}

Theme::Scheme schemeOf(const QString& name)
{
    if (name == "light"_L1)
        return Theme::Scheme::Light;
    if (name == "dark"_L1)
        return Theme::Scheme::Dark;
    const int stored = name.isEmpty() ? QSettings().value(u"theme"_s).toInt() : 0;
    return stored >= 0 && stored <= 2 ? static_cast<Theme::Scheme>(stored) : Theme::Scheme::System;
}

} // namespace

int main(int argc, char** argv)
{
    // A save that reaches a file size limit must fail like any other write, not end the program.
    std::signal(SIGXFSZ, SIG_IGN);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Layerwright"_s);
    QCoreApplication::setApplicationName(u"layerwright"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LAYERWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Layerwright"_s);
    QGuiApplication::setDesktopFileName(u"org.layerwright.Layerwright"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);

    const Arguments arguments = parseArguments(application);
    QThreadPool::globalInstance()->start(lw::formats::cleanAfterCrash); // a share may hang
    QTemporaryDir freshSettings;
    if (arguments.fresh)
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, freshSettings.path());
    lw::ui::Language::current().set(arguments.language.isEmpty() ? QSettings().value(u"language"_s).toString() : arguments.language);
    Theme::current().install(schemeOf(arguments.theme));

    lw::ui::MainWindow* window = lw::ui::MainWindow::openAnother(); // deletes itself when it is closed
    window->startRecovery();
    const lw::ui::SessionEnd end(&lw::ui::MainWindow::keepAll);
    window->open(arguments.paths);
    const int status = QApplication::exec();
    qDeleteAll(lw::ui::MainWindow::all()); // a session that ends closes no windows
    return status;
}
