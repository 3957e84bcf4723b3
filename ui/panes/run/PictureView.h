// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/weights/TensorNumbers.h"

#include <QImage>
#include <QWidget>

namespace lw::ui {

/// One sample of an output that is a picture (batch, height, width, 1 or 3) as that picture, grey or in colour. Which
/// numbers are black and white is guessed from the values, and said below.
class PictureView final : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);
    static bool fits(const lw::Shape& shape);
    void setPicture(const lw::Shape& shape, const TensorNumbers& numbers, std::int64_t sample);
    [[nodiscard]] const QImage& image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image;
    double m_black = 0, m_white = 1;
};

} // namespace lw::ui
