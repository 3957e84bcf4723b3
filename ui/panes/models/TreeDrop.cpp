// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/TreeDrop.h"

#include "ui/items/ModelTreeModel.h"
#include "ui/panes/transplant/GapJudge.h"
#include "ui/panes/transplant/PartsInbox.h"
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
      m_sign(new DropSign(tree->viewport())), m_judge(new GapJudge(this))
{
    tree->viewport()->setAcceptDrops(true);
    tree->viewport()->installEventFilter(this);
    m_unfold.setSingleShot(true);
    m_unfold.setInterval(kUnfoldAfter);
    connect(&m_unfold, &QTimer::timeout, this, [this] {
        if (m_hovered.isValid())
            m_tree->expand(m_hovered);
    });
    connect(m_judge, &GapJudge::judged, this, [this] {
        if (m_parts && m_hovered.isValid() && m_place && m_place->kind == DropPlace::Kind::Gap)
            mark({m_hovered, m_place, m_seam}, *m_parts);
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

bool TreeDrop::isLayer(const QModelIndex& index) const
{
    const QModelIndex source = m_toSource(index).siblingAtColumn(0);
    return source.isValid() && m_model->kind(source) == ModelTreeModel::NodeKind::Layer;
}

std::string TreeDrop::pathOf(const QModelIndex& index) const
{
    return m_toSource(index).siblingAtColumn(0).data(ModelTreeModel::PathRole).toString().toStdString();
}

Document* TreeDrop::documentOf(const QModelIndex& index) const
{
    return m_model->document(m_toSource(index).siblingAtColumn(0));
}

/// The upper and lower quarter of a layer's row belong to the gap there. Below an unfolded nested model that is the one
/// before its first layer.
std::optional<TreeDrop::Target> TreeDrop::gapAt(const QPoint& at, const QModelIndex& index) const
{
    if (!isLayer(index))
        return std::nullopt;
    const QRect row = m_tree->visualRect(index);
    const int edge = row.height() / 4;
    DropPlace place;
    place.kind = DropPlace::Kind::Gap;
    const auto isInput = [this](const QModelIndex& layer) {
        const Layer* found = findLayer(documentOf(layer)->model(), pathOf(layer));
        return found && found->className == "InputLayer";
    };
    if (at.y() < row.top() + edge) {
        const QModelIndex above = index.siblingAtRow(index.row() - 1);
        if (index.row() > 0 && isLayer(above))
            place.before = pathOf(above);
        else if (isInput(index)) // a model begins with its input: what is put first stands behind it
            return Target{index, DropPlace{DropPlace::Kind::Gap, {}, pathOf(index), {}}, row.bottom()};
        else
            place.after = pathOf(index);
        return Target{index, place, row.top()};
    }
    if (at.y() <= row.bottom() - edge)
        return std::nullopt;
    const QModelIndex first = m_tree->model()->index(0, 0, index);
    if (m_tree->isExpanded(index) && isLayer(first))
        (isInput(first) ? place.before : place.after) = pathOf(first);
    else
        place.before = pathOf(index);
    return Target{index, place, row.bottom()};
}

TreeDrop::Target TreeDrop::targetAt(const QPoint& at, const ModelParts& parts, Qt::KeyboardModifiers keys) const
{
    const QModelIndex index = m_tree->indexAt(at).siblingAtColumn(0);
    if (LayerInsertion::isPossible(parts))
        if (auto gap = gapAt(at, index)) {
            gap->place->move = parts.model == documentOf(index)->sharedModel() && !(keys & Qt::ControlModifier) &&
                               parts.paths.front() != ".";
            return *gap;
        }
    return {index, placeOf(m_toSource(index).siblingAtColumn(0)), 0};
}

void TreeDrop::mark(const Target& target, const ModelParts& parts)
{
    m_takes = false;
    m_sign->clear();
    if (!target.place)
        return;
    const auto model = documentOf(target.index)->sharedModel();
    QRect row = m_tree->visualRect(target.index);
    row.setRight(m_tree->viewport()->width() - 8);
    if (target.place->kind != DropPlace::Kind::Gap) {
        const DropVerdict verdict = judgeDrop(parts, model, *target.place);
        m_takes = verdict.takes();
        m_sign->mark(row, verdict.kind == DropVerdict::Kind::Fits, verdict.line);
        return;
    }
    const QLine bar(std::max(4, row.left()), target.seam, row.right() - 8, target.seam);
    const auto verdict = m_judge->verdict(parts, model, *target.place);
    m_takes = !verdict || verdict->kind != DropVerdict::Kind::Refused;
    if (!verdict)
        m_sign->markGap(bar, DropSign::State::Unknown, tr("Trying whether it fits…"));
    else
        m_sign->markGap(bar, verdict->kind == DropVerdict::Kind::Fits ? DropSign::State::Fits : DropSign::State::Misfit,
                        verdict->line);
}

void TreeDrop::hover(QDropEvent* event, const ModelParts& parts)
{
    const Target target = targetAt(event->position().toPoint(), parts, event->modifiers());
    if (target.index != m_hovered || target.place != m_place || target.seam != m_seam) {
        const auto isPart = [](const std::optional<DropPlace>& place) {
            return place && place->kind != DropPlace::Kind::Gap; // rows that unfold at a gap would move it away
        };
        if (!isPart(target.place))
            m_unfold.stop();
        else if (target.index != m_hovered || !isPart(m_place))
            m_unfold.start();
        m_hovered = target.index;
        m_place = target.place;
        m_seam = target.seam;
        m_parts = parts;
        mark(target, parts);
    }
    scrollNear(event->position().y());
    const bool moves = m_place && m_place->move;
    event->setDropAction(m_takes ? (moves ? Qt::MoveAction : Qt::CopyAction) : Qt::IgnoreAction);
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
    m_judge->forget();
    m_hovered = QModelIndex();
    m_place.reset();
    m_parts.reset();
}

bool TreeDrop::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (const ModelParts* parts = PartsInbox::instance().parts(drag->mimeData())) {
            hover(drag, *parts);
            return true;
        }
        if (const QString reason = PartsInbox::instance().reason(drag->mimeData()); !reason.isEmpty()) {
            m_sign->mark(m_tree->viewport()->rect(), false, reason);
            drag->setDropAction(Qt::IgnoreAction);
            drag->accept();
            return true;
        }
        break;
    }
    case QEvent::DragLeave:
        leave();
        break;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        const ModelParts* parts = PartsInbox::instance().parts(drop->mimeData());
        m_sign->clear();
        if (!parts)
            break;
        const Target target = targetAt(drop->position().toPoint(), *parts, drop->modifiers());
        leave();
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        if (target.place)
            emit dropped(documentOf(target.index), ModelParts(*parts), *target.place);
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lw::ui
