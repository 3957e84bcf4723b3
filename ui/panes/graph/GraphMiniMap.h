// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTransform>
#include <QWidget>

namespace lw::ui {

class GraphCanvas;

/// The whole graph in a corner of the canvas, with what is visible as a rectangle that can be dragged. Hidden when all
/// is visible. Very long graphs are stretched across, so that they stay more than a line.
class GraphMiniMap : public QWidget {
    Q_OBJECT
public:
    explicit GraphMiniMap(GraphCanvas* canvas);
    void drawingChanged();
    void refreshTheme() { drawingChanged(); }
    void setWanted(bool wanted);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void follow();
    void moveTo(const QPointF& pixel);

    GraphCanvas* m_canvas;
    QTransform m_transform;
    QPixmap m_picture;
    bool m_wanted = true;
};

} // namespace lw::ui
