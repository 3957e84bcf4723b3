// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"
#include "ui/panes/weights/SliceImage.h"

#include <QImage>
#include <QPointer>
#include <QWidget>
#include <optional>

namespace lw::ui {

class TaskHandle;

/// A matrix as a picture that fills the widget, with a colour bar and the value under the pointer. Zero is neutral when
/// there are values on both sides of it. Large matrices are drawn in a task.
class HeatmapView final : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapView(QWidget* parent = nullptr);
    void setSlice(std::optional<TensorSlice> slice);
    QSize sizeHint() const override { return {320, 240}; }
    [[nodiscard]] const QImage& image() const { return m_image; }

signals:
    /// The picture is there, and with it the least and greatest value of the slice.
    void drawn(double low, double high);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Drawing {
        double low = 0, high = 0;
        std::optional<ColourScale> scale;
        QImage image;
    };
    void render();
    void show(Drawing drawing);
    void paintColourBar(QPainter& painter, const QRectF& area) const;
    [[nodiscard]] QRectF imageArea() const;
    std::optional<TensorSlice> m_slice;
    ColourScale m_scale = ColourScale(ColourScale::Kind::Sequential, 0, 0);
    QImage m_image;
    QPointer<TaskHandle> m_task;
    QString m_hover;
};

} // namespace lw::ui
