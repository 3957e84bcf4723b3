// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/VisibleGraph.h"
#include "ui/panes/graph/SpatialIndex.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QStringList>
#include <memory>
#include <vector>

namespace lw::ui {

/// A layer, operator or folded group.
struct DrawnCard {
    QRectF rect;
    QString name;       ///< safe for display, as are all texts here
    QString kind;       ///< "Conv2D · relu", "Functional · 12 layers"
    QString shape;      ///< "28 × 28 × 32" without the batch; may be empty
    QString parameters; ///< "18,496"; may be empty
    keras::Category category = keras::Category::Unknown;
    bool isGroup = false;
    bool frozen = false; ///< has weights, and none of them trains
    std::uint32_t repeats = 1;
    QStringList troubles; ///< of a draft: why it does not fit, or what is folded in it
};

/// A connection between two cards.
struct DrawnEdge {
    std::uint32_t from = 0, to = 0; ///< cards
    std::vector<QPointF> points;
    QString label; ///< empty on all but the first edge of a value
    QRectF labelRect;
    bool broken = false; ///< what comes along it does not fit
};

/// The frame around the cards of a group that is unfolded.
struct DrawnFrame {
    QRectF rect;
    QString title, note;
    std::uint32_t group = 0; ///< in the outline
    layout::GroupKind kind = layout::GroupKind::Model;
    int depth = 0;
    QString trouble; ///< of a draft: why it does not fit
};

/// A laid-out picture of a graph, in units that are pixels at 100 %. Immutable; made on any thread, shared with the
/// painter.
struct GraphDrawing {
    std::shared_ptr<const layout::Outline> outline;
    std::vector<bool> folded; ///< per group of the outline
    layout::VisibleGraph visible;
    layout::Direction direction = layout::Direction::TopToBottom;
    std::vector<DrawnCard> cards;
    std::vector<DrawnEdge> edges;
    std::vector<DrawnFrame> frames; ///< outer ones first
    QRectF bounds;
    SpatialIndex cardIndex, edgeIndex;
    std::vector<std::vector<std::uint32_t>> outEdges, inEdges; ///< per card

    /// What the card says of the layer, operator or group behind it.
    [[nodiscard]] const layout::Card& cardText(std::uint32_t card) const;
    /// The card that shows a path now: its own, or the folded group that it is in; -1 when there is none.
    [[nodiscard]] int cardOfPath(const std::string& path) const;
    [[nodiscard]] int cardAt(const QPointF& point) const;
    /// The frame whose header is there, or -1.
    [[nodiscard]] int headerAt(const QPointF& point) const;
    /// The broken connection that passes within reach of the point, or -1.
    [[nodiscard]] int brokenEdgeAt(const QPointF& point, double reach) const;
    /// Where a broken connection wears its sign: beside its label, or in its middle.
    [[nodiscard]] QPointF signOf(const DrawnEdge& edge) const;
};

struct DrawingOptions {
    layout::Direction direction = layout::Direction::TopToBottom;
    bool shapesOnEdges = true;
    QFont name, small; ///< fonts at 100 %
};

/// The fonts of cards; sizes in pixels, so that a drawing is the same on every screen.
QFont cardNameFont();
QFont cardSmallFont();

inline constexpr double kCardHeight = 66;
inline constexpr double kFrameHeader = 30;
inline constexpr double kCardPadding = 10;
inline constexpr double kSignSize = 16; ///< the sign of what is broken
inline constexpr double kFrozenSign = 12;
inline constexpr double kTileSize = 28; ///< the coloured square with the category's icon

/// Folds, measures, lays out. Any thread; Cancelled when asked to stop.
Result<std::shared_ptr<const GraphDrawing>> makeDrawing(std::shared_ptr<const layout::Outline> outline,
                                                        std::vector<bool> folded, const DrawingOptions& options,
                                                        const Progress& progress = {});

/// "12 layers" / "12 operators" for a group.
QString groupNote(const layout::Outline& outline, const layout::OutlineGroup& group);
/// A group's name, or what stands for one: "Block 3", "Repeated blocks".
QString groupTitle(const layout::OutlineGroup& group);

} // namespace lw::ui
