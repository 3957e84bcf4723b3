// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/WeightsPane.h"

#include "ui/panes/weights/SparklineDelegate.h"
#include "ui/panes/weights/VariableFilter.h"
#include "ui/panes/weights/VariableTable.h"
#include "ui/panes/weights/VariableTableModel.h"
#include "ui/panes/weights/VariableView.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/UndoPassing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>
#include <memory>

namespace lw::ui {

using namespace Qt::StringLiterals;

WeightsPane::WeightsPane(Document* document, QWidget* parent)
    : Pane(document, parent), m_model(new VariableTableModel(document, this)), m_filter(new VariableFilter(this)),
      m_search(new QLineEdit(this)), m_count(new QLabel(this)), m_table(new VariableTable(this)),
      m_view(new VariableView(this))
{
    m_filter->setSourceModel(m_model);
    buildTable();
    m_search->setObjectName(u"filter"_s);
    m_search->setClearButtonEnabled(true);
    passUndoOn(m_search);
    m_search->addAction(icons::icon(u"search"_s), QLineEdit::LeadingPosition);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(3), Theme::space(2));
    strip->setSpacing(Theme::space(3));
    strip->addWidget(m_search, 1);
    strip->addWidget(m_count);
    auto* top = new QWidget(this);
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(0, 0, 0, 0);
    topLayout->setSpacing(0);
    topLayout->addLayout(strip);
    topLayout->addWidget(m_table, 1);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(top);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 4);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_table);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        showCount();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WeightsPane::followTable);
    connect(&document->selection(), &Selection::changed, this, &WeightsPane::followSelection);
    connect(document, &Document::changed, this, [this] {
        showCount();
        followSelection();
    });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, &WeightsPane::showMenu);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column) {
        if (column >= VariableTableModel::Distribution)
            m_model->statistics().requestAll(); // the order is right once they are all there
    });
    connect(&m_model->statistics(), &StatisticsQueue::allReady, this, [this] {
        if (m_filter->sortColumn() >= VariableTableModel::Distribution)
            m_filter->sort(m_filter->sortColumn(), m_filter->sortOrder());
    });
    connect(m_view, &VariableView::notice, this, &Pane::notice);
    connect(m_view, &VariableView::failed, this, &Pane::failed);
    retranslate();
    followSelection();
}

void WeightsPane::buildTable()
{
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(VariableTableModel::Path, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::space(7));
    auto* delegate = new SparklineDelegate(m_table);
    m_table->setItemDelegateForColumn(VariableTableModel::Distribution, delegate);
    connect(delegate, &SparklineDelegate::wanted, this,
            [this](const QModelIndex& index) { m_model->statistics().request(m_filter->mapToSource(index).row()); });
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    const int widths[] = {64, 18, 36, 24, 32, 22, 22, 22, 22, 16};
    for (int column = VariableTableModel::Path; column < VariableTableModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, Theme::space(widths[column]));
    header->setMinimumSectionSize(Theme::space(12));
}

void WeightsPane::retranslate()
{
    m_search->setPlaceholderText(tr("Filter by name, type or shape"));
    m_table->setAccessibleName(tr("Variables"));
    m_model->retranslate();
    m_view->retranslate();
    showCount();
}

void WeightsPane::showCount()
{
    const int shown = m_filter->rowCount(), all = m_model->rowCount();
    std::uint64_t values = 0;
    for (int row = 0; row < all; ++row)
        values += m_model->variable(row).tensor.elements();
    m_count->setText(
        shown == all
            ? tr("%1 variables, %2 values").arg(countText(static_cast<std::uint64_t>(all)), countText(values))
            : tr("%1 of %2 variables")
                  .arg(countText(static_cast<std::uint64_t>(shown)), countText(static_cast<std::uint64_t>(all))));
}

void WeightsPane::followTable()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        m_view->setVariable(nullptr);
        return;
    }
    const Variable& variable = m_model->variable(m_filter->mapToSource(current).row());
    showVariable(m_filter->mapToSource(current).row());
    document()->selection().selectVariable(identityText(variable.path), identityText(variable.layer));
}

void WeightsPane::followSelection()
{
    const Selection& selection = document()->selection();
    int row = -1;
    if (selection.kind() == Selection::Kind::Variable) {
        row = m_model->rowOf(selection.path());
    } else if (selection.kind() == Selection::Kind::Layer) {
        for (int i = 0; i < m_model->rowCount() && row < 0; ++i) {
            const QString layer = identityText(m_model->variable(i).layer);
            if (layer == selection.path() || layer.startsWith(selection.path() + u'/'))
                row = i;
        }
    }
    if (row < 0)
        return;
    const QModelIndex target = m_filter->mapFromSource(m_model->index(row, 0));
    if (!target.isValid() || target.row() == m_table->currentIndex().row())
        return;
    const QSignalBlocker quiet(m_table->selectionModel());
    m_table->setCurrentIndex(target);
    m_table->scrollTo(target);
    m_table->viewport()->update();
    showVariable(row);
}

void WeightsPane::showVariable(int row)
{
    const Variable& variable = m_model->variable(row);
    const Layer* layer = findLayer(document()->model(), variable.layer);
    m_view->setVariable(&variable, layer ? layer->className : std::string());
}

void WeightsPane::showMenu(const QPoint& position)
{
    const QModelIndex index = m_filter->mapToSource(m_table->indexAt(position));
    if (!index.isValid())
        return;
    const Variable variable = m_model->variable(index.row());
    QMenu menu(this);
    menu.addAction(icons::icon(u"copy"_s), tr("Copy"), this, &WeightsPane::copyVariables);
    menu.addAction(tr("Copy name"), this, [this, &variable] {
        QGuiApplication::clipboard()->setText(identityText(variable.path));
        emit notice(tr("Copied the name"));
    });
    menu.addAction(tr("Copy row"), this, [this, index] {
        QStringList cells;
        for (int column = 0; column < VariableTableModel::ColumnCount; ++column)
            if (column != VariableTableModel::Distribution)
                cells << index.siblingAtColumn(column).data().toString();
        QGuiApplication::clipboard()->setText(cells.join(u'\t'));
        emit notice(tr("Copied the row"));
    });
    menu.addAction(icons::icon(u"save"_s), tr("Save as .npy…"), m_view, &VariableView::save);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void WeightsPane::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void WeightsPane::copy()
{
    if (!m_table->hasFocus())
        return m_view->copy();
    if (m_table->selectionModel()->selectedRows().size() != 1)
        return copyVariables();
    m_view->copy();
    auto* data = m_filter->mimeData(m_table->selectionModel()->selectedRows());
    data->setText(QGuiApplication::clipboard()->text());
    QGuiApplication::clipboard()->setMimeData(data);
}

void WeightsPane::copyVariables()
{
    std::unique_ptr<QMimeData> data(m_filter->mimeData(m_table->selectionModel()->selectedRows()));
    const ModelParts* parts = PartsMime::parts(data.get());
    if (!parts)
        return;
    emit notice(tr("Copied %1").arg(partsLabel(*parts)));
    QGuiApplication::clipboard()->setMimeData(data.release());
}

} // namespace lw::ui
