// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphDrawing.h"

namespace lw::ui {

/// How the cards of a drawing come from those of the drawing before it, of the same model before an edit or with other
/// folds. Borrows both.
class GraphChange {
public:
    GraphChange(const GraphDrawing& now, const GraphDrawing& before);

    /// The card that showed this one's layers before, or -1: it is new.
    [[nodiscard]] int before(std::size_t card) const { return m_before[card]; }
    /// The card that shows now what a card showed before, or -1: it is gone.
    [[nodiscard]] int now(int before) const;
    /// Whether the card is new, or says another name or class than before.
    [[nodiscard]] bool isOther(std::size_t card) const;
    /// The card whose place on the screen is to be kept: the selected one, or the one after which layers came
    /// or went, when it is in view; else the one next to the middle of the view. -1 when none is left.
    [[nodiscard]] int anchor(int selectedBefore, const QRectF& view) const;
    /// The first card that is new or other, when nothing in view is; -1 else.
    [[nodiscard]] int otherOutside(const QRectF& view) const;

private:
    [[nodiscard]] int beforeTheChange(const QRectF& view) const;
    [[nodiscard]] int nearest(const QPointF& point) const; ///< in the drawing before
    const GraphDrawing &m_drawing, &m_old;
    std::vector<int> m_before; ///< per card
};

} // namespace lw::ui
