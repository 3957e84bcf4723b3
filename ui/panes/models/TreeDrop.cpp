// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/TreeDrop.h"

#include "ui/items/ModelTreeModel.h"
#include "ui/panes/transplant/DropVerdict.h"
#include "ui/widgets/DropSign.h"

#include <QDragEnterEvent>
#include <QScrollBar>
#include <QTreeView>

namespace lw::ui {

namespace {

constexpr int kUnfoldAfter = 700; // ms

} // namespace

TreeDrop::TreeDrop(QTreeView* tree, ModelTreeModel* model, std::function<QModelIndex(const QModelIndex&)> toSource)
    : QObject(tree), m_tree(tree), m_model(model), m_toSource(std::move(toSource)),
      m_sign(new DropSign(tree->viewport()))
{
    tree->viewport()->setAcceptDrops(true);
    tree->viewport()->installEventFilter(this);
    m_unfold.setSingleShot(true);
    m_unfold.setInterval(kUnfoldAfter);
    connect(&m_unfold, &QTimer::timeout, this, [this] {
        if (m_hovered.isValid())
            m_tree->expand(m_hovered);
    });
}

std::optional<DropPlace> TreeDrop::placeOf(const QModelIndex& source) const
{
    if (!source.isValid())
        return std::nullopt;
    DropPlace place;
    switch (m_model->kind(source)) {
    case ModelTreeModel::NodeKind::Model:
        return place;
    case ModelTreeModel::NodeKind::Layer:
    case ModelTreeModel::NodeKind::Variable:
        place.kind = DropPlace::Kind::Part;
        place.path = source.data(ModelTreeModel::PathRole).toString().toStdString();
        return place;
    default:
        return std::nullopt;
    }
}

void TreeDrop::hover(QDropEvent* event, const ModelParts& parts)
{
    const QModelIndex index = m_tree->indexAt(event->position().toPoint()).siblingAtColumn(0);
    if (index != m_hovered) {
        m_hovered = index;
        const QModelIndex source = m_toSource(index).siblingAtColumn(0);
        const auto place = placeOf(source);
        m_takes = false;
        m_sign->clear();
        if (place) {
            const DropVerdict verdict = judgeDrop(parts, m_model->document(source)->sharedModel(), *place);
            m_takes = verdict.kind != DropVerdict::Kind::Refused;
            QRect row = m_tree->visualRect(index);
            row.setRight(m_tree->viewport()->width() - 8);
            m_sign->mark(row, verdict.kind == DropVerdict::Kind::Fits, verdict.line);
            m_unfold.start();
        }
    }
    scrollNear(event->position().y());
    event->setDropAction(m_takes ? Qt::CopyAction : Qt::IgnoreAction);
    event->accept();
}

/// One row on when the pointer is at the upper or lower edge: events come as long as it moves.
void TreeDrop::scrollNear(double y)
{
    constexpr int kEdge = 24; // px
    QScrollBar* bar = m_tree->verticalScrollBar();
    const int before = bar->value();
    if (y < kEdge)
        bar->setValue(before - bar->singleStep());
    else if (y > m_tree->viewport()->height() - kEdge)
        bar->setValue(before + bar->singleStep());
    if (bar->value() != before) { // the mark is at another place now
        m_sign->clear();
        m_hovered = QModelIndex();
    }
}

void TreeDrop::leave()
{
    m_unfold.stop();
    m_sign->clear();
    m_hovered = QModelIndex();
}

bool TreeDrop::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (const ModelParts* parts = PartsMime::parts(drag->mimeData())) {
            hover(drag, *parts);
            return true;
        }
        break;
    }
    case QEvent::DragLeave:
        leave();
        break;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        const ModelParts* parts = PartsMime::parts(drop->mimeData());
        if (!parts)
            break;
        const QModelIndex source = m_toSource(m_tree->indexAt(drop->position().toPoint())).siblingAtColumn(0);
        const auto place = placeOf(source);
        leave();
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        if (place)
            emit dropped(m_model->document(source), ModelParts(*parts), *place);
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lw::ui
