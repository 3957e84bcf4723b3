// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "ui/dialogs/AboutDialog.h"
#include "ui/dialogs/ShortcutsDialog.h"
#include "ui/panes/history/HistoryPane.h"
#include "ui/panes/inspector/InspectorPane.h"
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/problems/ProblemsPane.h"
#include "ui/panes/start/RecentFiles.h"
#include "ui/panes/start/StartPage.h"
#include "ui/recovery/Autosave.h"
#include "ui/recovery/RecoveryOffer.h"
#include "ui/surgery/BuildController.h"
#include "ui/surgery/InsertController.h"
#include "ui/surgery/SurgeryController.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/TaskStatus.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/TitleRoom.h"
#include "ui/window/AppearanceController.h"
#include "ui/window/DockButtons.h"
#include "ui/window/DocumentArea.h"
#include "ui/window/DocumentStack.h"
#include "ui/window/FileController.h"
#include "ui/window/FileDrop.h"
#include "ui/window/ObjectsController.h"
#include "ui/window/PaneFactory.h"
#include "ui/window/SearchBox.h"
#include "ui/window/TransplantController.h"
#include "ui/window/UndoController.h"
#include "ui/window/WeightsController.h"

#include "core/keras/SummaryTable.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QPointer>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNoticeTime = 4000; // ms
constexpr int kCascade = 32;      ///< how far another window stands off, in pixels

} // namespace

MainWindow::MainWindow()
    : m_workspace(new Workspace(this)), m_recent(new RecentFiles(this)), m_actions(new WindowActions(this)),
      m_layout(new WindowLayout(this)), m_appearance(new AppearanceController(m_actions, this)),
      m_history(new NavigationHistory(m_workspace))
{
    TitleRoom::install();
    setWindowIcon(QIcon(u":/icons/layerwright.svg"_s));
    makeCentre();
    makeDocks();
    makeStatusBar();
    makeSearch();
    connectFileActions();
    connectViewActions();
    connectModelActions();
    connectDocuments();
    m_layout->restore();
    retranslate();
    updateActions();
    updateCentre();
}

MainWindow::~MainWindow()
{
    // Panes go before the documents that they show.
    for (Document* document : QList<Document*>(m_workspace->documents()))
        m_workspace->close(document);
}

void MainWindow::open(const QStringList& paths)
{
    m_files->open(paths);
}

void MainWindow::startRecovery()
{
    if (m_autosave)
        return;
    m_autosave = new Autosave(m_workspace, this);
    m_offer = new RecoveryOffer(m_workspace, m_autosave, m_messages, this);
    m_offer->look();
}

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_messages = new MessageArea(centre);
    m_centre = new QStackedWidget(centre);
    m_start = new StartPage(m_recent, m_centre);
    m_area = new DocumentArea(m_centre);
    m_centre->addWidget(m_start);
    m_centre->addWidget(m_area);
    layout->addWidget(m_messages);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);
}

void MainWindow::makeDocks()
{
    m_models = new ModelsPane(m_workspace);
    m_inspector = new InspectorPane;
    m_problems = new ProblemsPane(m_workspace);
    m_run = new DocumentStack(&panes::makeRun);
    m_layout->add(WindowLayout::Dock::Models, m_models);
    m_layout->add(WindowLayout::Dock::Inspector, m_inspector);
    m_layout->add(WindowLayout::Dock::Problems, m_problems);
    m_edits = new HistoryPane;
    m_layout->add(WindowLayout::Dock::Run, m_run);
    m_layout->add(WindowLayout::Dock::History, m_edits);
    for (const auto id : {WindowLayout::Dock::Models, WindowLayout::Dock::Inspector, WindowLayout::Dock::Problems,
                          WindowLayout::Dock::Run, WindowLayout::Dock::History})
        m_actions->menu(MenuId::Panels)->addAction(m_layout->dock(id)->toggleViewAction());
    connect(m_problems, &ProblemsPane::countChanged, this, &MainWindow::retranslate);
    connect(m_run, &DocumentStack::made, this, [this](Pane* pane) {
        connect(pane, &Pane::failed, this, [this, pane](const QString& title, const Error& error) {
            showFailure(pane->document(), title, error);
        });
        connect(pane, &Pane::notice, this, &MainWindow::showNotice);
    });
}

void MainWindow::makeStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(new DockButtons(m_layout, statusBar()), 1);
    statusBar()->addPermanentWidget(new TaskStatus(this));
    statusBar()->addPermanentWidget(new MemoryStatus(this));
}

void MainWindow::makeSearch()
{
    m_search = new SearchBox(m_workspace, this);
    m_actions->toolBar()->addWidget(m_search);
    connect((*m_actions)[ActionId::Search], &QAction::triggered, m_search, &SearchBox::start);
    connect(m_search, &SearchBox::chosen, this, &MainWindow::goTo);
    const auto focusPage = [this] {
        if (DocumentPage* page = m_area->currentPage())
            page->focusPane();
    };
    connect(m_search, &SearchBox::left, this, focusPage);
    connect(m_messages, &MessageArea::focusLeft, this, focusPage);
}

void MainWindow::connectFileActions()
{
    m_files = new FileController(m_workspace, m_recent, m_actions, m_messages, this);
    connect(m_files, &FileController::notice, this, &MainWindow::showNotice);
    connect(m_models, &ModelsPane::closeRequested, m_files, &FileController::close);
    connect(m_area, &DocumentArea::closeRequested, m_files, &FileController::close);
    connect(m_start, &StartPage::openRequested, m_files, &FileController::askFile);
    connect(m_start, &StartPage::openFolderRequested, m_files, &FileController::askFolder);
    connect(m_start, &StartPage::newRequested, (*m_actions)[ActionId::NewModel], &QAction::trigger);
    m_weights = new WeightsController(m_workspace, m_actions, m_messages, centralWidget(), this);
    m_drop = new FileDrop(this, m_area);
    connect(m_drop, &FileDrop::dropped, this, &MainWindow::drop);
    connect(m_drop, &FileDrop::hovering, m_start, &StartPage::setDropActive);
    connect(m_start, &StartPage::pathChosen, this, [this](const QString& path) { open({path}); });
    connect((*m_actions)[ActionId::ExportPicture], &QAction::triggered, this, [this] {
        if (pane())
            pane()->exportPicture();
    });
    connect((*m_actions)[ActionId::NewWindow], &QAction::triggered, this, [this] { openAnother(this); });
    connect((*m_actions)[ActionId::Quit], &QAction::triggered, this, [] { QApplication::closeAllWindows(); });
}

void MainWindow::connectViewActions()
{
    WindowActions& actions = *m_actions;
    connect(actions[ActionId::Inspect], &QAction::triggered, this,
            [this] { m_layout->setPerspective(WindowLayout::Perspective::Inspect); });
    connect(actions[ActionId::Run], &QAction::triggered, this,
            [this] { m_layout->setPerspective(WindowLayout::Perspective::Run); });
    connect(m_layout, &WindowLayout::perspectiveChanged, this, [this](WindowLayout::Perspective perspective) {
        (*m_actions)[perspective == WindowLayout::Perspective::Run ? ActionId::Run : ActionId::Inspect]->setChecked(
            true);
    });
    actions[ActionId::StartPage]->setCheckable(true);
    connect(actions[ActionId::StartPage], &QAction::triggered, this, &MainWindow::showStart);
    connect(actions[ActionId::ShowBeside], &QAction::triggered, this, [this] {
        if (DocumentPage* page = m_area->currentPage())
            m_area->showBeside(page);
    });
    const std::pair<ActionId, Pane::Zoom> zooms[] = {{ActionId::ZoomIn, Pane::Zoom::In},
                                                     {ActionId::ZoomOut, Pane::Zoom::Out},
                                                     {ActionId::ZoomActual, Pane::Zoom::Actual},
                                                     {ActionId::ZoomFit, Pane::Zoom::Fit}};
    for (const auto& [id, zoom] : zooms) {
        connect(actions[id], &QAction::triggered, this, [this, zoom = zoom] {
            if (pane())
                pane()->zoom(zoom);
        });
    }
    connect(actions[ActionId::NextPane], &QAction::triggered, this, &MainWindow::nextPane);
    connect(actions[ActionId::Shortcuts], &QAction::triggered, this,
            [this] { ShortcutsDialog(m_actions->withShortcuts(), this).exec(); });
    connect(actions[ActionId::About], &QAction::triggered, this, [this] { AboutDialog(this).exec(); });
}

void MainWindow::connectModelActions()
{
    WindowActions& actions = *m_actions;
    m_undo = new UndoController(m_workspace, m_actions, this);
    m_transplants = new TransplantController(m_workspace, m_actions, m_messages, centralWidget(), this);
    connect(m_transplants, &TransplantController::notice, this, &MainWindow::showNotice);
    m_objects = new ObjectsController(m_workspace, m_actions, m_inspector, m_problems, this);
    m_surgery = new SurgeryController(m_workspace, m_actions, m_messages, m_transplants->toast(), this);
    m_inserts = new InsertController(m_workspace, m_actions, m_surgery, this);
    m_builder = new BuildController(m_workspace, m_actions, m_messages, m_surgery, this);
    connect(m_models, &ModelsPane::menuRequested, this, &MainWindow::fillMenu);
    connect(m_models, &ModelsPane::partsDropped, this, &MainWindow::dropParts);
    connect(actions[ActionId::Copy], &QAction::triggered, this, &MainWindow::copy);
    connect(actions[ActionId::Find], &QAction::triggered, this, &MainWindow::find);
    connect(actions[ActionId::FindLayer], &QAction::triggered, this, [this] {
        m_layout->raise(WindowLayout::Dock::Models);
        m_models->find();
    });
    const std::pair<ActionId, DocumentPage::View> views[] = {{ActionId::ShowGraph, DocumentPage::View::Graph},
                                                             {ActionId::ShowWeights, DocumentPage::View::Weights},
                                                             {ActionId::ShowSummary, DocumentPage::View::Summary}};
    for (const auto& [id, view] : views) {
        connect(actions[id], &QAction::triggered, this, [this, view = view] {
            if (DocumentPage* page = m_area->currentPage()) {
                page->setView(view);
                page->focusPane();
            }
        });
    }
    connect(actions[ActionId::RevealInTree], &QAction::triggered, this, [this] {
        m_layout->raise(WindowLayout::Dock::Models);
        m_models->reveal();
    });
    connect(actions[ActionId::OpenSelection], &QAction::triggered, this, [this] {
        if (m_workspace->current())
            emit m_workspace->current()->selection().activated();
    });
    connect(actions[ActionId::CopySummary], &QAction::triggered, this, [this] {
        if (!m_workspace->current())
            return;
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(keras::summaryText(m_workspace->current()->model(), true)));
        showNotice(tr("Summary copied"));
    });
    connect(actions[ActionId::Back], &QAction::triggered, m_history, &NavigationHistory::back);
    connect(actions[ActionId::Forward], &QAction::triggered, m_history, &NavigationHistory::forward);
    connect(m_history, &NavigationHistory::changed, this, &MainWindow::updateActions);
}

void MainWindow::connectDocuments()
{
    connect(m_workspace, &Workspace::added, this, &MainWindow::addDocument);
    connect(m_workspace, &Workspace::aboutToClose, this, [this](Document* document) {
        m_run->remove(document);
        m_area->remove(document);
    });
    connect(m_workspace, &Workspace::closed, this, &MainWindow::updateCentre);
    connect(m_workspace, &Workspace::currentChanged, this, &MainWindow::setCurrent);
    connect(m_area, &DocumentArea::currentChanged, m_workspace, &Workspace::setCurrent);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        m_appearance->retranslate();
        m_undo->retranslate();
        m_inserts->updateActions();
        m_surgery->updateActions();
        m_builder->updateActions();
        m_transplants->updateActions();
        updateActions();
        retranslate();
        m_files->retranslate();
        m_drop->retranslate();
    }
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_files->lookForChanges();
        m_recent->refresh();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_layout->setTitle(WindowLayout::Dock::Models, tr("Models"));
    m_layout->setTitle(WindowLayout::Dock::Inspector, tr("Inspector"));
    const int problems = m_problems->count();
    m_layout->setTitle(WindowLayout::Dock::Problems,
                       problems > 0 ? tr("Problems (%1)").arg(countText(static_cast<std::uint64_t>(problems)))
                                    : tr("Problems"));
    m_layout->setTitle(WindowLayout::Dock::Run, tr("Run"));
    m_layout->setTitle(WindowLayout::Dock::History, tr("History"));
    m_layout->dock(WindowLayout::Dock::History)->setWindowIcon(icons::icon(u"history"_s));
    m_layout->dock(WindowLayout::Dock::Run)->setWindowIcon(icons::icon(u"run"_s));
    m_layout->dock(WindowLayout::Dock::Problems)
        ->setWindowIcon(problems > 0 ? icons::icon(u"warning"_s, ColorRole::Warning)
                                     : icons::icon(u"check"_s, ColorRole::TextMuted));
    Document* document = m_workspace->current();
    setWindowTitle(document ? u"%1[*] – Layerwright"_s.arg(document->title()) : u"Layerwright"_s);
    setWindowModified(document && document->isModified());
}

void MainWindow::addDocument(Document* document)
{
    auto* page = new DocumentPage(document);
    connect(page, &DocumentPage::paneChanged, this, &MainWindow::updateActions);
    connect(page, &DocumentPage::failed, this,
            [this, document](const QString& title, const Error& error) { showFailure(document, title, error); });
    connect(page, &DocumentPage::menuRequested, this, &MainWindow::fillMenu);
    connect(page, &DocumentPage::peekRequested, this, &MainWindow::peek);
    connect(page, &DocumentPage::notice, this, &MainWindow::showNotice);
    connect(page, &DocumentPage::partsDropped, this,
            [this, document](const ModelParts& parts, const DropPlace& place) { dropParts(document, parts, place); });
    connect(&document->selection(), &Selection::activated, this, [this, document] { openSelection(document); });
    connect(document, &Document::changed, this, &MainWindow::retranslate);
    connect(document, &Document::changed, this, &MainWindow::updateActions);
    connect(document, &Document::modifiedChanged, this, &MainWindow::retranslate);
    m_area->add(page);
    updateCentre();
    page->focusPane();
}

void MainWindow::setCurrent(Document* document)
{
    m_area->show(document);
    m_messages->setInFront(document);
    m_inspector->setDocument(document);
    m_run->setDocument(document);
    m_edits->setDocument(document);
    showStart(false);
    retranslate();
    updateActions();
}

void MainWindow::showStart(bool show)
{
    const bool start = show || m_workspace->documents().isEmpty();
    m_centre->setCurrentWidget(start ? static_cast<QWidget*>(m_start) : m_area);
    m_layout->setBare(m_workspace->documents().isEmpty());
    (*m_actions)[ActionId::StartPage]->setChecked(start);
}

void MainWindow::updateCentre()
{
    showStart(false);
}

Pane* MainWindow::pane() const
{
    DocumentPage* page = m_area->currentPage();
    return page ? page->currentPane() : nullptr;
}

void MainWindow::updateActions()
{
    WindowActions& actions = *m_actions;
    Document* document = m_workspace->current();
    m_files->updateActions();
    m_weights->updateActions();
    const QString none = document ? QString() : openModelFirst();
    for (const ActionId id : {ActionId::ShowBeside, ActionId::ShowGraph, ActionId::ShowWeights, ActionId::ShowSummary,
                              ActionId::RevealInTree, ActionId::OpenSelection, ActionId::CopySummary, ActionId::Inspect,
                              ActionId::Run, ActionId::Search, ActionId::FindLayer, ActionId::NextPane, ActionId::Find})
        setPossible(actions[id], none);
    for (QAction* panel : m_actions->menu(MenuId::Panels)->actions())
        panel->setStatusTip(none);
    m_search->setEnabled(document != nullptr);
    Pane* current = pane();
    const QString flat = current && current->canZoom() ? QString() : tr("Show the graph, or the picture of a weight");
    for (const ActionId id : {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomActual, ActionId::ZoomFit})
        setPossible(actions[id], document ? flat : none);
    const bool drawn = current && current->canExportPicture();
    setPossible(actions[ActionId::ExportPicture], document && !drawn ? tr("Show the graph first") : none);
    setPossible(actions[ActionId::Back], m_history->canGoBack() ? QString() : tr("Nothing was looked at before this"));
    setPossible(actions[ActionId::Forward],
                m_history->canGoForward() ? QString() : tr("There is nothing ahead: go back first"));
}

/// Files that fall on a model may be weights for it; elsewhere they are opened.
void MainWindow::drop(const QStringList& paths, const QPoint& place)
{
    const QPoint global = mapToGlobal(place);
    Document* document = m_models->documentAt(global);
    DocumentPage* page = m_area->currentPage();
    if (!document && page && page->rect().contains(page->mapFromGlobal(global)) &&
        WeightsController::looksLikeWeights(paths.first()))
        document = page->document();
    if (!document || paths.size() != 1 || m_workspace->find(paths.first())) {
        open(paths);
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<Document> target(document);
    menu->addAction((*m_actions)[ActionId::LoadWeights]->icon(), tr("Load its weights into %1…").arg(document->title()),
                    this, [this, target, paths] {
                        if (target)
                            m_weights->load(target, paths.first());
                    });
    menu->addAction((*m_actions)[ActionId::Open]->icon(), tr("Open it as a model of its own"), this,
                    [this, paths] { open(paths); });
    menu->popup(global);
}

/// Weights go onto layers, layers into gaps.
void MainWindow::dropParts(Document* target, const ModelParts& parts, const DropPlace& place)
{
    activateWindow(); // the drag may come from another window; what is said about it is here
    if (place.kind == DropPlace::Kind::Gap)
        m_inserts->insert(target, parts, place);
    else
        m_transplants->drop(target, parts, place);
}

void MainWindow::fillMenu(QMenu* menu)
{
    showReasons(menu);
    m_inserts->fillMenu(menu);
    m_surgery->fillMenu(menu);
    m_builder->fillMenu(menu);
    m_objects->fillMenu(menu);
}

MainWindow* MainWindow::openAnother(const MainWindow* beside)
{
    auto* window = new MainWindow;
    window->setAttribute(Qt::WA_DeleteOnClose);
    if (beside) {
        window->move(beside->pos() + QPoint(kCascade, kCascade));
        if (beside->m_autosave) // what an earlier program left is offered once
            window->m_autosave = new Autosave(window->m_workspace, window);
    }
    window->show();
    return window;
}

QList<MainWindow*> MainWindow::all()
{
    QList<MainWindow*> windows;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* window = qobject_cast<MainWindow*>(widget))
            windows << window;
    return windows;
}

void MainWindow::keepAll()
{
    for (MainWindow* window : all())
        if (window->m_autosave)
            window->m_autosave->flush();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_layout->store();
    if (m_files->mayCloseAll([this] { close(); }))
        QMainWindow::closeEvent(event);
    else
        event->ignore();
}

/// What a pane could not do; that is never about opening a file, so core's kinds alone do not say what helps.
void MainWindow::showFailure(Document* document, const QString& title, const Error& error)
{
    if (document && document != m_workspace->current()) // it is seen now, and says which model it is about
        m_messages->showError(tr("%1: %2").arg(document->title(), title), error, {});
    else
        m_messages->showError(title, error, {}, document);
}

void MainWindow::showNotice(const QString& text)
{
    statusBar()->showMessage(text, kNoticeTime);
}

} // namespace lw::ui
