// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/NavigationHistory.h"
#include "ui/window/WindowActions.h"
#include "ui/window/WindowLayout.h"

#include <QMainWindow>

class QStackedWidget;

namespace lw::ui {

struct Found;
class AppearanceController;
class Autosave;
class BuildController;
class DocumentArea;
class DocumentPage;
class DocumentStack;
class FileController;
class FileDrop;
class HistoryPane;
class InsertController;
class InspectorPane;
class MessageArea;
class ModelsPane;
class ObjectsController;
class Pane;
class ProblemsPane;
class RecentFiles;
class RecoveryOffer;
class SearchBox;
class StartPage;
class SurgeryController;
class TransplantController;
class UndoController;
class WeightsController;
struct DropPlace;
struct ModelParts;

/// The window: puts the panes together and connects the actions. What they do is in the controllers and panes.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow();
    ~MainWindow() override;

    void open(const QStringList& paths);
    /// Keeps unsaved edits over a crash from now on, and offers those that an earlier program left.
    void startRecovery();
    /// Null before startRecovery().
    [[nodiscard]] Autosave* autosave() const { return m_autosave; }
    /// Another window of this program, with models of its own; layers and weights go from one to the other. It deletes
    /// itself when it is closed. beside: a window whose unsaved edits are kept keeps those of the new one, too.
    static MainWindow* openAnother(const MainWindow* beside = nullptr);
    static QList<MainWindow*> all();
    /// Writes unsaved edits of all windows, for an end that gives no time.
    static void keepAll();
    [[nodiscard]] Workspace* workspace() const { return m_workspace; }
    [[nodiscard]] WindowActions& actions() const { return *m_actions; }
    [[nodiscard]] DocumentArea* documentArea() const { return m_area; }
    [[nodiscard]] FileController& files() const { return *m_files; }
    [[nodiscard]] WeightsController& weights() const { return *m_weights; }
    [[nodiscard]] WindowLayout& windowLayout() const { return *m_layout; }
    [[nodiscard]] MessageArea* messages() const { return m_messages; }
    [[nodiscard]] InsertController& insertions() const { return *m_inserts; }
    [[nodiscard]] SurgeryController& surgery() const { return *m_surgery; }
    [[nodiscard]] BuildController& builder() const { return *m_builder; }
    [[nodiscard]] TransplantController& transplants() const { return *m_transplants; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makeDocks();
    void makeCentre();
    void makeStatusBar();
    void makeSearch();
    void connectFileActions();
    void connectViewActions();
    void connectModelActions();
    void connectDocuments();
    void retranslate();
    void addDocument(Document* document);
    void setCurrent(Document* document);
    void updateActions();
    void updateCentre();
    void openSelection(Document* document);
    void goTo(Document* document, const Found& found);
    void peek(const QRect& place);
    void copy();
    void drop(const QStringList& paths, const QPoint& place);
    void dropParts(Document* target, const ModelParts& parts, const DropPlace& place);
    void fillMenu(QMenu* menu);
    void showFailure(Document* document, const QString& title, const Error& error);
    void showNotice(const QString& text);
    void find();
    void nextPane();
    void showStart(bool show);
    [[nodiscard]] Pane* pane() const;

    Workspace* m_workspace;
    RecentFiles* m_recent;
    WindowActions* m_actions;
    WindowLayout* m_layout;
    AppearanceController* m_appearance;
    NavigationHistory* m_history;
    FileController* m_files = nullptr;
    WeightsController* m_weights = nullptr;
    FileDrop* m_drop = nullptr;
    InsertController* m_inserts = nullptr;
    SurgeryController* m_surgery = nullptr;
    BuildController* m_builder = nullptr;
    ObjectsController* m_objects = nullptr;
    TransplantController* m_transplants = nullptr;
    UndoController* m_undo = nullptr;
    QStackedWidget* m_centre = nullptr;
    StartPage* m_start = nullptr;
    DocumentArea* m_area = nullptr;
    MessageArea* m_messages = nullptr;
    SearchBox* m_search = nullptr;
    ModelsPane* m_models = nullptr;
    InspectorPane* m_inspector = nullptr;
    ProblemsPane* m_problems = nullptr;
    DocumentStack* m_run = nullptr;
    HistoryPane* m_edits = nullptr;
    Autosave* m_autosave = nullptr;
    RecoveryOffer* m_offer = nullptr;
};

} // namespace lw::ui
