// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphPainter.h"

#include <QElapsedTimer>
#include <QVariantAnimation>
#include <QWidget>
#include <functional>

namespace lw::ui {

/// The surface on which a drawing is seen: pans, zooms, selects. Knows cards and groups, not models. The pane decides
/// what a selection or a fold means. User interface thread only.
class GraphCanvas : public QWidget {
    Q_OBJECT
public:
    explicit GraphCanvas(QWidget* parent = nullptr);

    /// Shows another drawing from its start.
    void setDrawing(std::shared_ptr<const GraphDrawing> drawing);
    /// The same outline with a group (of the outline) folded or unfolded; the group keeps its place.
    void foldDrawing(std::shared_ptr<const GraphDrawing> drawing, int group);
    /// The same model after an edit: the scale stays, and so does the place of the selected card, or of what is in the
    /// middle. When all that has changed is out of sight, the first of it is brought into view. Another model starts
    /// at its start.
    void changeDrawing(std::shared_ptr<const GraphDrawing> drawing);
    [[nodiscard]] const std::shared_ptr<const GraphDrawing>& drawing() const { return m_drawing; }

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QRectF visibleArea() const; ///< in the drawing's units
    [[nodiscard]] const GraphHighlights& highlights() const { return m_highlights; }

    void zoomBy(double factor, const QPointF& anchor); ///< anchor in pixels stays where it is
    void zoomTo(double scale);                         ///< around the middle, with motion
    void fit();
    void showStart(); ///< all of it when that is readable, else its beginning at a readable size
    void centerOn(const QPointF& point);
    void ensureVisible(int card);

    void setSelected(int card);
    void setMatches(std::unordered_set<std::uint32_t> matches);
    void setExtra(std::unordered_set<std::uint32_t> cards);
    /// Cards and frames can be dragged out of the picture (dragRequested); else dragging them moves the view.
    void setCardsDraggable(bool draggable) { m_draggable = draggable; }
    void refreshTheme();

signals:
    void viewChanged();
    void selected(int card); ///< by the user; -1: nothing
    void extraChanged();     ///< other cards are selected beside it
    void activated(int card);
    void foldToggled(int group);                      ///< of the outline
    void peekRequested(int card, const QRect& place); ///< Space; place is on the screen
    void menuRequested(int card, int frame, const QPoint& global);
    void dragRequested(int card, int frame); ///< one of them is -1

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] QPointF toDrawing(const QPointF& pixel) const { return pixel / m_scale + m_origin; }
    [[nodiscard]] QPointF toPixel(const QPointF& point) const { return (point - m_origin) * m_scale; }
    [[nodiscard]] double fittingScale() const;
    [[nodiscard]] QString toolTipOf(int card) const;
    [[nodiscard]] QString edgeTip(const DrawnEdge& edge) const;
    [[nodiscard]] static QString troubleTip(const QStringList& troubles);
    void moveView(const QPointF& origin, double scale, bool animated);
    void keepInReach();
    std::shared_ptr<const GraphDrawing> exchange(std::shared_ptr<const GraphDrawing> drawing);
    void moveCards(std::vector<QRectF> from); ///< from: per card
    void updateHover(const QPointF& pixel);
    void select(int card);
    [[nodiscard]] QRect placeOf(int card) const;
    void open(int card);
    void addToSelection(int card);
    bool startDrag(Qt::MouseButtons buttons);
    void announce();

    std::shared_ptr<const GraphDrawing> m_drawing;
    GraphPainter m_painter;
    GraphHighlights m_highlights;
    int m_lastSelected = -1; ///< also when what was selected has just been taken out of the model
    QSize m_windowSize;
    QPoint m_placeInWindow; ///< when it had this size
    QPointF m_origin;       ///< what is drawn at the upper left pixel
    double m_scale = 1;
    bool m_seen = false; ///< the drawing has been painted
    bool m_fresh = true; ///< the first view of a drawing, which nobody moved: it is chosen again for another size

    QVariantAnimation m_viewMotion, m_cardMotion;
    QPointF m_fromOrigin, m_toOrigin;
    double m_fromScale = 1, m_toScale = 1;
    std::vector<QRectF> m_fromRects; ///< per card, while m_cardMotion runs

    QPointF m_pressed, m_pressedOrigin; ///< of a pan
    QPointF m_pressedOnScreen;          ///< in the coordinates of the screen
    QPointF m_pressedPoint;             ///< in the coordinates of the drawing
    bool m_panning = false, m_mayPan = false, m_space = false, m_spaceUsed = false, m_draggable = false;
};

} // namespace lw::ui
