// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <vector>

namespace lw::ui {

/// The kernels of a 2D convolution (height, width, in, out) as tiles: one tile an output filter, of one input channel
/// at a time or, for three input channels, in colour. Only the tiles on screen are drawn.
class KernelTilesView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit KernelTilesView(QWidget* parent = nullptr);
    /// Whether a variable of this shape can be shown as tiles.
    static bool fits(const lw::Shape& shape);
    void setKernel(const Tensor& tensor);
    /// -1: three input channels as red, green and blue.
    void setInputChannel(int channel);
    [[nodiscard]] bool canShowColour() const { return m_inputs == 3; }
    [[nodiscard]] int inputChannels() const { return m_inputs; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int tilesPerRow() const;
    [[nodiscard]] int tileSide() const;
    [[nodiscard]] QImage tile(int filter) const;
    [[nodiscard]] float valueAt(int y, int x, int in, int out) const;
    [[nodiscard]] int filterAt(const QPoint& position) const;
    void updateScrollBar();
    std::vector<float> m_values;
    int m_height = 0, m_width = 0, m_inputs = 0, m_filters = 0, m_channel = 0;
    float m_reach = 1;
};

} // namespace lw::ui
