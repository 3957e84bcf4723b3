// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphCanvas.h"

#include "ui/widgets/Text.h"

#include <QAccessible>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kMaxScale = 3, kReadable = 0.75, kMargin = 28;

QRectF between(const QRectF& a, const QRectF& b, double t)
{
    return {a.x() + (b.x() - a.x()) * t, a.y() + (b.y() - a.y()) * t, a.width() + (b.width() - a.width()) * t,
            a.height() + (b.height() - a.height()) * t};
}

} // namespace

GraphCanvas::GraphCanvas(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Graph"));
    m_viewMotion.setStartValue(0.0);
    m_viewMotion.setEndValue(1.0);
    m_viewMotion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_viewMotion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const double t = value.toDouble();
        m_scale = m_fromScale * std::pow(m_toScale / m_fromScale, t);
        m_origin = m_fromOrigin + (m_toOrigin - m_fromOrigin) * t;
        update();
        emit viewChanged();
    });
    m_cardMotion.setStartValue(0.0);
    m_cardMotion.setEndValue(1.0);
    m_cardMotion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_cardMotion, &QVariantAnimation::valueChanged, this, [this] { update(); });
    connect(&m_cardMotion, &QVariantAnimation::finished, this, [this] {
        m_fromRects.clear();
        update();
    });
}

QRectF GraphCanvas::visibleArea() const
{
    return {m_origin, QSizeF(size()) / m_scale};
}

double GraphCanvas::fittingScale() const
{
    if (!m_drawing || m_drawing->bounds.isEmpty())
        return 1;
    return std::min({1.0, std::max(1.0, width() - 2 * kMargin) / m_drawing->bounds.width(),
                     std::max(1.0, height() - 2 * kMargin) / m_drawing->bounds.height()});
}

void GraphCanvas::moveView(const QPointF& origin, double scale, bool animated)
{
    m_fresh = m_fresh && !animated;
    m_fromOrigin = m_origin;
    m_fromScale = m_scale;
    m_toOrigin = origin;
    m_toScale = scale;
    m_viewMotion.stop();
    const int duration = animated && isVisible() ? Theme::current().motion() : 0;
    if (duration > 0) {
        m_viewMotion.setDuration(duration);
        m_viewMotion.start();
        return;
    }
    m_origin = origin;
    m_scale = scale;
    update();
    emit viewChanged();
}

void GraphCanvas::zoomBy(double factor, const QPointF& anchor)
{
    m_viewMotion.stop();
    const QPointF fixed = toDrawing(anchor);
    const double least = std::min(0.02, fittingScale() / 2);
    m_scale = std::clamp(m_scale * factor, least, kMaxScale);
    m_origin = fixed - anchor / m_scale;
    keepInReach();
    update();
    emit viewChanged();
}

void GraphCanvas::zoomTo(double scale)
{
    QPointF middle = visibleArea().center();
    if (m_highlights.selected >= 0) {
        const QRectF card = m_drawing->cards[static_cast<std::size_t>(m_highlights.selected)].rect;
        if (visibleArea().intersects(card))
            middle = card.center();
    }
    scale = std::clamp(scale, std::min(0.02, fittingScale() / 2), kMaxScale);
    moveView(middle - QPointF(width(), height()) / (2 * scale), scale, true);
}

void GraphCanvas::fit()
{
    if (!m_drawing)
        return;
    const double scale = fittingScale();
    moveView(m_drawing->bounds.center() - QPointF(width(), height()) / (2 * scale), scale, true);
}

void GraphCanvas::showStart()
{
    if (!m_drawing)
        return;
    m_fresh = true;
    const double all = fittingScale();
    if (all >= kReadable)
        return moveView(m_drawing->bounds.center() - QPointF(width(), height()) / (2 * all), all, false);
    const bool down = m_drawing->direction == layout::Direction::TopToBottom;
    const QRectF bounds = m_drawing->bounds;
    const double across = down ? (width() - 2 * kMargin) / bounds.width() : (height() - 2 * kMargin) / bounds.height();
    const double scale = std::clamp(across, kReadable, 0.9);
    // The beginning of the flow in the middle: the first card, not the middle of a wide graph's bounds.
    const int first = m_drawing->cards.empty() ? -1 : 0;
    const QPointF start = first < 0 ? bounds.center() : m_drawing->cards[static_cast<std::size_t>(first)].rect.center();
    if (!m_drawing->outline->hasGraph)
        return moveView(bounds.topLeft() - QPointF(kMargin, kMargin) / scale, scale, false);
    QPointF origin;
    if (down)
        origin = {(across >= kReadable ? bounds.center().x() : start.x()) - width() / (2 * scale),
                  bounds.top() - kMargin / scale};
    else
        origin = {bounds.left() - kMargin / scale,
                  (across >= kReadable ? bounds.center().y() : start.y()) - height() / (2 * scale)};
    moveView(origin, scale, false);
}

void GraphCanvas::centerOn(const QPointF& point)
{
    m_viewMotion.stop();
    m_origin = point - QPointF(width(), height()) / (2 * m_scale);
    keepInReach();
    update();
    emit viewChanged();
}

void GraphCanvas::ensureVisible(int card)
{
    if (!m_drawing || card < 0 || static_cast<std::size_t>(card) >= m_drawing->cards.size())
        return;
    const QRectF rect = m_drawing->cards[static_cast<std::size_t>(card)].rect;
    const double margin = 24 / m_scale;
    const double below = std::clamp(height() / 6.0, 24.0, 80.0) / m_scale; // the toast of an edit stands there
    const QRectF area = visibleArea().adjusted(margin, margin, -margin, -below);
    if (area.contains(rect))
        return;
    QPointF origin = m_origin;
    const bool near = visibleArea()
                          .adjusted(-area.width() / 2, -area.height() / 2, area.width() / 2, area.height() / 2)
                          .contains(rect);
    if (!near) {
        origin = rect.center() - QPointF(width(), height()) / (2 * m_scale);
    } else {
        origin.rx() += std::min(0.0, rect.left() - area.left()) + std::max(0.0, rect.right() - area.right());
        origin.ry() += std::min(0.0, rect.top() - area.top()) + std::max(0.0, rect.bottom() - area.bottom());
    }
    moveView(origin, m_scale, true);
}

/// Some part of the drawing always stays in sight.
void GraphCanvas::keepInReach()
{
    m_fresh = false;
    if (!m_drawing)
        return;
    const QRectF bounds = m_drawing->bounds;
    const double across = width() / m_scale, along = height() / m_scale;
    m_origin.setX(std::clamp(m_origin.x(), bounds.left() - across * 0.85, bounds.right() - across * 0.15));
    m_origin.setY(std::clamp(m_origin.y(), bounds.top() - along * 0.85, bounds.bottom() - along * 0.15));
}

void GraphCanvas::setSelected(int card)
{
    if (m_highlights.selected == card)
        return;
    m_highlights.selected = card;
    m_lastSelected = card >= 0 ? card : m_lastSelected;
    m_highlights.extra.clear();
    announce();
    update();
}

void GraphCanvas::setMatches(std::unordered_set<std::uint32_t> matches)
{
    m_highlights.matches = std::move(matches);
    update();
}

void GraphCanvas::setExtra(std::unordered_set<std::uint32_t> cards)
{
    m_highlights.extra = std::move(cards);
    emit extraChanged();
    update();
}

void GraphCanvas::refreshTheme()
{
    m_painter.forget();
    update();
}

/// Screen readers hear the selected card as the graph's description.
void GraphCanvas::announce()
{
    QString text;
    if (m_drawing && m_highlights.selected >= 0) {
        const auto index = static_cast<std::size_t>(m_highlights.selected);
        const DrawnCard& card = m_drawing->cards[index];
        text = tr("%1, %2, output %3, %4 parameters, %5 inputs, %6 outputs")
                   .arg(card.name, card.kind, card.shape.isEmpty() ? tr("unknown") : card.shape,
                        card.parameters.isEmpty() ? QStringLiteral("0") : card.parameters)
                   .arg(m_drawing->inEdges[index].size())
                   .arg(m_drawing->outEdges[index].size());
        if (!card.troubles.isEmpty())
            text += QStringLiteral(". ") + tr("Does not fit: %1").arg(card.troubles.join(QStringLiteral("; ")));
    }
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void GraphCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(ColorRole::Canvas));
    if (!m_drawing)
        return;
    m_seen = true;
    painter.scale(m_scale, m_scale);
    painter.translate(-m_origin);
    GraphPainter::Frame frame;
    frame.area = visibleArea();
    frame.scale = m_scale;
    frame.dark = Theme::current().isDark();
    if (m_fromRects.size() == m_drawing->cards.size() && !m_fromRects.empty()) {
        const double t = m_cardMotion.currentValue().toDouble();
        frame.edgeOpacity = t;
        frame.rectOf = [this, t](std::uint32_t card) {
            return between(m_fromRects[card], m_drawing->cards[card].rect, t);
        };
    }
    m_painter.paint(painter, *m_drawing, m_highlights, frame);
}

QString GraphCanvas::toolTipOf(int index) const
{
    const auto card = static_cast<std::uint32_t>(index);
    const layout::Card& text = m_drawing->cardText(card);
    const DrawnCard& drawn = m_drawing->cards[card];
    const auto row = [](const QString& name, const QString& value) {
        return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
            .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    QString rows;
    if (text.hasShape)
        rows += row(tr("Output"), QString::fromStdString(layout::edgeShapeText(text.shape)));
    if (text.parameters > 0) {
        rows += row(tr("Parameters"), countText(text.parameters));
        if (text.trainableParameters != text.parameters)
            rows += row(tr("Trainable"), countText(text.trainableParameters));
    }
    if (text.calls > 1)
        rows += row(tr("Shared"), tr("called %n time(s)", nullptr, static_cast<int>(text.calls)));
    if (!text.known)
        rows += row(tr("Class"), tr("not built in; it cannot run by itself"));
    if (!text.path.empty() && text.path != text.title)
        rows += row(tr("Path"), displayText(text.path));
    return QStringLiteral("<b>%1</b><br>%2%3<table>%4</table>")
        .arg(drawn.name.toHtmlEscaped(), drawn.kind.toHtmlEscaped(), troubleTip(drawn.troubles), rows);
}

QString GraphCanvas::troubleTip(const QStringList& troubles)
{
    constexpr int kMost = 4;
    QString text;
    for (const QString& trouble : troubles.mid(0, kMost))
        text += QStringLiteral("<p style='color:%1'>%2</p>")
                    .arg(Theme::current().color(ColorRole::Error).name(), trouble.toHtmlEscaped());
    if (troubles.size() > kMost)
        text += tr("and %n more", nullptr, static_cast<int>(troubles.size()) - kMost);
    return text;
}

/// What the layer at its end says of it.
QString GraphCanvas::edgeTip(const DrawnEdge& edge) const
{
    const DrawnCard &from = m_drawing->cards[edge.from], &to = m_drawing->cards[edge.to];
    QStringList troubles = to.troubles;
    const auto& frames = m_drawing->visible.frames;
    for (auto frame = m_drawing->visible.cards[edge.to].frame; frame >= 0 && troubles.isEmpty();
         frame = frames[static_cast<std::size_t>(frame)].parent)
        if (const QString& trouble = m_drawing->frames[static_cast<std::size_t>(frame)].trouble; !trouble.isEmpty())
            troubles << trouble;
    return QStringLiteral("<b>%1 → %2</b>").arg(from.name.toHtmlEscaped(), to.name.toHtmlEscaped()) +
           troubleTip(troubles);
}

} // namespace lw::ui
