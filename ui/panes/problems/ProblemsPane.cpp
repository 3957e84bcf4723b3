// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/problems/ProblemsPane.h"

#include "ui/items/ProblemsModel.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedLayout>
#include <QTreeView>

namespace lw::ui {

ProblemsPane::ProblemsPane(Workspace* workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_model(new ProblemsModel(workspace, this)), m_list(new QTreeView(this)),
      m_nothing(new QLabel(this)), m_layout(new QStackedLayout(this))
{
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(0, 560);
    m_list->header()->resizeSection(1, 220);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addWidget(m_nothing);
    m_layout->addWidget(m_list);
    connect(m_list, &QAbstractItemView::clicked, this, &ProblemsPane::jump);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ProblemsPane::showMenu);
    connect(m_list, &QAbstractItemView::activated, this, &ProblemsPane::jump);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ProblemsPane::refresh);
    retranslate();
    refresh();
}

int ProblemsPane::count() const
{
    return m_model->rowCount();
}

void ProblemsPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ProblemsPane::retranslate()
{
    m_nothing->setText(tr("No problems were found while reading."));
    m_list->setAccessibleName(tr("Problems"));
    m_model->rebuild();
}

void ProblemsPane::refresh()
{
    m_layout->setCurrentIndex(count() == 0 ? 0 : 1);
    emit countChanged(count());
}

void ProblemsPane::showMenu(const QPoint& place)
{
    const QModelIndex index = m_list->indexAt(place);
    Document* document = m_model->document(index);
    if (!document)
        return;
    QMenu menu(this);
    menu.addAction(tr("Show"), this, [this, index] { jump(index); });
    if (const QString name = m_model->teachName(index); !name.isEmpty())
        menu.addAction(tr("Teach %1…").arg(displayText(name.toStdString(), 60)), this,
                       [this, document, name] { emit teachRequested(document, name); });
    menu.exec(m_list->viewport()->mapToGlobal(place));
}

void ProblemsPane::jump(const QModelIndex& index)
{
    Document* document = m_model->document(index);
    if (!document)
        return;
    m_workspace->setCurrent(document);
    const QString subject = m_model->subject(index);
    const std::string path = subject.toStdString();
    if (findLayer(document->model(), path)) {
        document->selection().selectLayer(subject);
    } else if (const Variable* variable = findVariable(document->model(), path); variable && !path.empty()) {
        document->selection().selectVariable(QString::fromStdString(variable->path),
                                             QString::fromStdString(variable->layer));
    }
}

} // namespace lw::ui
