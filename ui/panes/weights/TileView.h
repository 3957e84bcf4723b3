// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QCache>
#include <QImage>

namespace lw::ui {

/// Many small pictures of one size, numbered and laid out in rows. Only the tiles on screen are made; Ctrl and the
/// wheel, or + and -, change their size. User interface thread only.
class TileView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TileView(QWidget* parent = nullptr);
    [[nodiscard]] int tileCount() const { return m_count; }

protected:
    /// Starts over with count tiles of this many pixels each.
    void setTiles(int count, QSize pixels);
    /// Makes the tiles anew, the same number.
    void refresh();
    [[nodiscard]] virtual QImage makeTile(int tile) const = 0;
    /// What the tool tip says of a pixel of a tile.
    [[nodiscard]] virtual QString describe(int tile, QPoint pixel) const = 0;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int tilesPerRow() const;
    /// Where the picture of a tile is drawn, in the viewport.
    [[nodiscard]] QRect area(int tile) const;
    void setSide(int side);
    void updateScrollBar();
    int m_count = 0, m_side = 96;
    QSize m_pixels;
    mutable QCache<int, QImage> m_made;
};

} // namespace lw::ui
