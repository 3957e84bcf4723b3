// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include <map>

namespace lw::ui {

enum class ActionId {
    NewModel,
    NewWindow,
    Open,
    OpenFolder,
    Reload,
    Save,
    SaveAs,
    SaveWeights,
    LoadWeights,
    Compose,
    ExportPicture,
    Close,
    Quit,
    Undo,
    Redo,
    Copy,
    PasteWeights,
    PasteLayer,
    Transplant,
    Blend,
    CustomObjects,
    RenameLayer,
    LayerSettings,
    InsertLayer,
    AppendLayer,
    ReplaceLayer,
    WrapLayer,
    DuplicateLayer,
    RemoveLayer,
    FreezeLayer,
    UnfreezeLayer,
    ResetLayer,
    EndAtLayer,
    DropLast,
    NewHead,
    InputShape,
    NestModel,
    CloneModel,
    ExtractLayers,
    UnwrapModel,
    BranchLayer,
    MergeLayers,
    AddInput,
    WeightOrder,
    Find,
    FindLayer,
    Search,
    Inspect,
    Run,
    StartPage,
    ShowBeside,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    ZoomFit,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    LanguageSystem,
    LanguageEnglish,
    LanguageKorean,
    ShowGraph,
    ShowWeights,
    ShowSummary,
    RevealInTree,
    OpenSelection,
    CopySummary,
    Back,
    Forward,
    NextPane,
    Shortcuts,
    About,
};

enum class MenuId { File, Recent, Edit, View, Theme, Language, Panels, Model, Layer, Go, Help };

/// Every action of the window with its text, icon and shortcut, the menus and the tool bar made of them. Knows nothing
/// of what the actions do: MainWindow connects them. Actions belong to the window. User interface thread only.
class WindowActions : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QMainWindow* window);

    [[nodiscard]] QAction* operator[](ActionId id) const { return m_actions.at(id); }
    [[nodiscard]] QMenu* menu(MenuId id) const { return m_menus.at(id); }
    [[nodiscard]] QToolBar* toolBar() const { return m_toolBar; }
    /// Texts again, after the language changed.
    void retranslate();
    /// All actions that have a shortcut, for the list in the help menu.
    [[nodiscard]] QList<QAction*> withShortcuts() const;

private:
    void makeActions();
    void makeMenus();
    void makeToolBar();
    void group(std::initializer_list<ActionId> ids);
    QMainWindow* m_window;
    QToolBar* m_toolBar = nullptr;
    std::map<ActionId, QAction*> m_actions;
    std::map<MenuId, QMenu*> m_menus;
};

} // namespace lw::ui
