// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AppearanceController.h"

#include "ui/widgets/Theme.h"
#include "ui/window/Language.h"
#include "ui/window/WindowActions.h"

#include <QSettings>

namespace lw::ui {

namespace {

constexpr std::pair<ActionId, Theme::Scheme> kSchemes[] = {{ActionId::ThemeSystem, Theme::Scheme::System},
                                                           {ActionId::ThemeLight, Theme::Scheme::Light},
                                                           {ActionId::ThemeDark, Theme::Scheme::Dark}};
constexpr std::pair<ActionId, const char*> kLanguages[] = {
    {ActionId::LanguageSystem, "system"}, {ActionId::LanguageEnglish, "en"}, {ActionId::LanguageKorean, "ko"}};

} // namespace

AppearanceController::AppearanceController(WindowActions* actions, QObject* parent)
    : QObject(parent), m_actions(actions)
{
    connectThemes();
    connectLanguages();
    retranslate();
}

void AppearanceController::connectThemes()
{
    for (const auto& [id, scheme] : kSchemes) {
        QAction* action = (*m_actions)[id];
        action->setChecked(Theme::current().scheme() == scheme);
        connect(&Theme::current(), &Theme::changed, action, [action, scheme = scheme] { // also from another window
            action->setChecked(Theme::current().scheme() == scheme);
        });
        connect(action, &QAction::triggered, this, [scheme = scheme] {
            Theme::current().setScheme(scheme);
            QSettings().setValue("theme", static_cast<int>(scheme));
        });
    }
}

void AppearanceController::connectLanguages()
{
    for (const auto& [id, name] : kLanguages) {
        connect((*m_actions)[id], &QAction::triggered, this, [code = QString::fromLatin1(name)] {
            Language::current().set(code);
            QSettings().setValue("language", code);
        });
    }
}

void AppearanceController::retranslate()
{
    for (const auto& [id, name] : kLanguages)
        (*m_actions)[id]->setChecked(Language::current().code() == QLatin1String(name));
}

} // namespace lw::ui
