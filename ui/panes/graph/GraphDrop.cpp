// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphDrop.h"

#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphGaps.h"
#include "ui/panes/transplant/GapJudge.h"
#include "ui/panes/transplant/PartsInbox.h"
#include "ui/widgets/DropSign.h"

#include <QDragEnterEvent>

namespace lw::ui {

namespace {

constexpr int kEdge = 36, kPanEvery = 30; // pixels, ms
constexpr int kPanAfter = 350;            ///< ms at an edge: what only passes it moves nothing
constexpr double kReach = 14;             ///< of an edge, in pixels

/// How far the view moves at once when the pointer is there, in pixels: the nearer to the edge, the further.
QPointF edgeStep(const QPointF& pointer, const QSize& size)
{
    const auto along = [](double at, double length) {
        if (at < kEdge)
            return (at - kEdge) / 3;
        return at > length - kEdge ? (at - length + kEdge) / 3 : 0;
    };
    return {along(pointer.x(), size.width()), along(pointer.y(), size.height())};
}

} // namespace

GraphDrop::GraphDrop(Document* document, GraphCanvas* canvas)
    : QObject(canvas), m_document(document), m_canvas(canvas), m_sign(new DropSign(canvas)), m_judge(new GapJudge(this))
{
    canvas->setAcceptDrops(true);
    canvas->installEventFilter(this);
    m_pan.setInterval(kPanEvery);
    connect(&m_pan, &QTimer::timeout, this, &GraphDrop::pan);
    connect(m_judge, &GapJudge::judged, this, [this] {
        if (!m_parts || m_place.kind != DropPlace::Kind::Gap)
            return;
        m_judged = nullptr; // what was not known is now
        judge();
    });
}

GraphDrop::Target GraphDrop::targetAt(const QPointF& pixel, const ModelParts& parts) const
{
    const QRectF area = m_canvas->visibleArea();
    const QPointF point = area.topLeft() + pixel / m_canvas->scale();
    const auto& drawing = m_canvas->drawing();
    Target whole{{DropPlace::Kind::Whole, {}, {}, {}}, area, {}};
    if (!drawing)
        return whole;
    if (LayerInsertion::isPossible(parts))
        if (auto gap = gapAt(*drawing, m_document->model(), point, kReach / m_canvas->scale())) {
            gap->place.move = parts.model == m_document->sharedModel() && !(m_modifiers & Qt::ControlModifier) &&
                              parts.paths.front() != ".";
            return {gap->place, {}, gap->bar};
        }
    const int card = drawing->cardAt(point);
    if (card >= 0) {
        const auto index = static_cast<std::uint32_t>(card);
        if (const std::string& path = drawing->cardText(index).path; !path.empty())
            return {{DropPlace::Kind::Part, path, {}, {}}, drawing->cards[index].rect, {}};
    }
    for (std::size_t frame = drawing->frames.size(); frame-- > 0;) { // the innermost first
        const DrawnFrame& drawn = drawing->frames[frame];
        const std::string& path = drawing->outline->groups[drawn.group].card.path;
        if (drawn.rect.contains(point) && !path.empty())
            return {{DropPlace::Kind::Part, path, {}, {}}, drawn.rect, {}};
    }
    return whole;
}

QPoint GraphDrop::pixel(const QPointF& point) const
{
    return ((point - m_canvas->visibleArea().topLeft()) * m_canvas->scale()).toPoint();
}

QRect GraphDrop::pixels(const QRectF& rect) const
{
    const QPointF origin = m_canvas->visibleArea().topLeft();
    const QRectF shown((rect.topLeft() - origin) * m_canvas->scale(), rect.size() * m_canvas->scale());
    return shown.toAlignedRect().intersected(m_canvas->rect());
}

void GraphDrop::hover(QDropEvent* event, const ModelParts& parts)
{
    m_parts = parts;
    m_pointer = event->position();
    m_modifiers = event->modifiers();
    judge();
    if (!edgeStep(m_pointer, m_canvas->size()).isNull() && !m_pan.isActive()) {
        m_atEdge.start();
        m_pan.start();
    }
    event->setDropAction(m_takes ? (m_place.move ? Qt::MoveAction : Qt::CopyAction) : Qt::IgnoreAction);
    event->accept(); // also what is refused: the sign must follow the pointer
}

/// Marks the target below the pointer, unless it is marked already.
void GraphDrop::judge()
{
    const Target target = targetAt(m_pointer, *m_parts);
    const bool isGap = target.place.kind == DropPlace::Kind::Gap;
    if (m_judged == m_document->sharedModel() && m_place == target.place && !isGap)
        return;
    m_judged = m_document->sharedModel();
    m_place = target.place;
    if (!isGap) {
        const DropVerdict verdict = judgeDrop(*m_parts, m_document->sharedModel(), target.place);
        m_takes = verdict.takes();
        m_sign->mark(pixels(target.rect), verdict.kind == DropVerdict::Kind::Fits, verdict.line);
        return;
    }
    const QLine bar(pixel(target.bar.p1()), pixel(target.bar.p2()));
    const auto verdict = m_judge->verdict(*m_parts, m_document->sharedModel(), target.place);
    m_takes = !verdict || verdict->kind != DropVerdict::Kind::Refused;
    if (!verdict)
        m_sign->markGap(bar, DropSign::State::Unknown, tr("Trying whether it fits…"));
    else
        m_sign->markGap(bar, verdict->kind == DropVerdict::Kind::Fits ? DropSign::State::Fits : DropSign::State::Misfit,
                        verdict->line);
}

/// Near an edge the view moves on, since neither wheel nor keys reach it during a drag.
void GraphDrop::pan()
{
    const QPointF step = edgeStep(m_pointer, m_canvas->size());
    if (step.isNull() || !m_parts || !m_document)
        return m_pan.stop();
    if (m_atEdge.elapsed() < kPanAfter)
        return;
    m_canvas->centerOn(m_canvas->visibleArea().center() + step / m_canvas->scale());
    m_judged = nullptr; // the mark moves with its card
    judge();
}

void GraphDrop::leave()
{
    m_pan.stop();
    m_parts.reset();
    m_sign->clear();
    m_judge->forget();
    m_judged = nullptr;
}

bool GraphDrop::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (!m_enabled || !m_document)
            break;
        const ModelParts* parts = PartsInbox::instance().parts(drag->mimeData());
        if (!parts) {
            const QString reason = PartsInbox::instance().reason(drag->mimeData());
            if (reason.isEmpty())
                break;
            m_sign->mark(m_canvas->rect(), false, reason);
            drag->setDropAction(Qt::IgnoreAction);
            drag->accept();
            return true;
        }
        hover(drag, *parts);
        return true;
    }
    case QEvent::DragLeave:
        leave();
        break;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        const ModelParts* parts = PartsInbox::instance().parts(drop->mimeData());
        m_sign->clear();
        if (!parts || !m_enabled || !m_document)
            break;
        m_modifiers = drop->modifiers();
        const Target target = targetAt(drop->position(), *parts);
        leave();
        drop->setDropAction(Qt::CopyAction); // also of what moves: the target does all of it
        drop->accept();
        emit dropped(ModelParts(*parts), target.place); // a copy: the drag may end while a dialog is open
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lw::ui
