// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/TileView.h"

#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

namespace lw::ui {

namespace {
constexpr int kGap = 8, kTextHeight = 16, kLeast = 24, kGreatest = 512, kFew = 8;
constexpr int kCachedKilobytes = 32 * 1024;
} // namespace

TileView::TileView(QWidget* parent) : QAbstractScrollArea(parent), m_made(kCachedKilobytes)
{
    setFrameShape(QFrame::NoFrame);
    connect(&Theme::current(), &Theme::changed, this, &TileView::refresh);
}

void TileView::setTiles(int count, QSize pixels)
{
    m_count = count;
    m_pixels = pixels;
    const int longer = std::max({1, pixels.width(), pixels.height()});
    m_side = std::clamp(longer <= 12 ? 8 * longer : longer, 48, count <= kFew ? 192 : 112);
    verticalScrollBar()->setValue(0);
    refresh();
    updateScrollBar();
}

void TileView::refresh()
{
    m_made.clear();
    viewport()->update();
}

void TileView::setSide(int side)
{
    m_side = std::clamp(side, kLeast, kGreatest);
    updateScrollBar();
    viewport()->update();
}

int TileView::tilesPerRow() const
{
    return std::max(1, (viewport()->width() - kGap) / (m_side + kGap));
}

QRect TileView::area(int tile) const
{
    const int column = tile % tilesPerRow(), row = tile / tilesPerRow();
    const QRect cell(kGap + column * (m_side + kGap),
                     kGap + row * (m_side + kTextHeight + kGap) - verticalScrollBar()->value(), m_side, m_side);
    QRect picture({}, m_pixels.scaled(cell.size(), Qt::KeepAspectRatio).expandedTo({1, 1}));
    picture.moveCenter(cell.center());
    picture.moveBottom(cell.bottom());
    return picture;
}

void TileView::updateScrollBar()
{
    const int rows = (m_count + tilesPerRow() - 1) / tilesPerRow();
    verticalScrollBar()->setRange(0, std::max(0, kGap + rows * (m_side + kTextHeight + kGap) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(1, m_side / 2));
}

void TileView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void TileView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setSide(event->angleDelta().y() > 0 ? m_side * 5 / 4 : m_side * 4 / 5);
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void TileView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Plus)
        setSide(m_side * 5 / 4);
    else if (event->key() == Qt::Key_Minus)
        setSide(m_side * 4 / 5);
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void TileView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Theme& theme = Theme::current();
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Surface));
    painter.setFont(theme.font(Theme::TextStyle::Small));
    const int perRow = tilesPerRow(), rowHeight = m_side + kTextHeight + kGap, top = verticalScrollBar()->value();
    const int firstRow = std::max(0, (top - kGap) / rowHeight), lastRow = (top + viewport()->height()) / rowHeight;
    const bool shrunk = m_pixels.width() > m_side || m_pixels.height() > m_side;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, shrunk);
    for (int tile = firstRow * perRow; tile < std::min(m_count, (lastRow + 1) * perRow); ++tile) {
        QImage* image = m_made.object(tile);
        if (!image) {
            image = new QImage(makeTile(tile));
            m_made.insert(tile, image, 1 + static_cast<int>(image->sizeInBytes() / 1024));
            image = m_made.object(tile);
        }
        const QRect picture = area(tile);
        painter.drawImage(picture, image ? *image : makeTile(tile));
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(QRect(picture.center().x() - m_side / 2, picture.bottom() + 1, m_side, kTextHeight),
                         Qt::AlignCenter, QString::number(tile));
    }
}

bool TileView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int column = (help->x() - kGap) / (m_side + kGap);
    const int row = (help->y() + verticalScrollBar()->value() - kGap) / (m_side + kTextHeight + kGap);
    const int tile = row * tilesPerRow() + column;
    const bool inside = help->x() >= kGap && column < tilesPerRow() && tile >= 0 && tile < m_count;
    const QRect picture = inside ? area(tile) : QRect();
    if (picture.contains(help->pos())) {
        const QPoint at = help->pos() - picture.topLeft();
        const QPoint pixel(at.x() * m_pixels.width() / picture.width(), at.y() * m_pixels.height() / picture.height());
        QToolTip::showText(help->globalPos(), describe(tile, pixel), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

} // namespace lw::ui
