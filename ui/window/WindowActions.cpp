// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowActions.h"

#include "ui/widgets/IconFactory.h"

#include <QActionGroup>
#include <QMenuBar>
#include <QRegularExpression>
#include <QToolBar>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    ActionId id;
    const char* icon; ///< null for none
    const char* text;
    const char* shortcut; ///< portable text, or null
    QKeySequence::StandardKey standard = QKeySequence::UnknownKey;
};

#define TEXT(text) QT_TRANSLATE_NOOP("lw::ui::WindowActions", text)

constexpr Row kRows[] = {
    {ActionId::Open, "open", TEXT("&Open…"), nullptr, QKeySequence::Open},
    {ActionId::OpenFolder, "folder", TEXT("Open &folder…"), "Ctrl+Shift+O"},
    {ActionId::Reload, "reload", TEXT("&Reload"), nullptr, QKeySequence::Refresh},
    {ActionId::Save, "save", TEXT("&Save"), nullptr, QKeySequence::Save},
    {ActionId::SaveAs, nullptr, TEXT("Save &as…"), "Ctrl+Shift+S"},
    {ActionId::SaveWeights, nullptr, TEXT("Save all &weights as .npz…"), nullptr},
    {ActionId::ExportPicture, "picture", TEXT("&Export picture…"), "Ctrl+Shift+E"},
    {ActionId::Close, nullptr, TEXT("&Close"), "Ctrl+W"},
    {ActionId::Quit, nullptr, TEXT("&Quit"), "Ctrl+Q"},
    {ActionId::Undo, "undo", TEXT("&Undo"), nullptr, QKeySequence::Undo},
    {ActionId::Redo, "redo", TEXT("&Redo"), nullptr, QKeySequence::Redo},
    {ActionId::Copy, "copy", TEXT("&Copy"), nullptr, QKeySequence::Copy},
    {ActionId::Find, "search", TEXT("&Find…"), nullptr, QKeySequence::Find},
    {ActionId::FindLayer, nullptr, TEXT("Find in all &models…"), "Ctrl+Shift+F"},
    {ActionId::Inspect, "inspect", TEXT("&Inspect"), "Ctrl+Alt+1"},
    {ActionId::Run, "run", TEXT("&Run"), "Ctrl+Alt+2"},
    {ActionId::StartPage, "home", TEXT("&Start page"), "Alt+Home"},
    {ActionId::ShowBeside, "beside", TEXT("Show &beside"), "Ctrl+Alt+B"},
    {ActionId::ZoomIn, "zoom-in", TEXT("Zoom &in"), nullptr, QKeySequence::ZoomIn},
    {ActionId::ZoomOut, "zoom-out", TEXT("Zoom &out"), nullptr, QKeySequence::ZoomOut},
    {ActionId::ZoomActual, nullptr, TEXT("&Actual size"), "Ctrl+0"},
    {ActionId::ZoomFit, "fit", TEXT("&Fit"), "Ctrl+9"},
    {ActionId::ThemeSystem, nullptr, TEXT("As the &system"), nullptr},
    {ActionId::ThemeLight, nullptr, TEXT("&Light"), nullptr},
    {ActionId::ThemeDark, nullptr, TEXT("&Dark"), nullptr},
    {ActionId::LanguageSystem, nullptr, TEXT("As the &system"), nullptr},
    {ActionId::LanguageEnglish, nullptr, "&English", nullptr},
    {ActionId::LanguageKorean, nullptr, "한국어(&K)", nullptr},
    {ActionId::ShowGraph, "graph", TEXT("&Graph"), "Ctrl+1"},
    {ActionId::ShowWeights, "weights", TEXT("&Weights"), "Ctrl+2"},
    {ActionId::ShowSummary, "summary", TEXT("&Summary"), "Ctrl+3"},
    {ActionId::RevealInTree, nullptr, TEXT("Show selection in the &tree"), "Ctrl+T"},
    {ActionId::OpenSelection, nullptr, TEXT("&Open selection"), "Ctrl+Return"},
    {ActionId::CopySummary, nullptr, TEXT("&Copy summary"), "Ctrl+Shift+C"},
    {ActionId::Back, "back", TEXT("&Back"), "Alt+Left"},
    {ActionId::Forward, "forward", TEXT("&Forward"), "Alt+Right"},
    {ActionId::NextPane, nullptr, TEXT("&Next pane"), "F6"},
    {ActionId::Shortcuts, "help", TEXT("&Keyboard shortcuts"), nullptr, QKeySequence::HelpContents},
    {ActionId::About, nullptr, TEXT("&About Layerwright"), nullptr},
};

struct MenuRow {
    MenuId id;
    const char* text;
};

constexpr MenuRow kMenus[] = {
    {MenuId::File, TEXT("&File")},     {MenuId::Recent, TEXT("Open re&cent")}, {MenuId::Edit, TEXT("&Edit")},
    {MenuId::View, TEXT("&View")},     {MenuId::Theme, TEXT("&Theme")},        {MenuId::Language, TEXT("&Language")},
    {MenuId::Panels, TEXT("&Panels")}, {MenuId::Model, TEXT("&Model")},        {MenuId::Go, TEXT("&Go")},
    {MenuId::Help, TEXT("&Help")},
};

#undef TEXT

QKeySequence shortcutOf(const Row& row)
{
    return row.standard == QKeySequence::UnknownKey ? QKeySequence(QString::fromLatin1(row.shortcut))
                                                    : QKeySequence(row.standard);
}

} // namespace

WindowActions::WindowActions(QMainWindow* window) : QObject(window), m_window(window)
{
    makeActions();
    makeMenus();
    makeToolBar();
    retranslate();
}

void WindowActions::makeActions()
{
    for (const Row& row : kRows) {
        auto* action = new QAction(m_window);
        if (row.icon)
            action->setIcon(icons::icon(QLatin1String(row.icon)));
        action->setShortcut(shortcutOf(row));
        m_window->addAction(action);
        m_actions[row.id] = action;
    }
    group({ActionId::Inspect, ActionId::Run});
    group({ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
    group({ActionId::LanguageSystem, ActionId::LanguageEnglish, ActionId::LanguageKorean});
    // Editing comes with its own issue; until a document has an undo stack there is nothing to take back.
    m_actions[ActionId::Undo]->setEnabled(false);
    m_actions[ActionId::Redo]->setEnabled(false);
    m_actions[ActionId::Quit]->setMenuRole(QAction::QuitRole);
    m_actions[ActionId::About]->setMenuRole(QAction::AboutRole);
}

void WindowActions::group(std::initializer_list<ActionId> ids)
{
    auto* group = new QActionGroup(m_window);
    for (const ActionId id : ids) {
        m_actions[id]->setCheckable(true);
        group->addAction(m_actions[id]);
    }
}

void WindowActions::makeMenus()
{
    for (const MenuRow& row : kMenus)
        m_menus[row.id] = new QMenu(m_window);
    const auto fill = [this](MenuId menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_menus[menu]->addAction(m_actions[id]);
    };
    const auto line = [this](MenuId menu) { m_menus[menu]->addSeparator(); };
    fill(MenuId::File, {ActionId::Open, ActionId::OpenFolder});
    m_menus[MenuId::File]->addMenu(m_menus[MenuId::Recent]);
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Reload});
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Save, ActionId::SaveAs, ActionId::SaveWeights, ActionId::ExportPicture});
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Close, ActionId::Quit});
    fill(MenuId::Edit, {ActionId::Undo, ActionId::Redo});
    line(MenuId::Edit);
    fill(MenuId::Edit, {ActionId::Copy});
    line(MenuId::Edit);
    fill(MenuId::Edit, {ActionId::Find, ActionId::FindLayer});
    fill(MenuId::View, {ActionId::Inspect, ActionId::Run});
    line(MenuId::View);
    m_menus[MenuId::View]->addMenu(m_menus[MenuId::Panels]);
    fill(MenuId::View, {ActionId::StartPage, ActionId::ShowBeside});
    line(MenuId::View);
    fill(MenuId::View, {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomActual, ActionId::ZoomFit});
    line(MenuId::View);
    m_menus[MenuId::View]->addMenu(m_menus[MenuId::Theme]);
    m_menus[MenuId::View]->addMenu(m_menus[MenuId::Language]);
    fill(MenuId::Theme, {ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
    fill(MenuId::Language, {ActionId::LanguageSystem, ActionId::LanguageEnglish, ActionId::LanguageKorean});
    fill(MenuId::Model, {ActionId::ShowGraph, ActionId::ShowWeights, ActionId::ShowSummary});
    line(MenuId::Model);
    fill(MenuId::Model, {ActionId::OpenSelection, ActionId::RevealInTree, ActionId::CopySummary});
    fill(MenuId::Go, {ActionId::Back, ActionId::Forward, ActionId::NextPane});
    fill(MenuId::Help, {ActionId::Shortcuts, ActionId::About});
    for (const MenuId id : {MenuId::File, MenuId::Edit, MenuId::View, MenuId::Model, MenuId::Go, MenuId::Help})
        m_window->menuBar()->addMenu(m_menus[id]);
}

void WindowActions::makeToolBar()
{
    m_toolBar = m_window->addToolBar(QString());
    m_toolBar->setObjectName(u"main"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(18, 18));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto fill = [this](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_toolBar->addAction(m_actions[id]);
    };
    fill({ActionId::Back, ActionId::Forward});
    m_toolBar->addSeparator();
    fill({ActionId::Open, ActionId::Save});
    m_toolBar->addSeparator();
    fill({ActionId::Undo, ActionId::Redo});
    m_toolBar->addSeparator();
    fill({ActionId::Inspect, ActionId::Run});
    for (const ActionId id : {ActionId::Back, ActionId::Forward, ActionId::Undo, ActionId::Redo}) {
        if (auto* button = m_toolBar->widgetForAction(m_actions[id]))
            button->setProperty("toolButtonStyle", Qt::ToolButtonIconOnly);
    }
}

void WindowActions::retranslate()
{
    for (const Row& row : kRows) {
        QAction* action = m_actions[row.id];
        action->setText(tr(row.text));
        QString plain = action->text();
        static const QRegularExpression mark(u"\\(&.\\)|&|…"_s);
        plain.remove(mark);
        action->setIconText(plain);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? plain : u"%1 (%2)"_s.arg(plain, keys));
    }
    for (const MenuRow& row : kMenus)
        m_menus[row.id]->setTitle(tr(row.text));
    m_toolBar->setWindowTitle(tr("Tool bar"));
}

QList<QAction*> WindowActions::withShortcuts() const
{
    QList<QAction*> actions;
    for (const Row& row : kRows) {
        if (!m_actions.at(row.id)->shortcut().isEmpty())
            actions.append(m_actions.at(row.id));
    }
    return actions;
}

} // namespace lw::ui
