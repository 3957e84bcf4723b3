// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/weights/SliceImage.h"
#include "ui/panes/weights/TensorNumbers.h"
#include "ui/panes/weights/TileView.h"

namespace lw::ui {

/// The channels of one sample of a picture-like output (batch, height, width, channels) as tiles, all on one colour
/// scale from the least to the greatest value of the sample.
class FeatureMapsView final : public TileView {
    Q_OBJECT
public:
    using TileView::TileView;
    static bool fits(const lw::Shape& shape);
    void setMaps(const lw::Shape& shape, const TensorNumbers& numbers, std::int64_t sample);

protected:
    [[nodiscard]] QImage makeTile(int tile) const override;
    [[nodiscard]] QString describe(int tile, QPoint pixel) const override;

private:
    [[nodiscard]] std::size_t index(int channel, int y, int x) const;
    TensorNumbers m_numbers;
    ColourScale m_scale = ColourScale(ColourScale::Kind::Sequential, 0, 1);
    std::size_t m_offset = 0;
    int m_height = 0, m_width = 0, m_channels = 0;
};

} // namespace lw::ui
