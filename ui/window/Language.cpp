// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

static void initialiseTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// The C locale has no thousands separators; people who run with it read English.
QLocale systemLocale()
{
    const QLocale system = QLocale::system();
    return system.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : system;
}

} // namespace

Language& Language::current()
{
    static Language language;
    return language;
}

void Language::set(const QString& code)
{
    initialiseTranslations();
    m_code = code == "en"_L1 || code == "ko"_L1 ? code : u"system"_s;
    const QLocale locale = m_code == "system"_L1 ? systemLocale() : QLocale(m_code);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_program.load(locale, u"layerwright"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_program);
}

} // namespace lw::ui
