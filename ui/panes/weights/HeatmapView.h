// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"
#include "ui/panes/weights/SliceImage.h"

#include <QImage>
#include <QWidget>
#include <optional>

namespace lw::ui {

/// A matrix as a picture that fills the widget, with a colour bar and the value under the pointer. Zero is neutral when
/// there are values on both sides of it.
class HeatmapView final : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapView(QWidget* parent = nullptr);
    void setSlice(std::optional<TensorSlice> slice);
    QSize sizeHint() const override { return {320, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void render();
    void paintColourBar(QPainter& painter, const QRectF& area) const;
    [[nodiscard]] QRectF imageArea() const;
    std::optional<TensorSlice> m_slice;
    ColourScale m_scale = ColourScale::Sequential;
    double m_low = 0, m_high = 0;
    QImage m_image;
    QString m_hover;
};

} // namespace lw::ui
