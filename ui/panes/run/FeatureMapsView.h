// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <vector>

namespace lw::ui {

/// The channels of one sample of a picture-like output (batch, height, width, channels) as tiles, each scaled by the
/// least and greatest value of all. Only tiles on screen are drawn.
class FeatureMapsView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FeatureMapsView(QWidget* parent = nullptr);
    static bool fits(const lw::Shape& shape);
    void setMaps(const lw::Shape& shape, std::vector<float> values, std::int64_t sample);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QImage map(int channel) const;
    [[nodiscard]] int tilesPerRow() const;
    void updateScrollBar();
    std::vector<float> m_values;
    std::size_t m_offset = 0;
    int m_height = 0, m_width = 0, m_channels = 0;
    float m_low = 0, m_high = 1;
};

} // namespace lw::ui
