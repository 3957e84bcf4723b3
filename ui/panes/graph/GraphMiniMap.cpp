// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphMiniMap.h"

#include "ui/panes/graph/GraphCanvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace lw::ui {

namespace {
constexpr double kLongest = 190, kShortest = 44;
constexpr int kLeastCanvas = 320; ///< narrower, it would cover the cards
constexpr int kInset = 6, kDistance = 12;
} // namespace

GraphMiniMap::GraphMiniMap(GraphCanvas* canvas) : QWidget(canvas), m_canvas(canvas)
{
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview"));
    connect(canvas, &GraphCanvas::viewChanged, this, &GraphMiniMap::follow);
    hide();
}

void GraphMiniMap::drawingChanged()
{
    const auto& drawing = m_canvas->drawing();
    if (!drawing || drawing->bounds.isEmpty()) {
        m_picture = {};
        hide();
        return;
    }
    const QRectF bounds = drawing->bounds;
    const double scale = std::min(kLongest / bounds.width(), kLongest / bounds.height());
    const QSizeF size(std::clamp(bounds.width() * scale, kShortest, kLongest),
                      std::clamp(bounds.height() * scale, kShortest, kLongest));
    m_transform =
        QTransform::fromTranslate(kInset, kInset).scale(size.width() / bounds.width(), size.height() / bounds.height());
    m_transform.translate(-bounds.x(), -bounds.y());
    resize(size.toSize() + QSize(2 * kInset, 2 * kInset));
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap(this->size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    GraphPainter::paintOverview(painter, *drawing, m_transform, Theme::current().isDark());
    follow();
    update();
}

void GraphMiniMap::setWanted(bool wanted)
{
    m_wanted = wanted;
    follow();
}

void GraphMiniMap::follow()
{
    const auto& drawing = m_canvas->drawing();
    const bool needed = m_wanted && drawing && !m_picture.isNull() &&
                        !m_canvas->visibleArea().contains(drawing->bounds) &&
                        m_canvas->width() > std::max(3 * width(), kLeastCanvas) &&
                        m_canvas->height() > height() + 2 * kDistance;
    setVisible(needed);
    if (!needed)
        return;
    move(m_canvas->width() - width() - kDistance, m_canvas->height() - height() - kDistance);
    update();
}

void GraphMiniMap::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.color(ColorRole::Surface);
    ground.setAlphaF(0.94F);
    painter.setBrush(ground);
    painter.setPen(theme.color(ColorRole::Border));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kRadius, Theme::kRadius);
    painter.drawPixmap(0, 0, m_picture);
    QRectF view = m_transform.mapRect(m_canvas->visibleArea()) & QRectF(rect()).adjusted(2, 2, -2, -2);
    if (view.height() < 5)
        view = QRectF(view.left(), view.center().y() - 2.5, view.width(), 5);
    if (view.width() < 5)
        view = QRectF(view.center().x() - 2.5, view.top(), 5, view.height());
    QColor accent = theme.color(ColorRole::Accent);
    painter.setPen(QPen(accent, 1.5));
    accent.setAlphaF(0.12F);
    painter.setBrush(accent);
    painter.drawRoundedRect(view, 2, 2);
}

void GraphMiniMap::mousePressEvent(QMouseEvent* event)
{
    moveTo(event->position());
}

void GraphMiniMap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(event->position());
}

void GraphMiniMap::moveTo(const QPointF& pixel)
{
    m_canvas->centerOn(m_transform.inverted().map(pixel));
}

} // namespace lw::ui
