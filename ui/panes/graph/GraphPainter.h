// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphDrawing.h"
#include "ui/widgets/Theme.h"

#include <QHash>
#include <QPainterPath>
#include <QPixmap>
#include <functional>
#include <map>
#include <memory>
#include <unordered_set>

class QPainter;
class QSvgRenderer;

namespace lw::ui {

/// What stands out in a picture.
struct GraphHighlights {
    int selected = -1, hovered = -1, hoveredFrame = -1;
    bool focus = false;                        ///< the selected card has the keyboard
    std::unordered_set<std::uint32_t> matches; ///< cards that the search found
    std::unordered_set<std::uint32_t> extra;   ///< cards chosen from a menu ("select inputs")
};

/// Paints a drawing: full cards near, labelled blocks further off, plain blocks and simple lines from far away. Keeps
/// icons and cut texts between frames. One thread at a time; a Frame is made on the user interface thread.
class GraphPainter {
public:
    GraphPainter();
    ~GraphPainter();
    GraphPainter(const GraphPainter&) = delete;
    GraphPainter& operator=(const GraphPainter&) = delete;

    enum class Detail { Full, Label, Block };
    static Detail detailAt(double scale);

    struct Frame {
        QRectF area;      ///< what is visible, in the drawing's units
        double scale = 1; ///< pixels per unit
        bool dark = false;
        bool vector = false; ///< for files: everything in full, icons as shapes
        QFont name = cardNameFont(), small = cardSmallFont();
        double edgeOpacity = 1;
        std::function<QRectF(std::uint32_t)> rectOf; ///< where cards are during a movement; null: at their places
    };

    /// The painter must already map the drawing's units to the device.
    void paint(QPainter& painter, const GraphDrawing& drawing, const GraphHighlights& highlights, const Frame& frame);
    void forget(); ///< the theme or the drawing has changed

    static QPainterPath edgePath(const DrawnEdge& edge, layout::Direction direction);
    /// Blocks only, for the overview.
    static void paintOverview(QPainter& painter, const GraphDrawing& drawing, const QTransform& transform, bool dark);

private:
    struct Pass;
    void paintFrames(Pass& pass);
    void paintEdges(Pass& pass);
    void paintTitles(Pass& pass);
    void paintLabels(Pass& pass);
    void paintSigns(Pass& pass);
    void paintCards(Pass& pass);
    void paintFullCard(Pass& pass, std::uint32_t index, const QRectF& rect);
    void paintLabelCard(Pass& pass, std::uint32_t index, const QRectF& rect);
    void paintRing(Pass& pass, std::uint32_t index, const QRectF& rect);
    void paintIcon(Pass& pass, const QRectF& target, const QString& name, const QColor& color);
    const QString& cut(const QString& text, const QFont& font, double width, int kind);

    QHash<QString, QPixmap> m_icons;
    std::map<QString, std::unique_ptr<QSvgRenderer>>
        m_shapes; ///< icons for vector pictures, which other threads paint too
    QHash<QPair<QString, int>, QString> m_cut;
    std::vector<std::uint32_t> m_ids;
};

} // namespace lw::ui
