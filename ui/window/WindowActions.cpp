// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowActions.h"

#include "ui/widgets/ActionReason.h"
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

constexpr Row kRows[] = {
    {ActionId::NewModel, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&New model…"), nullptr,
     QKeySequence::New},
    {ActionId::NewWindow, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "New &window"), "Ctrl+Shift+N"},
    {ActionId::Open, "open", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Open…"), nullptr, QKeySequence::Open},
    {ActionId::OpenFolder, "folder", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Open &folder…"), "Ctrl+Shift+O"},
    {ActionId::Reload, "reload", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Reload"), nullptr, QKeySequence::Refresh},
    {ActionId::Save, "save", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Save"), nullptr, QKeySequence::Save},
    {ActionId::SaveAs, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Save &as…"), "Ctrl+Shift+S"},
    {ActionId::SaveWeights, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Save all &weights as .npz…"), nullptr},
    {ActionId::LoadWeights, "weights", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Load weights…"), "Ctrl+L"},
    {ActionId::Compose, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Co&mpose checkpoint…"), nullptr},
    {ActionId::ExportPicture, "picture", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Export picture…"),
     "Ctrl+Shift+E"},
    {ActionId::Close, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Close"), "Ctrl+W"},
    {ActionId::Quit, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Quit"), "Ctrl+Q"},
    {ActionId::Undo, "undo", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Undo"), nullptr, QKeySequence::Undo},
    {ActionId::Redo, "redo", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Redo"), nullptr, QKeySequence::Redo},
    {ActionId::Copy, "copy", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Copy"), nullptr, QKeySequence::Copy},
    {ActionId::PasteWeights, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Paste weights"), nullptr,
     QKeySequence::Paste},
    {ActionId::PasteLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Paste &layer after"), "Ctrl+Shift+V"},
    {ActionId::Transplant, "transplant", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Transplant…"), "Ctrl+Alt+T"},
    {ActionId::Blend, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Blend…"), "Ctrl+Alt+M"},
    {ActionId::CustomObjects, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "C&ustom layers and functions…"),
     nullptr},
    {ActionId::RenameLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Rename…"), "F2"},
    {ActionId::LayerSettings, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Settings…"), "Ctrl+Shift+P"},
    {ActionId::InsertLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Insert after…"), "Ctrl+Shift+I"},
    {ActionId::AppendLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Append…"), "Ctrl+Shift+A"},
    {ActionId::ReplaceLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Re&place…"), nullptr},
    {ActionId::WrapLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Wrap the la&yer in…"), nullptr},
    {ActionId::DuplicateLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Duplicate"), "Ctrl+D"},
    {ActionId::RemoveLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Remo&ve"), "Del"},
    {ActionId::FreezeLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Freeze"), nullptr},
    {ActionId::UnfreezeLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Unfreeze"), nullptr},
    {ActionId::ResetLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Fresh &weights"), nullptr},
    {ActionId::EndAtLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&End the model here"), nullptr},
    {ActionId::DropLast, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Drop the &last layer"), nullptr},
    {ActionId::NewHead, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&New head…"), "Ctrl+Shift+H"},
    {ActionId::InputShape, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Input s&hape…"), nullptr},
    {ActionId::NestModel, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Wrap in a Se&quential…"), nullptr},
    {ActionId::CloneModel, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Clone with fresh weights"), nullptr},
    {ActionId::ExtractLayers, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "E&xtract into a new model"),
     "Ctrl+Shift+X"},
    {ActionId::UnwrapModel, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Unwrap the nested m&odel"), nullptr},
    {ActionId::BranchLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Branch off…"), nullptr},
    {ActionId::MergeLayers, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Insert &merge…"), "Ctrl+Shift+M"},
    {ActionId::AddInput, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Add an inpu&t…"), nullptr},
    {ActionId::WeightOrder, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Wei&ght order…"), nullptr},
    {ActionId::Find, "search", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Find…"), nullptr, QKeySequence::Find},
    {ActionId::FindLayer, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Find in all &models…"), "Ctrl+Shift+F"},
    {ActionId::Search, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Find in the m&odel…"), "Ctrl+K"},
    {ActionId::Inspect, "inspect", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Inspect"), "Ctrl+Alt+1"},
    {ActionId::Run, "run", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Run"), "Ctrl+Alt+2"},
    {ActionId::StartPage, "home", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Start page"), "Alt+Home"},
    {ActionId::ShowBeside, "beside", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Show &beside"), "Ctrl+Alt+B"},
    {ActionId::ZoomIn, "zoom-in", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Zoom &in"), nullptr,
     QKeySequence::ZoomIn},
    {ActionId::ZoomOut, "zoom-out", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Zoom &out"), nullptr,
     QKeySequence::ZoomOut},
    {ActionId::ZoomActual, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Actual size"), "Ctrl+0"},
    {ActionId::ZoomFit, "fit", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Fit"), "Ctrl+9"},
    {ActionId::ThemeSystem, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "As the &system"), nullptr},
    {ActionId::ThemeLight, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Light"), nullptr},
    {ActionId::ThemeDark, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Dark"), nullptr},
    {ActionId::LanguageSystem, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "As the &system"), nullptr},
    {ActionId::LanguageEnglish, nullptr, "&English", nullptr},
    {ActionId::LanguageKorean, nullptr, "한국어(&K)", nullptr},
    {ActionId::ShowGraph, "graph", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Graph"), "Ctrl+1"},
    {ActionId::ShowWeights, "weights", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Weights"), "Ctrl+2"},
    {ActionId::ShowSummary, "summary", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Summary"), "Ctrl+3"},
    {ActionId::RevealInTree, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Show selection in the &tree"),
     "Ctrl+T"},
    {ActionId::OpenSelection, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Open selection"), "Ctrl+Return"},
    {ActionId::CopySummary, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Copy summary"), "Ctrl+Shift+C"},
    {ActionId::Back, "back", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Back"), "Alt+Left"},
    {ActionId::Forward, "forward", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Forward"), "Alt+Right"},
    {ActionId::NextPane, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Next pane"), "F6"},
    {ActionId::Shortcuts, "help", QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Keys and saving"), nullptr,
     QKeySequence::HelpContents},
    {ActionId::About, nullptr, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&About Layerwright"), nullptr},
};

struct MenuRow {
    MenuId id;
    const char* text;
};

constexpr MenuRow kMenus[] = {
    {MenuId::File, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&File")},
    {MenuId::Recent, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "Open re&cent")},
    {MenuId::Edit, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Edit")},
    {MenuId::View, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&View")},
    {MenuId::Theme, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Theme")},
    {MenuId::Language, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Language")},
    {MenuId::Panels, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Panels")},
    {MenuId::Model, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Model")},
    {MenuId::Layer, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Layer")},
    {MenuId::Go, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Go")},
    {MenuId::Help, QT_TRANSLATE_NOOP("lw::ui::WindowActions", "&Help")},
};

/// The first is the one that menus and tool tips show.
QList<QKeySequence> shortcutsOf(const Row& row)
{
    QList<QKeySequence> keys;
    if (row.standard != QKeySequence::UnknownKey)
        keys = {QKeySequence(row.standard)};
    else if (row.shortcut)
        keys = {QKeySequence(QString::fromLatin1(row.shortcut))};
    if (row.id == ActionId::Redo) { // platforms name one or the other, hands know both
        for (const QKeySequence& other :
             {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)})
            if (!keys.contains(other))
                keys.append(other);
    }
    return keys;
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
        action->setShortcuts(shortcutsOf(row));
        m_window->addAction(action);
        m_actions[row.id] = action;
    }
    group({ActionId::Inspect, ActionId::Run});
    group({ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
    group({ActionId::LanguageSystem, ActionId::LanguageEnglish, ActionId::LanguageKorean});
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
        showReasons(m_menus[row.id] = new QMenu(m_window));
    const auto fill = [this](MenuId menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_menus[menu]->addAction(m_actions[id]);
    };
    const auto line = [this](MenuId menu) { m_menus[menu]->addSeparator(); };
    fill(MenuId::File, {ActionId::NewModel, ActionId::NewWindow, ActionId::Open, ActionId::OpenFolder});
    m_menus[MenuId::File]->addMenu(m_menus[MenuId::Recent]);
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Reload});
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Save, ActionId::SaveAs, ActionId::SaveWeights, ActionId::ExportPicture});
    line(MenuId::File);
    fill(MenuId::File, {ActionId::Close, ActionId::Quit});
    fill(MenuId::Edit, {ActionId::Undo, ActionId::Redo});
    line(MenuId::Edit);
    fill(MenuId::Edit, {ActionId::Copy, ActionId::PasteWeights, ActionId::PasteLayer});
    line(MenuId::Edit);
    fill(MenuId::Edit, {ActionId::Find, ActionId::Search, ActionId::FindLayer});
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
    fill(MenuId::Model, {ActionId::LoadWeights, ActionId::Compose});
    line(MenuId::Model);
    fill(MenuId::Model, {ActionId::OpenSelection, ActionId::RevealInTree, ActionId::CopySummary});
    line(MenuId::Model);
    fill(MenuId::Model, {ActionId::Transplant, ActionId::Blend});
    line(MenuId::Model);
    fill(MenuId::Model, {ActionId::CustomObjects});
    fill(MenuId::Layer, {ActionId::RenameLayer, ActionId::LayerSettings});
    line(MenuId::Layer);
    fill(MenuId::Layer, {ActionId::InsertLayer, ActionId::BranchLayer, ActionId::MergeLayers, ActionId::ReplaceLayer,
                         ActionId::WrapLayer, ActionId::DuplicateLayer, ActionId::RemoveLayer, ActionId::EndAtLayer});
    line(MenuId::Layer);
    fill(MenuId::Layer, {ActionId::ExtractLayers, ActionId::UnwrapModel});
    line(MenuId::Layer);
    fill(MenuId::Layer, {ActionId::FreezeLayer, ActionId::UnfreezeLayer, ActionId::ResetLayer, ActionId::WeightOrder});
    line(MenuId::Layer);
    fill(MenuId::Layer, {ActionId::NewHead, ActionId::AppendLayer, ActionId::DropLast, ActionId::AddInput,
                         ActionId::InputShape, ActionId::NestModel, ActionId::CloneModel});
    fill(MenuId::Go, {ActionId::Back, ActionId::Forward, ActionId::NextPane});
    fill(MenuId::Help, {ActionId::Shortcuts, ActionId::About});
    for (const MenuId id :
         {MenuId::File, MenuId::Edit, MenuId::View, MenuId::Model, MenuId::Layer, MenuId::Go, MenuId::Help})
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
    fill({ActionId::Open, ActionId::Save, ActionId::Undo, ActionId::Redo});
    m_toolBar->addSeparator();
    fill({ActionId::Inspect, ActionId::Transplant, ActionId::Run});
    auto* room = new QWidget(m_toolBar);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(room);
    fill({ActionId::Back, ActionId::Forward});
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
        setActionTip(action, {}); // whoever knows why it cannot be chosen says so again
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
