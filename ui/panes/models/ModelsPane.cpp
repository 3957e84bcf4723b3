// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/ModelsPane.h"

#include "ui/items/ModelTreeModel.h"
#include "ui/items/TreeFilterModel.h"
#include "ui/panes/models/PartsTree.h"
#include "ui/panes/models/PeekPopup.h"
#include "ui/panes/models/TreeDrop.h"
#include "ui/widgets/HighlightDelegate.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/UndoPassing.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingPause = 120;  // ms
constexpr int kExpandAtMost = 400; // rows of a search result that unfold by themselves

} // namespace

ModelsPane::ModelsPane(Workspace* workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_search(new QLineEdit(this)), m_tree(new PartsTree(this)),
      m_model(new ModelTreeModel(workspace, this)), m_filter(new TreeFilterModel(this)),
      m_highlight(new HighlightDelegate(this)), m_typing(new QTimer(this))
{
    setMinimumWidth(Theme::space(45));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(Theme::space(2), 0, Theme::space(2), Theme::space(2));
    m_search->setClearButtonEnabled(true);
    passUndoOn(m_search);
    m_search->addAction(icons::icon(u"search"_s, ColorRole::TextMuted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    top->addWidget(m_search);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    m_filter->setSourceModel(m_model);
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(m_highlight);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(Theme::space(4));
    m_tree->setTextElideMode(Qt::ElideMiddle); // both ends of a path tell
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setMinimumSectionSize(40);
    m_tree->header()->resizeSection(0, 162);
    m_tree->header()->resizeSection(1, 98);
    m_tree->installEventFilter(this);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly); // drops are TreeDrop's, which says what fits
    auto* drop =
        new TreeDrop(m_tree, m_model, [this](const QModelIndex& index) { return m_filter->mapToSource(index); });
    connect(drop, &TreeDrop::dropped, this, &ModelsPane::partsDropped);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &ModelsPane::applyFilter);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelsPane::select);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ModelsPane::selectBeside);
    connect(m_tree, &PartsTree::settled, this, &ModelsPane::settle);
    connect(m_tree, &QTreeView::doubleClicked, this, &ModelsPane::open);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ModelsPane::contextMenu);
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        connect(&document->selection(), &Selection::changed, this, [this, document] { follow(document); });
        m_tree->expand(m_filter->mapFromSource(m_model->documentIndex(document)));
        follow(document);
    });
    connect(m_model, &ModelTreeModel::aboutToRefresh, this, &ModelsPane::keepPlaces);
    connect(m_model, &ModelTreeModel::refreshed, this, &ModelsPane::restorePlaces);
    connect(workspace, &Workspace::currentChanged, this, [this](Document* document) {
        if (document)
            follow(document);
    });
    retranslate();
}

void ModelsPane::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ModelsPane::copy()
{
    if (QMimeData* data = m_filter->mimeData(m_tree->selectionModel()->selectedRows()))
        QGuiApplication::clipboard()->setMimeData(data);
}

void ModelsPane::reveal()
{
    if (m_workspace->current())
        follow(m_workspace->current());
    m_tree->setFocus(Qt::ShortcutFocusReason);
}

void ModelsPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ModelsPane::retranslate()
{
    m_search->setPlaceholderText(tr("Find layers and weights"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_tree->setAccessibleName(tr("Models"));
    m_model->retranslate();
}

bool ModelsPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        m_typing->stop();
        applyFilter();
        m_tree->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (watched == m_search && key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (watched == m_tree && key == Qt::Key_Space) {
        peek();
        return true;
    }
    if (watched == m_tree && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        open();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ModelsPane::follow(Document* document)
{
    if (m_following || document != m_workspace->current())
        return;
    m_following = true;
    const QModelIndex target = m_filter->mapFromSource(m_model->selectionIndex(document));
    if (target.isValid()) {
        // Whatever keys are held down: a shortcut may have brought us here.
        m_tree->selectionModel()->setCurrentIndex(target,
                                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_tree->scrollTo(target);
    }
    m_following = false;
}

/// A model that is read again keeps what was unfolded, and the tree's own movement selects nothing.
void ModelsPane::keepPlaces(Document* document)
{
    m_following = true;
    m_unfolded.clear();
    QModelIndexList open{m_filter->mapFromSource(m_model->documentIndex(document))};
    while (!open.isEmpty()) {
        const QModelIndex index = open.takeLast();
        if (!index.isValid() || !m_tree->isExpanded(index))
            continue;
        m_unfolded.insert(index.data(ModelTreeModel::PathRole).toString());
        for (int row = 0; row < m_filter->rowCount(index); ++row)
            open << m_filter->index(row, 0, index);
    }
}

void ModelsPane::restorePlaces(Document* document)
{
    QModelIndexList open{m_filter->mapFromSource(m_model->documentIndex(document))};
    while (!open.isEmpty()) {
        const QModelIndex index = open.takeLast();
        if (!index.isValid() || !m_unfolded.contains(index.data(ModelTreeModel::PathRole).toString()))
            continue;
        m_tree->expand(index);
        for (int row = 0; row < m_filter->rowCount(index); ++row)
            open << m_filter->index(row, 0, index);
    }
    m_following = false;
    follow(document);
}

void ModelsPane::select(const QModelIndex& current)
{
    if (m_following || !current.isValid())
        return;
    const QModelIndex source = m_filter->mapToSource(current);
    Document* document = m_model->document(source);
    if (m_tree->isHeld() && document != m_workspace->current())
        return; // a press here may begin a drag onto the model that is shown: settle() knows
    m_following = true;
    m_workspace->setCurrent(document);
    Selection& selection = document->selection();
    switch (m_model->kind(source)) {
    case ModelTreeModel::NodeKind::Layer:
        selection.selectLayer(source.data(ModelTreeModel::PathRole).toString());
        break;
    case ModelTreeModel::NodeKind::Variable:
        selection.selectVariable(source.data(ModelTreeModel::PathRole).toString(),
                                 source.data(ModelTreeModel::LayerPathRole).toString());
        break;
    default:
        selection.clear();
    }
    m_following = false;
    selectBeside();
}

void ModelsPane::settle(bool dragged)
{
    if (!dragged)
        select(m_tree->currentIndex());
    else if (m_workspace->current())
        follow(m_workspace->current());
}

/// Rows that are selected with the current one are layers beside it.
void ModelsPane::selectBeside()
{
    Document* document = m_workspace->current();
    if (m_following || !document || document->selection().layerPath().isEmpty() ||
        m_model->document(m_filter->mapToSource(m_tree->currentIndex())) != document)
        return;
    QStringList paths;
    for (const QModelIndex& row : m_tree->selectionModel()->selectedRows()) {
        const QModelIndex source = m_filter->mapToSource(row);
        if (m_model->kind(source) == ModelTreeModel::NodeKind::Layer && m_model->document(source) == document)
            paths << source.data(ModelTreeModel::PathRole).toString();
    }
    document->selection().setBeside(paths);
}

void ModelsPane::peek()
{
    QModelIndex source = m_filter->mapToSource(m_tree->currentIndex()).siblingAtColumn(0);
    // The first variable below, depth first.
    while (source.isValid() && m_model->kind(source) != ModelTreeModel::NodeKind::Variable &&
           m_model->rowCount(source) > 0) {
        QModelIndex next = m_model->index(0, 0, source);
        for (int row = 0; row < m_model->rowCount(source); ++row) {
            const QModelIndex child = m_model->index(row, 0, source);
            if (m_model->kind(child) == ModelTreeModel::NodeKind::Variable) {
                next = child;
                break;
            }
        }
        source = next;
    }
    if (!source.isValid() || m_model->kind(source) != ModelTreeModel::NodeKind::Variable)
        return;
    const std::string path = source.data(ModelTreeModel::PathRole).toString().toStdString();
    const Variable* variable = findVariable(m_model->document(source)->model(), path);
    if (!variable)
        return;
    const QRect row = m_tree->visualRect(m_tree->currentIndex());
    QWidget* viewport = m_tree->viewport();
    auto* popup = new PeekPopup(*variable, this);
    popup->showBeside(QRect(viewport->mapToGlobal(QPoint(0, row.top())), QSize(viewport->width(), row.height())));
}

void ModelsPane::open()
{
    const QModelIndex source = m_filter->mapToSource(m_tree->currentIndex());
    if (!source.isValid())
        return;
    const auto kind = m_model->kind(source);
    if (kind == ModelTreeModel::NodeKind::Layer || kind == ModelTreeModel::NodeKind::Variable)
        emit m_model->document(source)->selection().activated();
}

/// Rows of the model, not of the filter.
QList<QPersistentModelIndex> ModelsPane::unfolded() const
{
    QList<QPersistentModelIndex> found;
    QModelIndexList open;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        open << m_filter->index(row, 0);
    for (qsizetype i = 0; i < open.size(); ++i) {
        const QModelIndex index = open.at(i);
        if (!m_tree->isExpanded(index))
            continue;
        found << m_filter->mapToSource(index);
        for (int row = 0; row < m_filter->rowCount(index); ++row)
            open << m_filter->index(row, 0, index);
    }
    return found;
}

/// A search unfolds what it finds; after it the tree is as it was before.
void ModelsPane::applyFilter()
{
    const bool wasSearching = !m_filter->words().isEmpty();
    QList<QPersistentModelIndex> before = wasSearching ? QList<QPersistentModelIndex>() : unfolded();
    m_filter->setWords(m_search->text());
    m_highlight->setWords(m_filter->words());
    const bool isSearching = !m_filter->words().isEmpty();
    m_tree->setEmptyText(isSearching ? tr("Nothing is called so") : QString());
    if (isSearching && !wasSearching)
        m_beforeSearch = std::move(before);
    if (wasSearching && !isSearching) {
        for (const QPersistentModelIndex& index : std::exchange(m_beforeSearch, {}))
            if (index.isValid())
                m_tree->expand(m_filter->mapFromSource(index));
        if (m_tree->currentIndex().isValid())
            m_tree->scrollTo(m_tree->currentIndex());
    }
    if (isSearching) {
        int budget = kExpandAtMost;
        QModelIndexList open;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            open << m_filter->index(row, 0);
        for (qsizetype i = 0; i < open.size() && budget > 0; ++i) {
            const QModelIndex index = open.at(i);
            m_tree->expand(index);
            const int rows = m_filter->rowCount(index);
            budget -= rows;
            for (int row = 0; row < rows; ++row)
                open << m_filter->index(row, 0, index);
        }
    }
    m_tree->viewport()->update();
}

Document* ModelsPane::documentAt(const QPoint& global) const
{
    const QPoint place = m_tree->viewport()->mapFromGlobal(global);
    const QModelIndex index = m_tree->viewport()->rect().contains(place) ? m_tree->indexAt(place) : QModelIndex();
    return index.isValid() ? m_model->document(m_filter->mapToSource(index).siblingAtColumn(0)) : nullptr;
}

void ModelsPane::contextMenu(const QPoint& position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    const QModelIndex source = m_filter->mapToSource(index).siblingAtColumn(0);
    Document* document = m_model->document(source);
    QMenu menu(this);
    const auto kind = m_model->kind(source);
    if (kind == ModelTreeModel::NodeKind::Layer || kind == ModelTreeModel::NodeKind::Variable)
        menu.addAction(tr("Open"), this, &ModelsPane::open);
    if (kind == ModelTreeModel::NodeKind::Layer || kind == ModelTreeModel::NodeKind::Variable ||
        kind == ModelTreeModel::NodeKind::Model)
        menu.addAction(tr("Copy"), this, &ModelsPane::copy);
    const QString name =
        kind == ModelTreeModel::NodeKind::Model ? document->path() : source.data(ModelTreeModel::PathRole).toString();
    if (!name.isEmpty())
        menu.addAction(icons::icon(u"copy"_s), tr("Copy path"), this,
                       [name] { QGuiApplication::clipboard()->setText(name); });
    if (kind == ModelTreeModel::NodeKind::Layer)
        emit menuRequested(&menu);
    if (kind == ModelTreeModel::NodeKind::Model)
        menu.addAction(icons::icon(u"close"_s), tr("Close model"), this,
                       [this, document] { emit closeRequested(document); });
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

} // namespace lw::ui
