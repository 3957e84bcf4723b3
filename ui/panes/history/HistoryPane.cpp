// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/history/HistoryPane.h"

#include "ui/items/HistoryModel.h"
#include "ui/panes/history/HistoryDelegate.h"
#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QStackedLayout>

namespace lw::ui {

HistoryPane::HistoryPane(QWidget* parent)
    : QWidget(parent), m_model(new HistoryModel(this)), m_list(new QListView(this)), m_nothing(new QLabel(this)),
      m_layout(new QStackedLayout(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(Theme::space(3));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addWidget(m_nothing);
    m_layout->addWidget(m_list);
    connect(m_list, &QAbstractItemView::clicked, this, &HistoryPane::goTo);
    connect(m_list, &QAbstractItemView::activated, this, &HistoryPane::goTo);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HistoryPane::follow);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &HistoryPane::follow);
    connect(&Theme::current(), &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    retranslate();
}

void HistoryPane::setDocument(Document* document)
{
    m_model->setDocument(document);
    follow();
}

void HistoryPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HistoryPane::retranslate()
{
    m_nothing->setText(
        tr("Nothing was changed yet. Edits appear here, and a click takes the model back to any of them."));
    m_list->setAccessibleName(tr("History"));
    m_model->retranslate();
    follow();
}

void HistoryPane::follow()
{
    m_layout->setCurrentIndex(m_model->rowCount() > 1 ? 1 : 0);
    const QModelIndex current = m_model->index(m_model->currentRow());
    m_list->setCurrentIndex(current);
    m_list->scrollTo(current);
}

void HistoryPane::goTo(const QModelIndex& index)
{
    if (Document* document = m_model->document(); document && index.isValid())
        document->undoStack()->setIndex(index.row());
}

} // namespace lw::ui
