// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphPainter.h"

#include <QPainter>

namespace lw::ui {

inline constexpr double kCardRadius = 8; ///< of the corners

/// What the functions of one call of paint share. Borrows everything; gone when paint returns.
struct GraphPainter::Pass {
    QPainter& painter;
    const GraphDrawing& drawing;
    const GraphHighlights& highlights;
    const Frame& frame;
    Detail detail;
    std::unordered_set<std::uint32_t> neighbours;
    QFont name = frame.name, small = frame.small;

    [[nodiscard]] QColor color(ColorRole role) const { return Theme::color(role, frame.dark); }
    [[nodiscard]] QColor category(keras::Category category) const { return Theme::category(category, frame.dark); }
    [[nodiscard]] QColor fill(keras::Category category) const
    {
        return mixed(this->category(category), color(ColorRole::Raised), frame.dark ? 0.24 : 0.14);
    }
    /// Behind the cards of a frame, or of the whole drawing for -1.
    [[nodiscard]] QColor ground(std::int32_t index) const
    {
        const QColor canvas = color(ColorRole::Canvas);
        if (index < 0)
            return canvas;
        const int depth = drawing.frames[static_cast<std::size_t>(index)].depth;
        return mixed(category(keras::Category::Model), canvas,
                     (frame.dark ? 0.05 + 0.02 * depth : 0.06 + 0.03 * depth));
    }
    [[nodiscard]] QRectF rectOf(std::uint32_t card) const
    {
        return frame.rectOf ? frame.rectOf(card) : drawing.cards[card].rect;
    }
};

} // namespace lw::ui
