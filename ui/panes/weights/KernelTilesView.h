// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/weights/KernelLayout.h"
#include "ui/panes/weights/SliceImage.h"
#include "ui/panes/weights/TensorNumbers.h"
#include "ui/panes/weights/TileView.h"

namespace lw::ui {

/// The kernels of a convolution as tiles: one tile an output filter, of one input channel at a time or, for three input
/// channels, in colour. All tiles share one colour scale.
class KernelTilesView final : public TileView {
    Q_OBJECT
public:
    using TileView::TileView;
    /// low and high: the range of all numbers.
    void setKernel(const TensorNumbers& numbers, const KernelLayout& layout, double low, double high);
    void clear();
    /// -1: three input channels as red, green and blue.
    void setInputChannel(int channel);
    [[nodiscard]] bool canShowColour() const { return m_layout.channels == 3 && m_layout.inputs == 3; }
    [[nodiscard]] int inputChannels() const { return m_layout.channels; }
    [[nodiscard]] int inputChannel() const { return m_channel; }

protected:
    [[nodiscard]] QImage makeTile(int tile) const override;
    [[nodiscard]] QString describe(int tile, QPoint pixel) const override;

private:
    TensorNumbers m_numbers;
    KernelLayout m_layout;
    double m_low = 0, m_high = 0;
    int m_channel = 0;
};

} // namespace lw::ui
